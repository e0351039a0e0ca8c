/**
 * Where members have no mail, a box online stays open for longer, unless each of them was told of it. Who they are and until
 * when it stays open is settled at opening; that all were told brings the closing forward, once, and never into the past.
 */
import { addDuration, type CalendarDuration, type Instant, type Zone } from '../kernel/instants.js';
import type { Clause } from './clause.js';
import { lastEnd } from './periods.js';

/** Whoever read a later hour has at least this to hear of the earlier one; whoever was told last, to answer. */
export const NOTICE_OF_EARLIER_CLOSING: CalendarDuration = 'P1D';

/** When a box that opens now may close at the earliest, should somebody on its roll have no mail; null where no clause says so. */
export function earliestForUnreached(
  clauses: readonly Pick<Clause, 'minimumVotingUnreached'>[],
  openedAt: Instant,
  zone: Zone,
): Instant | null {
  const longer = clauses.flatMap(({ minimumVotingUnreached: period }) => period ?? []);
  return longer.length === 0 ? null : lastEnd(longer, openedAt, zone);
}

/** When a box closes: as was asked for, or later, and then as was asked once each was told. */
export interface Closing {
  readonly closesAt: Instant;
  /** Null where it closes as was asked. */
  readonly closesIfReached: Instant | null;
}

/** The closing of a box whose roll has somebody without mail. */
export function closingForUnreached(
  clauses: readonly Pick<Clause, 'minimumVotingUnreached'>[],
  asked: Instant,
  openedAt: Instant,
  zone: Zone,
): Closing {
  const earliest = earliestForUnreached(clauses, openedAt, zone);
  return earliest === null || earliest <= asked
    ? { closesAt: asked, closesIfReached: null }
    : { closesAt: earliest, closesIfReached: asked };
}

/** When it closes once the last of them was told: as was asked, but not before a day of notice, and no later than it would have. */
export function broughtForward(
  { closesAt, closesIfReached }: { readonly closesAt: Instant; readonly closesIfReached: Instant },
  reachedAt: Instant,
  zone: Zone,
): Instant {
  const heard = addDuration(reachedAt, NOTICE_OF_EARLIER_CLOSING, zone);
  const earliest = heard > closesIfReached ? heard : closesIfReached;
  return earliest < closesAt ? earliest : closesAt;
}
