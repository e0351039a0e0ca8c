/** The methods that compare two by two give what their texts give when they are followed word by word. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { elect } from './ballots.js';
import {
  byMargins,
  byWinningVotes,
  everyOrder,
  naiveSchulze,
  schwartzDropping,
  smallestDominant,
  votesOf,
  type Votes,
} from './naive-matrix.js';
import { profileOf, someRankings, type Rankings } from './some-rankings.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };

function expectWinners(method: string, rankings: Rankings, naive: (votes: Votes) => readonly number[]): void {
  const expected = naive(votesOf(rankings)).map((option) => rankings.names[option] as string);
  expect(elect(method, profileOf(rankings)).winners).toEqual([[...expected].sort()]);
}

describe('Schulze', () => {
  it.each([
    ['schulze/wv@1', byWinningVotes],
    ['schulze/margins@1', byMargins],
  ] as const)('by %s is what all paths give, over losses and equalities too', (method, compare) => {
    fc.assert(
      fc.property(someRankings(), (rankings) =>
        expectWinners(method, rankings, (votes) => naiveSchulze(votes, compare)),
      ),
      RUNS_OF_EACH,
    );
  });

  it('by winning votes is what the constitution of Debian gives by dropping the weakest wins', () => {
    fc.assert(
      fc.property(someRankings(), (rankings) => expectWinners('schulze/wv@1', rankings, schwartzDropping)),
      RUNS_OF_EACH,
    );
  });
});

describe('ranked pairs', () => {
  it.each([
    ['ranked-pairs/wv-put@1', byWinningVotes],
    ['ranked-pairs/margins-put@1', byMargins],
  ] as const)('by %s elect whom some order elects, of all orders of equal pairs', (method, compare) => {
    fc.assert(
      fc.property(someRankings({ most: 4 }), (rankings) => {
        const naive = everyOrder(votesOf(rankings), compare, 150);
        fc.pre(naive !== null);
        expectWinners(method, rankings, () => naive ?? []);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('the Smith set', () => {
  it('is the smallest of all sets that beat the rest', () => {
    fc.assert(
      fc.property(someRankings({ most: 6 }), (rankings) =>
        expectWinners('smith-set@1', rankings, smallestDominant),
      ),
      RUNS_OF_EACH,
    );
  });
});
