import { describe, expect, it } from '@jest/globals';
import { Refusal } from '../../../src/core/kernel/refusals.js';
import { consolidate } from '../../../src/core/text/consolidation.js';
import { provisionsFromMarkdown, renderMarkdown } from '../../../src/core/text/markdown.js';
import { CONSTITUTION_IS_THERE, constitution, LATER, statutes, uuid, type ToldText } from './told-text.js';

/** What a text says, and what is read of its Markdown: names and words of each provision in force, in order. */
function roundTrip(text: ToldText, inForceOn: string) {
  const whole = text.whole();
  const consolidated = consolidate(whole.versions, { inForceOn, knownAt: LATER });
  let id = 0;
  const read = provisionsFromMarkdown(renderMarkdown(consolidated, { ...whole, locale: 'fr' }), () =>
    uuid((id += 1)),
  );
  if (read instanceof Refusal) throw read;
  const standing = consolidated.provisions.filter(({ repealed }) => repealed === null);
  return {
    title: read.title,
    said: standing.map(({ content }) => content),
    read: read.operations.map(({ content }) => content),
  };
}

describe('a text as Markdown', () => {
  it.each(['2026-05-01', '2027-01-01'])('reads back with its words, as of %s', (day) => {
    const { title, said, read } = roundTrip(statutes(), day);
    expect(title).toBe('Statuts');
    expect(read).toEqual(said);
  });

  (CONSTITUTION_IS_THERE ? it : it.skip)('carries the Constitution of 1958', () => {
    const { title, said, read } = roundTrip(constitution('2005-03-02'), '2005-03-02');
    expect(title).toBe('Constitution du 4 octobre 1958');
    expect(read).toEqual(said);
  });
});
