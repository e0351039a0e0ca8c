import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { elect, ranked } from './ballots.js';
import { naiveBottomsUp, naiveSeries, naiveShare, type Papers } from './naive-rounds.js';
import { RUNS } from './runs.js';
import { levelsOf, profileOf, someRankings, type Rankings } from './some-rankings.js';

/** Each paper as far as it ranks options one by one. */
const papersOf = ({ ballots }: Rankings): Papers =>
  ballots.flatMap(({ ranks, weight }) => {
    const levels = levelsOf(ranks);
    const end = levels.findIndex(({ length }) => length > 1);
    return new Array<readonly number[]>(weight).fill(levels.slice(0, end < 0 ? levels.length : end).flat());
  });

const asked = fc.tuple(
  someRankings({ least: 2 }),
  fc.integer({ min: 1, max: 3 }),
  fc.constantFrom(10, 20, 25, 50),
);

type Naive = (
  papers: Papers,
  options: readonly number[],
  seats: number,
  percentage: number,
) => readonly number[] | null;

const COUNTS: readonly (readonly [string, string, Naive, (percentage: number) => Json])[] = [
  ['bottoms-up/rctab@1', 'seats', naiveBottomsUp, () => ({})],
  [
    'bottoms-up/rctab@1',
    'a share that all have to exceed',
    (papers, options, _seats, percentage) => naiveShare(papers, options, percentage),
    (multiSeatBottomsUpPercentageThreshold) => ({ multiSeatBottomsUpPercentageThreshold }),
  ],
  ['irv/rctab-sequential@1', 'seats', naiveSeries, () => ({})],
];

describe('a count by rounds elects whom it elects when papers are moved one by one', () => {
  it.each(COUNTS)('%s, by %s', (id, _by, naive, optionsFor) => {
    let [compared, runs] = [0, 0];
    fc.assert(
      fc.property(asked, ([rankings, seats, percentage]) => {
        const { names } = rankings;
        const papers = papersOf(rankings);
        const options = { ...(optionsFor(percentage) as object), eliminateTiedTogether: false };
        const election = elect(id, profileOf(rankings), { seats, options });
        expect(replay(election)).toEqual([]);
        runs += 1;
        const elected = naive(papers, [...names.keys()], seats, percentage);
        if (elected === null || papers.length === 0) return;
        compared += 1;
        expect(election.winners.flat().sort()).toEqual(elected.map((place) => names[place] as string).sort());
      }),
      { numRuns: 2 * RUNS },
    );
    expect(compared / runs).toBeGreaterThan(0.3);
  });

  it.each(['exhaustImmediately', 'alwaysSkipToNextRank', 'exhaustIfMultipleContinuing', 'fractional'])(
    'options tied for the fewest go together only where whichever goes first elects the same, by %s',
    (overvoteRule) => {
      fc.assert(
        fc.property(
          asked,
          fc.constantFrom('irv/rctab-sequential@1', 'bottoms-up/rctab@1', 'stv/rctab@1'),
          (all, id) => {
            const [rankings, seats] = all;
            const winners = (eliminateTiedTogether: boolean) =>
              elect(id, profileOf(rankings), { seats, options: { overvoteRule, eliminateTiedTogether } })
                .winners.map((seat) => seat.join())
                .sort();
            expect(winners(true)).toEqual(winners(false));
          },
        ),
        { numRuns: RUNS },
      );
    },
  );

  it('irv/rctab@1 until two remain: the same one is elected, and the last round is of two', () => {
    fc.assert(
      fc.property(someRankings({ least: 2 }), (rankings) => {
        fc.pre(papersOf(rankings).some(({ length }) => length > 0));
        const count = (continueUntilTwoCandidatesRemain: boolean) =>
          elect('irv/rctab@1', profileOf(rankings), {
            options: { continueUntilTwoCandidatesRemain },
            drawn: '7',
          });
        const election = count(true);
        const last = election.steps.findLast((step) => step.code === 'ROUND') as ElectionStep<'ROUND'>;
        expect(Object.keys(last.data.tallies)).toHaveLength(2);
        expect(election.winners).toEqual(count(false).winners);
      }),
      { numRuns: RUNS },
    );
  });

  it('a share that one has and does not exceed is not enough, and the working says so', () => {
    const options = { multiSeatBottomsUpPercentageThreshold: 20 };
    const count = elect('bottoms-up/rctab@1', ranked('A B C', '5: A', '3: B', '2: C'), { options });
    expect(count.winners).toEqual([['A'], ['B']]);
    expect(count.steps[0]).toMatchObject({ data: { by: 'EXCEED', threshold: { exact: '2' } } });
  });
});
