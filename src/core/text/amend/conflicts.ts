import type { BlockId, Draft } from './blocks.js';
import type { ConflictKind, EditWords, Hunk, PlaceBlocks } from './hunk.js';
import { keysOf, offsetsOf, tokensOf } from './tokens.js';

export interface HunkConflict {
  readonly kind: ConflictKind;
  readonly one: Hunk;
  readonly other: Hunk;
}

/**
 * Every pair of hunks on one base that cannot both be done; hunks that are the same (by key) are given once. Symmetric:
 * the order of the hunks changes neither which pairs are found nor their kind.
 */
export function conflictsOf(base: Draft, hunks: readonly Hunk[]): readonly HunkConflict[] {
  const byBlock = new Map<BlockId | null, Hunk[]>();
  for (const hunk of hunks) for (const block of blocksOf(hunk)) push(byBlock, block, hunk);
  const provisions = provisionsOf(base);
  const deletedHeadings = hunks.flatMap((hunk) =>
    hunk.kind === 'DELETE' && provisions.headings.has(hunk.block) ? [hunk] : [],
  );
  const found = new Map<string, HunkConflict>();
  const keys = new Map(hunks.map((hunk, index) => [hunk, index]));
  const note = (one: Hunk, other: Hunk, kind: ConflictKind | null): void => {
    if (kind === null || one === other) return;
    const pair = [keys.get(one) as number, keys.get(other) as number].sort((a, b) => a - b).join('/');
    if (!found.has(pair)) found.set(pair, { kind, one, other });
  };
  const texts = new Map(base.blocks.map(({ id, text }) => [id, text]));
  for (const [block, touching] of byBlock) notePairs(touching, texts.get(block ?? '') ?? '', note);
  // Whoever writes into a provision that is repealed wrote for a provision that is not there.
  for (const hunk of hunks) {
    if (hunk.kind !== 'PLACE' || hunk.after === null) continue;
    for (const deleted of deletedHeadings)
      if (
        provisions.of.get(hunk.after) === deleted.block &&
        !startsAnother(hunk, provisions.last.get(deleted.block))
      )
        note(hunk, deleted, 'DELETED');
  }
  return [...found.values()];
}

/** After a provision's last block, a heading begins the next one, which need not fall with it. */
const startsAnother = ({ after, items: [first] }: PlaceBlocks, last: BlockId | undefined): boolean =>
  after === last && first?.kind === 'NEW' && first.block.kind === 'HEADING';

/** Edits of one block are swept by their places, so that many amendments of one article cost little more than one. */
function notePairs(
  hunks: readonly Hunk[],
  text: string,
  note: (one: Hunk, other: Hunk, kind: ConflictKind | null) => void,
): void {
  const edits = hunks.filter((hunk) => hunk.kind === 'EDIT');
  const reaches = (edits.length > 1 ? reachesOf(edits, text) : []).sort(byPlace);
  for (const [index, reach] of reaches.entries()) {
    for (let next = index + 1; next < reaches.length; next += 1) {
      const other = reaches[next] as Reach;
      if (other.start > reach.end) break;
      note(reach.edit, other.edit, clash(reach, other) ? 'OVERLAP' : null);
    }
  }
  const others = hunks.filter(({ kind }) => kind !== 'EDIT');
  for (const [index, one] of others.entries()) {
    for (const other of others.slice(index + 1)) note(one, other, kindOf(one, other));
    for (const edit of edits) note(one, edit, one.kind === 'DELETE' ? 'DELETED' : null);
  }
}

/**
 * All the places where an edit may stand with the same result: `deux membres` may be put before or after another `deux
 * membres`, and its author did not say which. Who changes words there changes what the edit leans on.
 */
interface Reach {
  readonly edit: EditWords;
  readonly start: number;
  readonly end: number;
}

function reachesOf(edits: readonly EditWords[], text: string): Reach[] {
  const tokens = tokensOf(text);
  const offsets = offsetsOf(tokens);
  const index = new Map(offsets.map((offset, token) => [offset, token]));
  const words = wordsOf(text);
  return edits.map((edit): Reach => {
    const [start, end] = [index.get(edit.start), index.get(edit.end)];
    const added = wordsOf(edit.text);
    const replaces = edit.start < edit.end && added.length > 0;
    if (replaces || start === undefined || end === undefined)
      return { edit, start: edit.start, end: edit.end };
    // What stands there before or after, and what is added or taken out: where one repeats the other, it may slide.
    const all = start < end ? words : [...words.slice(0, start), ...added, ...words.slice(start)];
    const length = start < end ? end - start : added.length;
    let [left, right] = [0, 0];
    while (left < start && all[start - 1 - left] === all[start - 1 - left + length]) left += 1;
    while (start + right + length < all.length && all[start + right] === all[start + right + length])
      right += 1;
    return { edit, start: offsets[start - left] as number, end: offsets[end + right] as number };
  });
}

const wordsOf = (text: string): string[] => keysOf(tokensOf(text)).map((key) => key.trim());

/** Two changes of words clash where they share a token, or where one only writes at an end of what the other changes. */
function clash(one: Reach, other: Reach): boolean {
  const writesOnly = [one, other].some(({ edit }) => edit.start === edit.end);
  return writesOnly
    ? other.start <= one.end && one.start <= other.end
    : other.start < one.end && one.start < other.end;
}

/** Of two hunks that name one block or one place, neither being an edit of words. */
function kindOf(one: Hunk, other: Hunk): ConflictKind | null {
  if (one.kind === 'PLACE' && other.kind === 'PLACE') {
    if (one.after === other.after) return 'SAME_PLACE';
    if (movesOf(one).some((block) => movesOf(other).includes(block))) return 'MOVED';
    return movesOf(one).includes(other.after as string) || movesOf(other).includes(one.after as string)
      ? 'MOVED'
      : null;
  }
  const [placed, deleted] = one.kind === 'PLACE' ? [one, other] : [other, one];
  if (placed.kind !== 'PLACE' || deleted.kind !== 'DELETE') return null;
  return movesOf(placed).includes(deleted.block) ? 'DELETED' : null;
}

export const movesOf = (hunk: PlaceBlocks): readonly BlockId[] =>
  hunk.items.flatMap((item) => (item.kind === 'MOVED' ? [item.block] : []));

/** The blocks of the base that a hunk names. */
export function blocksOf(hunk: Hunk): readonly (BlockId | null)[] {
  if (hunk.kind !== 'PLACE') return [hunk.block];
  return [...new Set([hunk.after, ...movesOf(hunk)])];
}

const byPlace = (a: Reach, b: Reach): number => a.start - b.start || a.end - b.end;

function push<K>(map: Map<K, Hunk[]>, key: K, hunk: Hunk): void {
  const there = map.get(key);
  if (there) there.push(hunk);
  else map.set(key, [hunk]);
}

/** Under which heading each block stands (a heading under itself), and the last block under each. */
export function provisionsOf(base: Draft) {
  const of = new Map<BlockId, BlockId | null>();
  const last = new Map<BlockId, BlockId>();
  const headings = new Set<BlockId>();
  let heading: BlockId | null = null;
  for (const { id, kind } of base.blocks) {
    if (kind === 'HEADING') {
      heading = id;
      headings.add(id);
    }
    of.set(id, heading);
    if (heading !== null) last.set(heading, id);
  }
  return {
    of,
    headings,
    last,
  };
}
