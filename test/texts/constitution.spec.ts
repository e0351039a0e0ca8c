import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { assemble } from '../../src/core/text/amend/assemble.js';
import { markdownOf, readBlocks, type Draft } from '../../src/core/text/amend/blocks.js';
import { deriveHunks } from '../../src/core/text/amend/derive.js';

const FOLDER = fileURLToPath(new URL('../../../shared/golden/texts/constitution-1958', import.meta.url));
const DATES = existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
const described = DATES.length > 0 ? describe : describe.skip;

described('the Constitution of 1958, from one date to the next', () => {
  const texts = DATES.map((date) => readFileSync(`${FOLDER}/${date}`, 'utf8'));

  it.each(DATES)('reads %s as blocks and writes the same characters', (date) => {
    const text = texts[DATES.indexOf(date)] as string;
    expect(markdownOf(readBlocks(text))).toBe(text);
  });

  it('reaches each date by operations on the one before', () => {
    let draft: Draft = readBlocks(texts[0] as string);
    for (const text of texts.slice(1)) {
      const hunks = deriveHunks(draft, readBlocks(text), 'EXACT');
      draft = assemble(draft, hunks);
      expect(markdownOf(draft)).toBe(text);
    }
  });
});
