import type { Block } from './blocks.js';
import { isWord, keysOf, tokensOf, type Likeness } from './tokens.js';

/** Which block of the base became which of the edited text, by their indexes. */
export interface Pair {
  readonly base: number;
  readonly edited: number;
  /** The same words at another place. */
  readonly moved: boolean;
}

/** Two blocks are one rewritten where they share this many thousandths of their words, counted on both sides. */
const ALIKE = 400;
/** Above it, what lies between two blocks known again is not compared pair by pair: it is deleted and inserted. */
const PAIRS_AT_MOST = 250_000;
/** A line shorter than that may be alike by chance, and is deleted and inserted rather than said to have moved. */
const WORDS_OF_A_MOVE = 3;

interface Side {
  readonly blocks: readonly Block[];
  /** What of each block is compared, as one text. */
  readonly keys: readonly string[];
  /** The words of a block, as numbers that stand for them, sorted. */
  readonly wordsAt: (index: number) => Int32Array;
}

/**
 * Finds the blocks of a text again in an edited copy. Equal ones first: at both ends, then those that are unique on both
 * sides, in the longest order that they keep (B. Cohen's patience diff), and so on between them; then, between two that
 * were found, those most alike in the order that shares the most words; at last what is equal at another place has
 * moved. Pairs come in the order of the base.
 */
export function align(
  base: readonly Block[],
  edited: readonly Block[],
  likeness: Likeness = 'TYPOGRAPHY',
): readonly Pair[] {
  const known = new Map(base.map((block) => [block.text, block]));
  const numbers = new Map<string, number>();
  const a = sideOf(base, likeness, known, numbers);
  const b = sideOf(edited, likeness, known, numbers);
  const pairs: [number, number][] = [];
  const pending: [number, number, number, number][] = [[0, base.length, 0, edited.length]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    let [from, to, start, end] = range;
    while (from < to && start < end && a.keys[from] === b.keys[start]) pairs.push([from++, start++]);
    while (from < to && start < end && a.keys[to - 1] === b.keys[end - 1]) pairs.push([--to, --end]);
    if (from === to || start === end) continue;
    const anchors = longestRise(uniqueInBoth(a.keys, from, to, b.keys, start, end));
    if (anchors.length === 0) {
      pairs.push(...mostAlike(a, from, to, b, start, end));
      continue;
    }
    for (const [at, there] of anchors) {
      pending.push([from, at, start, there]);
      pairs.push([at, there]);
      [from, start] = [at + 1, there + 1];
    }
    pending.push([from, to, start, end]);
  }
  const kept = pairs.map(([at, there]) => ({ base: at, edited: there, moved: false }));
  return [...kept, ...movedBlocks(a, b, kept)].sort((x, y) => x.base - y.base);
}

function sideOf(
  blocks: readonly Block[],
  likeness: Likeness,
  known: ReadonlyMap<string, Block>,
  numbers: Map<string, number>,
): Side {
  // Most blocks of a copy are those of its base: they are compared as they are typed before anything is read in them.
  const keys = blocks.map((block) => `${block.kind}\n${keyOf(known.get(block.text) ?? block, likeness)}`);
  const words: (Int32Array | undefined)[] = [];
  const wordsAt = (index: number): Int32Array =>
    (words[index] ??= wordsOf((blocks[index] as Block).text, numbers));
  return { blocks, keys, wordsAt };
}

/** A base is compared with many copies: what is compared of its blocks is worked out once. */
const KEYS = new WeakMap<Block, string>();

function keyOf(block: Block, likeness: Likeness): string {
  if (likeness === 'EXACT') return block.text;
  const there = KEYS.get(block);
  if (there !== undefined) return there;
  const key = keysOf(tokensOf(block.text), likeness).join('');
  KEYS.set(block, key);
  return key;
}

function wordsOf(text: string, numbers: Map<string, number>): Int32Array {
  const words = keysOf(tokensOf(text)).filter(isWord);
  return Int32Array.from(words, (key) => {
    const word = key.trim();
    const number = numbers.get(word) ?? numbers.size;
    numbers.set(word, number);
    return number;
  }).sort();
}

function uniqueInBoth(
  a: readonly string[],
  from: number,
  to: number,
  b: readonly string[],
  start: number,
  end: number,
): [number, number][] {
  const here = placesOfUnique(a, from, to);
  const there = placesOfUnique(b, start, end);
  return [...here].flatMap(([key, at]): [number, number][] => {
    const found = there.get(key);
    return found === undefined ? [] : [[at, found]];
  });
}

