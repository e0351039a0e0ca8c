import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { consentOfPoll } from '../deliberation/consent.queries.js';
import { holdsMandate } from '../mandates/holds-mandate.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { lockPollWithProposal, originOfPoll } from '../polls/lock-poll.js';
import type { PollRow } from '../polls/poll.entity.js';
import { cancelPoll } from './cancel-poll.js';
import { endSearch } from './settle-nominee.js';

/**
 * Takes back a poll that was opened by mistake, while nobody has voted: by whoever opened it, or in a sitting by its
 * facilitator. What it reserved is free again, and its proposal may be put anew. Doing it twice is no fault. Once a
 * ballot is in, nobody takes back what others have said.
 */
export async function withdrawPoll(tx: Tx, actor: MemberActor, pollId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { assemblyId } = await originOfPoll(tx, collectiveId, pollId);
  const sitting = { kind: 'ASSEMBLY', id: assemblyId ?? collectiveId } as const;
  const facilitates = assemblyId !== null && (await holdsMandate(tx, actor, 'openPoll', sitting));
  const poll = await lockPollWithProposal(tx, collectiveId, pollId);
  if (poll.openedBy !== memberId && !facilitates) throw refuse('POLL_NOT_YOURS_TO_WITHDRAW');
  if (poll.state === 'CANCELLED') return poll.id;
  const process = await consentOfPoll(tx, collectiveId, poll.id);
  // Who objected in an earlier round is owed this one.
  if (process && process.round > 1) throw refuse('CONSENT_ROUND_OPEN');
  // Asked under the poll's lock, which casting shares: a ballot on its way is either in by now, or finds no box.
  const refusal = mayBeWithdrawn(poll, await isEmpty(tx, poll), await tx.now());
  if (refusal) throw refusal;

  await cancelPoll(tx, poll, { by: memberId });
  if (process) await endSearch(tx, process, 'WITHDRAWN');
  return poll.id;
}

function mayBeWithdrawn(
  { state, closesAt }: Pick<PollRow, 'state' | 'closesAt'>,
  empty: boolean,
  now: Instant,
): Refusal | null {
  // Past its deadline the box has the last word, whether or not any job ran: an empty one is an outcome too.
  if (state !== 'OPEN' || (closesAt !== null && closesAt <= now))
    return refuse('POLL_NOT_OPEN', { state, closesAt });
  return empty ? null : refuse('POLL_HAS_BALLOTS');
}

async function isEmpty(reader: Reader, { collectiveId, id }: PollRow): Promise<boolean> {
  const cast = await reader.rows(
    'SELECT FROM ormee.ballot WHERE collective_id = $1 AND poll_id = $2 LIMIT 1',
    [collectiveId, id],
  );
  return cast.length === 0;
}
