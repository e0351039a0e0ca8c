import { canonicalJson, type Json } from '../../src/core/kernel/canonical-json.js';
import { bytesToHex, hashJson, hashText, hexToBytes } from '../../src/core/kernel/hash.js';
import { commit } from '../../src/core/kernel/leaves.js';
import { nameSkeleton } from '../../src/core/kernel/names.js';
import { checkpointBody, originOf } from '../../src/core/merkle/checkpoint.js';
import { append, EMPTY_FRONTIER, hashLeaf, rootOf } from '../../src/core/merkle/tree.js';
import { hashContent } from '../../src/core/text/content.js';
import type { Bundle, Row } from '../../src/core/verify/bundle.js';

/** A bundle in a forger's hands: every value can be written over. */
export type Draft = { -readonly [K in keyof Omit<Bundle, 'tables'>]: Bundle[K] } & {
  tables: Record<string, Record<string, Json>[]>;
};

export const draftOf = (bundle: Bundle): Draft => structuredClone(bundle) as unknown as Draft;

/** One change of one thing, which the forger hopes nobody finds. */
export interface Forgery {
  /** `table.column`, or `table.*` for whole rows. */
  readonly place: string;
  readonly what: string;
  apply(draft: Draft): void;
}

/** Of a column that says one of a few short words, each is tried in the place of each. */
const FEW = 5;
const SHORT = 30;

/** Rows of a table that are tried in every way; the others in one. */
const OFTEN = 10;

/**
 * Every value of a bundle, each changed in several ways; every row taken away, doubled and swapped. What lies deep in a
 * value is changed at each of its places once a column: the value is hashed and compared whole.
 */
export function* forgeries(bundle: Bundle): Generator<Forgery> {
  const deep = new Set<string>();
  for (const [table, rows] of Object.entries(bundle.tables)) {
    const written = new Map<string, readonly Written[]>();
    const inColumn = (column: string): readonly Written[] => {
      const known = written.get(column) ?? rows.map((row) => writtenOf(row[column] as Json));
      written.set(column, known);
      return known;
    };
    for (const [place, row] of rows.entries()) {
      yield* rowForgeries(table, place, rows.length);
      for (const column of Object.keys(row)) {
        const value = row[column] as Json;
        const ways = place < OFTEN ? changesOf(writtenOf(value), inColumn(column)) : nearby(value, []);
        for (const { what, path, value } of ways) {
          const name = `${table}.${column} ${what}`;
          if (path.length > 0 && deep.has(name)) continue;
          deep.add(name);
          yield {
            place: `${table}.${column}`,
            what: `row ${place}: ${what}`,
            apply: (draft) => {
              const target = draft.tables[table]?.[place] as Record<string, Json>;
              target[column] = put(target[column] as Json, path, value);
            },
          };
        }
      }
    }
  }
}

function* rowForgeries(table: string, place: number, count: number): Generator<Forgery> {
  const forgery = (what: string, change: (rows: Record<string, Json>[]) => void): Forgery => ({
    place: `${table}.*`,
    what: `row ${place}: ${what}`,
    apply: (draft) => change(draft.tables[table] as Record<string, Json>[]),
  });
  yield forgery('taken away', (rows) => void rows.splice(place, 1));
  yield forgery(
    'doubled',
    (rows) => void rows.splice(place, 0, structuredClone(rows[place] as Record<string, Json>)),
  );
  if (place + 1 < count)
    yield forgery('swapped', (rows) => void rows.splice(place, 2, ...rows.slice(place, place + 2).reverse()));
}

interface Change {
  readonly what: string;
  readonly path: readonly (string | number)[];
  /** Undefined takes it away. */
  readonly value: Json | undefined;
}

/** A value, and the one text in which it is written. */
type Written = readonly [text: string, value: Json];

const writtenOf = (value: Json): Written => [canonicalJson(value), value];

