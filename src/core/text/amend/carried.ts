import type { BlockId, Draft } from './blocks.js';
import type { Hunk, SharedHunk } from './hunk.js';
import type { SharedClash } from './clashes.js';
import { isWord, keysOf, tokensOf } from './tokens.js';

export interface Carried {
  readonly conflicts: readonly SharedClash[];
  /** Two amendments write much the same at two places: neither meant it to be there twice. */
  readonly twice: readonly (readonly [SharedHunk, SharedHunk])[];
}

/** What is compared: runs of three words. Fewer are alike by chance. */
const RUN = 3;
/** Words that more hunks than that have in common are a formula, and tell nothing. */
const FORMULA = 100;

/**
 * Words that leave one place and come back at another are no hunk of their own: they are a deletion here and new words
 * there (a paragraph split in two, two joined, a sentence moved and mended). Where another takes out the same words for
 * good, both deletions are one hunk, and the words would stand although one asked for them to go. Where another writes
 * between two paragraphs that are joined, it would stand after both.
 */
export function carriedOf(base: Draft, hunks: readonly SharedHunk[]): Carried {
  const texts = new Map(base.blocks.map(({ id, text }) => [id, text]));
  const written = hunks.map((each) => runsOf(writtenBy(each.hunk)));
  const byRun = new Map<string, number[]>();
  for (const [index, runs] of written.entries())
    for (const run of runs) byRun.set(run, [...(byRun.get(run) ?? []), index]);
  const alike = (runs: ReadonlySet<string>): number[] => {
    const hits = new Map<number, number>();
    for (const run of runs) {
      const there = byRun.get(run) ?? [];
      if (there.length <= FORMULA) for (const index of there) hits.set(index, (hits.get(index) ?? 0) + 1);
    }
    return [...hits].filter(([, count]) => 2 * count >= runs.size).map(([index]) => index);
  };
  const conflicts: SharedClash[] = [];
  const twice: (readonly [SharedHunk, SharedHunk])[] = [];
  for (const [index, each] of hunks.entries()) {
    for (const found of alike(written[index] as ReadonlySet<string>)) {
      const other = hunks[found] as SharedHunk;
      if (found !== index && apart(each, other)) twice.push([each, other]);
    }
    for (const found of alike(runsOf(takenOutBy(each.hunk, texts)))) {
      const carrier = hunks[found] as SharedHunk;
      if (carrier === each || apart(each, carrier)) continue;
      const others = each.amendments.filter((id) => !carrier.amendments.includes(id));
      if (others.length > 0)
        conflicts.push({ kind: 'DELETED', one: carrier, other: { ...each, amendments: others } });
      conflicts.push(...writtenBetween(base, each, carrier, hunks));
    }
  }
  return { conflicts, twice };
}

/** What others put between two neighbouring paragraphs that one joins. */
function writtenBetween(
  base: Draft,
  taken: SharedHunk,
  carrier: SharedHunk,
  hunks: readonly SharedHunk[],
): SharedClash[] {
  if (taken.hunk.kind !== 'DELETE' || carrier.hunk.kind !== 'EDIT') return [];
  const placeOf = (block: BlockId): number => base.blocks.findIndex(({ id }) => id === block);
  const [gone, kept] = [placeOf(taken.hunk.block), placeOf(carrier.hunk.block)];
  if (Math.abs(gone - kept) !== 1) return [];
  const between = base.blocks[Math.min(gone, kept)]?.id;
  return hunks
    .filter(({ hunk }) => hunk.kind === 'PLACE' && hunk.after === between)
    .filter((each) => apart(each, carrier))
    .map((other) => ({ kind: 'OVERLAP', one: carrier, other }));
}

const apart = (one: SharedHunk, other: SharedHunk): boolean =>
  !one.amendments.some((id) => other.amendments.includes(id));

function takenOutBy(hunk: Hunk, texts: ReadonlyMap<BlockId, string>): string {
  if (hunk.kind === 'PLACE') return '';
  const text = texts.get(hunk.block) ?? '';
  return hunk.kind === 'DELETE' ? text : text.slice(hunk.start, hunk.end);
}

function writtenBy(hunk: Hunk): string {
  if (hunk.kind === 'EDIT') return hunk.text;
  if (hunk.kind === 'DELETE') return '';
  return hunk.items.map((item) => (item.kind === 'NEW' ? item.block.text : '')).join('\n');
}

function runsOf(text: string): ReadonlySet<string> {
  if (text === '') return new Set();
  const words = keysOf(tokensOf(text))
    .filter(isWord)
    .map((key) => key.trim());
  const runs = new Set<string>();
  for (let at = 0; at + RUN <= words.length; at += 1) runs.add(words.slice(at, at + RUN).join(' '));
  return runs;
}
