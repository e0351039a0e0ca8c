import { describe, expect, it } from '@jest/globals';
import type { Win } from '../../src/core/counting/elections/matrix/pairwise.js';
import { orderFor, outcomes } from '../../src/core/counting/elections/matrix/universes.js';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { elect, ranked } from './ballots.js';

describe('ranked pairs', () => {
  it('locks wins in from the strongest down, and says which path shuts one out', () => {
    const count = elect(
      'ranked-pairs/wv-put@1',
      ranked('A B C', '4: A > B > C', '3: B > C > A', '2: C > A > B'),
    );
    expect(count.winners).toEqual([['A']]);
    expect(count.ranking).toEqual([['A'], ['B'], ['C']]);
    expect(count.steps.slice(1)).toEqual([
      {
        code: 'PAIRS_LOCKED',
        data: {
          measure: 'WINNING_VOTES',
          winners: ['A'],
          pairs: [
            { winner: 'B', loser: 'C', votes: '7', against: '2', shutOutBy: null },
            { winner: 'A', loser: 'B', votes: '6', against: '3', shutOutBy: null },
            { winner: 'C', loser: 'A', votes: '5', against: '4', shutOutBy: ['A', 'B', 'C'] },
          ],
        },
      },
      { code: 'ORDERS_OF_EQUAL_PAIRS', data: { winners: ['A'], outcomes: '1' } },
    ]);
  });

  it('takes the win with fewer against it for the stronger of two with as many votes', () => {
    const votes = ranked('A B C', '2: A > B > C', '2: B > C > A', '2: C > A > B', '1: B > A = C');
    expect(elect('ranked-pairs/wv-put@1', votes).winners).toEqual([['B']]);
  });

  it('shows an order for each winner where the order of equal pairs matters', () => {
    const count = elect(
      'ranked-pairs/wv-put@1',
      ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B'),
    );
    expect(count.winners).toEqual([['A', 'B', 'C']]);
    const orders = count.steps.filter(({ code }) => code === 'PAIRS_LOCKED');
    expect(orders.map(({ data }) => (data as { winners: unknown }).winners)).toEqual([['A'], ['B'], ['C']]);
    expect(count.steps.at(-1)).toEqual({
      code: 'ORDERS_OF_EQUAL_PAIRS',
      data: { winners: ['A', 'B', 'C'], outcomes: '3' },
    });
  });

  it('orders below the winners what every order orders', () => {
    const count = elect(
      'ranked-pairs/wv-put@1',
      ranked('A B C D E', '1: A > B > C > D > E', '1: A > C > D > B > E', '1: A > D > B > C > E'),
    );
    expect(count.ranking).toEqual([['A'], ['B', 'C', 'D'], ['E']]);
  });

  it('elects both of two that equal each other, and nothing else', () => {
    const votes = ranked('A B C', '2: A > B > C', '2: B > A > C', '1: C');
    expect(elect('ranked-pairs/margins-put@1', votes).winners).toEqual([['A', 'B']]);
  });

  it('ends for a dozen options and three ballots, where most pairs are as strong as each other', () => {
    const votes = ranked(
      'A B C D E F G H I J K L',
      '1: A > B > C > D > E > F > G > H > I > J > K > L',
      '1: E > I > A > F > J > B > G > K > C > H > L > D',
      '1: L > C > G > J > D > A > H > E > B > K > F > I',
    );
    const { winners, steps } = elect('ranked-pairs/wv-put@1', votes);
    expect(steps.at(-1)?.code).toBe('ORDERS_OF_EQUAL_PAIRS');
    expect(winners[0]).toContain('A');
  });
});

describe('orders of equal pairs', () => {
  const win = (winner: number, loser: number): Win => ({ winner, loser, votes: 2n, against: 1n });
  /** Each of seven beats the next three in a ring. */
  const ring = [0, 1, 2, 3, 4, 5, 6].flatMap((from) => [1, 2, 3].map((by) => win(from, (from + by) % 7)));

  it('are not guessed where more ways would have to be gone than are allowed', () => {
    expect(orderFor(0, [ring], 7, 1)).toBe('NOT_FOLLOWED');
    expect(outcomes([ring], 7, 3)).toBeNull();
    expect(orderFor(0, [ring], 7, 1_000)).toBeInstanceOf(Array);
  });

  it('elect nobody whose loss no path can shut out', () => {
    expect(orderFor(1, [[win(0, 1)], [win(1, 2), win(2, 0)]], 3, 1_000)).toBe('NONE');
  });

  it('leave whom they were not followed for among those who may have won, and nobody else', () => {
    const cycle = ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B');
    const all = elect('ranked-pairs/wv-put@1', cycle);
    const at = all.steps.findLastIndex(({ code }) => code === 'PAIRS_LOCKED');
    const notFollowed = (undecided: readonly string[]): Election => ({
      ...all,
      steps: [
        ...all.steps.slice(0, at),
        { code: 'ORDERS_NOT_FOLLOWED', data: { limit: '1000', winners: ['A', 'B'], undecided } },
      ],
    });
    expect(replay(notFollowed(['C']))).toEqual([]);
    for (const others of [[], ['B', 'C'], ['C', 'C'], ['D']])
      expect(replay(notFollowed(others))).not.toEqual([]);
  });
});
