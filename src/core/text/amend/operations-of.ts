import { hashText, type Sha256 } from '../../kernel/hash.js';
import type { Block, BlockId, Draft } from './blocks.js';
import { provisionsOf } from './conflicts.js';
import type { DeleteBlock, EditWords, PlaceBlocks, SharedHunk } from './hunk.js';
import { splitName } from './provision-name.js';
import { isWord, keysOf, offsetsOf, tokensOf } from './tokens.js';

/** Where something stands, as people say it. */
export interface Place {
  /** The number of the provision (`Article 7`); null before the first heading. */
  readonly provision: string | null;
  /** Counted from 1 among the blocks under that heading; null of a heading. */
  readonly paragraph: number | null;
}

/** Which of several places where the same words stand in a block. */
export interface Occurrence {
  readonly nth: number;
  readonly of: number;
}

/** What is written at a place: a block that is new, or one that comes from elsewhere. */
export type Written =
  | { readonly kind: 'NEW'; readonly heading: boolean; readonly text: string }
  | { readonly kind: 'MOVED'; readonly block: BlockId; readonly from: Place };

/**
 * What an amendment does, as a person would say it: each of these is one plain instruction. `expectedHash` is of the
 * block that its author read. `amendments`: who asks for it, by their ids.
 */
export type AmendOperation = Asked &
  (
    | (OnBlock & {
        readonly kind: 'REPLACE_WORDS';
        readonly before: string;
        readonly after: string;
        readonly occurrence: Occurrence;
      })
    | (OnBlock & { readonly kind: 'DELETE_WORDS'; readonly before: string; readonly occurrence: Occurrence })
    | (OnBlock & {
        readonly kind: 'INSERT_WORDS';
        readonly after: string;
        /** The words that they follow; null at the beginning of the block. */
        readonly following: string | null;
        readonly occurrence: Occurrence;
        readonly atEnd: boolean;
      })
    | (OnBlock & {
        readonly kind: 'REPLACE_BLOCK' | 'RENUMBER' | 'SET_HEADING';
        readonly before: string;
        readonly after: string;
      })
    | (OnBlock & { readonly kind: 'DELETE_BLOCK'; readonly before: string })
    | {
        readonly kind: 'REPEAL';
        readonly provision: string;
        readonly blocks: readonly { block: BlockId; expectedHash: Sha256 }[];
      }
    | {
        readonly kind: 'PLACE';
        readonly after: BlockId | null;
        readonly place: Place;
        readonly written: readonly Written[];
      }
  );

interface Asked {
  readonly amendments: readonly string[];
}

interface OnBlock {
  readonly block: BlockId;
  readonly place: Place;
  readonly expectedHash: Sha256;
}

/** One operation, and the hunks that it is made of: several where a provision is repealed. */
export interface ReadOperation {
  readonly operation: AmendOperation;
  readonly hunks: readonly SharedHunk[];
}

/** Hunks as operations, in their order; a heading and all that stands under it, deleted by the same, is one repeal. */
export function operationsOf(base: Draft, hunks: readonly SharedHunk[]): readonly ReadOperation[] {
  const known = new Map(base.blocks.map((block) => [block.id, block]));
  const places = placesOf(base);
  const repeals = repealsOf(base, hunks);
  const repealed = new Set([...repeals.values()].flatMap((repeal) => repeal.hunks));
  return hunks.flatMap((each): ReadOperation[] => {
    const repeal = repeals.get(each);
    if (repeal) return [{ operation: repealing(each, repeal), hunks: repeal.hunks }];
    return repealed.has(each) ? [] : [{ operation: operationOf(each, known, places), hunks: [each] }];
  });
}

const repealing = ({ amendments }: SharedHunk, { number, blocks }: Repeal): AmendOperation => ({
  kind: 'REPEAL',
  amendments,
  provision: number,
  blocks,
});

function operationOf(
  { hunk, amendments }: SharedHunk,
  known: ReadonlyMap<BlockId, Block>,
  places: ReadonlyMap<BlockId, Place>,
): AmendOperation {
  if (hunk.kind === 'PLACE') return { ...placing(hunk, places), amendments };
  const block = known.get(hunk.block) as Block;
  const on = {
    amendments,
    block: block.id,
    place: placeIn(places, block.id),
    expectedHash: hashText(block.text),
  };
  if (hunk.kind === 'DELETE') return { ...on, kind: 'DELETE_BLOCK', before: block.text };
  return block.kind === 'HEADING' ? { ...on, ...naming(block, hunk) } : { ...on, ...wording(block, hunk) };
}

/** Where each block of a text stands. */
export function placesOf(base: Draft): ReadonlyMap<BlockId, Place> {
  const places = new Map<BlockId, Place>();
  let provision: string | null = null;
  let paragraph = 0;
  for (const block of base.blocks) {
    const isHeading = block.kind === 'HEADING';
    if (isHeading) [provision, paragraph] = [splitName(block.text).number, 0];
    else if (block.kind !== 'FRONT_MATTER') paragraph += 1;
    places.set(block.id, { provision, paragraph: isHeading || paragraph === 0 ? null : paragraph });
  }
  return places;
}

