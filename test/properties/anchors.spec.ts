import fc from 'fast-check';
import { markdownOf, readBlocks, type Draft } from '../../src/core/text/amend/blocks.js';
import { keysOf, tokensOf } from '../../src/core/text/amend/tokens.js';
import { findAgain, locate, quoteOf, type Passage } from '../../src/core/text/anchor.js';
import { RUNS } from '../elections/runs.js';
import { edited, someBlocks, someStrokes, typed } from '../texts/hostile-texts.js';

const runs = { numRuns: RUNS };

/** A text, what somebody makes of it, and where in its first version somebody points. */
const aCase = fc.record({
  text: someBlocks(9),
  strokes: someStrokes(5),
  block: fc.nat(),
  from: fc.nat(),
  count: fc.integer({ min: 1, max: 6 }),
});

/** Some whole words of a block, as a reader marks them. */
function marked(draft: Draft, { block, from, count }: { block: number; from: number; count: number }) {
  if (draft.blocks.length === 0) return null;
  const { id, text } = draft.blocks[block % draft.blocks.length] as Draft['blocks'][number];
  const tokens = tokensOf(text);
  if (tokens.length === 0) return null;
  const start = from % tokens.length;
  const before = tokens.slice(0, start).join('');
  const quote = tokens.slice(start, start + count).join('');
  return { id, quote, before, after: text.slice(before.length + quote.length) };
}

/** What is compared of a quote: its words, without marks of emphasis. */
const words = (text: string): string =>
  keysOf(tokensOf(text.replace(/[*`]/g, '')).map((token) => ` ${token.trim().replace(/^_+|_+$/g, '')}`))
    .join('')
    .replace(/\s+/g, '');

const located = (draft: Draft, mark: NonNullable<ReturnType<typeof marked>>): Passage | null => {
  const { quote, before, after } = mark;
  const passage = locate(draft, { quote, before, after });
  return typeof passage === 'string' ? null : passage;
};

describe('a passage that a reader marks', () => {
  it('is located where it was marked, or refused', () => {
    fc.assert(
      fc.property(aCase, (given) => {
        const draft = readBlocks(typed(given.text));
        const mark = marked(draft, given);
        const passage = mark && located(draft, mark);
        if (mark && passage) expect(words(quoteOf(draft, passage))).toBe(words(mark.quote));
      }),
      runs,
    );
  });

  it('stands exactly in the text that did not change, and in one to which others only added paragraphs', () => {
    fc.assert(
      fc.property(aCase, fc.nat(), (given, place) => {
        const draft = readBlocks(typed(given.text));
        const mark = marked(draft, given);
        const passage = mark && located(draft, mark);
        if (!passage) return;
        expect(findAgain(draft, passage, draft)).toEqual({ how: 'EXACT', passage });
        const at = place % (draft.blocks.length + 1);
        const longer = readBlocks(
          markdownOf({
            blocks: draft.blocks
              .flatMap((block, index) => (index === at ? [ADDED, block] : [block]))
              .concat(at === draft.blocks.length ? [ADDED] : [])
              .map((block, index) => ({ ...block, gap: index === 0 ? '' : '\n\n' })),
            tail: '',
          }),
        );
        // Markdown may read what stands close together as something else: then nothing is promised.
        if (longer.blocks.length !== draft.blocks.length + 1) return;
        if (
          longer.blocks
            .filter(({ text }) => text !== ADDED.text)
            .some(
              ({ text, kind }, index) =>
                text !== draft.blocks[index]?.text || kind !== draft.blocks[index].kind,
            )
        )
          return;
        const found = findAgain(draft, passage, longer);
        if (draft.blocks.filter(({ text }) => text === textOf(draft, passage.block)).length > 1) return;
        expect(found && quoteOf(longer, found.passage)).toBe(quoteOf(draft, passage));
        expect(found?.how).toBe('EXACT');
      }),
      runs,
    );
  });

  it('is found again nowhere but at its own words, whatever became of the text', () => {
    fc.assert(
      fc.property(aCase, (given) => {
        const [then, now] = [
          readBlocks(typed(given.text)),
          readBlocks(typed(edited(given.text, given.strokes))),
        ];
        const mark = marked(then, given);
        const passage = mark && located(then, mark);
        const found = passage && findAgain(then, passage, now);
        if (!found) return;
        expect(words(quoteOf(now, found.passage))).toBe(words(quoteOf(then, passage)));
      }),
      runs,
    );
  });

  it('is gone where no paragraph holds its words any more', () => {
    fc.assert(
      fc.property(aCase, (given) => {
        const [then, now] = [
          readBlocks(typed(given.text)),
          readBlocks(typed(edited(given.text, given.strokes))),
        ];
        const mark = marked(then, given);
        const passage = mark && located(then, mark);
        if (!passage) return;
        const sought = words(quoteOf(then, passage));
        if (now.blocks.some(({ text }) => words(text).includes(sought))) return;
        expect(findAgain(then, passage, now)).toBeNull();
      }),
      runs,
    );
  });
});

const ADDED = {
  id: 'added',
  kind: 'PARAGRAPH',
  level: 0,
  gap: '\n\n',
  text: 'Zzyzx ajouté par une autre main',
} as const;

const textOf = ({ blocks }: Draft, id: string): string => blocks.find((block) => block.id === id)?.text ?? '';
