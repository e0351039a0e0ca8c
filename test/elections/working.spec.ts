import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { ElectionMethod } from '../../src/core/counting/elections/method.js';
import { gather, type Profile, type Rank } from '../../src/core/counting/elections/profile.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import type { RoundsWorking } from '../../src/core/counting/elections/working/rounds.js';
import { tiesOfElection } from '../../src/core/counting/elections/working/ties.js';
import { waysOfElection } from '../../src/core/counting/elections/working/ways.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { disagreements } from './agreement.js';
import { elect, ranked, scored } from './ballots.js';
import { RUNS } from './runs.js';

const NAMES = ['Ana', '__proto__', 'Cy', '10', '9'];
const RANKS_ODDLY = ELECTION_METHODS.filter(({ family }) => family === 'ROUNDS' || family === 'MATRIX');

/** What a method cannot do without. */
const NEEDS: Readonly<Record<string, Json>> = {
  'dots@1': { budget: 25 },
  'sortition/rfc3797@1': { key: '9319./2.5.12.' },
};

const counted = (
  { id, seats, draws }: ElectionMethod,
  profile: Profile,
  drawn: string | null = null,
): Election =>
  elect(id, profile, {
    seats: seats === 'ONE' ? 1 : 2,
    options: NEEDS[id] ?? {},
    drawn: draws ? (drawn ?? '7') : drawn,
  });

/** The faults of the working, and of the working of each way through open ties. */
function faultsOf(election: Election): readonly string[] {
  const isWhole = !['TIE_OPEN', 'TIES_NOT_FOLLOWED'].includes(election.steps.at(-1)?.code ?? '');
  const ways = waysOfElection(election).flatMap(({ working, winners }) =>
    working ? disagreements(working, election, winners, true).map((fault) => `WAY_${fault}`) : [],
  );
  return [...disagreements(workingOfElection(election), election, election.winners, isWhole), ...ways];
}

/** Scores are read as whatever a method counts. */
const scores = fc.integer({ min: 1, max: NAMES.length }).chain((options) =>
  fc
    .array(
      fc.record({
        marks: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { freq: 5 }), {
          minLength: options,
          maxLength: options,
        }),
        weight: fc.bigInt(1n, 9n),
      }),
      { maxLength: 7 },
    )
    .map((piles) => gather({ kind: 'SCORED', names: NAMES.slice(0, options), piles })),
);

/** Rankings as people fill them in: several at a rank, ranks left empty, options twice. */
const rankings = fc.integer({ min: 1, max: NAMES.length }).chain((options) =>
  fc
    .array(
      fc.record({
        marks: fc.array(fc.array(fc.integer({ min: 0, max: options - 1 }), { maxLength: 2 }), {
          maxLength: options + 1,
        }) as fc.Arbitrary<readonly Rank[]>,
        weight: fc.bigInt(1n, 9n),
      }),
      { maxLength: 7 },
    )
    .map((piles) => gather({ kind: 'RANKED', names: NAMES.slice(0, options), piles })),
);

const drawn = fc.option(fc.constantFrom('7', '3 1 4'));