/** Other values that stand elsewhere in the same place, and one close by: those that a reader would not notice. */
function* changesOf([mine, value]: Written, others: readonly Written[]): Generator<Change> {
  const different = new Map(others.filter(([text, one]) => one !== null && text !== mine));
  const few = different.size < FEW && [...different.keys()].every((text) => text.length < SHORT);
  for (const [text, other] of [...different].slice(0, few ? FEW : 1))
    yield { what: `as ${text.slice(0, 60)}`, path: [], value: other };
  if (value !== null) yield { what: 'null', path: [], value: null };
  else if (different.size === 0) yield { what: 'something', path: [], value: 'x' };
  yield* nearby(value, []);
}

function* nearby(value: Json, path: readonly (string | number)[]): Generator<Change> {
  const at = (what: string, changed: Json | undefined): Change => ({
    what: `${path.join('.')} ${what}`,
    path,
    value: changed,
  });
  if (path.length > 0) yield at('gone', undefined);
  if (typeof value === 'boolean') yield at('other way', !value);
  else if (typeof value === 'number') yield at('one more', value + 1);
  else if (typeof value === 'string') yield at('a little else', aLittleElse(value));
  else if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (items.length > 0) yield at('one twice', [...items, items[0] as Json]);
    if (items.length > 1) yield at('turned round', [...items].reverse());
    for (const [place, item] of items.entries()) yield* nearby(item, [...path, place]);
  } else if (value !== null)
    for (const [key, item] of Object.entries(value)) yield* nearby(item as Json, [...path, key]);
}

function aLittleElse(text: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return new Date(Date.parse(text) - 1).toISOString();
  if (/^\d{4}-\d\d-\d\d$/.test(text))
    return new Date(Date.parse(text) + 86_400_000).toISOString().slice(0, 10);
  if (/[0-9a-f]$/.test(text)) return text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');
  return `${text} `;
}

function put(value: Json, [step, ...rest]: readonly (string | number)[], changed: Json | undefined): Json {
  if (step === undefined) return changed as Json;
  const copy = structuredClone(value) as Record<string | number, Json>;
  if (rest.length > 0) copy[step] = put(copy[step] as Json, rest, changed);
  else if (changed !== undefined) copy[step] = changed;
  else if (Array.isArray(copy)) copy.splice(Number(step), 1);
  else return Object.fromEntries(Object.entries(copy).filter(([key]) => key !== step)) as Json;
  return copy as Json;
}

/** Recomputes what rows say of themselves and of each other. */
export function rehashRows(draft: Draft): void {
  const rows = (table: string): Record<string, Json>[] => draft.tables[table] ?? [];
  for (const row of rows('clause_version')) row['hash'] = hashed(row['clause']);
  for (const row of rows('member')) row['nameSkeleton'] = nameSkeleton(String(row['publicName']));
  for (const row of rows('membership_rule')) row['hash'] = hashed(row['rule']);
  for (const row of rows('exclusion')) row['groundsHash'] = tried(() => hashText(row['grounds'] as string));
  for (const row of rows('provision_version')) row['hash'] = tried(() => hashContent(row as never));
  for (const row of rows('outcome')) row['hash'] = hashed(row['working']);
  for (const row of rows('proposal_version')) {
    const { title, rationale, question } = row as { [column: string]: Json };
    row['wordingHash'] = hashed({ title, rationale, ...(question && { question }) } as Json);
    row['effectsHash'] = hashed(row['effects']);
  }
  for (const row of rows('amendment_base')) row['hash'] = tried(() => hashText(row['markdown'] as string));
  for (const row of rows('amendment_version'))
    row['hash'] = hashed({ base: row['baseHash'], hunks: row['hunks'] } as Json);
  for (const row of rows('poll')) {
    const of = (table: string) => rows(table).filter((one) => one['pollId'] === row['id']);
    const version = rows('proposal_version').find(
      (one) => one['proposalId'] === row['proposalId'] && one['version'] === row['proposalVersion'],
    );
    row['clausesHash'] = hashed(row['clauses']);
    row['wordingHash'] = version?.['wordingHash'] ?? (row['wordingHash'] as Json);
    row['effectsHash'] =
      row['election'] && !row['amends']
        ? (version?.['effectsHash'] ?? (row['effectsHash'] as Json))
        : hashed(of('poll_option').find((one) => one['statusQuo'] === false)?.['effects']);
    row['rollHash'] = hashed(
      // Frozen at opening: whoever was struck since was entitled then.
      of('roll_entry').map(({ memberId, entitled, present, reason }) =>
        reason === 'STRUCK'
          ? ({ memberId, entitled: true, present, reason: 'MEMBER' } as Json)
          : ({ memberId, entitled, present, reason } as Json),
      ),
    );
  }
}

