import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { orderByLot } from '../../src/core/counting/elections/lot.js';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { approved, elect, refusalOf } from './ballots.js';
import { KNOWN } from './golden-rankings.js';

const FILE = `${KNOWN}/textbook/sortition.json`;

describe('sortition by HMAC-SHA-256', () => {
  const names = 'Ana Bo Cy Di Eve';
  const draw = (drawn: string | null, seats = 2) =>
    elect('sortition/hmac@1', approved(names), { seats, drawn });

  it('draws the first ones in the order of the lot, without any ballot', () => {
    for (const drawn of ['4 2 6', '1', 'the lottery of the 26th']) {
      const election = draw(drawn);
      const order = orderByLot(drawn, names.split(' '));
      expect(election).toMatchObject({ status: 'ELECTED', winners: order.slice(0, 2).map((name) => [name]) });
      expect(election.steps.map(({ code }) => code)).toEqual(['SORTITION', 'SEATS_SETTLED_BY_LOT']);
    }
  });

  it('counts nothing before a value is drawn', () => {
    expect(refusalOf(() => draw(null))).toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option: 'drawn', reason: 'NOTHING_DRAWN' },
    });
  });

  it('draws all where there are as many seats, or more', () => {
    expect(draw('x', 5).winners.flat().sort()).toEqual(names.split(' '));
    expect(draw('x', 9)).toMatchObject({ status: 'SEATS_LEFT' });
    expect(elect('sortition/hmac@1', approved('A'), { drawn: 'x' })).toMatchObject({
      status: 'ELECTED',
      winners: [['A']],
    });
  });

  it('does not look at ballots', () => {
    const voted = elect('sortition/hmac@1', approved(names, '9: Ana'), { seats: 2, drawn: '7' });
    expect(voted.winners).toEqual(draw('7').winners);
  });

  it('draws each as often as another', () => {
    const times = new Map(names.split(' ').map((name) => [name, 0]));
    for (let value = 0; value < 2_000; value += 1)
      for (const [name] of draw(String(value)).winners as [string][])
        times.set(name, (times.get(name) ?? 0) + 1);
    // 800 each, 22 more or less at one standard deviation.
    for (const number of times.values()) expect(Math.abs(number - 800)).toBeLessThan(110);
  });
});

describe('the draw of RFC 3797', () => {
  const where = existsSync(FILE) ? it : it.skip;
  where(`selects as its example does${existsSync(FILE) ? '' : ` (skipped: no ${FILE})`}`, () => {
    const [example] = JSON.parse(readFileSync(FILE, 'utf8')) as [
      { key: string; pool: number; draw: number; expected: { md5: string; div: number; selected: number }[] },
    ];
    const numbers = Array.from({ length: example.pool }, (_, at) => String(at + 1));
    const election = elect('sortition/rfc3797@1', approved(numbers.map((one) => `N${one}`).join(' ')), {
      seats: example.draw,
      options: { key: example.key, numbers: Object.fromEntries(numbers.map((one) => [`N${one}`, one])) },
    });
    expect(election.winners).toEqual(example.expected.map(({ selected }) => [`N${selected}`]));
    expect(election.steps.slice(1).map(({ data }) => data)).toMatchObject(
      example.expected.map(({ md5, div }) => ({ digest: md5, left: String(div) })),
    );
    expect(election.status).toBe('ELECTED');
  });

  it('numbers the sorted names where no numbers are given', () => {
    const options = { key: '1./' };
    const plain = elect('sortition/rfc3797@1', approved('C A B'), { seats: 3, options });
    expect(plain.steps[0]?.data).toEqual({ key: '1./', numbers: { A: '1', B: '2', C: '3' } });
    expect(plain.winners.flat().sort()).toEqual(['A', 'B', 'C']);
    expect(sentenceOfElectionStep(plain.steps[0] as never, 'fr')).toBe(
      'Clé : « 1./ ». Numéros : 1 A ; 2 B ; 3 C.',
    );
  });

  it('draws among the options by rising number, whatever the order of their names', () => {
    const names = { '30': 'A', '4': 'B', '200': 'C', '11': 'D' };
    const numbers = Object.fromEntries(Object.entries(names).map(([number, name]) => [name, number]));
    const key = '9319./2.5.12.8./';
    const plain = elect('sortition/rfc3797@1', approved('A B C D'), { seats: 4, options: { key } });
    const numbered = elect('sortition/rfc3797@1', approved('A B C D'), {
      seats: 4,
      options: { key, numbers },
    });
    const byNumber = { A: 'B', B: 'D', C: 'A', D: 'C' } as { readonly [name: string]: string };
    expect(numbered.winners).toEqual(plain.winners.map(([name]) => [byNumber[name as string]]));
  });

  it.each([
    ['no key', {}, 'key', 'NOTHING_DRAWN'],
    [
      'an option without a number',
      { key: '1./', numbers: { A: '1' } },
      'numbers',
      'NOT_ONE_NUMBER_AN_OPTION',
    ],
    ['a number twice', { key: '1./', numbers: { A: '1', B: '1' } }, 'numbers', 'NOT_ONE_NUMBER_AN_OPTION'],
  ])('refuses by name %s', (_, options, option, reason) => {
    const refusal = refusalOf(() => elect('sortition/rfc3797@1', approved('A B'), { options }));
    expect(refusal).toMatchObject({ code: 'METHOD_OPTION_INVALID', facts: { option, reason } });
  });
});
