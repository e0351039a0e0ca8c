import { describe, expect, it } from '@jest/globals';
import { diffArrays } from 'diff';
import type { Draft } from '../../src/core/text/amend/blocks.js';
import type { Conflict } from '../../src/core/text/amend/hunk.js';
import { merge } from '../../src/core/text/amend/merge.js';
import { amend, read, written } from './edited-copy.js';
import {
  amendmentsIn,
  CASES,
  folders,
  GOLDEN,
  saidIn,
  textOf,
  type GoldenCase,
} from './golden-amendments.js';

const present = folders();
const described = present.length > 0 ? describe : describe.skip;
if (present.length === 0)
  process.stderr.write(`No golden amendments at ${GOLDEN}: their cases are skipped.\n`);

/** The words and signs that are compared: neither quotation marks, nor kinds of dash or space, nor œ for oe. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFC')
    .replace(/<\/?sup>|[_«»“”"]/g, '')
    .replace(/[’‘]/g, "'")
    .replace(/[‑–—]/g, '-')
    .replace(/œ/g, 'oe')
    .replace(/\.\.\./g, '…')
    .match(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];

interface Change {
  readonly start: number;
  readonly end: number;
  readonly ours: string;
  readonly theirs: string;
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
  const found: Change[] = [];
  let at = 0;
  let open: { start: number; ours: string[]; theirs: string[] } | null = null;
  const close = () => {
    if (open)
      found.push({
        start: open.start,
        end: open.start + open.ours.length,
        ours: abridged(open.ours),
        theirs: abridged(open.theirs),
      });
    open = null;
  };
  for (const { added, removed, value } of diffArrays([...a], [...b])) {
    if (!added && !removed) close();
    else {
      open ??= { start: at, ours: [], theirs: [] };
      (added ? open.theirs : open.ours).push(...value);
    }
    if (!added) at += value.length;
  }
  close();
  return found;
}

const abridged = (words: readonly string[]): string =>
  words.length <= 8 ? words.join(' ') : [...words.slice(0, 4), '[…]', ...words.slice(-3)].join(' ');

/** Takes the amendments of each round together, on what the round before made. */
function adopt(first: Draft, golden: GoldenCase): Draft {
  return golden.rounds.reduce((now: Draft, round) => {
    const result = merge(
      now,
      round.map((id) => ({ id, hunks: hunksOf(first, now, golden, id) })),
    );
    expect(result.conflicts.map(sentence)).toEqual([]);
    return result.merged as Draft;
  }, first);
}

const hunksOf = (first: Draft, now: Draft, { folder, amendments }: GoldenCase, id: string) =>
  amend(first, now, (amendments[id] as GoldenCase['amendments'][string])(saidIn(folder, id)));

const sentence = ({ kind, sides }: Conflict): string =>
  `${sides
    .map(({ amendments }) => amendments.join(', '))
    .sort()
    .join(' / ')} ${kind}`;

/** Differences of two texts, parted by whether the amendments touch the place. */
function compare(first: string, ours: string, theirs: string) {
  const mine = wordsOf(ours);
  const touched = changes(mine, wordsOf(first));
  const touches = ({ start, end }: Change) => touched.some((own) => own.start <= end && start <= own.end);
  const all = changes(mine, wordsOf(theirs));
  return {
    here: all.filter(touches).map((change) => [change.ours, change.theirs]),
    elsewhere: all.filter((change) => !touches(change)).length,
  };
}

described('amendments of the two French chambers, encoded from their instructions', () => {
  it('are the first fifteen cases with several amendments, every amendment of each', () => {
    const several = present.filter((folder) => amendmentsIn(folder).length > 1).slice(0, 15);
    expect(CASES.map(({ folder }) => folder)).toEqual(several);
    for (const { folder, amendments } of CASES)
      expect(Object.keys(amendments).sort()).toEqual(amendmentsIn(folder));
  });

  describe.each(CASES)('$folder', (golden) => {
    it('merges all at once, or says which cannot stand together', () => {
      const first = read(textOf(golden.folder, 'article_avant'));
      const ids = Object.keys(golden.amendments).filter((id) => !golden.later.includes(id));
      const result = merge(
        first,
        ids.map((id) => ({ id, hunks: hunksOf(first, first, golden, id) })),
      );
      expect(result.conflicts.map(sentence).sort()).toEqual([...golden.conflicts].sort());
      expect(result.merged === null).toBe(golden.conflicts.length > 0);
    });

    it(`becomes the text that was adopted, but for differences explained. ${golden.note}`, () => {
      const first = read(textOf(golden.folder, 'article_avant'));
      const ours = written(adopt(first, golden));
      const { here, elsewhere } = compare(
        textOf(golden.folder, 'article_avant'),
        ours,
        textOf(golden.folder, 'article_apres'),
      );
      expect(here).toEqual(golden.differences.map(([one, other]) => [one, other]));
      expect(elsewhere).toBe(golden.elsewhere);
    });
  });
});
