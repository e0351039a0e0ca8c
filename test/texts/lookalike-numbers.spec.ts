import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate } from '../../src/core/text/consolidation.js';
import { refuseLookalikeNumbers } from '../../src/core/text/lookalike-numbers.js';
import { patchFromCopy } from '../../src/core/text/patch-from-copy.js';
import { workingCopy } from '../../src/core/text/working-copy.js';
import { LATER, ToldText, uuid, words } from './render/told-text.js';

const DAY = '2026-01-01';
const NUMBERS = [
  'Règle 1',
  'Préambule',
  'Article 7 bis',
  'Chapitre Ⅳ',
  'Œuvre n° 2',
  'Dernière partie',
  'Annexe I',
];

/** How hands and machines type one number. */
const TYPINGS: readonly ((number: string) => string)[] = [
  (number) => number,
  (number) => number.toUpperCase(),
  (number) => number.toLowerCase(),
  (number) => number.normalize('NFD'),
  (number) => number.normalize('NFD').replace(/\p{M}/gu, ''),
  (number) => number.replaceAll(' ', '\u00a0'),
  (number) => number.replaceAll(' ', '  '),
  (number) => number.replaceAll(' ', ''),
  (number) => number.replaceAll('Œ', 'Oe').replaceAll('œ', 'oe'),
];

const textOf = (...numbers: string[]): ToldText => {
  const text = new ToldText();
  return text.decide(
    DAY,
    numbers.map((number, at) => text.insert(at + 1, words(number), null, at === 0 ? null : at)),
  );
};

const typed = fc.array(fc.constantFrom(...TYPINGS), { minLength: 1, maxLength: 3 });

describe('two provisions of one text', () => {
  it('bear no numbers that differ by accents, capitals, spaces or typography alone', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NUMBERS), typed, (number, typings) => {
        const other = typings.reduce((at, typing) => typing(at), number);
        const text = textOf(number, 'Article 99');
        const added = [text.insert(3, words(other), null, 2)];
        expect(refuseLookalikeNumbers(text.versions, added)).toMatchObject({
          code: 'NUMBER_TAKEN',
          facts: { number },
        });
        expect(
          refuseLookalikeNumbers([], [...(textOf(number).patches[0]?.operations ?? []), ...added]),
        ).not.toBeNull();
        const renumber = { kind: 'RENUMBER', provisionId: uuid(2), expectedHash: '', number: other } as const;
        expect(refuseLookalikeNumbers(text.versions, [renumber])).not.toBeNull();
        // Its own bearer may be called so.
        expect(refuseLookalikeNumbers(text.versions, [{ ...renumber, provisionId: uuid(1) }])).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['Titre I', 'Titre 1'],
    ['Titre II', 'Titre 11'],
    ['Annexe I', 'Annexe L'],
    ['Article 7.1', 'Article 7-1'],
    ['Article 1', 'Article 1 bis'],
    ['Article 1 a', 'Article 1 b'],
  ])('may be %s and %s', (one, other) => {
    const text = textOf(one);
    expect(refuseLookalikeNumbers(text.versions, [text.insert(2, words(other), null, 1)])).toBeNull();
  });

  it('that were called alike before stay so, and change their words', () => {
    const text = textOf('Règle 1', 'Regle 1');
    expect(refuseLookalikeNumbers(text.versions, [text.replace(2, words('Regle 1', 'Autre.'))])).toBeNull();
    expect(refuseLookalikeNumbers(text.versions, [text.replace(2, words('Régle 1', 'Autre.'))])).toBeNull();
  });
});

describe('an edited copy', () => {
  it('in which an accent was left out means the article that is there', () => {
    const { versions } = textOf('Règle 1', 'Article 2');
    const text = consolidate(versions, { inForceOn: DAY, knownAt: LATER });
    const copy = workingCopy(text, 'fr').replace('Règle 1', 'Regle 1').replace('Words of Règle 1.', 'Autre.');
    let id = 90;
    const operations = patchFromCopy(text, copy, () => uuid((id += 1)));
    if (operations instanceof Refusal) throw operations;
    expect(operations).toMatchObject([
      { kind: 'REPLACE', provisionId: uuid(1), content: { number: 'Regle 1' } },
    ]);
  });
});
