import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divide, multiply, truncate } from '../../src/core/kernel/fractions.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { elect } from './ballots.js';
import { naiveSequential, naiveShares, naiveTransfers, type NaiveTransfers } from './naive-seats.js';
import { RUNS } from './runs.js';
import { profileOf as approvalsOf, someApprovals, type Approvals } from './some-approvals.js';
import { levelsOf, profileOf, someRankings, type Rankings } from './some-rankings.js';

/** Each voter's preferences, up to a rank that several options share. */
const papersOf = ({ ballots }: Rankings): readonly (readonly number[])[] =>
  ballots.flatMap(({ ranks, weight }) => {
    const levels = levelsOf(ranks);
    const end = levels.findIndex(({ length }) => length > 1);
    return new Array<readonly number[]>(weight).fill(levels.slice(0, end < 0 ? levels.length : end).flat());
  });

const votersOf = ({ piles }: Approvals): readonly (readonly number[])[] =>
  piles
    .filter(({ marks }) => marks.length > 0)
    .flatMap(({ marks, weight }) => new Array<readonly number[]>(weight).fill(marks));

const namesOf = (names: readonly string[], places: readonly number[]): readonly string[] =>
  places.map((place) => names[place] as string).sort();

const electedBy = ({ winners }: Election): readonly string[] => winners.flat().sort();

/** Compares wherever the reference says who is elected, which is most often. */
function compare<T>(some: fc.Arbitrary<T>, both: (given: T) => [unknown, unknown] | null): void {
  let compared = 0;
  let runs = 0;
  fc.assert(
    fc.property(some, (given) => {
      const pair = both(given);
      runs += 1;
      if (!pair) return;
      compared += 1;
      expect(pair[0]).toEqual(pair[1]);
    }),
    { numRuns: 4 * RUNS },
  );
  expect((100 * compared) / runs).toBeGreaterThan(40);
}

const DECIMALS = 5;
const TRANSFERS: readonly (readonly [string, Json, Pick<NaiveTransfers, 'valueOf' | 'surpluses'>])[] = [
  [
    'stv/scottish-2007@1',
    {},
    {
      valueOf: (surplus, votes, value) => truncate(divide(multiply(surplus, value), votes), DECIMALS),
      surpluses: 'LARGEST_FIRST',
    },
  ],
  [
    'stv/wigm-exact@1',
    {},
    {
      valueOf: (surplus, votes, value) => divide(multiply(surplus, value), votes),
      surpluses: 'LARGEST_FIRST',
    },
  ],
  [
    'stv/wigm-exact@1',
    { surpluses: 'together' },
    { valueOf: (surplus, votes, value) => divide(multiply(surplus, value), votes), surpluses: 'TOGETHER' },
  ],
  [
    'stv/rctab@1',
    { eliminateTiedTogether: false },
    {
      valueOf: (surplus, votes, value) => truncate(multiply(value, truncate(divide(surplus, votes), 4)), 4),
      surpluses: 'TOGETHER',
    },
  ],
];

describe('a count that fills seats elects whom it elects when it is made paper by paper', () => {
  it.each(TRANSFERS)('%s with %j', (id, options, rule) => {
    compare(
      fc.tuple(someRankings({ least: 3, most: 6 }), fc.integer({ min: 1, max: 3 })),
      ([rankings, seats]) => {
        const papers = papersOf(rankings);
        const naive = naiveTransfers({ ...rule, options: rankings.names.length, seats, papers });
        if (naive === null) return null;
        return [
          electedBy(elect(id, profileOf(rankings), { seats, options })),
          namesOf(rankings.names, naive),
        ];
      },
    );
  });

  it.each([
    ['phragmen-sequential@1', 'PHRAGMEN'],
    ['pav-sequential@1', 'THIELE'],
  ] as const)('%s', (id, rule) => {
    compare(fc.tuple(someApprovals(), fc.integer({ min: 1, max: 4 })), ([approvals, seats]) => {
      const { names } = approvals;
      const naive = naiveSequential(rule, names.length, seats, votersOf(approvals));
      if (naive === null) return null;
      const { winners } = elect(id, approvalsOf(approvals), { seats });
      // Seats that approvals leave go to others, if to anybody: that is no matter of the rule.
      return [winners.slice(0, naive.length).flat(), naive.map((place) => names[place])];
    });
  });

  it('equal-shares/cost@1', () => {
    const costs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 4 });
    compare(
      fc.tuple(someApprovals(4), costs, fc.integer({ min: 1, max: 90 })),
      ([approvals, all, budget]) => {
        const voters = votersOf(approvals);
        const own = approvals.names.map((_, place) => BigInt(all[place] as number));
        if (voters.length === 0) return null;
        const naive = naiveShares(own, BigInt(budget), voters);
        if (naive === null) return null;
        const byName = Object.fromEntries(approvals.names.map((name, place) => [name, String(own[place])]));
        const { winners } = elect('equal-shares/cost@1', approvalsOf(approvals), {
          options: { costs: byName, budget },
        });
        return [winners.flat(), naive.map((place) => approvals.names[place])];
      },
    );
  });

  it.each(['equal-shares/cost@1', 'equal-shares/cost-add1u@1'])(
    '%s, as though what costs more than there is had never been approved',
    (id) => {
      const costs = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 4 });
      compare(
        fc.tuple(someApprovals(4), costs, fc.integer({ min: 1, max: 90 })),
        ([approvals, all, budget]) => {
          const { names } = approvals;
          // Whoever approves the first, which is too dear, approves the second too, and votes with it or without.
          const piles = approvals.piles.map(({ marks, weight }) => ({
            marks: names.length > 1 && marks.includes(0) ? [...new Set([...marks, 1])] : marks,
            weight,
          }));
          if (names.length < 2) return null;
          const byName = names.map((name, at) => [name, String(at === 0 ? budget + 1 : all[at])]);
          const bought = (given: Approvals): unknown =>
            elect(id, approvalsOf(given), {
              options: { costs: Object.fromEntries(byName), budget },
              drawn: '7',
            }).winners;
          const without = piles.map(({ marks, weight }) => ({
            marks: marks.filter((one) => one !== 0),
            weight,
          }));
          return [bought({ names, piles }), bought({ names, piles: without })];
        },
      );
    },
  );
});
