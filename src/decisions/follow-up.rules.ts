import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { FollowUpState } from './follow-up.entity.js';
import type { DecisionToFollow, FollowUp } from './follow-ups.queries.js';
import { labelOf } from './last-decisions.js';

const NOTE_MAX = 10_000;

/** Who sees to it now; null when nobody does. */
export const takerOf = ({ state, steps }: FollowUp): Uuid | null =>
  state === 'UNDER_WAY' ? (steps.at(-1)?.authorId ?? null) : null;

export interface Saying {
  readonly collectiveId: Uuid;
  readonly decisionId: Uuid;
  readonly memberId: Uuid;
  readonly state: FollowUpState;
  readonly note: string;
}

/**
 * Anybody may say what became of a decision. What one member sees to is not taken from under their hands by another who
 * would do it too, nor given back for them; that it is done or dropped is said with a word why. One that was recalled asks
 * nobody to see to it.
 */
export function refuseFollowUp(
  { collectiveId, decisionId, memberId, state, note }: Saying,
  now: Omit<DecisionToFollow, 'collectiveId' | 'decisionId' | 'title' | 'mayBeSeen'>,
): Refusal | null {
  const decision = toGlobalId('Decision', collectiveId, decisionId);
  if (now.outcome !== 'ADOPTED') return refuse('DECISION_NOT_ADOPTED', { decision });
  if (state === 'UNDER_WAY' && now.repealed)
    return refuse('DECISION_REPEALED', { decision: labelOf(now.year, now.number) });
  const fault = unreadable(note, 'LINES', NOTE_MAX);
  if (fault) return invalid('note', fault);
  if ((state === 'DONE' || state === 'DROPPED') && note.trim() === '') return invalid('note', 'EMPTY');
  const taker = takerOf(now);
  if (state === 'NOBODY' && taker !== memberId) return refuse('DECISION_NOT_YOURS_TO_LEAVE', { decision });
  if (state === 'UNDER_WAY' && taker !== null)
    return refuse('DECISION_TAKEN_UP', { decision, member: toGlobalId('Member', collectiveId, taker) });
  return null;
}

/** Whether whoever said the last word says it again, as a form that is sent twice does. */
export const isSaidAlready = ({ memberId, state, note }: Saying, { steps }: FollowUp): boolean => {
  const last = steps.at(-1);
  return state !== 'UNDER_WAY' && last?.state === state && last.authorId === memberId && last.note === note;
};

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
