import { isRecord } from './bundle.js';
import type { Bundle, BundleKind } from './bundle.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';
import type { Notes } from './notes.js';
import type { KnownTable, RowsInBundle } from './rows.js';

/** A leaf whose body this bundle shows. */
export interface OpenLeaf {
  readonly index: number;
  readonly type: string;
  readonly at: Instant;
  readonly body: { readonly [field: string]: Json };
}

/** A bundle, ready to be looked things up in. */
export interface Book {
  readonly kind: BundleKind;
  readonly collective: Uuid;
  readonly member: Uuid | null;
  /** How many leaves hide their body. */
  readonly hidden: number;
  rows<T extends KnownTable>(table: T): readonly RowsInBundle[T][];
  /** The open leaves of a type, in the order of the log. */
  leaves(type: string): readonly OpenLeaf[];
  /** The open leaves of a type whose body says this of a field. */
  leavesAbout(type: string, field: string, id: Json): readonly OpenLeaf[];
  /** Who had what leads to them erased: no salt of theirs is left. */
  readonly erased: ReadonlySet<Uuid>;
  /** What a commitment of a leaf opens to; null where its salt is not here. */
  opening(leaf: OpenLeaf, field: string): string | null;
}

export function openBook(bundle: Bundle): Book {
  const rows = <T extends KnownTable>(table: T) =>
    (bundle.tables[table] ?? []) as unknown as readonly RowsInBundle[T][];
  const open = rows('register_leaf').flatMap((row) => readLeaf(row.index, row.encoded) ?? []);
  const byType = groupBy(open, ({ type }) => type);
  const openings = new Map(
    rows('register_salt').map(({ leafIndex, field, value }) => [`${leafIndex} ${field}`, value]),
  );
  const indexes = new Map<string, ReadonlyMap<Json, readonly OpenLeaf[]>>();
  const about = (type: string, field: string) => {
    const known = indexes.get(`${type} ${field}`);
    if (known) return known;
    const made = groupBy(byType.get(type) ?? [], ({ body }) => body[field] ?? null);
    indexes.set(`${type} ${field}`, made);
    return made;
  };
  return {
    kind: bundle.kind,
    collective: bundle.collective,
    member: bundle.member,
    hidden: rows('register_leaf').length - open.length,
    rows,
    leaves: (type) => byType.get(type) ?? [],
    leavesAbout: (type, field, id) => about(type, field).get(id) ?? [],
    erased: new Set(rows('member').flatMap(({ id, erasedAt }) => (erasedAt === null ? [] : [id]))),
    opening: (leaf, field) => openings.get(`${leaf.index} ${field}`) ?? null,
  };
}

function readLeaf(index: number, encoded: string | null): OpenLeaf | null {
  if (encoded === null) return null;
  try {
    const leaf = JSON.parse(encoded) as OpenLeaf;
    return isRecord(leaf) && isRecord(leaf.body) ? { ...leaf, index } : null;
  } catch {
    return null; // said by the check of the register
  }
}

/**
 * Whether a commitment opens to a value. One whose salt is not here says nothing, which is noted; in a full bundle that
 * is so of whoever it is about only once they had themselves erased.
 */
export function opensTo(
  book: Book,
  notes: Notes,
  leaf: OpenLeaf,
  { field, value, about = value }: { readonly field: string; readonly value: string; readonly about?: Uuid },
): boolean {
  const opened = book.opening(leaf, field);
  if (opened !== null) return opened === value;
  notes.miss('STORY_CLOSED');
  const isCommitted = leaf.body[field.split('/')[0] as string] !== undefined;
  return book.kind !== 'FULL' || !isCommitted || book.erased.has(about);
}

/** Values by a key of theirs, in their order. */
export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V[]> {
  const groups = new Map<K, V[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Values by a key that each has alone. */
export const byKey = <K, V>(values: readonly V[], keyOf: (value: V) => K): Map<K, V> =>
  new Map(values.map((value) => [keyOf(value), value]));
