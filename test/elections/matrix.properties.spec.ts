/** What holds of the methods that compare two by two, and of Borda; and where it does not, a pair of elections kept. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { sentenceOfElectionStep } from '../../src/core/counting/elections/sentences.js';
import { elect, ranked } from './ballots.js';
import {
  cloned,
  nudged,
  profileOf,
  raised,
  renamed,
  reversed,
  someRankings,
  type Rankings,
} from './some-rankings.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };

const SCHULZE = ['schulze/wv@1', 'schulze/margins@1'];
const RANKED_PAIRS = ['ranked-pairs/wv-put@1', 'ranked-pairs/margins-put@1'];
const MINIMAX = ['minimax/wv@1', 'minimax/margins@1'];
const SMITH = [...SCHULZE, ...RANKED_PAIRS, 'copeland@1', 'smith-set@1', 'smith-irv@1'];
const CONDORCET = [...SMITH, ...MINIMAX];
const BORDA = ['borda/tournament@1', 'borda/optimistic@1', 'borda/pessimistic@1', 'borda/modified@1'];
const ALL = ['condorcet@1', ...CONDORCET, 'minimax/opposition@1', ...BORDA];

const count = (method: string, rankings: Rankings): Election => elect(method, profileOf(rankings));
const winnersOf = (method: string, rankings: Rankings): readonly string[] =>
  count(method, rankings).winners[0] ?? [];

const someFlags = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });

/** Sets, whatever the order of names. */
const asSets = (sets: readonly (readonly string[])[], as: (name: string) => string = (name) => name) =>
  sets.map((set) => set.map(as).sort());