/** Recomputes the whole register over what the leaves were made to say: all but the signatures, whose key is not the forger's. */
export function rehashRegister(draft: Draft, original: Bundle): void {
  const said = changedHashes(original, draft);
  const opened = new Map(said);
  for (const salt of draft.tables['register_salt'] ?? [])
    salt['value'] = opened.get(salt['value'] as string) ?? (salt['value'] as string);
  const leaves = draft.tables['register_leaf'] as Record<string, Json>[];
  let edge = EMPTY_FRONTIER;
  const roots = new Map<number, string>();
  for (const leaf of leaves) {
    leaf['encoded'] = withCommitments(
      draft,
      leaf,
      said.reduce((text, [before, after]) => text.replaceAll(before, after), leaf['encoded'] as string),
    );
    const encoded = leaf['encoded'] as string;
    const before = edge;
    const hash = remembered(`leaf ${encoded}`, () => tried(() => bytesToHex(hashLeaf(encoded))));
    leaf['hash'] = hash;
    edge = remembered(`edge ${before.nodes.join(' ')} ${hash}`, () => append(before, hexToBytes(hash)));
    roots.set(edge.size, rootOf(edge));
  }
  draft.tables['register_head'] = [{ size: edge.size, nodes: [...edge.nodes] }];
  for (const checkpoint of draft.tables['register_checkpoint'] as Record<string, Json>[]) {
    const root = roots.get(checkpoint['size'] as number);
    if (root === undefined) continue;
    const signature = String(checkpoint['note']).split('\n\n').at(-1);
    const size = checkpoint['size'] as number;
    checkpoint['root'] = root;
    checkpoint['note'] =
      `${checkpointBody({ origin: originOf(draft.collective), size, root })}\n${signature}`;
  }
}

/** What is hashed where it is said to the register, and has no column for its hash. */
const WORDS = /^(answer|lastWord|recourseReason|reason)$/;

/** Each hash of a row that is another one now. */
function changedHashes(original: Bundle, draft: Draft): [string, string][] {
  return Object.entries(original.tables).flatMap(([table, rows]) =>
    table.startsWith('register') || rows.length !== draft.tables[table]?.length
      ? []
      : rows.flatMap((row, place) =>
          Object.keys(row)
            .filter((column) => /hash$/i.test(column) || WORDS.test(column))
            .map((column): [string, string] => {
              const [before, after] = [String(row[column]), String(draft.tables[table]?.[place]?.[column])];
              return WORDS.test(column) ? [hashText(before), hashText(after)] : [before, after];
            })
            .filter(([before, after]) => before !== after),
        ),
  );
}

function withCommitments(draft: Draft, leaf: Row, encoded: string): string {
  const salts = draft.tables['register_salt']?.filter((one) => one['leafIndex'] === leaf['index']) ?? [];
  if (salts.length === 0) return encoded;
  return String(
    tried(() => {
      const read = JSON.parse(encoded) as { body: Record<string, Json> };
      for (const { field, salt, value } of salts) {
        const [name = '', place] = String(field).split('/');
        const commitment = { commitment: commit(String(salt), String(value)) };
        if (place === undefined) read.body[name] = commitment;
        else (read.body[name] as Json[])[Number(place)] = commitment;
      }
      return canonicalJson(read as unknown as Json);
    }) || encoded,
  );
}

const hashed = (value: Json | undefined): string =>
  remembered(`json ${JSON.stringify(value)}`, () => tried(() => hashJson(value as Json)));

const known = new Map<string, unknown>();

/** What was worked out once: a forger changes one thing at a time, and the rest is as it was. */
function remembered<T>(name: string, work: () => T): T {
  if (!known.has(name)) known.set(name, work());
  return known.get(name) as T;
}

/** What can no longer be hashed has some hash or other. */
function tried(work: () => string): string {
  try {
    return work();
  } catch {
    return '0'.repeat(64);
  }
}
