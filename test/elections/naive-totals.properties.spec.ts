import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fraction, type Fraction } from '../../src/core/kernel/fractions.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { elect } from './ballots.js';
import {
  bordaPoints,
  inOrder,
  naiveScore,
  naiveStar,
  type BordaVariant,
  type Outcome,
  type StarRules,
} from './naive-totals.js';
import { RUNS } from './runs.js';
import { profileOf as approvalsOf, someApprovals } from './some-approvals.js';
import { levelsOf, profileOf, someRankings } from './some-rankings.js';
import { profileOf as scoresOf, someScores, type Scored } from './some-scores.js';

const seats = fc.integer({ min: 1, max: 3 });
const whole = (number: number): Fraction => fraction(BigInt(number));

/** What a count says of who won and who stands where; its working has to hold too. */
function outcomeOf(election: Election): Outcome {
  expect(replay(election)).toEqual([]);
  const { ranking, winners } = election;
  return { ranking, winners };
}

const check = <T>(some: fc.Arbitrary<T>, holds: (given: T) => void): void =>
  fc.assert(fc.property(some, holds), { numRuns: 2 * RUNS });

const VARIANTS: readonly BordaVariant[] = ['tournament', 'optimistic', 'pessimistic', 'modified'];

describe('a count of totals seats and ranks as plain addition does', () => {
  it.each(VARIANTS)('borda/%s@1, points of places that are shared or left', (variant) => {
    check(fc.tuple(someRankings(), seats), ([rankings, number]) => {
      const { names } = rankings;
      const papers = rankings.ballots
        .map(({ ranks, weight }) => ({ levels: levelsOf(ranks), weight }))
        .filter(({ levels }) => levels.length > 0);
      const points = (place: number): Fraction => {
        const doubled = papers.map(({ levels, weight }) => {
          const { numerator, denominator } = bordaPoints(variant, names.length, levels, place);
          return (2n * numerator * BigInt(weight)) / denominator;
        });
        return fraction(
          doubled.reduce((a, b) => a + b, 0n),
          2n,
        );
      };
      expect(outcomeOf(elect(`borda/${variant}@1`, profileOf(rankings), { seats: number }))).toEqual(
        inOrder(names, points, number),
      );
    });
  });

  it('plurality@1, where a paper with one option first gives a voice', () => {
    check(fc.tuple(someRankings(), seats), ([rankings, number]) => {
      const { names, ballots } = rankings;
      const voices = (place: number): Fraction =>
        whole(
          ballots.reduce((all, { ranks, weight }) => {
            const [first = []] = levelsOf(ranks);
            return all + (first.length === 1 && first[0] === place ? weight : 0);
          }, 0),
        );
      expect(outcomeOf(elect('plurality@1', profileOf(rankings), { seats: number }))).toEqual(
        inOrder(names, voices, number),
      );
    });
  });

  it.each(['approval@1', 'approval-block@1'])('%s', (id) => {
    check(fc.tuple(someApprovals(), seats), ([approvals, number]) => {
      const { names, piles } = approvals;
      const approved = (most: number) => (place: number) =>
        whole(
          piles
            .filter(({ marks }) => marks.length <= most && marks.includes(place))
            .reduce((all, { weight }) => all + weight, 0),
        );
      const count = (options: Json) =>
        outcomeOf(elect(id, approvalsOf(approvals), { seats: number, options }));
      expect(count({})).toEqual(inOrder(names, approved(names.length), number));
      if (id === 'approval-block@1')
        expect(count({ limit: 'SEATS' })).toEqual(inOrder(names, approved(number), number));
    });
  });

  /** The scores of each voter who scored something. */
  const votersOf = ({ ballots }: Scored) =>
    ballots
      .filter(({ scores }) => scores.some((score) => score !== null))
      .flatMap(({ scores, weight }) => new Array<typeof scores>(Number(weight)).fill(scores));

  it('score@1, whatever a missing score counts as', () => {
    const rules = fc.record({
      missing: fc.constantFrom('LEAST', 'AVERAGE'),
      least: fc.constantFrom(null, 0, -3),
    });
    check(fc.tuple(someScores(), seats, rules), ([scored, number, options]) => {
      expect(outcomeOf(elect('score@1', scoresOf(scored), { seats: number, options }))).toEqual(
        inOrder(scored.names, naiveScore(votersOf(scored), options), number),
      );
    });
  });

  it('dots@1', () => {
    check(fc.tuple(someScores(), seats), ([scored, number]) => {
      const sums = naiveScore(votersOf(scored), { missing: 'LEAST', least: 0 });
      expect(outcomeOf(elect('dots@1', scoresOf(scored), { seats: number, options: { budget: 8 } }))).toEqual(
        inOrder(scored.names, sums, number),
      );
    });
  });

  it('star@1, by each rule for ties, wherever these leave nothing to a lot', () => {
    const rules: fc.Arbitrary<StarRules> = fc.record({
      maxScore: fc.constantFrom(2, 3),
      headToHead: fc.constantFrom('FEWEST_LOSSES', 'TWO_ONLY'),
      fiveStar: fc.boolean(),
    });
    let compared = 0;
    let runs = 0;
    check(fc.tuple(someScores(), rules, fc.constantFrom(null, '7')), ([scored, options, drawn]) => {
      const election = elect('star@1', scoresOf(scored), { options: { ...options }, drawn });
      const outcome = outcomeOf(election);
      const voters = votersOf(scored).map((scores) => scores.map((score) => score ?? 0));
      const naive = voters.length === 0 ? null : naiveStar(scored.names, voters, options);
      runs += 1;
      if (naive === null) return;
      compared += 1;
      expect([outcome.ranking, election.winnersBeforeLot]).toEqual([naive.ranking, naive.winners]);
    });
    expect(compared / runs).toBeGreaterThan(0.5);
  });
});
