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
