import { align, type Pair } from './amend/align.js';
import type { Block, BlockId, Draft } from './amend/blocks.js';
import { isWord, keysOf, tokensOf } from './amend/tokens.js';

/** A passage of a text: a block by its id, and from where to where in it (end excluded, in UTF-16 code units). */
export interface Passage {
  readonly block: BlockId;
  readonly start: number;
  readonly end: number;
}

/** A passage as a reader names it: its words, and as much of what stands around them as tells it from others. */
export interface Quote {
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Where the words of a passage stand in another version. EXACT: in the same passage, which nothing changed.
 * CHANGED_AROUND: in the same passage, and something else in it changed. MOVED: elsewhere, where they did not stand before.
 */
export interface FoundAgain {
  readonly how: 'EXACT' | 'CHANGED_AROUND' | 'MOVED';
  readonly passage: Passage;
}

/** Fewer words may stand anywhere by chance: away from their passage, they are not taken for the same. */
const WORDS_KNOWN_AGAIN = 3;

/** One word or sign of a block: what is compared of it, and where it stands. */
interface Word {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The passage that somebody quotes: whole words, compared as amendments are (apostrophes, quotation marks, dashes and
 * spaces of any kind are alike), without the marks of emphasis that a reader does not see. NOT_FOUND where they stand in
 * no block, AMBIGUOUS where they stand in several places and what is around them does not tell which.
 */
export function locate(
  { blocks }: Draft,
  { quote, before, after }: Quote,
): Passage | 'NOT_FOUND' | 'AMBIGUOUS' {
  const [sought, left, right] = [readWords(quote), readWords(before), readWords(after)];
  if (sought.length === 0) return 'NOT_FOUND';
  const found = blocks.flatMap((block) => {
    const words = wordsIn(block);
    return placesOf(words, sought)
      .filter(
        (place) =>
          standsAt(words, place - left.length, left) && standsAt(words, place + sought.length, right),
      )
      .map((place) => passageAt(block, words, place, sought.length));
  });
  if (found.length > 1) return 'AMBIGUOUS';
  return found[0] ?? 'NOT_FOUND';
}

/** The words of a passage, as they are written. */
export const quoteOf = ({ blocks }: Draft, { block, start, end }: Passage): string =>
  blocks.find(({ id }) => id === block)?.text.slice(start, end) ?? '';

/** Which block of one version became which of another: worked out once for all the passages of the two. */
export const pairsOf = (then: Draft, now: Draft): readonly Pair[] => align(then.blocks, now.blocks);

/**
 * Finds the words of a passage again in another version of its text; null where they are gone, or where nothing tells
 * which of several places they are. Never by likeness: the words themselves stand at what is answered.
 */
export function findAgain(
  then: Draft,
  passage: Passage,
  now: Draft,
  pairs: readonly Pair[] = pairsOf(then, now),
): FoundAgain | null {
  const index = then.blocks.findIndex(({ id }) => id === passage.block);
  const was = then.blocks[index];
  if (!was) return null;
  const words = wordsIn(was);
  const from = words.findIndex(({ start }) => start >= passage.start);
  const sought = words.slice(from).filter(({ end }) => end <= passage.end);
  if (from < 0 || sought.length === 0) return null;

  const pair = pairs.find(({ base }) => base === index);
  const here = pair && inSuccessor(pair, words, from, sought, now.blocks[pair.edited] as Block);
  return here ?? elsewhere(then, now, pairs, sought);
}

/** In the block that became of its own: at the same count in one that says the same, alone in one that says it otherwise. */
function inSuccessor(
  pair: Pair,
  words: readonly Word[],
  from: number,
  sought: readonly Word[],
  block: Block,
): FoundAgain | null {
  const there = wordsIn(block);
  if (there.length === words.length && standsAt(there, 0, words)) {
    const how = pair.moved ? 'MOVED' : 'EXACT';
    return { how, passage: passageAt(block, there, from, sought.length) };
  }
  const [place, ...others] = placesOf(there, sought);
  if (place === undefined || others.length > 0 || placesOf(words, sought).length > 1) return null;
  const kept =
    isTelling(sought) ||
    (from > 0 && there[place - 1]?.key === words[from - 1]?.key) ||
    (from + sought.length < words.length &&
      there[place + sought.length]?.key === words[from + sought.length]?.key);
  return kept ? { how: 'CHANGED_AROUND', passage: passageAt(block, there, place, sought.length) } : null;
}

/** Anywhere else, where they stand once and did not before: words that stood twice are not found in the other place. */
function elsewhere(
  then: Draft,
  now: Draft,
  pairs: readonly Pair[],
  sought: readonly Word[],
): FoundAgain | null {
  if (!isTelling(sought)) return null;
  const stoodBefore = new Set(
    pairs
      .filter(({ base }) => placesOf(wordsIn(then.blocks[base] as Block), sought).length > 0)
      .map(({ edited }) => edited),
  );
  const found = now.blocks.flatMap((block, index) => {
    if (stoodBefore.has(index)) return [];
    const words = wordsIn(block);
    return placesOf(words, sought).map((place) => passageAt(block, words, place, sought.length));
  });
  return found.length === 1 ? { how: 'MOVED', passage: found[0] as Passage } : null;
}

const isTelling = (words: readonly Word[]): boolean =>
  words.filter(({ key }) => isWord(key)).length >= WORDS_KNOWN_AGAIN;

const passageAt = ({ id }: Block, words: readonly Word[], place: number, count: number): Passage => ({
  block: id,
  start: (words[place] as Word).start,
  end: (words[place + count - 1] as Word).end,
});

/** At which words a sequence begins; that of the first does not depend on the space before it. */
function placesOf(words: readonly Word[], sought: readonly Word[]): number[] {
  const places: number[] = [];
  for (let place = 0; place + sought.length <= words.length; place += 1)
    if (standsAt(words, place, sought)) places.push(place);
  return places;
}

const standsAt = (words: readonly Word[], place: number, sought: readonly Word[]): boolean =>
  place >= 0 &&
  sought.every(({ key }, index) => {
    const there = words[place + index]?.key;
    return index === 0 ? there?.trimStart() === key.trimStart() : there === key;
  });

/** A block is compared with many quotes: its words are worked out once. */
const WORDS = new WeakMap<Block, readonly Word[]>();

function wordsIn(block: Block): readonly Word[] {
  const known = WORDS.get(block);
  if (known) return known;
  const words = readWords(block.text);
  WORDS.set(block, words);
  return words;
}

function readWords(text: string): readonly Word[] {
  const seen: { readonly token: string; readonly start: number; readonly end: number }[] = [];
  let [offset, spaced] = [0, false];
  for (const token of tokensOf(text)) {
    const start = offset + token.length - token.trimStart().length;
    offset += token.length;
    const sign = seenOf(token.trim());
    spaced ||= /^\s/.test(token);
    if (sign === '') continue;
    seen.push({ token: (spaced ? ' ' : '') + sign, start, end: offset });
    spaced = false;
  }
  const keys = keysOf(seen.map(({ token }) => token));
  return seen.map(({ start, end }, index) => ({ key: keys[index] as string, start, end }));
}

/** What a reader sees of a word: without marks of emphasis and of code. */
const seenOf = (sign: string): string => (/^[*`]$/.test(sign) ? '' : sign.replace(/^_+|_+$/g, ''));

/** How many words a text has: what is counted of whoever speaks. */
export const countWords = (text: string): number => readWords(text).filter(({ key }) => isWord(key)).length;
