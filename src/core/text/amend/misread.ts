import { compareText } from '../position.js';
import { assemble, type Assembled, type AssembledBlock } from './assemble.js';
import { markdownOf, readBlocks, type Draft } from './blocks.js';
import type { SharedHunk } from './hunk.js';
import type { SharedClash } from './clashes.js';

/** Two by two, as many are tried: beyond, whoever wrote where the merge is read wrongly is named untried. */
const AMENDMENTS_TRIED = 32;

/**
 * Markdown can make one thing of what two wrote apart: a line of three backticks here and another there, and all that
 * stands between them is code; a first line of dashes and a second one, and the beginning of the text is a preamble that
 * nobody reads. So a merge is read again; where it is not the blocks of which it was made, those two clash whose
 * amendments alone are read wrongly together and well apart: what a third one wrote makes nobody clash. Where it takes
 * three, or one is read wrongly by itself, whoever wrote there is named.
 */
export function misreadBy(
  base: Draft,
  united: Assembled,
  shared: readonly SharedHunk[],
): readonly SharedClash[] {
  if (!stretchMisread(united)) return [];
  const pairs = pairsMisread(base, shared);
  return pairs.length > 0 ? pairs : writersWhereMisread(united, shared);
}

function pairsMisread(base: Draft, shared: readonly SharedHunk[]): readonly SharedClash[] {
  const of = (ids: readonly string[]) =>
    shared.filter(({ amendments }) => ids.some((id) => amendments.includes(id)));
  const made = (hunks: readonly SharedHunk[]): Assembled =>
    assemble(
      base,
      hunks.map(({ hunk }) => hunk),
    );
  const ids = [...new Set(shared.flatMap(({ amendments }) => amendments))].sort(compareText);
  if (ids.length > AMENDMENTS_TRIED) return [];
  const sound = ids.filter((id) => !stretchMisread(made(of([id]))));
  return sound.flatMap((one, index) =>
    sound.slice(index + 1).flatMap((other) => {
      const hunks = of([one, other]);
      const both = made(hunks);
      return stretchMisread(both) ? writersWhereMisread(both, hunks) : [];
    }),
  );
}

interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** The blocks that are read as something else, by their places; null where all are read as they were made. */
function stretchMisread(made: Assembled): Stretch | null {
  const read = readBlocks(markdownOf(made)).blocks;
  const { blocks } = made;
  const from = blocks.findIndex(
    ({ kind, text }, index) => read[index]?.kind !== kind || read[index]?.text !== text,
  );
  if (from < 0 && read.length === blocks.length) return null;
  const first = Math.max(from, 0);
  let [length, last] = [read[first]?.text.length ?? 0, first];
  for (; last + 1 < blocks.length && length > (blocks[last]?.text.length ?? 0); last += 1)
    length -= (blocks[last]?.text.length ?? 0) + (blocks[last + 1]?.gap.length ?? 0);
  return { first, last };
}

/** Who wrote the ends of what is read wrongly; else who wrote between them; else everybody. */
function writersWhereMisread(made: Assembled, hunks: readonly SharedHunk[]): readonly SharedClash[] {
  const stretch = stretchMisread(made);
  if (!stretch) return [];
  const ends = [made.blocks[stretch.first], made.blocks[stretch.last]];
  const between = made.blocks.slice(stretch.first, stretch.last + 1);
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
