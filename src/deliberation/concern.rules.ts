import { addDuration, type Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ContributionKind } from './contribution.entity.js';
import type { ConcernState, ReviewKind } from './concern.entity.js';

/** How far ahead a date may be: what nobody of now will look at again has lapsed. */
const LOOKED_AT_WITHIN = 'P3Y';

/** A date at which the collective looks again: to come, and within three years. */
export function refuseReviewDate(
  reviewAt: Instant,
  now: Instant,
  path: readonly string[],
): Refusal<'INVALID_INPUT'> | null {
  const because = (reason: string) => refuse('INVALID_INPUT', { field: path.at(-1) as string, reason }, path);
  if (reviewAt <= now) return because('PAST');
  return reviewAt > addDuration(now, LOOKED_AT_WITHIN, 'UTC') ? because('OVER_THREE_YEARS') : null;
}

/** Only a concern about what is to be decided has a date: a decision carries it. */
export function refuseDated(
  kind: ContributionKind,
  isAboutProposal: boolean,
  path: readonly string[],
): Refusal<'INVALID_INPUT'> | null {
  const because = (reason: string) => refuse('INVALID_INPUT', { field: 'reviewAt', reason }, path);
  if (kind !== 'CONCERN') return because('NO_CONCERN');
  return isAboutProposal ? null : because('NO_PROPOSAL');
}

/** What is known of a concern and of whoever would answer it. */
export interface Answering {
  readonly state: ConcernState;
  readonly reviewAt: Instant | null;
  readonly isAuthor: boolean;
  /** Whether its author is still a member. */
  readonly isAuthorHere: boolean;
  /** Whether they see to a decision that carries it, or hold a mandate that follows from it. */
  readonly seesTo: boolean;
}

/**
 * Its author says at any time when to look again, whatever was answered, and answers it once a decision carries it. Whoever
 * sees to the decision answers what is due, and dates what has no date; that it is no concern any more its author alone
 * says, as long as they are there. Once they are not, any member answers what is due.
 */
export function mayAnswer(concern: Answering, how: Exclude<ReviewKind, 'WITHDRAWN'>): Refusal | null {
  const { state, reviewAt, isAuthor, isAuthorHere, seesTo } = concern;
  const notNow = refuse('CONCERN_NOT_DUE', { state });
  if (isAuthor) return how === 'LATER' || state === 'CARRIED' || state === 'DUE' ? null : notNow;
  if (!seesTo && isAuthorHere) return refuse('CONCERN_NOT_YOURS');
  if (how === 'NO_LONGER' && isAuthorHere) return refuse('CONCERN_NOT_YOURS');
  const isUndated = state === 'CARRIED' && reviewAt === null;
  return state === 'DUE' || (isUndated && how === 'LATER') ? null : notNow;
}
