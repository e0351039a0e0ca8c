/** The replay of counts by transfers: nothing is found in what was counted, and everything that is changed is. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, ranked } from './ballots.js';
import { missedIn } from './changes.js';
import { profileOf, someRankings } from './some-rankings.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };

const RULES: readonly (readonly [string, fc.Arbitrary<Json>])[] = [
  ['stv/scottish-2007@1', fc.record({ lastTransfer: fc.constantFrom('made', 'none') })],
  [
    'stv/wigm-exact@1',
    fc.record({
      quota: fc.constantFrom('droop', 'hare'),
      surpluses: fc.constantFrom('largest-first', 'together'),
      ties: fc.constantFrom('lot', 'previous-stages'),
    }),
  ],
  ['stv/meek-prf@1', fc.constant({})],
];

describe.each(RULES)('a replay of %s', (method, rules) => {
  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(
        someRankings(),
        rules,
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.string()),
        (rankings, options, seats, drawn) => {
          expect(replay(elect(method, profileOf(rankings), { seats, options, drawn }))).toEqual([]);
        },
      ),
      RUNS_OF_EACH,
    );
  });

  it('finds nothing at the edges: no ballots, void ones, more seats than options', () => {
    for (const profile of [ranked('A B C'), ranked('A B', '3:', '1: ?'), ranked('A B', '2: A')])
      for (const drawn of [null, '1'])
        expect(replay(elect(method, profile, { seats: 2, drawn }))).toEqual([]);
    expect(replay(elect(method, ranked('A B', '2: B'), { seats: 3 }))).toEqual([]);
  });

  it('finds other winners, and a working that stops too soon', () => {
    const election = elect(method, SIX, { seats: 3 });
    expect(replay({ ...election, winners: [['B'], ['C'], ['A']] })).toEqual([
      { at: 'end', fault: 'WINNERS_NOT_THOSE_ELECTED' },
    ]);
    expect(replay({ ...election, steps: election.steps.slice(0, 3) })).toContainEqual({
      at: 'end',
      fault: 'NOTHING_DECIDED',
    });
  });
});

/** Surpluses, exclusions, papers that end early, and a tie that an earlier stage settles. */
const SIX = ranked(
  'A B C D E F',
  '41: A > B > C',
  '7: A > D',
  '12: B > C',
  '11: C > E > B',
  '9: D > F > C',
  '6: E > D',
  '5: F > E',
  '1: B',
);

/** B and C alike after D went, told apart by the first stage. */
const EARLIER = ranked('A B C D', '20: A', '5: B', '4: C', '1: D > C');

describe('whatever is changed in a working', () => {
  it.each<[string, Json]>([
    ['stv/scottish-2007@1', {}],
    ['stv/scottish-2007@1', { lastTransfer: 'none' }],
    ['stv/wigm-exact@1', {}],
    ['stv/wigm-exact@1', { quota: 'hare', surpluses: 'together' }],
  ])('is found by the replay of %s with %j', (method, options) => {
    const election = elect(method, SIX, { seats: 3, options });
    expect(replay(election)).toEqual([]);
    expect(missedIn(election)).toEqual([]);
  });

  it('is found where an earlier stage settles a tie', () => {
    const election = elect('stv/scottish-2007@1', EARLIER, { seats: 2 });
    expect(election.steps.map(({ code }) => code)).toContain('STV_TIE_LOOKED_BACK');
    expect(replay(election)).toEqual([]);
    expect(missedIn(election)).toEqual([]);
  });

  it.each([null, '3 1 4'])('is found where a tie is settled by %s', (drawn) => {
    const tied = ranked('A B C D', '5: A > B', '2: B', '2: C', '2: D > C');
    for (const method of ['stv/scottish-2007@1', 'stv/meek-prf@1']) {
      const election = elect(method, tied, { seats: 2, drawn });
      expect(election.ties.length).toBeGreaterThan(0);
      expect(replay(election)).toEqual([]);
      expect(missedIn(election).filter((where) => !isIterated(where))).toEqual([]);
    }
  });

  it('is found in a count by Meek, but for what iterations make that are not shown', () => {
    const election = elect('stv/meek-prf@1', SIX, { seats: 3 });
    expect(replay(election)).toEqual([]);
    expect(missedIn(election).filter((where) => !isIterated(where))).toEqual([]);
  });
});

/** The number of iterations, and keep factors after them where no other round begins with these. */
const isIterated = (where: string): boolean => /\/data\/(iterations|last\/keepFactors\/)/.test(where);
