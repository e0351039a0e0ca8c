/** What holds of approval, scores, STAR, dots, majority judgment and gradients; and what is known not to hold. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gatherGrades } from '../../src/core/counting/elections/profile.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, graded, scored } from './ballots.js';
import { RUNS } from './runs.js';
import { NAMES, profileOf, someScores, type Scored, type Scores } from './some-scores.js';

const RUNS_OF_EACH = { numRuns: RUNS };
const MJ = 'majority-judgment/median-removal@1';

/** Each method with the options under which ballots from 0 to 2 are within its bounds. */
const METHODS: readonly (readonly [string, Json])[] = [
  ['approval@1', {}],
  ['approval-block@1', { limit: 'SEATS' }],
  ['score@1', {}],
  ['score@1', { missing: 'AVERAGE' }],
  ['star@1', { maxScore: 2 }],
  ['star@1', { maxScore: 2, fiveStar: true, headToHead: 'TWO_ONLY' }],
  ['dots@1', { budget: 8 }],
  [MJ, {}],
  [MJ, { missingJudgments: 'MedianDefault' }],
  ['gradients@1', { support: 0 }],
];

const seatsFor = (id: string): number => (id === 'star@1' ? 1 : 2);
const countOf = (id: string, options: Json, given: Scored): Election =>
  elect(id, profileOf(given), { seats: seatsFor(id), options });

describe.each(METHODS)('%s with %j', (id, options) => {
  it('counts the same whatever the order of ballots', () => {
    fc.assert(
      fc.property(someScores(), (given) => {
        const turned = { ...given, ballots: [...given.ballots].reverse() };
        expect(countOf(id, options, turned)).toEqual(countOf(id, options, given));
      }),
      RUNS_OF_EACH,
    );
  });

  it('counts a weight as that many ballots, and leaves blank ones out', () => {
    fc.assert(
      fc.property(someScores(), fc.bigInt(0n, 3n), (given, blank) => {
        const single = given.ballots.flatMap(({ scores, weight }) =>
          new Array<{ scores: Scores; weight: bigint }>(Number(weight)).fill({ scores, weight: 1n }),
        );
        const nothing = { scores: given.names.map(() => null), weight: blank };
        const { inputs, ...apart } = countOf(id, options, { ...given, ballots: [...single, nothing] });
        const { inputs: before, ...together } = countOf(id, options, given);
        expect(apart).toEqual(together);
        expect(BigInt(inputs.blank)).toBe(BigInt(before.blank) + blank);
      }),
      RUNS_OF_EACH,
    );
  });

  it('renames the result with the options', () => {
    fc.assert(
      fc.property(someScores(), (given) => {
        const other = (name: string): string => `${9 - NAMES.indexOf(name)} ${name}`;
        const renamed = countOf(id, options, { ...given, names: given.names.map(other) });
        const { winners, ranking, status } = countOf(id, options, given);
        const inOtherNames = (sets: readonly (readonly string[])[]) =>
          sets.map((set) => set.map(other).sort());
        expect(renamed.status).toBe(status);
        expect(renamed.ranking).toEqual(inOtherNames(ranking));
        expect(renamed.winners.flat().sort()).toEqual(inOtherNames(winners).flat().sort());
      }),
      RUNS_OF_EACH,
    );
  });
});

/** The scores of one ballot raised for one option. */
function raised({ names, ballots }: Scored, option: string, ballot: number): Scored {
  const place = names.indexOf(option);
  return {
    names,
    ballots: ballots.map(({ scores, weight }, at) => ({
      weight,
      scores:
        at === ballot
          ? scores.map((score, one) => (one === place ? Math.min(2, (score ?? 0) + 1) : score))
          : scores,
    })),
  };
}

describe.each(METHODS.filter(([id]) => id !== 'approval-block@1' && id !== 'dots@1'))(
  'a winner alone by %s with %j',
  (id, options) => {
    it('stays one when a ballot scores it higher', () => {
      fc.assert(
        fc.property(someScores(1, false), fc.nat({ max: 5 }), (given, ballot) => {
          const [first, ...others] = countOf(id, options, given).winners[0] ?? [];
          fc.pre(first !== undefined && others.length === 0);
          const again = countOf(id, options, raised(given, first as string, ballot));
          expect(again.winners.flat()).toContain(first);
        }),
        RUNS_OF_EACH,
      );
    });
  },
);

describe('approval', () => {
  it('elects for more seats whom it elects for fewer', () => {
    fc.assert(
      fc.property(someScores(2), (given) => {
        const winners = (seats: number) => elect('approval@1', profileOf(given), { seats }).winners.flat();
        expect(winners(2)).toEqual(expect.arrayContaining([...winners(1)]));
      }),
      RUNS_OF_EACH,
    );
  });
});

/** Ballots that score the one higher, less those that score the other higher. */
const marginOf = ({ names, ballots }: Scored, a: string, b: string): bigint =>
  ballots.reduce((sum, { scores, weight }) => {
    const [x, y] = [scores[names.indexOf(a)] ?? 0, scores[names.indexOf(b)] ?? 0];
    return sum + (x > y ? weight : x < y ? -weight : 0n);
  }, 0n);

