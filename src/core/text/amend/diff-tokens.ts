import { diffArrays } from 'diff';
import { isWord, keyAfter, keysOf, offsetsOf, tokensOf, type Likeness } from './tokens.js';

/** One place of a block where words change: the base from `start` to `end` (excluded, in UTF-16 code units) becomes `text`. */
export interface TokenEdit {
  readonly start: number;
  readonly end: number;
  /** As typed, with the space before it; empty where words are only taken out. */
  readonly text: string;
}

interface Change {
  start: number;
  end: number;
  from: number;
  to: number;
}

/** Above this many edits two blocks have little in common, and one replaces the other. */
const EDITS_AT_MOST = 2_000;

/**
 * The places where `edited` differs from `base`, in order, none touching another. By the algorithm of E. Myers ("An
 * O(ND) difference algorithm and its variations", 1986) as jsdiff has it, over tokens, then made readable: a change
 * that may stand in several places begins with a sentence, or after a comma; two changes with a word or less between
 * them are one.
 */
export function diffTokens(
  base: string,
  edited: string,
  likeness: Likeness = 'TYPOGRAPHY',
): readonly TokenEdit[] {
  const [a, b] = [tokensOf(base), tokensOf(edited)];
  const [keysA, keysB] = [keysOf(a, likeness), keysOf(b, likeness)];
  const changes = withIndentation(asOneIfRewritten(changesOf(keysA, keysB), a, b), a, b);
  const slid: Change[] = [];
  for (const [index, change] of changes.entries()) {
    // Never into its neighbours: only words that both texts have may pass from one side of it to the other.
    const room = {
      left: change.from - (slid.at(-1)?.to ?? 0),
      right: (changes[index + 1]?.from ?? b.length) - change.to,
    };
    slid.push(slide(change, adds(change) ? b : a, adds(change) ? keysB : keysA, room));
  }
  const offsets = offsetsOf(a);
  return joinClose(withSpace(slid, a, b, likeness), a).map(({ start, end, from, to }) => ({
    start: offsets[start] as number,
    end: offsets[end] as number,
    text: spaceOfQuote(start, a, likeness, b.slice(from, to).join('')),
  }));
}

/** What comes first after `«` takes the space that the text sets there, whatever the author's keyboard did. */
function spaceOfQuote(start: number, a: readonly string[], likeness: Likeness, text: string): string {
  const [quote, first] = [a[start - 1], a[start]];
  if (likeness === 'EXACT' || text === '' || /^\s/.test(text) || !quote?.endsWith('«')) return text;
  return (/^\s+/.exec(first ?? '')?.[0] ?? '') + text;
}

function changesOf(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let [end, to] = [a.length, b.length];
  while (end > start && to > start && a[end - 1] === b[to - 1]) [end, to] = [end - 1, to - 1];
  return changesBetween(a.slice(start, end), b.slice(start, to)).map((change) => ({
    start: change.start + start,
    end: change.end + start,
    from: change.from + start,
    to: change.to + start,
  }));
}

function changesBetween(a: readonly string[], b: readonly string[]): Change[] {
  const whole = { start: 0, end: a.length, from: 0, to: b.length };
  if (a.length === 0 && b.length === 0) return [];
  if (a.length === 0 || b.length === 0) return [whole];
  const found = diffArrays([...a], [...b], { maxEditLength: EDITS_AT_MOST });
  if (!found) return [whole];
  const changes: Change[] = [];
  let [at, to] = [0, 0];
  let open: Change | null = null;
  for (const { added, removed, count } of found) {
    if (!added && !removed) open = null;
    else if (open === null) changes.push((open = { start: at, end: at, from: to, to }));
    if (!added) at += count;
    if (!removed) to += count;
    if (open) [open.end, open.to] = [at, to];
  }
  return changes;
}

/**
 * A paragraph written anew shares some `de`, `la` and commas with what stood there, by chance. Were they kept, another
 * amendment of the old words could fit between them, and the merge be nobody's sentence: where fewer than two fifths of
 * the words of the shorter of both are kept, it is one change.
 */
