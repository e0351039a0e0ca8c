import type { AssembledBlock } from './assemble.js';
import { markdownOf, readBlocks, type Draft } from './blocks.js';
import type { SharedHunk } from './hunk.js';
import type { SharedClash } from './clashes.js';

/**
 * Markdown can make one thing of what two wrote apart: a line of three backticks here and another there, and all that
 * stands between them is code; a first line of dashes and a second one, and the beginning of the text is a preamble that
 * nobody reads. So a merge is read again; where it is not the blocks of which it was made, those who wrote there clash.
 */
export function misreadBy(
  merged: Draft & { readonly blocks: readonly AssembledBlock[] },
  hunks: readonly SharedHunk[],
): readonly SharedClash[] {
  const read = readBlocks(markdownOf(merged)).blocks;
  const blocks: readonly AssembledBlock[] = merged.blocks;
  const from = blocks.findIndex(
    ({ kind, text }, index) => read[index]?.kind !== kind || read[index]?.text !== text,
  );
  if (from < 0 && read.length === blocks.length) return [];
  const first = Math.max(from, 0);
  let [length, last] = [read[first]?.text.length ?? 0, first];
  for (; last + 1 < blocks.length && length > (blocks[last]?.text.length ?? 0); last += 1)
    length -= (blocks[last]?.text.length ?? 0) + (blocks[last + 1]?.gap.length ?? 0);
  const ends = [blocks[first], blocks[last]];
  const between = blocks.slice(first, last + 1);
  for (const among of [writersOf(ends, hunks), writersOf(between, hunks), hunks]) {
    const clashes = among.flatMap((one, index) =>
      among
        .slice(index + 1)
        .filter((other) => !one.amendments.some((id) => other.amendments.includes(id)))
        .map((other): SharedClash => ({ kind: 'STRUCTURE', one, other })),
    );
    if (clashes.length > 0) return clashes;
  }
  return [];
}

function writersOf(
  blocks: readonly (AssembledBlock | undefined)[],
  hunks: readonly SharedHunk[],
): readonly SharedHunk[] {
  const written = new Set(
    blocks.flatMap((block) =>
      (block?.pieces ?? []).flatMap(({ origin }) => (origin.kind === 'HUNK' ? [origin.hunk] : [])),
    ),
  );
  return hunks.filter(({ hunk }) => written.has(hunk));
}
