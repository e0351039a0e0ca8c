import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assemble, type AssembledBlock } from '../../src/core/text/amend/assemble.js';
import { markdownOf, readBlocks, type Draft } from '../../src/core/text/amend/blocks.js';
import { conflictsOf } from '../../src/core/text/amend/conflicts.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';
import { keyOfHunk, type Amendment, type Hunk } from '../../src/core/text/amend/hunk.js';
import { merge, type Merge } from '../../src/core/text/amend/merge.js';
import { rebase } from '../../src/core/text/amend/rebase.js';
import { keysOf, tokensOf } from '../../src/core/text/amend/tokens.js';
import { RUNS } from '../elections/runs.js';
import { edited, someBlocks, someStrokes, typed, type Copying, type Typed } from '../texts/hostile-texts.js';

const runs = { numRuns: RUNS };

interface Case {
  readonly text: Typed;
  readonly copies: readonly Copying[];
}

const aCase = (copies: number, strokes = 4): fc.Arbitrary<Case> =>
  fc.record({
    text: someBlocks(9),
    copies: fc.array(someStrokes(strokes), { minLength: copies, maxLength: copies }),
  });

const readTyped = (text: Typed): Draft => readBlocks(typed(text));

function amendmentsOf({ text, copies }: Case): { base: Draft; amendments: Amendment[] } {
  const base = readTyped(text);
  const amendments = copies.map((strokes, index) => ({
    id: `A${index + 1}`,
    hunks: deriveHunks(base, readTyped(edited(text, strokes))),
  }));
  return { base, amendments };
}

/** What a draft says, without names and without what stands between blocks. */
const wordsOf = ({ blocks }: Draft) => blocks.map(({ kind, level, text }) => ({ kind, level, text }));
const likeWords = ({ blocks }: Draft) => blocks.map(({ kind, text }) => [kind, ...keysOf(tokensOf(text))]);

const plain = (result: Merge) => JSON.parse(JSON.stringify(result)) as unknown;

const pairsOf = (base: Draft, hunks: readonly Hunk[]): string[] =>
  conflictsOf(base, hunks)
    .map(({ kind, one, other }) => `${kind} ${[keyOfHunk(one), keyOfHunk(other)].sort().join(' ')}`)
    .sort();

describe('Markdown, however hostile', () => {
  it('is cut into blocks and written back to the same characters, but for line ends', () => {
    fc.assert(
      fc.property(someBlocks(12), (text) => {
        const markdown = typed(text);
        expect(markdownOf(readBlocks(markdown))).toBe(markdown.replace(/\r\n?/g, '\n'));
      }),
      runs,
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'\n\n\n\r#-=>` |*1.)a\u00a0~\t') }), (markdown) => {
        const draft = readBlocks(markdown);
        expect(markdownOf(draft)).toBe(markdown.replace(/\r\n?/g, '\n'));
        expect(markdownOf(assemble(draft, []))).toBe(markdownOf(draft));
      }),
      runs,
    );
  });
});

describe('What an edited copy changes', () => {
  it('makes the copy of the base, to the letter', () => {
    fc.assert(
      fc.property(aCase(1, 6), ({ text, copies: [strokes = []] }) => {
        const [base, copy] = [readTyped(text), readTyped(edited(text, strokes))];
        const made = assemble(base, deriveHunks(base, copy, 'EXACT'));
        expect(wordsOf(made)).toEqual(wordsOf(copy));
        expect(wordsOf(readBlocks(markdownOf(made)))).toEqual(wordsOf(copy));
      }),
      runs,
    );
  });

  it('makes the same wording of it where typography is left aside, and is then nothing', () => {
    fc.assert(
      fc.property(aCase(1, 6), ({ text, copies: [strokes = []] }) => {
        const [base, copy] = [readTyped(text), readTyped(edited(text, strokes))];
        const made = assemble(base, deriveHunks(base, copy));
        expect(likeWords(made)).toEqual(likeWords(copy));
        expect(deriveHunks(made, copy)).toEqual([]);
      }),
      runs,
    );
  });

  it('is nothing where nothing was changed', () => {
    fc.assert(
      fc.property(someBlocks(12), (text) => {
        expect(deriveHunks(readTyped(text), readTyped(text), 'EXACT')).toEqual([]);
      }),
      runs,
    );
  });

  it('makes any text of any other', () => {
    fc.assert(
      fc.property(someBlocks(9), someBlocks(9), (one, other) => {
        const [base, copy] = [readTyped(one), readTyped(other)];
        expect(wordsOf(assemble(base, deriveHunks(base, copy, 'EXACT')))).toEqual(wordsOf(copy));
        expect(likeWords(assemble(base, deriveHunks(base, copy)))).toEqual(likeWords(copy));
      }),
      runs,
    );
  });
});

