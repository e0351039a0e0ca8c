import { revealUntil, type LotSource } from '../core/charter/lot.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { PollState } from './poll.entity.js';

/** Where a poll stands, as far as its lot depends on it. */
export interface LotStanding {
  readonly state: PollState;
  readonly closesAt: Instant | null;
  readonly lotSource: LotSource | null;
  readonly tiedAt: Instant | null;
  /** Two commitments that differ: they are what draws. */
  readonly byCommitments: boolean;
}

/** Whether a voter may commit to a value now. */
export function mayCommit({ state, closesAt, lotSource }: LotStanding, now: Instant): Refusal | null {
  if (lotSource !== 'COMMITMENTS') return refuse('LOT_NOT_BY_COMMITMENTS');
  if (state !== 'OPEN' || (closesAt !== null && closesAt <= now))
    return refuse('POLL_NOT_OPEN', { state, closesAt });
  return null;
}

/** Whether a voter may type, or reveal, a value now; `committed`: whether they have committed to one. */
export function mayEnter(
  { state, lotSource, tiedAt, byCommitments }: LotStanding,
  committed: boolean,
  now: Instant,
): Refusal | null {
  if (state !== 'CLOSED' || lotSource === null || tiedAt === null) return refuse('LOT_NOT_AWAITED');
  if (!byCommitments || committed) return null;
  const until = revealUntil(tiedAt);
  return now <= until ? refuse('LOT_REVEALING', { until }) : null;
}
