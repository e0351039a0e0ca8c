import { isSitting } from '../assemblies/lock-assembly.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { lastRound, lockConsent } from '../deliberation/consent.queries.js';
import { nomineeOfProposal } from '../elections/elections.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockPoll } from '../polls/lock-poll.js';
import { cancelPoll } from './cancel-poll.js';
import { endSearch } from './settle-nominee.js';

/**
 * Whether a sitting may seek consent in the place of a search that runs: one of the members online, or of a sitting that is over.
 * Never where it asks about somebody nominated for a role: that is the election's to end.
 */
export async function mayTakeOver(
  tx: Tx,
  { collectiveId, proposalId, assemblyId: before }: ConsentProcessRow,
  assemblyId: Uuid | null,
): Promise<boolean> {
  if (assemblyId === null || (before !== null && (await isSitting(tx, collectiveId, before)))) return false;
  return (await nomineeOfProposal(tx, collectiveId, proposalId)) === null;
}

/**
 * An assembly's search takes the place of one that runs: its round asks nobody any more, what is in the box is kept and never counted,
 * and whoever answered is asked in the assembly. The proposal is locked. `by`: the search that is about to begin.
 */
export async function takeOver(tx: Tx, running: ConsentProcessRow, by: Uuid): Promise<void> {
  const { collectiveId, id } = running;
  const asked = await lastRound(tx, running);
  const poll = asked && (await lockPoll(tx, collectiveId, asked.pollId));
  await lockConsent(tx, collectiveId, id);
  if (poll?.state === 'OPEN' || poll?.state === 'CLOSED') await cancelPoll(tx, poll, { takenOver: by });
  await endSearch(tx, running, 'SUPERSEDED');
}