describe('A merge of amendments', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(
        aCase(4, 3).chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 })),
        ),
        ([one, order]) => {
          const { base, amendments } = amendmentsOf(one);
          const shuffled = order.map((index) => amendments[index] as Amendment);
          const turned = shuffled.map(({ id, hunks }) => ({ id, hunks: [...hunks].reverse() }));
          expect(plain(merge(base, turned))).toEqual(plain(merge(base, amendments)));
        },
      ),
      runs,
    );
  });

  it('of the same amendments twice is the merge of them once', () => {
    fc.assert(
      fc.property(aCase(3, 3), (one) => {
        const { base, amendments } = amendmentsOf(one);
        expect(plain(merge(base, [...amendments, ...amendments]))).toEqual(plain(merge(base, amendments)));
      }),
      runs,
    );
  });

  it('of one is its edited copy', () => {
    fc.assert(
      fc.property(aCase(1, 6), (one) => {
        const { base, amendments } = amendmentsOf(one);
        const { merged, conflicts } = merge(base, amendments);
        expect(conflicts).toEqual([]);
        const copy = readTyped(edited(one.text, one.copies[0] as Copying));
        expect(likeWords(merged as Draft)).toEqual(likeWords(copy));
      }),
      runs,
    );
  });

  it('of an amendment and the same by another is done once, in the name of both', () => {
    fc.assert(
      fc.property(aCase(1, 4), (one) => {
        const { base, amendments } = amendmentsOf(one);
        const [alone] = amendments as [Amendment];
        const both = merge(base, [alone, { ...alone, id: 'B' }]);
        expect(both.conflicts).toEqual([]);
        expect(both.hunks.every(({ amendments: ids }) => ids.join() === 'A1,B')).toBe(true);
        expect(wordsOf(both.merged as Draft)).toEqual(wordsOf(merge(base, [alone]).merged as Draft));
      }),
      runs,
    );
  });

  it('finds the same conflicts whichever side is seen first', () => {
    fc.assert(
      fc.property(aCase(2, 4), (one) => {
        const { base, amendments } = amendmentsOf(one);
        const [a, b] = amendments as [Amendment, Amendment];
        const hunks = merge(base, [a, b]).hunks.map(({ hunk }) => hunk);
        expect(pairsOf(base, [...hunks].reverse())).toEqual(pairsOf(base, hunks));
        expect(plain(merge(base, [b, a]))).toEqual(plain(merge(base, [a, b])));
      }),
      runs,
    );
  });

  it('loses nothing: what is not in the result was taken out by a hunk, and what was written is there', () => {
    fc.assert(
      fc.property(aCase(3, 2), (one) => {
        const { base, amendments } = amendmentsOf(one);
        const { hunks, merged, conflicts } = merge(base, amendments);
        for (const { id, hunks: own } of amendments) {
          const named = hunks.filter(({ amendments: ids }) => ids.includes(id));
          expect(named.length).toBe(own.length);
        }
        expect(merged === null).toBe(conflicts.length > 0);
        if (!merged) return;
        const all = hunks.map(({ hunk }) => hunk);
        expect(kept(merged.blocks)).toEqual(expected(base, all));
        expect(added(merged.blocks)).toEqual(writtenBy(all));
        for (const { pieces, text } of merged.blocks)
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
      runs,
    );
  });

  it('is what its amendments make one after the other, each carried to the text that the last one left', () => {
    let [together, apart] = [0, 0];
    fc.assert(
      fc.property(
        aCase(3, 2).chain((one) =>
          fc.tuple(fc.constant(one), fc.shuffledSubarray([0, 1, 2], { minLength: 3 })),
        ),
        ([one, order]) => {
          const { base, amendments } = amendmentsOf(one);
          const { merged } = merge(base, amendments);
          if (!merged) return;
          let now: Draft = base;
          let pending = order.map((index) => (amendments[index] as Amendment).hunks);
          while (pending.length > 0) {
            const [adopted = [], ...others] = pending;
            const carried = others.map((hunks) => rebase(now, adopted, hunks).hunks);
            // A new line is asked for after one that stands next to another new line: the people say which is first.
            if (carried.flat().some(({ outcome }) => outcome === 'CONFLICT' || outcome === 'ORPHANED')) {
              apart += 1;
              return;
            }
            now = assemble(now, adopted);
            pending = carried.map((hunks) => hunks.flatMap(({ hunk }) => hunk ?? []));
          }
          together += 1;
          expect(likeWords(now)).toEqual(likeWords(merged));
        },
      ),
      runs,
    );
    expect(apart).toBeLessThan(1 + together / 5);
  });

  it('is read again as the blocks of which it is made', () => {
    fc.assert(
      fc.property(aCase(3, 2), (one) => {
        const { base, amendments } = amendmentsOf(one);
        const { merged } = merge(base, amendments);
        if (merged) expect(wordsOf(readBlocks(markdownOf(merged)))).toEqual(wordsOf(merged));
      }),
      runs,
    );
  });

  it('changes nothing in one article because of what is asked for another', () => {
    fc.assert(
      fc.property(aCase(2, 2), someStrokes(2), someBlocks(4), ({ text, copies }, strokes, other) => {
        const apart = { ...text, blocks: [...text.blocks, '### Article 77', ...other.blocks] };
        const here = copies.map((copy) => {
          const own = edited(text, copy);
          return { ...own, blocks: [...own.blocks, '### Article 77', ...other.blocks] };
        });
        const elsewhere = {
          ...text,
          blocks: [
            ...text.blocks,
            '### Article 77',
            ...edited({ ...text, blocks: other.blocks }, strokes).blocks,
          ],
        };
        const base = readTyped(apart);
        const boundOf = (draft: Draft) =>
          draft.blocks.findIndex(({ text: words }) => words === '### Article 77');
        const bound = boundOf(base);
        // A block of code that begins in one and ends in the other makes one of the two.
        fc.pre([base, ...[...here, elsewhere].map(readTyped)].every((draft) => boundOf(draft) >= 0));
        const first = new Set<string | null>([null, ...base.blocks.slice(0, bound).map(({ id }) => id)]);
        const amendments = here.map((copy, index) => ({
          id: `A${index}`,
          hunks: deriveHunks(base, readTyped(copy)).filter((hunk) => within(hunk, first)),
        }));
        const last: Amendment = {
          id: 'Z',
          hunks: deriveHunks(base, readTyped(elsewhere)).filter((hunk) => !within(hunk, first)),
        };
        const asked = [...amendments, last];
        // Cut to its article, a copy may be no text any more: a block of code whose end stands in the other one.
        fc.pre(asked.every((one) => isReadAsMade(merge(base, [one]).merged as Draft)));
        const [alone, more] = [merge(base, amendments), merge(base, asked)];
        // What is read wrongly is looked for where nothing else is in the way.
        const another = more.conflicts.some(({ kind }) => kind !== 'STRUCTURE');
        const of = ({ conflicts }: Merge) =>
          conflicts.filter(
            ({ kind, sides }) =>
              !(another && kind === 'STRUCTURE') && sides.every(({ amendments: ids }) => !ids.includes('Z')),
          );
        expect(plain({ conflicts: of(more) } as unknown as Merge)).toEqual(
          plain({ conflicts: of(alone) } as unknown as Merge),
        );
        if (!alone.merged || !more.merged) return;
        expect(until77(more.merged)).toEqual(until77(alone.merged));
      }),
      runs,
    );
  });
});

