import { describe, expect, it } from '@jest/globals';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';
import { approved, elect, ranked, refusalOf, scored } from './ballots.js';

const totals = (id: string, profile: Profile, options = {}, seats = 1): Record<string, string> => {
  const step = elect(id, profile, { options, seats }).steps.find(({ code }) => code === 'TOTALS');
  const { totals: amounts } = step?.data as { totals: Record<string, { exact: string }> };
  return Object.fromEntries(Object.entries(amounts).map(([option, { exact }]) => [option, exact]));
};

describe('approval', () => {
  const votes = approved('A B C', '3: A B', '2: C', '1: B', '4:');

  it('elects whom most approve, one or several', () => {
    expect(elect('approval@1', votes)).toMatchObject({
      winners: [['B']],
      ranking: [['B'], ['A'], ['C']],
      inputs: { voters: '6', blank: '4' },
    });
    expect(elect('approval@1', votes, { seats: 2 }).winners).toEqual([['B'], ['A']]);
    expect(totals('approval@1', votes)).toEqual({ A: '3', B: '4', C: '2' });
  });

  it('says how many ballots approve how many', () => {
    expect(elect('approval@1', votes).steps[0]).toEqual({
      code: 'APPROVED_BY_NUMBER',
      data: {
        rows: [
          { approved: '2', ballots: '3' },
          { approved: '1', ballots: '3' },
        ],
        approvals: '9',
      },
    });
  });

  it('reads whoever ranks as approving what is ranked, and who scores what is above zero', () => {
    expect(totals('approval@1', ranked('A B C', '2: A > B', '1: C'))).toEqual({ A: '2', B: '2', C: '1' });
    expect(totals('approval@1', scored('A B C', '2: 1 0 -', '1: 5 0 2'))).toEqual({ A: '3', B: '0', C: '1' });
  });

  it('leaves ties open, for one seat, for the last ones, and of all', () => {
    const tied = approved('A B C D', '2: A', '1: B C', '1: D B C', '1: D');
    expect(elect('approval@1', tied).winners).toEqual([['A', 'B', 'C', 'D']]);
    expect(elect('approval@1', approved('A B C', '2: A B', '1: C A'), { seats: 2 }).winners).toEqual([
      ['A'],
      ['B'],
    ]);
    expect(elect('approval@1', approved('A B C', '2: A', '1: C', '1: B'), { seats: 2 }).winners).toEqual([
      ['A'],
      ['B', 'C'],
    ]);
  });

  it('has seats left where there are fewer options, and nobody where nobody marked any', () => {
    expect(elect('approval@1', approved('A', '1: A'), { seats: 3 })).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A']],
    });
    expect(elect('approval@1', approved('A B', '3:'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B']],
    });
  });

  it('passes over withdrawn options', () => {
    const votes = gather({
      kind: 'APPROVED',
      names: ['A', 'B'],
      withdrawn: [0],
      piles: [
        { marks: [0], weight: 2n },
        { marks: [0, 1], weight: 1n },
      ],
    });
    expect(elect('approval@1', votes)).toMatchObject({
      winners: [['B']],
      inputs: { withdrawn: ['A'], voters: '1', blank: '2' },
    });
  });
});

describe('block approval', () => {
  const votes = approved('A B C', '2: A B C', '3: B C', '4: A');

  it('elects as approval does, while a ballot may approve any number', () => {
    for (const seats of [1, 2, 3]) {
      const block = elect('approval-block@1', votes, { seats });
      expect({ ...block, method: '', options: {} }).toEqual({
        ...elect('approval@1', votes, { seats }),
        method: '',
      });
    }
  });

  it('passes over ballots that approve more than there are seats, where that is the limit, and says how many', () => {
    const count = elect('approval-block@1', votes, { seats: 2, options: { limit: 'SEATS' } });
    expect(count.steps[0]).toEqual({ code: 'TOO_MANY_APPROVED', data: { ballots: '2', most: '2' } });
    expect(count.inputs.voters).toBe('9');
    expect(count.winners).toEqual([['A'], ['B', 'C']]);
  });
});

