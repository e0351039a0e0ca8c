import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gather, type Rank } from '../../src/core/counting/elections/profile.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, ranked } from './ballots.js';
import { missedIn } from './changes.js';
import { RUNS } from './runs.js';

const NAMES = ['A', 'B', 'C', 'D'];

const given = fc.integer({ min: 1, max: 4 }).chain((options) =>
  fc.record({
    names: fc.constant(NAMES.slice(0, options)),
    piles: fc.array(
      fc.record({
        marks: fc.array(fc.array(fc.integer({ min: 0, max: options - 1 }), { maxLength: 2 }), {
          maxLength: options + 1,
        }) as fc.Arbitrary<readonly Rank[]>,
        weight: fc.bigInt(1n, 30n),
      }),
      { maxLength: 6 },
    ),
  }),
);

const reading = {
  overvoteRule: fc.constantFrom('exhaustImmediately', 'alwaysSkipToNextRank', 'fractional'),
  batchElimination: fc.boolean(),
  eliminateTiedTogether: fc.boolean(),
  minimumVoteThreshold: fc.constantFrom(0, 5),
  undeclaredWriteIns: fc.constantFrom(null, 'A'),
  tiebreakMode: fc.constantFrom('random', 'previousRoundCountsThenRandom'),
};
const runoff = {
  continueUntilTwoCandidatesRemain: fc.boolean(),
  doesFirstRoundDetermineThreshold: fc.boolean(),
};
const threshold = { nonIntegerWinningThreshold: fc.boolean(), hareQuota: fc.boolean() };
const share = fc.constantFrom(null, 20, 50);

/** Each method with all that it may be told. */
const asked: fc.Arbitrary<readonly [string, Json]> = fc.oneof(
  fc.tuple(fc.constant('irv/rctab@1'), fc.record({ ...reading, ...runoff, ...threshold })),
  fc.tuple(fc.constant('irv/rctab-sequential@1'), fc.record({ ...reading, ...runoff, ...threshold })),
  fc.tuple(
    fc.constant('bottoms-up/rctab@1'),
    fc.record({
      ...reading,
      multiSeatBottomsUpPercentageThreshold: share,
      doesFirstRoundDetermineThreshold: fc.boolean(),
      cutoffElimination: fc.boolean(),
    }),
  ),
  fc.tuple(
    fc.constant('stv/rctab@1'),
    fc.record({ ...reading, ...threshold, onlyOneWinnerPerRound: fc.boolean() }),
  ),
);

describe('a replay of counts by rounds', () => {
  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(given, asked, fc.option(fc.string()), (ballots, [id, rules], drawn) => {
        const seats = id === 'irv/rctab@1' ? 1 : 2;
        const election = elect(id, gather({ kind: 'RANKED', ...ballots }), {
          seats,
          options: rules,
          drawn,
        });
        expect(replay(election)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  const election = elect(
    'stv/rctab@1',
    ranked('A B C D E', '21: A > B', '8: B > C', '7: C > D', '4: D > E', '2: E', '1: E > C'),
    { seats: 3 },
  );

  it('finds every number, name and list that was changed, wherever it stands', () => {
    expect(replay(election)).toEqual([]);
    expect(missedIn(election)).toEqual([]);
  });

  it('finds winners who were not elected', () => {
    expect(replay({ ...election, winners: [['E'], ['B'], ['C']] })).toEqual([
      { at: 'end', fault: 'WINNERS_NOT_THOSE_ELECTED' },
    ]);
  });

  it('finds a lot that was not followed', () => {
    const tied = elect('irv/rctab@1', ranked('A B', '1: A', '1: B'), { drawn: '3' });
    expect(replay(tied)).toEqual([]);
    expect(replay({ ...tied, drawn: '4, or any other value that puts them otherwise: 9' })).not.toEqual([]);
    const without = tied.steps.filter(({ code }) => code !== 'ELECTED_IN_ROUND');
    expect(replay({ ...tied, steps: without })).not.toEqual([]);
    expect(missedIn(tied)).toEqual([]);
  });

  it('finds what was left out of a round, done twice, or done in another round', () => {
    const isBearing = ({ code }: ElectionStep) =>
      ['ROUND', 'ELECTED_IN_ROUND', 'ELIMINATED_IN_ROUND', 'TRANSFERRED'].includes(code);
    const { steps } = election;
    // The last round only shows where the surplus of the last one elected went.
    for (const [at, step] of steps.slice(0, -1).entries()) {
      if (!isBearing(step)) continue;
      expect([step, replay({ ...election, steps: steps.toSpliced(at, 1) })]).not.toEqual([step, []]);
      expect([step, replay({ ...election, steps: steps.toSpliced(at, 0, step) })]).not.toEqual([step, []]);
    }
  });
});
