/** The replay of counts that compare two by two, and of Borda: nothing is found in what was counted, everything in the rest. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { elect, ranked } from './ballots.js';
import { missedIn } from './changes.js';
import { profileOf, someRankings } from './some-rankings.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };

const SCHULZE = ['schulze/wv@1', 'schulze/margins@1'];
const RANKED_PAIRS = ['ranked-pairs/wv-put@1', 'ranked-pairs/margins-put@1'];
const MINIMAX = ['minimax/wv@1', 'minimax/margins@1', 'minimax/opposition@1'];
const SMITH = ['smith-set@1', 'smith-irv@1'];
const MATRIX = ['condorcet@1', 'copeland@1', ...SCHULZE, ...RANKED_PAIRS, ...MINIMAX, ...SMITH];
const BORDA = ['borda/tournament@1', 'borda/optimistic@1', 'borda/pessimistic@1', 'borda/modified@1'];

describe.each([...MATRIX, ...BORDA])('a replay of %s', (method) => {
  const seats = method.startsWith('borda') ? 2 : 1;

  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(someRankings(), fc.option(fc.string()), (rankings, drawn) => {
        expect(replay(elect(method, profileOf(rankings), { seats, drawn }))).toEqual([]);
      }),
      RUNS_OF_EACH,
    );
  });

  it('finds nothing at the edges: no ballots, blank ones, one option', () => {
    for (const profile of [ranked('A B C'), ranked('A B', '3:'), ranked('A'), ranked('A', '2: A', '1:')])
      for (const drawn of [null, '1']) expect(replay(elect(method, profile, { seats, drawn }))).toEqual([]);
  });

  it('finds other winners, and a working that stops too soon', () => {
    const election = elect(method, FOUR, { seats });
    expect(replay({ ...election, winners: [['B']] })).toContainEqual({
      at: 'end',
      fault: 'WINNERS_NOT_THOSE_ELECTED',
    });
    expect(replay({ ...election, steps: election.steps.slice(0, 1) })).toContainEqual({
      at: 'end',
      fault: 'NOTHING_DECIDED',
    });
  });
});

/** A cycle of A, C and D, each win as strong as no other, and paths of several wins. */
const FOUR = ranked(
  'A B C D',
  '8: A > C > D > B',
  '5: D > A > B > C',
  '6: C > D > B > A',
  '3: B > A > D > C',
  '2: D > C > A > B',
);

/** Three each way round, so that every win is as strong as the others. */
const CYCLE = ranked('A B C', '3: A > B > C', '3: B > C > A', '3: C > A > B', '2: A = B = C');

/** A cell from which nothing follows that was said: this is for a recount to say. */
const isCell = (where: string): boolean => where.includes('/data/above/');

describe('whatever is changed in a working', () => {
  it.each<[string, string, Json]>([
    ...MATRIX.map((method): [string, string, Json] => [method, 'a cycle', {}]),
    ...SCHULZE.map((method): [string, string, Json] => [
      method,
      'a status quo',
      { statusQuo: 'B', ratio: '3/2', ratios: { C: '1/1' }, quorum: 4 },
    ]),
  ])('is found by the replay of %s with %s', (method, _, options) => {
    const election = elect(method, FOUR, { options });
    expect(replay(election)).toEqual([]);
    expect(missedIn(election).filter((where) => !isCell(where))).toEqual([]);
  });

  it.each(BORDA)('is found by the replay of %s', (method) => {
    const election = elect(method, ranked('A B C', '4: A > B', '3: B = C', '2: C'), { seats: 2 });
    expect(replay(election)).toEqual([]);
    expect(missedIn(election)).toEqual([]);
  });

  it.each(RANKED_PAIRS)('is found by the replay of %s where the order of equal pairs decides', (method) => {
    const election = elect(method, CYCLE);
    expect(election.winners).toEqual([['A', 'B', 'C']]);
    expect(missedIn(election).filter((where) => !isCell(where))).toEqual([]);
  });

  it.each([null, '3 1 4'])('is found by the replay of smith-irv@1 with a tie settled by %s', (drawn) => {
    const election = elect('smith-irv@1', CYCLE, { drawn });
    expect(replay(election)).toEqual([]);
    expect(missedIn(election).filter((where) => !isCell(where))).toEqual([]);
  });

  it.each(MATRIX)('is found by the replay of %s where a comparison is turned round', (method) => {
    const election = elect(method, FOUR);
    for (const [a, b] of ['AB', 'AC', 'AD', 'BC', 'BD', 'CD'].map((pair) => pair.split('')))
      expect(replay(turned(election, a as string, b as string))).not.toEqual([]);
  });
});

/** The ballots for one above the other taken for those the other way round. */
function turned(election: Election, a: string, b: string): Election {
  const steps = election.steps.map((step) => {
    if (step.code !== 'MATRIX') return step;
    const { above } = step.data;
    const [one, other] = [above[a]?.[b] as string, above[b]?.[a] as string];
    return {
      ...step,
      data: {
        ...step.data,
        above: { ...above, [a]: { ...above[a], [b]: other }, [b]: { ...above[b], [a]: one } },
      },
    };
  });
  return { ...election, steps };
}

describe('a winner of all duels', () => {
  it('is found out where it does not win them all', () => {
    const election = elect('condorcet@1', ranked('A B C', '3: A > B > C', '2: B > A > C'), { seats: 1 });
    expect(election.steps.map(({ code }) => code)).toContain('CONDORCET_WINNER');
    const steps = election.steps.map((step) =>
      step.code === 'CONDORCET_WINNER' ? { ...step, data: { option: 'B' } } : step,
    );
    const forged = { ...election, steps, winners: [['B']], winnersBeforeLot: [['B']] };
    expect(replay(forged).map(({ fault }) => fault)).toContain('NOT_A_CONDORCET_WINNER');
  });
});
