import { describe, expect, it } from '@jest/globals';
import { elect, ranked } from './ballots.js';

const totals = (id: string, profile: ReturnType<typeof ranked>): Record<string, string> => {
  const { totals } = elect(id, profile).steps.at(-1)?.data as {
    totals: Record<string, { exact: string }>;
  };
  return Object.fromEntries(Object.entries(totals).map(([option, { exact }]) => [option, exact]));
};

describe('Borda', () => {
  const votes = ranked('A B C D', '1: A > B = C > D', '2: D');

  it('shares equal ranks, and ranks left out between those left out', () => {
    expect(totals('borda/tournament@1', votes)).toEqual({ A: '5', B: '7/2', C: '7/2', D: '6' });
  });

  it('optimistic gives those left out the points of the best rank left', () => {
    expect(totals('borda/optimistic@1', votes)).toEqual({ A: '7', B: '11/2', C: '11/2', D: '6' });
  });

  it('pessimistic gives those left out nothing', () => {
    expect(totals('borda/pessimistic@1', votes)).toEqual({ A: '3', B: '3/2', C: '3/2', D: '6' });
  });

  it('modified gives the first as many points as options were ranked', () => {
    expect(totals('borda/modified@1', votes)).toEqual({ A: '4', B: '5/2', C: '5/2', D: '3' });
  });

  it('says how many ballots gave how many points', () => {
    expect(elect('borda/modified@1', votes).steps[0]).toEqual({
      code: 'POINTS_BY_RANK',
      data: {
        variant: 'MODIFIED',
        given: {
          A: [points('4', '4', '1'), points('0', '0', '2')],
          B: [points('5/2', '2.50000', '1'), points('0', '0', '2')],
          C: [points('5/2', '2.50000', '1'), points('0', '0', '2')],
          D: [points('1', '1', '3')],
        },
      },
    });
  });

  it('passes over marks after which nothing can be told apart, and second marks', () => {
    const marked = ranked('A B C', '1: A > - > A = B > ? > C');
    expect(totals('borda/tournament@1', marked)).toEqual({ A: '2', B: '1', C: '0' });
  });
});

const points = (exact: string, rounded: string, ballots: string) => ({ points: { exact, rounded }, ballots });

describe.each(['tournament', 'optimistic', 'pessimistic', 'modified'])('borda/%s@1', (variant) => {
  const id = `borda/${variant}@1`;

  it('puts complete rankings in the same order as the others', () => {
    const votes = ranked('A B C', '4: A > B > C', '2: B > C > A', '2: C > B > A');
    expect(elect(id, votes).ranking).toEqual([['B'], ['A'], ['C']]);
  });

  it('fills several seats, and leaves a tie for the last open', () => {
    const votes = ranked('A B C', '3: A > B = C', '1: B > A > C', '1: C > A > B');
    expect(elect(id, votes, { seats: 2 }).winners).toEqual([['A'], ['B', 'C']]);
    expect(elect(id, votes, { seats: 4 })).toMatchObject({
      status: 'SEATS_LEFT',
      winners: [['A'], ['B'], ['C']],
    });
  });

  it('ties all where nobody voted, and elects the only option', () => {
    expect(elect(id, ranked('A B', '2:'))).toMatchObject({ status: 'NO_BALLOTS', winners: [['A', 'B']] });
    expect(elect(id, ranked('A', '2: A'))).toMatchObject({ status: 'ELECTED', winners: [['A']] });
  });
});