const placeIn = (places: ReadonlyMap<BlockId, Place>, id: BlockId): Place => places.get(id) as Place;

function placing(hunk: PlaceBlocks, places: ReadonlyMap<BlockId, Place>) {
  const place = hunk.after === null ? { provision: null, paragraph: null } : placeIn(places, hunk.after);
  const written = hunk.items.map((item): Written =>
    item.kind === 'NEW'
      ? { kind: 'NEW', heading: item.block.kind === 'HEADING', text: item.block.text }
      : { kind: 'MOVED', block: item.block, from: placeIn(places, item.block) },
  );
  return { kind: 'PLACE', after: hunk.after, place, written } as const;
}

function naming(block: Block, edit: EditWords) {
  const text = block.text.slice(0, edit.start) + edit.text + block.text.slice(edit.end);
  const [before, after] = [splitName(block.text), splitName(text)];
  if (before.number !== after.number && before.heading === after.heading)
    return { kind: 'RENUMBER', before: before.number, after: after.number } as const;
  if (before.number === after.number)
    return { kind: 'SET_HEADING', before: before.heading, after: after.heading } as const;
  return { kind: 'REPLACE_BLOCK', before: block.text, after: text } as const;
}

function wording(block: Block, edit: EditWords) {
  const tokens = tokensOf(block.text);
  const { start, end, text } = inWholeWords(block.text, tokens, edit);
  const before = tokens.slice(start, end).join('').trim();
  const after = text.trim();
  if (start === 0 && end === tokens.length && text !== '')
    return { kind: 'REPLACE_BLOCK', before: block.text, after: text } as const;
  if (start < end) {
    const occurrence = occurrenceOf(tokens, start, end);
    if (text === '') return { kind: 'DELETE_WORDS', before, occurrence } as const;
    return { kind: 'REPLACE_WORDS', before, after, occurrence } as const;
  }
  const from = contextStart(tokens, start);
  return {
    kind: 'INSERT_WORDS',
    after,
    following: start === 0 ? null : tokens.slice(from, start).join('').trim(),
    occurrence: occurrenceOf(tokens, from, start),
    atEnd: start === tokens.length || tokens.slice(start).every((token) => !isWord(token)),
  } as const;
}

/** An edit in tokens: one that ends within a word, as others may have left it, is said of the whole word. */
function inWholeWords(words: string, tokens: readonly string[], edit: EditWords) {
  const offsets = offsetsOf(tokens);
  const start = offsets.findLastIndex((offset) => offset <= edit.start);
  const end =
    edit.end === edit.start && offsets[start] === edit.start
      ? start
      : offsets.findIndex((offset) => offset >= edit.end);
  const text = words.slice(offsets[start], edit.start) + edit.text + words.slice(edit.end, offsets[end]);
  return { start, end, text };
}

/** Enough words before a place to know it again, a word at least: as many as make them unique in the block, up to eight. */
function contextStart(tokens: readonly string[], end: number): number {
  let from = end;
  for (let words = 0; from > 0 && words < 8;) {
    from -= 1;
    if (!isWord(tokens[from] as string)) continue;
    words += 1;
    if (occurrenceOf(tokens, from, end).of === 1) break;
  }
  return from;
}

/** Which place it is, of those where the same words stand. */
function occurrenceOf(tokens: readonly string[], start: number, end: number): Occurrence {
  const keys = keysOf(tokens).map((key) => key.trim());
  const length = end - start;
  let [of, nth] = [0, 0];
  for (let at = 0; at + length <= keys.length; at += 1) {
    if (!keys.slice(start, end).every((key, index) => key === keys[at + index])) continue;
    of += 1;
    if (at === start) nth = of;
  }
  return { nth, of };
}

interface Repeal {
  readonly number: string;
  readonly blocks: readonly { block: BlockId; expectedHash: Sha256 }[];
  readonly hunks: readonly SharedHunk[];
}

/** By the hunk that deletes its heading, each provision of which nothing is left. */
function repealsOf(base: Draft, hunks: readonly SharedHunk[]): ReadonlyMap<SharedHunk, Repeal> {
  const { of } = provisionsOf(base);
  const deletions = new Map(
    hunks.flatMap((each) => (each.hunk.kind === 'DELETE' ? [[each.hunk.block, each] as const] : [])),
  );
  const repeals = new Map<SharedHunk, Repeal>();
  for (const heading of base.blocks) {
    const deletion = deletions.get(heading.id);
    if (heading.kind !== 'HEADING' || !deletion) continue;
    const under = base.blocks.filter(({ id }) => of.get(id) === heading.id);
    const all = under.map(({ id }) => deletions.get(id));
    if (!all.every((each) => each !== undefined && sameAmendments(each, deletion))) continue;
    repeals.set(deletion, {
      number: splitName(heading.text).number,
      blocks: under.map(({ id, text }) => ({ block: id, expectedHash: hashText(text) })),
      hunks: all.filter((each): each is SharedHunk & { hunk: DeleteBlock } => each !== undefined),
    });
  }
  return repeals;
}

const sameAmendments = (one: SharedHunk, other: SharedHunk): boolean =>
  one.amendments.join('\n') === other.amendments.join('\n');