function placesOfUnique(keys: readonly string[], from: number, to: number): Map<string, number> {
  const places = new Map<string, number>();
  const twice = new Set<string>();
  for (let index = from; index < to; index += 1) {
    const key = keys[index] as string;
    if (places.has(key)) twice.add(key);
    places.set(key, index);
  }
  for (const key of twice) places.delete(key);
  return places;
}

/** Of pairs in the order of the base, the most that rise in the other text too (patience sorting). */
function longestRise(pairs: readonly [number, number][]): [number, number][] {
  const sorted = [...pairs].sort(([x], [y]) => x - y);
  const piles: number[] = [];
  const before: (number | undefined)[] = [];
  for (const [index, [, place]] of sorted.entries()) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[piles[middle] as number] as [number, number])[1] < place) low = middle + 1;
      else high = middle;
    }
    before[index] = piles[low - 1];
    piles[low] = index;
  }
  const rise: [number, number][] = [];
  for (let index = piles.at(-1); index !== undefined; index = before[index])
    rise.push(sorted[index] as [number, number]);
  return rise.reverse();
}

/** Pairs in order that share the most words in all; of as many, those that come first. */
function mostAlike(
  a: Side,
  from: number,
  to: number,
  b: Side,
  start: number,
  end: number,
): [number, number][] {
  const [rows, columns] = [to - from, end - start];
  if (rows * columns > PAIRS_AT_MOST) return [];
  const width = columns + 1;
  // best[row][column]: of the pairs from there to the end, the most that can be shared.
  const best = new Int32Array((rows + 1) * width);
  const likeness = new Int16Array(rows * columns);
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      const alike = likenessOf(a, from + row, b, start + column);
      likeness[row * columns + column] = alike;
      const skip = Math.max(
        best[(row + 1) * width + column] as number,
        best[row * width + column + 1] as number,
      );
      const take = alike === 0 ? 0 : alike + (best[(row + 1) * width + column + 1] as number);
      best[row * width + column] = Math.max(skip, take);
    }
  }
  const pairs: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < rows && column < columns) {
    const here = best[row * width + column] as number;
    const alike = likeness[row * columns + column] as number;
    if (alike > 0 && alike + (best[(row + 1) * width + column + 1] as number) === here) {
      pairs.push([from + row, start + column]);
      [row, column] = [row + 1, column + 1];
    } else if ((best[(row + 1) * width + column] as number) === here) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Thousandths of the words that two blocks share; 0 where that is too little, or they are of different kinds. */
function likenessOf(a: Side, at: number, b: Side, there: number): number {
  const [one, other] = [a.blocks[at] as Block, b.blocks[there] as Block];
  if (one.kind !== other.kind || one.level !== other.level) return 0;
  const [mine, theirs] = [a.wordsAt(at), b.wordsAt(there)];
  const most = 2 * Math.min(mine.length, theirs.length) * 1000;
  const all = mine.length + theirs.length;
  if (all === 0 || most < ALIKE * all) return 0;
  let [i, j, shared] = [0, 0, 0];
  while (i < mine.length && j < theirs.length) {
    const [left, right] = [mine[i] as number, theirs[j] as number];
    if (left === right) [i, j, shared] = [i + 1, j + 1, shared + 1];
    else if (left < right) i += 1;
    else j += 1;
  }
  const alike = Math.floor((2000 * shared) / all);
  return alike >= ALIKE ? alike : 0;
}

function movedBlocks(a: Side, b: Side, kept: readonly Pair[]): Pair[] {
  const left = new Set(kept.map(({ base }) => base));
  const right = new Set(kept.map(({ edited }) => edited));
  const here = leftOver(a, left);
  const there = leftOver(b, right);
  return [...here].flatMap(([key, at]): Pair[] => {
    const found = there.get(key);
    return found === undefined || found === null || at === null
      ? []
      : [{ base: at, edited: found, moved: true }];
  });
}

/** Blocks that were not found again, by what is compared of them; null where there are several alike. */
function leftOver(side: Side, found: ReadonlySet<number>): Map<string, number | null> {
  const left = new Map<string, number | null>();
  for (const [index, key] of side.keys.entries()) {
    if (found.has(index) || side.wordsAt(index).length < WORDS_OF_A_MOVE) continue;
    left.set(key, left.has(key) ? null : index);
  }
  return left;
}
