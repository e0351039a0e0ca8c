import { describe, expect, it } from '@jest/globals';
import { gather, gatherGrades } from '../../src/core/counting/elections/profile.js';
import { readOptions, type OptionRule } from '../../src/core/counting/elections/options.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, refusalOf } from './ballots.js';

describe('a method', () => {
  it.each(ELECTION_METHODS)('says in a sentence of each language what it does: $id', ({ about }) => {
    for (const sentence of [about.fr, about.en]) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u);
    expect(about.fr).not.toBe(about.en);
  });

  it.each(ELECTION_METHODS)(
    'says what it counts, and how many seats it fills: $id',
    ({ counts, seats, family }) => {
      expect(['RANKED', 'SCORED', 'APPROVED', 'GRADED']).toContain(counts);
      expect(['ONE', 'SEVERAL']).toContain(seats);
      expect(['ROUNDS', 'MATRIX', 'GRADES', 'TOTALS', 'SEATS', 'BUDGET', 'LOT']).toContain(family);
    },
  );

  it.each(ELECTION_METHODS)(
    'elects and ranks nobody of no options at all: $id',
    ({ id, family, counts, draws }) => {
      const none =
        counts === 'GRADED'
          ? gatherGrades([], ['bad', 'good'], [])
          : gather({ kind: counts as 'RANKED', names: [], piles: [] });
      const options = { 'dots@1': { budget: 9 }, 'sortition/rfc3797@1': { key: '7./' } }[id] ?? {};
      const election = elect(id, none, { options, drawn: draws ? '7' : null });
      expect(election).toMatchObject({ winners: [], ranking: [], ties: [] });
      expect(replay(election)).toEqual([]);
      expect(replay({ ...election, winners: [['Zoé']] })).not.toEqual([]);
      expect(election.status).toBe(family === 'LOT' ? 'NO_WINNER' : 'NO_BALLOTS');
    },
  );

  it.each(ELECTION_METHODS.filter(({ family }) => family !== 'LOT'))(
    'elects of no ballots whom the rule says, and a replay finds anybody else: $id',
    ({ id, counts }) => {
      const blank =
        counts === 'GRADED'
          ? gatherGrades(
              ['A', 'B'],
              ['bad', 'good'],
              [
                [0n, 0n],
                [0n, 0n],
              ],
            )
          : gather({ kind: counts as 'RANKED', names: ['A', 'B'], piles: [] });
      const options = { 'dots@1': { budget: 9 } }[id] ?? {};
      const election = elect(id, blank, { options });
      expect(replay(election)).toEqual([]);
      expect(election.status).toBe('NO_BALLOTS');
      const winners = [['B']];
      expect(replay({ ...election, winners, winnersBeforeLot: winners, status: 'ELECTED' })).not.toEqual([]);
      expect(replay({ ...election, winners, winnersBeforeLot: winners })).not.toEqual([]);
    },
  );

  it('has an id of its own, with a version', () => {
    const ids = ELECTION_METHODS.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+([-/][a-z0-9]+)*@[1-9]$/);
  });
});

describe('an option of a method', () => {
  const RULES: { readonly [is in OptionRule['is']]: OptionRule } = {
    ONE_OF: { is: 'ONE_OF', values: ['least', 'most'], otherwise: 'most' },
    WHOLE: { is: 'WHOLE', least: 2, most: 4, otherwise: 3 },
    YES_NO: { is: 'YES_NO', otherwise: true },
    FRACTION: { is: 'FRACTION', otherwise: '1/2' },
    NAME: { is: 'NAME', otherwise: null },
    NUMBER_BY_NAME: { is: 'NUMBER_BY_NAME', otherwise: null },
    FRACTION_BY_NAME: { is: 'FRACTION_BY_NAME', otherwise: null },
  };
  const read = (is: OptionRule['is'], value: Json): unknown => readOptions({ it: RULES[is] }, { it: value });

  it.each<[OptionRule['is'], Json]>([
    ['ONE_OF', 'least'],
    ['WHOLE', 2],
    ['WHOLE', 4],
    ['YES_NO', false],
    ['FRACTION', '2/3'],
    ['NAME', 'A'],
    ['NAME', null],
    ['NUMBER_BY_NAME', { A: '0', B: '9'.repeat(30) }],
    ['NUMBER_BY_NAME', {}],
    ['NUMBER_BY_NAME', null],
    ['FRACTION_BY_NAME', { A: '3/2', B: '1/1' }],
    ['FRACTION_BY_NAME', null],
  ])('of kind %s may be %j', (is, value) => {
    expect(read(is, value)).toEqual({ it: value });
  });

  it.each<[OptionRule['is'], Json, string]>([
    ['ONE_OF', 'other', 'NOT_ONE_OF'],
    ['ONE_OF', null, 'NOT_ONE_OF'],
    ['WHOLE', 1, 'OUT_OF_RANGE'],
    ['WHOLE', 5, 'OUT_OF_RANGE'],
    ['WHOLE', 2.5, 'NOT_WHOLE'],
    ['WHOLE', '3', 'NOT_WHOLE'],
    ['WHOLE', null, 'NOT_WHOLE'],
    ['YES_NO', 'true', 'NOT_YES_OR_NO'],
    ['YES_NO', null, 'NOT_YES_OR_NO'],
    ['FRACTION', 0.5, 'NOT_A_FRACTION'],
    ['FRACTION', 'half', 'NOT_A_FRACTION'],
    ['FRACTION', null, 'NOT_A_FRACTION'],
    ['NAME', '', 'NOT_A_NAME'],
    ['NAME', 7, 'NOT_A_NAME'],
    ['NUMBER_BY_NAME', { A: '-1' }, 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', { A: '1', B: '1.5' }, 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', { A: '' }, 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', { A: '9'.repeat(31) }, 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', { A: 1 }, 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', ['1'], 'NOT_NUMBERS_BY_NAME'],
    ['NUMBER_BY_NAME', '1', 'NOT_NUMBERS_BY_NAME'],
    ['FRACTION_BY_NAME', { A: 'half' }, 'NOT_FRACTIONS_BY_NAME'],
    ['FRACTION_BY_NAME', { A: '1/2', B: 2 }, 'NOT_FRACTIONS_BY_NAME'],
  ])('of kind %s is not %j', (is, value, reason) => {
    expect(refusalOf(() => read(is, value))).toMatchObject({
      code: 'METHOD_OPTION_INVALID',
      facts: { option: 'it', reason },
    });
  });

  it('is what the method says where nobody says otherwise', () => {
    expect(readOptions(RULES, {})).toEqual({
      ONE_OF: 'most',
      WHOLE: 3,
      YES_NO: true,
      FRACTION: '1/2',
      NAME: null,
      NUMBER_BY_NAME: null,
      FRACTION_BY_NAME: null,
    });
  });

  it('is one that the method has', () => {
    for (const name of ['other', '__proto__', 'toString'])
      expect(refusalOf(() => readOptions(RULES, JSON.parse(`{"${name}":"x"}`) as Json))).toMatchObject({
        facts: { option: name, reason: 'UNKNOWN' },
      });
    for (const given of [null, 'x', 7, [[]]])
      expect(refusalOf(() => readOptions(RULES, given))).toMatchObject({
        facts: { option: '', reason: 'NOT_A_RECORD' },
      });
  });
});