const isReadAsMade = (draft: Draft) =>
  JSON.stringify(wordsOf(readBlocks(markdownOf(draft)))) === JSON.stringify(wordsOf(draft));

const until77 = (draft: Draft) => {
  const words = wordsOf(draft);
  return words.slice(
    0,
    words.findIndex(({ text }) => text === '### Article 77'),
  );
};

const within = (hunk: Hunk, blocks: ReadonlySet<string | null>): boolean =>
  hunk.kind === 'PLACE'
    ? blocks.has(hunk.after) && hunk.items.every((item) => item.kind === 'NEW' || blocks.has(item.block))
    : blocks.has(hunk.block);

/** Places of the base that are in a result, as `block:character`. */
const kept = (blocks: readonly AssembledBlock[]): string[] =>
  blocks
    .flatMap(({ pieces }) =>
      pieces.flatMap(({ origin }) =>
        origin.kind === 'BASE' ? spread(origin.block, origin.start, origin.end) : [],
      ),
    )
    .sort();

function expected(base: Draft, hunks: readonly Hunk[]): string[] {
  const gone = new Set(
    hunks.flatMap((hunk) => (hunk.kind === 'EDIT' ? spread(hunk.block, hunk.start, hunk.end) : [])),
  );
  const deleted = new Set(hunks.flatMap((hunk) => (hunk.kind === 'DELETE' ? [hunk.block] : [])));
  return base.blocks
    .filter(({ id }) => !deleted.has(id))
    .flatMap(({ id, text }) => spread(id, 0, text.length))
    .filter((place) => !gone.has(place))
    .sort();
}

const spread = (block: string, start: number, end: number): string[] =>
  Array.from({ length: end - start }, (_, index) => `${block}:${start + index}`);

const added = (blocks: readonly AssembledBlock[]): string[] =>
  blocks
    .flatMap(({ pieces }) => pieces.flatMap(({ origin, text }) => (origin.kind === 'HUNK' ? [text] : [])))
    .sort();

const writtenBy = (hunks: readonly Hunk[]): string[] =>
  hunks
    .flatMap((hunk) => {
      if (hunk.kind === 'EDIT') return hunk.text === '' ? [] : [hunk.text];
      if (hunk.kind === 'DELETE') return [];
      return hunk.items.flatMap((item) => (item.kind === 'NEW' ? [item.block.text] : []));
    })
    .sort();
