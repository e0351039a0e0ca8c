import {
  addDuration,
  parseDuration,
  type CalendarDuration,
  type Instant,
  type Zone,
} from '../kernel/instants.js';

/** From the last call, shown to all, to the closing of a poll in a sitting. */
export const LAST_CALL: CalendarDuration = 'PT60S';

/** The longest period that a clause may ask, and that a poll may last: what takes more than a year is no path. */
export const LONGEST_PERIOD: CalendarDuration = 'P1Y';

/** The least time that anybody has to answer grounds, whatever the clause says (design: at least seven days). */
export const LEAST_TIME_TO_ANSWER: CalendarDuration = 'P7D';

const ANY_DAY: Instant = '2000-01-01T00:00:00.000Z';

/** Whether a text is a calendar duration that a clause may ask. */
export function isPeriod(text: string): boolean {
  if (parseDuration(text) === null) return false;
  const end = endFromAnyDay(text);
  return end !== null && end <= (endFromAnyDay(LONGEST_PERIOD) as number);
}

/** Whether a period that a clause may ask is longer than another, from any day on. */
export const isLonger = (period: CalendarDuration, than: CalendarDuration): boolean =>
  (endFromAnyDay(period) as number) > (endFromAnyDay(than) as number);

/** Unix milliseconds, because years past 9999 do not sort as text; null beyond the calendar. */
function endFromAnyDay(duration: CalendarDuration): number | null {
  try {
    return Date.parse(addDuration(ANY_DAY, duration, 'UTC'));
  } catch {
    return null;
  }
}

/** The last instant at which something that begins now may end. */
export const latestEnd = (now: Instant, zone: Zone): Instant => addDuration(now, LONGEST_PERIOD, zone);

/** A period that is not over, and the first instant at which it is. */
export interface Wait {
  readonly minimum: CalendarDuration;
  readonly earliest: Instant;
}

/**
 * The longest of several periods from an instant, walked on the calendar of a zone, that is not over at another;
 * null when all are. What falls on the earliest instant itself is in time.
 */
export function longestWait(
  periods: readonly CalendarDuration[],
  from: Instant,
  until: Instant,
  zone: Zone,
): Wait | null {
  const waits = periods.map((minimum) => ({ minimum, earliest: addDuration(from, minimum, zone) }));
  const running = waits.filter(({ earliest }) => until < earliest);
  return running.reduce<Wait | null>((a, b) => (a && a.earliest >= b.earliest ? a : b), null);
}

/** When the longest of several periods from an instant ends, walked on the calendar of a zone. */
export const lastEnd = (periods: readonly CalendarDuration[], from: Instant, zone: Zone): Instant =>
  longestWait(periods, from, from, zone)?.earliest ?? from;
