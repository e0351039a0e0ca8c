import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { isUuid, type Uuid } from '../kernel/ids.js';
import { jsonFaultOffset } from './json-fault.js';

/** The name of the format, with its version: a reader of another version refuses by name. */
export const BUNDLE_FORMAT = 'ormee/bundle/1';

/** PUBLIC: for anyone. MEMBER: what one member may see. FULL: everything of the collective. */
export const BUNDLE_KINDS = ['PUBLIC', 'MEMBER', 'FULL'] as const;
export type BundleKind = (typeof BUNDLE_KINDS)[number];

export type Row = { readonly [column: string]: Json };
export type Tables = { readonly [table: string]: readonly Row[] };

/** Everything that a collective lets somebody take home: rows of its tables, without the collective's id in each. */
export interface Bundle {
  readonly kind: BundleKind;
  readonly collective: Uuid;
  /** Whose it is; null unless the kind is MEMBER. */
  readonly member: Uuid | null;
  readonly tables: Tables;
}

/** Why a text is no bundle that this version reads, with the place where it goes wrong. */
export type BundleFault =
  | { readonly code: 'NOT_JSON'; readonly line: number; readonly column: number }
  | { readonly code: 'NOT_A_BUNDLE' }
  | { readonly code: 'OTHER_VERSION'; readonly format: string }
  | { readonly code: 'NOT_AS_WRITTEN'; readonly line: number; readonly column: number };

/**
 * A bundle as text: canonical JSON with a line feed before each row and each table, so that two exports can be compared
 * line by line and a fault has a line. One bundle has one text: exporting twice gives the same bytes.
 */
export function printBundle({ kind, collective, member, tables }: Bundle): string {
  const printed = Object.keys(tables)
    .sort()
    .map((table) => `${canonicalJson(table)}:[${(tables[table] as Row[]).map(printRow).join(',')}]`);
  return [
    `{"collective":${canonicalJson(collective)},"format":${canonicalJson(BUNDLE_FORMAT)},`,
    `"kind":${canonicalJson(kind)},"member":${canonicalJson(member)},"tables":{\n${printed.join(',\n')}}}\n`,
  ].join('');
}

const printRow = (row: Row): string => `\n${canonicalJson(row)}`;

/** Reads a bundle, and holds it to the one text that it may have: a key that stands twice would be read in two ways. */
export function parseBundle(text: string): Bundle | BundleFault {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return { code: 'NOT_JSON', ...placeIn(text, jsonFaultOffset(text)) };
  }
  if (!isRecord(read) || typeof read['format'] !== 'string') return { code: 'NOT_A_BUNDLE' };
  if (read['format'] !== BUNDLE_FORMAT) return { code: 'OTHER_VERSION', format: read['format'] };
  if (!isBundle(read)) return { code: 'NOT_A_BUNDLE' };
  const { kind, collective, member, tables } = read;
  const bundle = { kind, collective, member, tables };
  const printed = printOrNull(bundle);
  return printed === text ? bundle : { code: 'NOT_AS_WRITTEN', ...firstDifference(printed ?? '', text) };
}

/** Null for what canonical JSON cannot hold: a fraction, half a surrogate, a depth without end. */
function printOrNull(bundle: Bundle): string | null {
  try {
    return printBundle(bundle);
  } catch {
    return null;
  }
}

function isBundle(read: Record<string, unknown>): read is Record<string, unknown> & Bundle {
  const { kind, collective, member, tables } = read;
  if (!(BUNDLE_KINDS as readonly unknown[]).includes(kind)) return false;
  if (typeof collective !== 'string' || !isUuid(collective) || !isRecord(tables)) return false;
  if (kind === 'MEMBER' ? typeof member !== 'string' || !isUuid(member) : member !== null) return false;
  return Object.values(tables).every((rows) => Array.isArray(rows) && rows.every(isRecord));
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function firstDifference(a: string, b: string): { line: number; column: number } {
  let offset = 0;
  while (offset < b.length && a[offset] === b[offset]) offset += 1;
  return placeIn(b, offset);
}

/** Line and column of an offset, both from 1. */
function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
