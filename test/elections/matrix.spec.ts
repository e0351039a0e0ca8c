import { describe, expect, it } from '@jest/globals';
import { elect, ranked, refusalOf } from './ballots.js';

describe('the matrix', () => {
  const above = (profile: ReturnType<typeof ranked>) => elect('copeland@1', profile).steps[0]?.data;

  it('puts what is ranked above what is not, and counts equal ranks for neither', () => {
    expect(above(ranked('A B C D', '3: A > B = C', '2: D'))).toEqual({
      voters: '5',
      above: {
        A: { B: '3', C: '3', D: '3' },
        B: { A: '0', C: '0', D: '3' },
        C: { A: '0', B: '0', D: '3' },
        D: { A: '2', B: '2', C: '2' },
      },
    });
  });

  it('closes skipped ranks up, keeps the first of two marks, and stops where marks cannot be told apart', () => {
    expect(above(ranked('A B C', '1: - > A > - > A = B > A'))).toEqual(above(ranked('A B C', '1: A > B')));
    expect(above(ranked('A B C', '1: A > B > ?'))).toEqual(above(ranked('A B C', '1: A > B')));
    expect(above(ranked('A B C', '1: A > ? > B'))).toEqual(above(ranked('A B C', '1: A')));
  });
});

describe('the criterion of Condorcet', () => {
  it('elects who beats each of the others, and orders nothing below', () => {
    const { winners, ranking } = elect(
      'condorcet@1',
      ranked('A B C', '2: A > B > C', '2: C > B', '1: B > C'),
    );
    expect({ winners, ranking }).toEqual({ winners: [['B']], ranking: [['B'], ['A', 'C']] });
  });

  it('elects nobody in a cycle, and says whom each does not beat', () => {
    const count = elect('condorcet@1', ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B'));
    expect(count).toMatchObject({ status: 'NO_WINNER', winners: [], ranking: [] });
    expect(count.steps.at(-1)).toEqual({
      code: 'CONDORCET_MISSED',
      data: { unbeaten: { A: ['C'], B: ['A'], C: ['B'] } },
    });
  });

  it('is not met by a win and an equality', () => {
    expect(elect('condorcet@1', ranked('A B C', '1: A > B > C', '1: B > A > C')).status).toBe('NO_WINNER');
  });
});

describe('Copeland', () => {
  it('gives one point a win and half a point an equality, as a fraction', () => {
    const count = elect('copeland@1', ranked('A B C', '1: A > B > C', '1: B > A > C'));
    expect(count.winners).toEqual([['A', 'B']]);
    expect(count.steps.at(-1)?.data).toEqual({
      scores: {
        A: { score: { exact: '3/2', rounded: '1.50000' }, won: '1', equal: '1', lost: '0' },
        B: { score: { exact: '3/2', rounded: '1.50000' }, won: '1', equal: '1', lost: '0' },
        C: { score: { exact: '0', rounded: '0' }, won: '0', equal: '0', lost: '2' },
      },
    });
  });
});

/** What is asked of every method that compares two by two. */
const METHODS = ['copeland@1'];

describe.each(METHODS)('%s at its edges', (method) => {
  it('ties all where nobody voted', () => {
    for (const profile of [ranked('A B C'), ranked('A B C', '4:', '1: -')])
      expect(elect(method, profile)).toMatchObject({
        status: 'NO_BALLOTS',
        winners: [['A', 'B', 'C']],
        ranking: [['A', 'B', 'C']],
      });
  });

  it('elects the only option', () => {
    expect(elect(method, ranked('A', '1: A'))).toMatchObject({ winners: [['A']], status: 'ELECTED' });
  });

  it('refuses more seats than one', () => {
    expect(refusalOf(() => elect(method, ranked('A', '1: A'), { seats: 2 })).code).toBe('SEATS_INVALID');
  });

  it('follows the majority between two options', () => {
    expect(elect(method, ranked('A B', '3: A', '2: B')).winners).toEqual([['A']]);
    expect(elect(method, ranked('A B', '2: A', '3: B > A')).winners).toEqual([['B']]);
    expect(elect(method, ranked('A B', '2: A', '2: B', '5: A = B')).winners).toEqual([['A', 'B']]);
  });

  it('leaves a tie of all open, or to the lot', () => {
    const cycle = ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B');
    expect(elect(method, cycle).winners).toEqual([['A', 'B', 'C']]);
    const drawn = elect(method, cycle, { drawn: '6 1 4' });
    expect(drawn.winnersBeforeLot).toEqual([['A', 'B', 'C']]);
    expect(drawn.status).toBe('ELECTED');
  });
});
