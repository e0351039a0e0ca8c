import type { Locale } from '../../kernel/actors.js';
import { isUuid, type Uuid } from '../../kernel/ids.js';
import { parseCivilDate, parseInstant } from '../../kernel/instants.js';
import { unreadable } from '../../kernel/readable.js';
import { refuse, type Refusal } from '../../kernel/refusals.js';

/** Of a title or a collective's name, in characters. */
const LINE_MAX = 1000;

/** `2026-012`; before it, once each time it was taken over, the mark of `takenOverLabel`. */
const DECISION_NUMBER = /^(?:repris-){0,6}\d{4}-\d{3,9}$/;

/** What a file of a text is refused by: `field` is the place in it. */
export type Fault = Refusal<'INVALID_INPUT'>;

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw invalid('file', 'NO_JSON');
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, path: string): Fields {
  if (value === undefined) throw invalid(path, 'MISSING');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(path || 'file', 'OTHER_KIND');
  return value as Fields;
}

export function listOf<T>(
  fields: Fields,
  name: string,
  read: (fields: Fields, path: string) => T,
  path = '',
): T[] {
  const place = placeIn(path, name);
  const list = fields[name];
  if (list === undefined) throw invalid(place, 'MISSING');
  if (!Array.isArray(list)) throw invalid(place, 'OTHER_KIND');
  return list.map((one, at) => read(fieldsOf(one, `${place}[${at}]`), `${place}[${at}]`));
}

type ReadField = (fields: Fields, name: string, path: string) => string;

export function orNull(fields: Fields, name: string, path: string, read: ReadField): string | null {
  return fields[name] === null ? null : read(fields, name, path);
}

export function string(fields: Fields, name: string, path: string): string {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (value === undefined) throw invalid(placeIn(path, name), 'MISSING');
  if (typeof value !== 'string' || !value.isWellFormed()) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

export function id(fields: Fields, name: string, path: string): Uuid {
  const value = string(fields, name, path);
  if (!isUuid(value)) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

export function line(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  const reason = unreadable(value, 'LINE', LINE_MAX);
  if (reason) throw invalid(placeIn(path, name), reason);
  return value;
}

export function localeOf(fields: Fields, name: string): Locale {
  const value = string(fields, name, '');
  if (value !== 'fr' && value !== 'en') throw invalid(name, 'OTHER_KIND');
  return value;
}

export function decisionNumber(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (!DECISION_NUMBER.test(value)) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

export function day(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (parseCivilDate(value) !== value) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

/** In the house's one form, for instants are compared as text. */
export function instant(fields: Fields, name: string, path: string): string {
  const value = string(fields, name, path);
  if (parseInstant(value) !== value) throw invalid(placeIn(path, name), 'OTHER_KIND');
  return value;
}

export const placeIn = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

export const invalid = (field: string, reason: string): Fault => refuse('INVALID_INPUT', { field, reason });