describe.each(ALL)('%s', (method) => {
  it('gives the same bytes for ballots in another order, one by one or together', () => {
    fc.assert(
      fc.property(someRankings(), (rankings) => {
        const oneByOne = rankings.ballots
          .flatMap(({ ranks, weight }) => Array.from({ length: weight }, () => ({ ranks, weight: 1 })))
          .reverse();
        expect(JSON.stringify(count(method, { ...rankings, ballots: oneByOne }))).toBe(
          JSON.stringify(count(method, rankings)),
        );
      }),
      RUNS_OF_EACH,
    );
  });

  it('renames the result where the options are renamed', () => {
    // The names sort the other way round, so that nothing may hang on their order.
    const as = (name: string): string => ({ A: 'z', B: 'y', C: 'x', D: 'w', E: 'v' })[name[0] as 'A'] + name;
    fc.assert(
      fc.property(someRankings(), (rankings) => {
        const given = count(method, rankings);
        const other = count(method, renamed(rankings, as));
        expect(asSets(other.winners)).toEqual(asSets(given.winners, as));
        expect(asSets(other.ranking)).toEqual(asSets(given.ranking, as));
      }),
      RUNS_OF_EACH,
    );
  });

  it('follows the majority between two options', () => {
    fc.assert(
      fc.property(someRankings({ least: 2, most: 2 }), (rankings) => {
        const lead = rankings.ballots.reduce((sum, { ranks: [a, b], weight }) => {
          const [first, second] = [a ?? 9, b ?? 9];
          if (first === second) return sum;
          return first < second ? sum + weight : sum - weight;
        }, 0);
        const both = method === 'condorcet@1' ? [] : ['Ana', 'Bo'];
        const alone = lead > 0 ? ['Ana'] : ['Bo'];
        expect(winnersOf(method, rankings)).toEqual(lead === 0 ? both : alone);
      }),
      RUNS_OF_EACH,
    );
  });

  it('puts its winners first, ranks each option once at most, and has words for each step', () => {
    fc.assert(
      fc.property(someRankings(), (rankings) => {
        const { winners, ranking, steps } = count(method, rankings);
        const placed = ranking.flat();
        expect(new Set(placed).size).toBe(placed.length);
        expect([0, rankings.names.length]).toContain(placed.length);
        for (const name of winners[0] ?? []) expect(ranking[0]).toContain(name);
        for (const step of steps)
          for (const locale of ['fr', 'en'] as const)
            expect(sentenceOfElectionStep(step, locale)).not.toMatch(/undefined|null|object|function| $/);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('the Condorcet winner', () => {
  it.each(CONDORCET)('is elected alone by %s', (method) => {
    fc.assert(
      fc.property(someRankings(), (rankings) => {
        const [winner] = winnersOf('condorcet@1', rankings);
        if (winner !== undefined) expect(winnersOf(method, rankings)).toEqual([winner]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('is elected by minimax/opposition@1 where ballots rank all options one by one', () => {
    fc.assert(
      fc.property(someRankings({ complete: true }), (rankings) => {
        const [winner] = winnersOf('condorcet@1', rankings);
        if (winner !== undefined) expect(winnersOf('minimax/opposition@1', rankings)).toEqual([winner]);
      }),
      RUNS_OF_EACH,
    );
  });
});

describe('the majority', () => {
  it.each([...CONDORCET, 'minimax/opposition@1'])('that puts one option first elects it by %s', (method) => {
    fc.assert(
      fc.property(someRankings(), fc.nat(), (rankings, pick) => {
        const option = pick % rankings.names.length;
        const cast = rankings.ballots.reduce((sum, { weight }) => sum + weight, 0);
        const most = { ranks: rankings.names.map((_, one) => (one === option ? 0 : null)), weight: cast + 1 };
        const ballots = [...rankings.ballots, most];
        expect(winnersOf(method, { ...rankings, ballots })).toEqual([rankings.names[option]]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('does not bind Borda: a kept pair', () => {
    const votes = ranked('A B C', '3: A > B > C', '2: B > C > A');
    expect(elect('majority@1', votes).winners).toEqual([['A']]);
    expect(elect('borda/tournament@1', votes).winners).toEqual([['B']]);
  });
});

describe('the Smith set', () => {
  it.each(SMITH)('holds whoever wins by %s', (method) => {
    fc.assert(
      fc.property(someRankings({ most: 6 }), (rankings) => {
        const set = winnersOf('smith-set@1', rankings);
        for (const name of winnersOf(method, rankings)) expect(set).toContain(name);
      }),
      RUNS_OF_EACH,
    );
  });

  it.each([...MINIMAX, 'minimax/opposition@1'])('does not bind %s: a kept pair', (method) => {
    // A, B and C beat D narrowly, and one another by much.
    const votes = ranked(
      'A B C D',
      '4: D > A > B > C',
      '4: D > B > C > A',
      '4: D > C > A > B',
      '5: A > B > C > D',
      '5: B > C > A > D',
      '5: C > A > B > D',
    );
    expect(elect('smith-set@1', votes).winners).toEqual([['A', 'B', 'C']]);
    expect(elect(method, votes).winners).toEqual([['D']]);
  });
});

describe('raising a winner on some ballots', () => {
  it.each([
    ...SCHULZE,
    ...RANKED_PAIRS,
    ...MINIMAX,
    'minimax/opposition@1',
    'copeland@1',
    BORDA[0] as string,
  ])('keeps it a winner by %s', (method) => {
    fc.assert(
      fc.property(someRankings(), someFlags, fc.boolean(), (rankings, on, far) => {
        for (const name of winnersOf(method, rankings)) {
          const option = rankings.names.indexOf(name);
          const after = far ? raised(rankings, option, on) : nudged(rankings, option, on);
          expect(winnersOf(method, after)).toContain(name);
        }
      }),
      RUNS_OF_EACH,
    );
  });

  it('may take the seat from it by smith-irv@1: a kept pair', () => {
    const before = ranked('A B C', '39: A > B > C', '35: B > C > A', '26: C > A > B');
    const after = ranked('A B C', '49: A > B > C', '25: B > C > A', '26: C > A > B');
    expect(elect('smith-irv@1', before).winners).toEqual([['A']]);
    expect(elect('smith-irv@1', after).winners).toEqual([['C']]);
  });
});

describe('turning each ballot upside down', () => {
  it.each([...SCHULZE, ...RANKED_PAIRS, 'copeland@1', 'smith-set@1', BORDA[0] as string])(
    'never elects who won alone by %s',
    (method) => {
      fc.assert(
        fc.property(someRankings({ least: 2 }), (rankings) => {
          const winners = winnersOf(method, rankings);
          if (winners.length === 1) expect(winnersOf(method, reversed(rankings))).not.toContain(winners[0]);
        }),
        RUNS_OF_EACH,
      );
    },
  );

  it.each(MINIMAX)('may elect them again by %s: a kept pair', (method) => {
    const votes = ranked(
      'A B C D',
      '4: D > A > B > C',
      '4: D > B > C > A',
      '4: D > C > A > B',
      '5: A > B > C > D',
      '5: B > C > A > D',
      '5: C > A > B > D',
    );
    const upsideDown = ranked(
      'A B C D',
      '4: C > B > A > D',
      '4: A > C > B > D',
      '4: B > A > C > D',
      '5: D > C > B > A',
      '5: D > A > C > B',
      '5: D > B > A > C',
    );
    expect(elect(method, votes).winners).toEqual([['D']]);
    expect(elect(method, upsideDown).winners).toEqual([['D']]);
  });
});

const someOrders = fc.array(fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), { minLength: 7, maxLength: 7 });

/** That copies change nothing for the others, and win if and only if the original did. */
function expectSameWithCopies(
  method: string,
  rankings: Rankings,
  option: number,
  orders: readonly (readonly number[])[],
): void {
  const name = rankings.names[option] as string;
  const before = winnersOf(method, rankings);
  const after = winnersOf(method, cloned(rankings, option, orders));
  expect(after.filter((one) => !one.startsWith(name))).toEqual(before.filter((one) => one !== name));
  expect(after.some((one) => one.startsWith(name))).toBe(before.includes(name));
}

describe('copies of an option that stand together on every ballot', () => {
  it.each(SCHULZE)('change nothing for the others by %s', (method) => {
    fc.assert(
      fc.property(someRankings({ most: 4 }), fc.nat(), someOrders, (rankings, pick, orders) => {
        expectSameWithCopies(method, rankings, pick % rankings.names.length, orders);
      }),
      RUNS_OF_EACH,
    );
  });

  it.each(RANKED_PAIRS)('change nothing for the others by %s where no two wins are as strong', (method) => {
    fc.assert(
      fc.property(someRankings({ most: 4 }), fc.nat(), someOrders, (rankings, pick, orders) => {
        fc.pre(hasDistinctWins(method, rankings));
        expectSameWithCopies(method, rankings, pick % rankings.names.length, orders);
      }),
      RUNS_OF_EACH,
    );
  });
});

/** Whether each two options are apart, by a strength of their own. */
function hasDistinctWins(method: string, rankings: Rankings): boolean {
  const options = rankings.names.length;
  const locked = count(method, rankings).steps.find(({ code }) => code === 'PAIRS_LOCKED');
  const pairs = locked?.code === 'PAIRS_LOCKED' ? locked.data.pairs : [];
  const strengths = pairs.map(({ votes, against }) =>
    method.includes('margins') ? String(BigInt(votes) - BigInt(against)) : `${votes}-${against}`,
  );
  return pairs.length === (options * (options - 1)) / 2 && new Set(strengths).size === pairs.length;
}
