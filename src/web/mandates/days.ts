import type { Locale } from '../../core/kernel/actors.js';
import {
  addDuration,
  civilDateOf,
  instantFromMilliseconds,
  startOfDay,
  type CivilDate,
  type Instant,
  type Zone,
} from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import { readDay } from '../../platform/csv/cells.js';
import { sentenceOf } from '../../platform/i18n/refusals.js';

/** A day that somebody typed, as an act takes it; or what is wrong with it, in a sentence. */
export type TypedDay = { readonly at: Instant | null } | { readonly fault: string };

/**
 * The last millisecond of a day as people type it, in the zone of their collective: whoever says "until Monday" means all of
 * Monday. Null where nothing was typed. `field`: what the act calls it, for the sentence.
 */
export function dayIn(typed: string, field: string, locale: Locale, zone: Zone): TypedDay {
  if (typed === '') return { at: null };
  const day = readDay(typed);
  const at = day && endOf(day, zone);
  if (at !== null) return { at };
  return { fault: sentenceOf(refuse('INVALID_INPUT', { field, reason: 'NOT_A_DATE' }), locale) };
}

/** Null for the last day that has a year of four digits, where it ends in the next year of the API's clock. */
function endOf(day: CivilDate, zone: Zone): Instant | null {
  const next = startOfDay(civilDateOf(addDuration(startOfDay(day, zone), 'P1D', zone), zone), zone);
  const end = instantFromMilliseconds(Date.parse(next) - 1);
  return end.startsWith('+') ? null : end;
}
