import type { MemberActor } from '../core/kernel/actors.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import { decidingGroup } from './group-scope.js';

interface Advice {
  readonly advises?: Uuid | null;
  readonly groupId?: Uuid | null;
  readonly effects: readonly Effect[];
}

/**
 * Whether a group may say its mind about a proposal: an open one of the collective. What it says stands beside the vote,
 * never instead of it, and weighs nothing in it: it is a position, and does nothing.
 */
export async function mayAdvise(tx: Tx, { collectiveId }: MemberActor, advice: Advice): Promise<void> {
  const { advises, groupId = null } = advice;
  if (groupId === null) throw invalid('advises', 'WITHOUT_GROUP');
  refuseEffectsOfAdvice(advice);
  const proposal = await lockProposal(tx, collectiveId, advises as Uuid);
  if (proposal.state !== 'OPEN') throw refuse('PROPOSAL_NOT_OPEN', { state: proposal.state });
  if (decidingGroup(proposal) !== null) throw invalid('advises', 'NOT_OF_THE_COLLECTIVE');
}

/** Advice is words alone, also in its later versions. */
export function refuseEffectsOfAdvice({ effects }: Pick<Advice, 'effects'>): void {
  if (effects.length > 0) throw invalid('effects', 'ADVICE_DOES_NOTHING');
}

const invalid = (field: string, reason: string) =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
