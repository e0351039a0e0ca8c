import { Temporal } from 'temporal-polyfill';

/** A point in time, ISO 8601 in UTC with milliseconds: `2026-11-23T08:12:41.123Z`. Sorts as text. */
export type Instant = string;
/** A civil date in the collective's zone: `2026-11-23`. */
export type CivilDate = string;
/** A calendar duration, ISO 8601: `P7D`, `PT60S`. A day is a civil day, not 24 hours. */
export type CalendarDuration = string;
/** An IANA zone name: `Europe/Paris`. */
export type Zone = string;

const MILLISECONDS = { smallestUnit: 'millisecond' } as const;

/** Writes any ISO instant in the house's one form; null when it is none. */
export function parseInstant(text: string): Instant | null {
  if (isInOneForm(text)) return text; // as nearly all are: the calendar takes eight times as long
  try {
    return Temporal.Instant.from(text).toString(MILLISECONDS);
  } catch {
    return null;
  }
}

export const instantFromMilliseconds = (unix: number): Instant => new Date(unix).toISOString();

/** Whether it comes out as it went in; a day that the month does not have comes out as another, or not at all. */
function isInOneForm(text: string): boolean {
  const unix = Date.parse(text);
  return !Number.isNaN(unix) && instantFromMilliseconds(unix) === text;
}

export function parseCivilDate(text: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** Reads a duration that does not run backwards; null otherwise. */
export function parseDuration(text: string): CalendarDuration | null {
  const known = durationsRead.get(text);
  if (known !== undefined) return known;
  const read = readDuration(text);
  if (durationsRead.size === DURATIONS_KEPT) durationsRead.clear();
  durationsRead.set(text, read);
  return read;
}

/** Rules hold the same few durations, and writing one asks Intl for a format each time (0.05 ms): what was read is kept. */
const durationsRead = new Map<string, CalendarDuration | null>();
const DURATIONS_KEPT = 200;

function readDuration(text: string): CalendarDuration | null {
  try {
    const duration = Temporal.Duration.from(text);
    return duration.sign < 0 ? null : duration.toString();
  } catch {
    return null;
  }
}

export function isZone(text: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
    return true;
  } catch {
    return false;
  }
}

/** The instant reached by walking a calendar duration from another in a zone: a week across a clock change keeps its hour. */
export function addDuration(from: Instant, duration: CalendarDuration, zone: Zone): Instant {
  return Temporal.Instant.from(from)
    .toZonedDateTimeISO(zone)
    .add(duration)
    .toInstant()
    .toString(MILLISECONDS);
}

/** The civil date of an instant in a zone. */
export const civilDateOf = (instant: Instant, zone: Zone): CivilDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** The first instant of a civil date in a zone. */
export const startOfDay = (day: CivilDate, zone: Zone): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant().toString(MILLISECONDS);