describe('the working of an election', () => {
  it.each(ELECTION_METHODS)('has the family of $id, and numbers that agree with it', (method) => {
    const profile = scored('A B C D', '4: 5 3 1 0', '3: 0 5 2 1', '2: 1 0 5 3', '1: - 4 2 -');
    const election = counted(method, profile);
    expect(workingOfElection(election).family).toBe(method.family);
    expect(faultsOf(election)).toEqual([]);
  });

  it.each(ELECTION_METHODS)('agrees with any count by $id, ties open or settled', (method) => {
    fc.assert(
      fc.property(scores, drawn, (profile, value) => {
        expect(faultsOf(counted(method, profile, value))).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it.each(RANKS_ODDLY)('agrees with any count of odd rankings by $id', (method) => {
    fc.assert(
      fc.property(rankings, drawn, (profile, value) => {
        expect(faultsOf(counted(method, profile, value))).toEqual([]);
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('says the same of an election that was stored and read again, whatever became of the order of its keys', () => {
    const upsideDown = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(upsideDown);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, one]) => [key, upsideDown(one)]),
      );
    };
    for (const method of ELECTION_METHODS) {
      const election = counted(method, scored('A B C', '3: 5 3 1', '3: 1 5 2', '2: 1 0 5'));
      const stored = upsideDown(election) as Election;
      expect(workingOfElection(stored)).toEqual(workingOfElection(election));
    }
  });
});

describe('the ways of open ties', () => {
  const TIED = ranked('A B C', '3: A', '2: B > A', '2: C > B');

  it('are each the whole count, with the choices that lead to its winners', () => {
    const election = elect('irv/rctab@1', TIED);
    expect(tiesOfElection(election)).toEqual([
      { of: 'ELIMINATION', among: ['B', 'C'], chosen: null, order: [] },
    ]);
    const ways = waysOfElection(election);
    expect(ways).toMatchObject([
      { choices: [{ of: 'ELIMINATION', among: ['B', 'C'], chosen: 'B' }], winners: [['A']] },
      { choices: [{ of: 'ELIMINATION', among: ['B', 'C'], chosen: 'C' }], winners: [['B']] },
    ]);
    const numbers = ways.map(({ working }) => (working as RoundsWorking).rounds.map(({ number }) => number));
    expect(numbers).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it('are followed through ties within ties', () => {
    const election = elect('irv/rctab@1', ranked('A B C', '1: A', '1: B', '1: C'));
    expect(waysOfElection(election).map(({ choices }) => choices.map(({ chosen }) => chosen))).toEqual(
      expect.arrayContaining([
        ['A', 'B'],
        ['A', 'C'],
        ['C', 'B'],
      ]),
    );
  });

  it('are named without their working where they are too many to be written down', () => {
    const names = 'A B C D E'.split(' ');
    const election = elect('irv/rctab@1', ranked(names.join(' '), ...names.map((name) => `1: ${name}`)));
    expect(waysOfElection(election)).toMatchObject(
      names.map((chosen) => ({ choices: [{ chosen }], steps: [], working: null })),
    );
  });

  it('are none where a lot settled the ties, whose order is said', () => {
    const election = elect('irv/rctab@1', TIED, { drawn: '531' });
    expect(waysOfElection(election)).toEqual([]);
    const [tie] = tiesOfElection(election);
    expect(tie?.chosen).toEqual([tie?.order.at(-1)]);
  });
});
<<<<<<< HEAD
=======

describe('a working by the matrix', () => {
  const CYCLE = ranked('A B C', '4: A > B > C', '3: B > C > A', '2: C > A > B');

  it('has each two options compared, and the path that decided', () => {
    const working = workingOfElection(elect('schulze/wv@1', CYCLE)) as MatrixWorking;
    expect(working.cells).toContainEqual({ above: 'A', below: 'B', ballots: 6 });
    expect(working.cells).toContainEqual({ above: 'B', below: 'A', ballots: 3 });
    expect(working.beaten).toContainEqual({
      option: 'C',
      by: 'A',
      path: { through: ['A', 'B', 'C'], weakest: { winner: 'A', loser: 'B', votes: 6, against: 3 } },
      back: { through: ['C', 'A'], weakest: { winner: 'C', loser: 'A', votes: 5, against: 4 } },
    });
  });

  it('has the order of the pairs, and the path by which one is shut out', () => {
    const working = workingOfElection(elect('ranked-pairs/wv-put@1', CYCLE)) as MatrixWorking;
    expect(
      working.orders[0]?.pairs.map(({ winner, loser, shutOutBy }) => [winner, loser, shutOutBy]),
    ).toEqual([
      ['B', 'C', []],
      ['A', 'B', []],
      ['C', 'A', ['A', 'B', 'C']],
    ]);
  });

  it('has the runoff of the Smith set as rounds', () => {
    const { smithSet, rounds } = workingOfElection(elect('smith-irv@1', CYCLE)) as MatrixWorking;
    expect(smithSet).toEqual(['A', 'B', 'C']);
    expect(rounds).toMatchObject([
      { eliminated: [{ option: 'C' }], transfers: [{ from: ['C'], to: 'A', exact: '2' }] },
      {
        elected: [{ option: 'A', reason: 'REACHED' }],
        threshold: { exact: '9/2', active: '9', by: 'EXCEED' },
      },
    ]);
  });

  it('has what a status quo keeps out', () => {
    const election = elect('schulze/wv@1', ranked('A B S', '3: A > S > B', '2: S'), {
      options: { statusQuo: 'S', ratio: '1/1' },
    });
    expect((workingOfElection(election) as MatrixWorking).statusQuo).toMatchObject({
      option: 'S',
      judged: [
        { option: 'A', votes: 3, against: 2, stays: true },
        { option: 'B', votes: 0, against: 5, stays: false },
      ],
    });
  });
});

describe('a working by grades', () => {
  it('has the median of each option, and the judgments taken away until medians differ', () => {
    const election = elect(
      'majority-judgment/median-removal@1',
      graded('bad fair good', 'A: 1 2 2', 'B: 2 2 1'),
    );
    expect(workingOfElection(election)).toMatchObject({
      grades: ['bad', 'fair', 'good'],
      judged: [
        { option: 'A', median: 'fair', given: [{ grade: 'bad', number: '1' }, {}, {}] },
        { option: 'B', median: 'fair' },
      ],
      comparisons: [
        { removed: [], left: '5', medians: [{ grade: 'fair' }, { grade: 'fair' }] },
        {
          removed: [{ grade: 'fair', number: '1' }],
          left: '4',
          medians: [{ grade: 'fair' }, { grade: 'bad' }],
        },
      ],
    });
  });

  it('says of options that were judged alike that nothing parts them', () => {
    const election = elect('majority-judgment/median-removal@1', graded('bad good', 'A: 1 1', 'B: 1 1'));
    expect((workingOfElection(election) as GradesWorking).comparisons.at(-1)).toMatchObject({ alike: true });
  });
});

describe('a working of a budget', () => {
  it('has what each option was paid with, and what stays', () => {
    const profile = approved('Bench Tree Well', '3: Bench Tree', '1: Tree', '2: Well');
    const election = elect('equal-shares/cost@1', profile, {
      options: { budget: 60, costs: { Bench: '24', Tree: '28', Well: '90' } },
    });
    expect(workingOfElection(election)).toMatchObject({
      budget: '60',
      voters: 6,
      endowment: { exact: '10' },
      projects: [{ leftOut: null }, { leftOut: null }, { option: 'Well', leftOut: 'TOO_DEAR' }],
      purchases: [
        {
          option: 'Tree',
          cost: '28',
          share: { exact: '7' },
          payers: [{ ballots: 4, has: { exact: '10' }, pays: { exact: '7' } }],
        },
      ],
      spent: '28',
      left: '32',
    });
  });
});

describe('a working of totals', () => {
  it('has the finalists of STAR and the ballots between them', () => {
    const { runoff } = workingOfElection(
      elect('star@1', scored('A B C', '3: 5 4 0', '2: 0 5 1')),
    ) as TotalsWorking;
    expect(runoff).toMatchObject({
      finalists: ['B', 'A'],
      duel: { first: 'A', firstHigher: 3, second: 'B', secondHigher: 2, same: 0 },
      winner: 'A',
      decidedBy: 'BALLOTS',
    });
  });

  it('has the majority that was found or missed, and none where none is asked for', () => {
    const majorityOf = (method: string, ...lines: readonly string[]) =>
      (workingOfElection(elect(method, ranked('A B C', ...lines))) as TotalsWorking).majority;
    expect(majorityOf('majority@1', '3: A', '1: B')).toEqual({
      most: { exact: '3', rounded: '3' },
      needed: '3',
      reached: true,
    });
    expect(majorityOf('majority@1', '2: A', '1: B', '1: C')).toEqual({
      most: { exact: '2', rounded: '2' },
      needed: '3',
      reached: false,
    });
    expect(majorityOf('plurality@1', '3: A', '1: B')).toBeNull();
  });

  it('has how many ballots gave each score, and how many gave none', () => {
    const { marks } = workingOfElection(elect('score@1', scored('A B', '2: 5 0', '1: - 4'))) as TotalsWorking;
    expect(marks).toEqual([
      { option: 'A', marks: [{ exact: '5', rounded: '5', ballots: 2 }], missing: 1 },
      {
        option: 'B',
        marks: [
          { exact: '4', rounded: '4', ballots: 1 },
          { exact: '0', rounded: '0', ballots: 2 },
        ],
        missing: 0,
      },
    ]);
  });
});

describe('a working of what nobody wins, and of what is left', () => {
  it('has for each option whom it does not beat, where nobody beats all others', () => {
    const cycle = ranked('A B C', '1: A > B > C', '1: B > C > A', '1: C > A > B');
    expect(workingOfElection(elect('condorcet@1', cycle))).toMatchObject({
      condorcetWinner: null,
      unbeaten: [
        { option: 'A', by: ['C'] },
        { option: 'B', by: ['A'] },
        { option: 'C', by: ['B'] },
      ],
    });
  });

  it('has those whom Meek’s method leaves once the seats are filled', () => {
    const election = elect('stv/meek-prf@1', ranked('A B C', '5: A', '4: B', '1: C'), { seats: 2 });
    const { rounds } = workingOfElection(election) as RoundsWorking;
    expect(rounds.at(-1)).toMatchObject({
      elected: [
        { option: 'A', reason: 'REACHED' },
        { option: 'B', reason: 'REACHED' },
      ],
      eliminated: [{ option: 'C', reason: 'SEATS_FILLED' }],
    });
  });

  it.each<[string, number, Json, number]>([
    ['stv/scottish-2007@1', 2, {}, 2],
    ['stv/wigm-exact@1', 2, { ties: 'previous-stages' }, 2],
    ['irv/rctab@1', 1, { tiebreakMode: 'previousRoundCountsThenRandom' }, 1],
  ])(
    'has by %s for %i with %j which earlier round told those tied apart',
    (method, seats, options, earlier) => {
      // B and C have five each once D went; before, by transfers after A's surplus, C had four.
      const papers = ranked('A B C D', '5: B', '4: C', '1: D > C', seats === 1 ? '6: A' : '20: A');
      const { rounds } = workingOfElection(elect(method, papers, { seats, options })) as RoundsWorking;
      expect(rounds.flatMap(({ lookedBack }) => lookedBack)).toMatchObject([
        {
          among: ['B', 'C'],
          earlier,
          tallies: [
            { option: 'B', exact: '5' },
            { option: 'C', exact: '4' },
          ],
          left: ['C'],
        },
      ]);
    },
  );
});
>>>>>>> 48b99ae (Rank those still in by their last voices, and show which earlier round told a tie apart)