describe('score', () => {
  it('adds scores up', () => {
    const votes = scored('A B C', '2: 5 3 0', '1: 0 5 1');
    expect(totals('score@1', votes)).toEqual({ A: '10', B: '11', C: '1' });
    expect(elect('score@1', votes, { seats: 2 }).winners).toEqual([['B'], ['A']]);
  });

  it('counts a score that is missing as the least one, said or given', () => {
    const votes = scored('A B', '2: 3 -', '1: -1 2');
    expect(elect('score@1', votes).steps[1]).toEqual({
      code: 'MISSING_SCORES',
      data: {
        as: 'LEAST',
        each: { A: { exact: '-1', rounded: '-1' }, B: { exact: '-1', rounded: '-1' } },
        added: { A: { exact: '0', rounded: '0' }, B: { exact: '-2', rounded: '-2' } },
      },
    });
    expect(totals('score@1', votes)).toEqual({ A: '5', B: '0' });
    expect(totals('score@1', votes, { least: -2 })).toEqual({ A: '5', B: '-2' });
  });

  it('or as the average, in exact fractions', () => {
    const votes = scored('A B C', '2: 3 - -', '1: 4 5 -', '1: 1 2 -');
    expect(totals('score@1', votes, { missing: 'AVERAGE' })).toEqual({ A: '11', B: '14', C: '0' });
    const thirds = scored('A B', '1: 1 0', '1: 0 1', '1: 1 1', '1: - 3');
    expect(totals('score@1', thirds, { missing: 'AVERAGE' })).toEqual({ A: '8/3', B: '5' });
  });

  it('tells apart by a fraction what rounding would not', () => {
    const votes = scored('A B', '1: 1 1', '1: 1 1', '1: 0 1', '100000: 0 -', '33333: 1 -', '33333: 1 -');
    const { ranking } = elect('score@1', votes, { options: { missing: 'AVERAGE' } });
    expect(ranking).toEqual([['B'], ['A']]);
  });

  it('refuses what is outside the scale', () => {
    for (const options of [{ least: 0 }, { most: 4 }])
      expect(refusalOf(() => elect('score@1', scored('A B', '1: -1 5'), { options }))).toMatchObject({
        code: 'ELECTION_INVALID',
        facts: { reason: 'SCORE_OUT_OF_RANGE' },
      });
  });

  it('allows both ends of the scale, and no score where it lies above or below zero', () => {
    const high = scored('A B', '1: 2 -', '1: 4 3');
    expect(totals('score@1', high, { least: 2, most: 4 })).toEqual({ A: '6', B: '5' });
    const low = scored('A B', '1: -4 -', '1: -2 -3');
    expect(totals('score@1', low, { least: -4, most: -2 })).toEqual({ A: '-6', B: '-7' });
  });

  it('ties equal sums, and says that nobody scored', () => {
    expect(elect('score@1', scored('A B C', '1: 1 1 0')).winners).toEqual([['A', 'B']]);
    expect(elect('score@1', scored('A B', '2: - -'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B']],
    });
  });
});

describe('dots', () => {
  it('are spread or put on one option, as many as there are seats', () => {
    const votes = scored('A B C', '3: 2 0 0', '2: 0 1 1', '1: - - 2', '1: - 1 -');
    const count = elect('dots@1', votes, { seats: 2 });
    expect(count.winners).toEqual([['A'], ['C']]);
    expect(count.steps.find(({ code }) => code === 'DOTS_GIVEN')).toEqual({
      code: 'DOTS_GIVEN',
      data: { each: '2', all: '14', given: '13', kept: '1' },
    });
  });

  it('may be another number, and more than that is refused', () => {
    expect(elect('dots@1', scored('A B', '1: 5 3'), { options: { budget: 8 } }).winners).toEqual([['A']]);
    for (const [ballot, reason] of [
      ['1: 5 4', 'TOO_MANY_DOTS'],
      ['1: 5 -1', 'SCORE_OUT_OF_RANGE'],
    ] as const)
      expect(
        refusalOf(() => elect('dots@1', scored('A B', ballot), { options: { budget: 8 } })),
      ).toMatchObject({
        code: 'ELECTION_INVALID',
        facts: { reason },
      });
  });

  it('elect nobody sure where nobody put any', () => {
    expect(elect('dots@1', scored('A B', '1: - -'))).toMatchObject({
      status: 'NO_BALLOTS',
      winners: [['A', 'B']],
    });
  });
});