function asOneIfRewritten(
  changes: readonly Change[],
  a: readonly string[],
  b: readonly string[],
): readonly Change[] {
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last || changes.length === 1) return changes;
  const wordsIn = (tokens: readonly string[]): number => tokens.filter(isWord).length;
  const gone = changes.reduce((sum, { start, end }) => sum + wordsIn(a.slice(start, end)), 0);
  const keptWords = wordsIn(a) - gone;
  if (5 * keptWords >= 2 * Math.min(wordsIn(a), wordsIn(b))) return changes;
  return [{ start: first.start, end: last.end, from: first.from, to: last.to }];
}

/** What stands before the first word puts an item of a list under another: it is no typography, unlike other space. */
function withIndentation(
  changes: readonly Change[],
  a: readonly string[],
  b: readonly string[],
): readonly Change[] {
  if (changes[0]?.start === 0 || indentationOf(a[0]) === indentationOf(b[0])) return changes;
  return [{ start: 0, end: 1, from: 0, to: 1 }, ...changes];
}

const indentationOf = (token: string | undefined): string => /^[ \t\n]*/.exec(token ?? '')?.[0] ?? '';

/** A word kept after a change takes the space that the edited text gives it there, where the one it had would show. */
function withSpace(
  changes: readonly Change[],
  a: readonly string[],
  b: readonly string[],
  likeness: Likeness,
): readonly Change[] {
  if (likeness === 'EXACT') return changes;
  return changes.map((change, index) => {
    const next = changes[index + 1];
    const kept = change.end < (next?.start ?? a.length);
    if (!kept) return change;
    const [mine, theirs] = [a[change.end] as string, b[change.to] as string];
    const alike =
      change.to === 0
        ? indentationOf(mine) === indentationOf(theirs)
        : keyAfter(b[change.to - 1], mine) === keyAfter(b[change.to - 1], theirs);
    return alike ? change : { ...change, end: change.end + 1, to: change.to + 1 };
  });
}

const adds = ({ start, end }: Change): boolean => start === end;

/** Where words are only added, or only taken out, the same result may come of several places: the best to read. */
function slide(
  change: Change,
  tokens: readonly string[],
  keys: readonly string[],
  room: { readonly left: number; readonly right: number },
): Change {
  const { start, end, from, to } = change;
  if (!adds(change) && from !== to) return change;
  const [first, last] = adds(change) ? [from, to] : [start, end];
  let [least, most] = [0, 0];
  while (-least < room.left && keys[first + least - 1] === keys[last + least - 1]) least -= 1;
  while (most < room.right && keys[first + most] === keys[last + most]) most += 1;
  let best = 0;
  for (let by = least; by <= most; by += 1)
    if (beginsWell(tokens, first + by) > beginsWell(tokens, first + best)) best = by;
  return { start: start + best, end: end + best, from: from + best, to: to + best };
}

/** 3 at the beginning of a block or a sentence, 2 after a colon or semicolon, 1 after a comma. */
function beginsWell(tokens: readonly string[], index: number): number {
  const before = tokens[index - 1];
  if (before === undefined || index >= tokens.length) return 3;
  if (/[.!?…]$/.test(before)) return 3;
  if (/[;:]$/.test(before)) return 2;
  return /,$/.test(before) ? 1 : 0;
}

/** Changes that a word or less keeps apart read as one, where each replaces more than that. */
function joinClose(changes: readonly Change[], a: readonly string[]): Change[] {
  const joined: Change[] = [];
  for (const change of changes) {
    const last = joined.at(-1);
    if (last && readsAsOne(last, change, a)) [last.end, last.to] = [change.end, change.to];
    else joined.push({ ...change });
  }
  return joined;
}

function readsAsOne(last: Change, next: Change, a: readonly string[]): boolean {
  if (last.end >= next.start) return true;
  const between = a.slice(last.end, next.start);
  if (between.length > 2 || between.filter(isWord).length > 1) return false;
  return [last, next].every(
    ({ start, end, from, to }) =>
      end - start >= between.length && to - from >= between.length && end > start && to > from,
  );
}
