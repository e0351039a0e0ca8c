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
  try {
    return Temporal.Instant.from(text).toString(MILLISECONDS);
  } catch {
    return null;
  }
}

export const instantFromMilliseconds = (unix: number): Instant => new Date(unix).toISOString();

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
