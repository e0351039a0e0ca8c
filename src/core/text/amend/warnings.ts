import { numberKey } from '../content.js';
import type { BlockId, Draft } from './blocks.js';
import type { Conflict, EditWords, SharedHunk } from './hunk.js';
import { splitName } from './provision-name.js';
import { isWord, tokensOf } from './tokens.js';

/**
 * What fits together and still deserves to be read together. CLOSE: two amendments change words that three words or fewer
 * part. SAME_SENTENCE: two amendments change one sentence. AFTER_DELETED: one writes right after what the other takes
 * out. MOVED_WORDS: one changes words in a block that the other moves, or leaves under another heading.
 * WRITTEN_TWICE: both write much the same at two places. REPEALED_REFERENCE: what is taken out is still referred to.
 */
export type Warning =
  | { readonly kind: 'CLOSE' | 'SAME_SENTENCE' | PairKind; readonly sides: Sides }
  | {
      readonly kind: 'REPEALED_REFERENCE';
      /** The number of the provision that is repealed. */
      readonly number: string;
      readonly repealedBy: SharedHunk;
      /** The block that names it: of the base, or placed by an amendment. */
      readonly in: BlockId | SharedHunk;
    };

type Sides = readonly [SharedHunk, SharedHunk];
const PAIRS = ['AFTER_DELETED', 'MOVED_WORDS', 'WRITTEN_TWICE'] as const;
type PairKind = (typeof PAIRS)[number];

const CLOSE = 3;

/** Warnings about pairs that are not in conflict, in the order of the base. */
export function warningsOf(
  base: Draft,
  hunks: readonly SharedHunk[],
  conflicts: readonly Conflict[],
  found: Readonly<Record<PairKind, readonly Sides[]>>,
): readonly Warning[] {
  const place = new Map(hunks.map(({ hunk }, index) => [hunk, index]));
  const placeOf = ({ hunk }: SharedHunk): number => place.get(hunk) as number;
  const pairKey = (one: SharedHunk, other: SharedHunk): number =>
    Math.min(placeOf(one), placeOf(other)) * hunks.length + Math.max(placeOf(one), placeOf(other));
  const apart = new Set(conflicts.map(({ sides: [one, other] }) => pairKey(one, other)));
  const texts = new Map(base.blocks.map(({ id, text }) => [id, text]));
  const edits = new Map<BlockId, SharedHunk[]>();
  for (const each of hunks) {
    if (each.hunk.kind !== 'EDIT') continue;
    edits.set(each.hunk.block, [...(edits.get(each.hunk.block) ?? []), each]);
  }
  const near = [...edits].flatMap(([block, there]) => {
    const text = texts.get(block) ?? '';
    const stops = there.length < 2 ? [] : [...text.matchAll(ENDS_SENTENCE)].map(({ index }) => index);
    return there.flatMap((one, index) =>
      there.slice(index + 1).flatMap((other): Warning[] => {
        if (one.amendments.some((id) => other.amendments.includes(id))) return [];
        if (apart.has(pairKey(one, other))) return [];
        const kind = nearness(text, stops, one.hunk as EditWords, other.hunk as EditWords);
        return kind === null ? [] : [{ kind, sides: [one, other] }];
      }),
    );
  });
  const pairs = PAIRS.flatMap((kind) => {
    const sides = new Map(found[kind].map((pair) => [pairKey(...pair), pair]));
    return [...sides]
      .filter(([key]) => !apart.has(key))
      .sort(([a], [b]) => a - b)
      .map(([, pair]): Warning => ({ kind, sides: pair }));
  });
  return [...near, ...pairs, ...repealedReferences(base, hunks)];
}

function nearness(
  text: string,
  stops: readonly number[],
  one: EditWords,
  other: EditWords,
): 'CLOSE' | 'SAME_SENTENCE' | null {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  const between = text.slice(first.end, second.start);
  if (between.length <= LONGEST_CLOSE && tokensOf(between).filter(isWord).length <= CLOSE) return 'CLOSE';
  return stops.some((stop) => first.end <= stop && stop < second.start) ? null : 'SAME_SENTENCE';
}

/** Three words are shorter than that; it is asked of so many pairs that the words of a long way are not counted. */
const LONGEST_CLOSE = 200;

/** A full stop with a space after it; not the one in `L. 241-10`, after a lone letter. */
const ENDS_SENTENCE = /(?:[!?…]|(?<!(?<![\p{L}\p{N}])\p{L})\.)(?=\s)/gu;

/** Where a provision is repealed, whoever still names it: `article 7` in words, or `[[art:7]]`. */
function repealedReferences(base: Draft, hunks: readonly SharedHunk[]): Warning[] {
  const deleted = new Set(hunks.flatMap(({ hunk }) => (hunk.kind === 'DELETE' ? [hunk.block] : [])));
  const byId = new Map(base.blocks.map((block) => [block.id, block]));
  const kept = once(() =>
    base.blocks
      .filter(({ id, kind }) => kind !== 'HEADING' && !deleted.has(id))
      .map(({ id, text }) => ({ id, text: numberKeyed(text) })),
  );
  const added = once(() => hunks.map((other) => ({ other, text: numberKeyed(wordsOf(other)) })));
  return hunks.flatMap((each): Warning[] => {
    const { hunk } = each;
    if (hunk.kind !== 'DELETE') return [];
    const block = byId.get(hunk.block);
    if (block?.kind !== 'HEADING') return [];
    const { number } = splitName(block.text);
    const names = naming(number);
    if (!names) return [];
    const left = kept()
      .filter(({ text }) => names.test(text))
      .map(({ id }): Warning => ({ kind: 'REPEALED_REFERENCE', number, repealedBy: each, in: id }));
    const written = added()
      .filter(({ other, text }) => other !== each && names.test(text))
      .map(({ other }): Warning => ({ kind: 'REPEALED_REFERENCE', number, repealedBy: each, in: other }));
    return [...left, ...written];
  });
}

function once<T>(work: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: work() }).value;
}

const numberKeyed = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ');

/** `Article 7` is named as `article 7` that no further digit, letter, dash or dot goes on; a title without digits is not sought. */
function naming(number: string): RegExp | null {
  const key = numberKeyed(number).trim();
  if (!/\d/.test(key) || numberKey(number) === '') return null;
  const escaped = key.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const bare = escaped.replace(/^article /, '');
  return new RegExp(`(?:(?<![\\p{L}\\p{N}])${escaped}|\\[\\[art:${bare})(?![\\p{L}\\p{N}]|[-.]\\p{N})`, 'u');
}

function wordsOf({ hunk }: SharedHunk): string {
  if (hunk.kind === 'EDIT') return hunk.text;
  if (hunk.kind === 'DELETE') return '';
  return hunk.items.map((item) => (item.kind === 'NEW' ? item.block.text : '')).join('\n');
}