describe('STAR', () => {
  it('never elects the one whom more ballots put below each other option', () => {
    fc.assert(
      fc.property(someScores(2), (given) => {
        const { winners } = countOf('star@1', { maxScore: 2 }, given);
        const isLoser = (name: string) =>
          given.names.every((other) => other === name || marginOf(given, name, other) < 0n);
        expect(winners.flat().filter(isLoser)).toEqual([]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('elects of two options the one that more ballots score higher', () => {
    fc.assert(
      fc.property(someScores(2), (given) => {
        const [a, b] = given.names as readonly [string, string];
        const two = {
          names: [a, b],
          ballots: given.ballots.map(({ scores, weight }) => ({ scores: scores.slice(0, 2), weight })),
        };
        const margin = marginOf(two, a, b);
        fc.pre(margin !== 0n);
        expect(countOf('star@1', { maxScore: 2 }, two).winners).toEqual([[margin > 0n ? a : b]]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('may pass over whom most ballots score highest: the two with the most points are others', () => {
    const votes = scored('A B C', '51: 5 4 4', '49: 0 5 5');
    expect(elect('star@1', votes).winners.flat()).not.toContain('A');
  });
});

/** Medians removed one judgment at a time, by the text of the rule. */
function slowly(tallies: readonly (readonly bigint[])[]): readonly (readonly number[])[] {
  return tallies.map((tally) => {
    const judgments = tally.flatMap((number, grade) => new Array<number>(Number(number)).fill(grade));
    const values: number[] = [];
    while (judgments.length > 0) values.push(...judgments.splice(Math.floor((judgments.length - 1) / 2), 1));
    return values;
  });
}

function compareValues(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at < 0 ? 0 : (b[at] as number) - (a[at] as number);
}

/** As many judgments for each of two to four options, on four grades. */
const someTallies: fc.Arbitrary<readonly (readonly bigint[])[]> = fc
  .record({ options: fc.integer({ min: 2, max: 4 }), judgments: fc.integer({ min: 0, max: 14 }) })
  .chain(({ options, judgments }) =>
    fc.array(
      fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: judgments, maxLength: judgments })
        .map((given) => [0, 1, 2, 3].map((grade) => BigInt(given.filter((one) => one === grade).length))),
      { minLength: options, maxLength: options },
    ),
  );

const judged = (tallies: readonly (readonly bigint[])[], names = NAMES): Election =>
  elect(MJ, gatherGrades(names.slice(0, tallies.length), ['a', 'b', 'c', 'd'], tallies), {
    options: { missingJudgments: 'none' },
  });

describe('majority judgment', () => {
  it('ranks as removing medians one by one does', () => {
    fc.assert(
      fc.property(someTallies, (tallies) => {
        const values = slowly(tallies);
        const valueOf = (name: string) => values[NAMES.indexOf(name)] as readonly number[];
        const { ranking } = judged(tallies);
        const order = NAMES.slice(0, tallies.length).sort(
          (a, b) => compareValues(valueOf(a), valueOf(b)) || (a < b ? -1 : 1),
        );
        expect(ranking.flat()).toEqual(order);
        for (const level of ranking)
          for (const name of level) expect(compareValues(valueOf(level[0] as string), valueOf(name))).toBe(0);
        expect(new Set(ranking.map(([name]) => valueOf(name as string).join())).size).toBe(ranking.length);
      }),
      { numRuns: 3 * RUNS },
    );
  });

  it('takes steps by grades, not by judgments', () => {
    fc.assert(
      fc.property(someTallies, (tallies) => {
        const many = tallies.map((tally) => tally.map((number) => number * 1_000_000_000_001n));
        expect(judged(many).steps.length).toBeLessThan(1 + tallies.length * 20);
      }),
      RUNS_OF_EACH,
    );
  });

  it('orders two options the same with others or without', () => {
    fc.assert(
      fc.property(someTallies, (tallies) => {
        fc.pre(tallies.length > 2);
        const without = judged(tallies.slice(0, -1)).ranking;
        const gone = NAMES[tallies.length - 1] as string;
        const among = judged(tallies)
          .ranking.map((level) => level.filter((name) => name !== gone))
          .filter((level) => level.length > 0);
        expect(among).toEqual(without);
      }),
      RUNS_OF_EACH,
    );
  });

  it('may elect another than the one whom two of three score higher', () => {
    const votes = scored('A B', '1: 3 2', '1: 1 0', '1: 0 5');
    expect(elect(MJ, votes).winners).toEqual([['B']]);
  });

  it('may turn away from an option when somebody who likes it better comes to vote', () => {
    const before = graded('0 1 2 3', 'A: 0 2 0 0', 'B: 1 0 1 0');
    expect(elect(MJ, before).winners).toEqual([['A']]);
    // One more ballot: 3 for A, 2 for B.
    const after = graded('0 1 2 3', 'A: 0 2 0 1', 'B: 1 0 2 0');
    expect(elect(MJ, after).winners).toEqual([['B']]);
  });
});

describe('gradients of agreement', () => {
  it('hold no less when the share is lower, and no more when somebody opposes', () => {
    fc.assert(
      fc.property(someTallies, (tallies) => {
        const names = NAMES.slice(0, tallies.length);
        const agreed = (share: string, given: readonly (readonly bigint[])[]): readonly string[] =>
          elect('gradients@1', gatherGrades(names, ['a', 'b', 'c', 'd'], given), {
            seats: 4,
            options: { share },
          }).winners.flat();
        expect(agreed('1/2', tallies)).toEqual(expect.arrayContaining([...agreed('2/3', tallies)]));
        expect(
          agreed(
            '1/2',
            tallies.map(([a, ...rest]) => [(a as bigint) + 1n, ...rest]),
          ),
        ).toEqual([]);
      }),
      RUNS_OF_EACH,
    );
  });
});
