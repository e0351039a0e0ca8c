import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, gatherGrades, type Profile, type Rank } from '../../src/core/counting/elections/profile.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect, graded, ranked, scored } from './ballots.js';
import { changesOf, missedIn, type Change } from './changes.js';
import { RUNS } from './runs.js';

const NAMES = ['A', 'B', 'C', 'D'];

const weight = fc.bigInt(1n, 9n);
const some = <T>(marks: (options: number) => fc.Arbitrary<T>) =>
  fc
    .integer({ min: 1, max: 4 })
    .chain((options) =>
      fc
        .array(fc.record({ marks: marks(options), weight }), { maxLength: 5 })
        .map((piles) => ({ names: NAMES.slice(0, options), piles })),
    );

const someRanked = some((options) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: options - 1 }), { maxLength: 2 }), { maxLength: 3 }),
).map(({ names, piles }) =>
  gather({ kind: 'RANKED', names, piles: piles as { marks: readonly Rank[]; weight: bigint }[] }),
);
const someScored = (most: number) =>
  some((options) =>
    fc.array(fc.option(fc.integer({ min: 0, max: most })), { minLength: options, maxLength: options }),
  ).map((given) => gather({ kind: 'SCORED', ...given }));
const someApproved = some((options) => fc.uniqueArray(fc.integer({ min: 0, max: options - 1 }))).map(
  (given) => gather({ kind: 'APPROVED', ...given }),
);
const someGraded = fc.integer({ min: 1, max: 4 }).chain((options) =>
  fc
    .array(fc.array(fc.bigInt(0n, 6n), { minLength: 4, maxLength: 4 }), {
      minLength: options,
      maxLength: options,
    })
    .map((tallies) => gatherGrades(NAMES.slice(0, options), ['bad', 'fair', 'good', 'best'], tallies)),
);

/** A method with ballots and options for it; seats where it fills several. */
const counted: fc.Arbitrary<readonly [string, Profile, Json, number]> = fc.oneof(
  fc.tuple(fc.constant('plurality@1'), someRanked, fc.constant({}), fc.integer({ min: 1, max: 3 })),
  fc.tuple(fc.constant('majority@1'), someRanked, fc.constant({}), fc.constant(1)),
  fc.tuple(fc.constant('approval@1'), someApproved, fc.constant({}), fc.integer({ min: 1, max: 3 })),
  fc.tuple(
    fc.constant('approval-block@1'),
    someApproved,
    fc.record({ limit: fc.constantFrom('NONE', 'SEATS') }),
    fc.integer({ min: 1, max: 3 }),
  ),
  fc.tuple(
    fc.constant('score@1'),
    someScored(5),
    fc.record({ missing: fc.constantFrom('LEAST', 'AVERAGE') }),
    fc.integer({ min: 1, max: 3 }),
  ),
  fc.tuple(fc.constant('dots@1'), someScored(3), fc.constant({ budget: 12 }), fc.integer({ min: 1, max: 3 })),
  fc.tuple(
    fc.constant('star@1'),
    someScored(2),
    fc.record({
      maxScore: fc.constant(2),
      headToHead: fc.constantFrom('FEWEST_LOSSES', 'TWO_ONLY'),
      fiveStar: fc.boolean(),
    }),
    fc.constant(1),
  ),
  fc.tuple(
    fc.constant('majority-judgment/median-removal@1'),
    fc.oneof(someGraded, someScored(3)),
    fc.record({
      missingJudgments: fc.constantFrom('StaticDefault', 'MedianDefault', 'Normalized', 'none'),
      defaultGrade: fc.integer({ min: 0, max: 1 }),
    }),
    fc.integer({ min: 1, max: 3 }),
  ),
  fc.tuple(
    fc.constant('gradients@1'),
    someGraded,
    fc.record({ base: fc.constantFrom('VOTERS', 'JUDGMENTS'), floor: fc.integer({ min: 0, max: 2 }) }),
    fc.integer({ min: 1, max: 3 }),
  ),
);

describe('a replay of totals and of grades', () => {
  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(counted, fc.option(fc.string()), ([id, profile, options, seats], drawn) => {
        const election = countedOrRefused(() => elect(id, profile, { seats, options, drawn }));
        if (election !== null) expect([election, replay(election)]).toEqual([election, []]);
      }),
      { numRuns: 3 * RUNS },
    );
  });

  const scores = scored('A B C D', '2: 5 3 0 -', '1: 0 5 1 1', '1: - 2 2 0', '3: 1 1 1 1');
  const tied = scored('A B C', '1: 5 3 3', '1: 5 2 1', '1: 4 0 1');
  const elections: readonly (readonly [string, Election])[] = [
    ['plurality', elect('plurality@1', ranked('A B C', '3: A', '2: B > C', '1: A = B'))],
    ['majority found', elect('majority@1', ranked('A B C', '4: A', '2: B'))],
    ['majority missed', elect('majority@1', ranked('A B C', '3: A', '2: B', '1: A = B'))],
    ['approval', elect('approval@1', approved('A B C', '3: A B', '2: C', '1: B'))],
    [
      'block approval',
      elect('approval-block@1', approved('A B C', '3: A B', '2: C', '1: A B C'), {
        seats: 2,
        options: { limit: 'SEATS' },
      }),
    ],
    ['score', elect('score@1', scores)],
    ['score by averages', elect('score@1', scores, { options: { missing: 'AVERAGE' } })],
    ['dots', elect('dots@1', scored('A B', '2: 3 0', '1: 1 1'), { options: { budget: 3 } })],
    ['STAR', elect('star@1', scores)],
    ['STAR, ways followed', elect('star@1', tied)],
    ['STAR by lot', elect('star@1', tied, { drawn: '4 2 6' })],
    [
      'STAR by five stars',
      elect('star@1', scored('A B', '1: 5 3', '1: 2 4'), { options: { fiveStar: true } }),
    ],
    [
      'STAR, five stars for a place',
      elect('star@1', scored('A B C', '2: 5 4 5', '1: 5 4 1', '1: 5 1 2'), { options: { fiveStar: true } }),
    ],
    [
      'majority judgment',
      elect('majority-judgment/median-removal@1', graded('a b c', 'A: 40 30 30', 'B: 38 34 28', 'C: 3 6 9')),
    ],
    [
      'majority judgment, normalised',
      elect('majority-judgment/median-removal@1', graded('a b c', 'A: 4 3 3', 'B: 8 6 6', 'C: 3 6 9'), {
        options: { missingJudgments: 'Normalized' },
      }),
    ],
    [
      'gradients',
      elect('gradients@1', graded('a b c', 'A: 0 30 30', 'B: 1 34 28', 'C: 0 16 2'), { seats: 2 }),
    ],
  ];

  it.each(elections)('finds every number, name and list that was changed: %s', (_name, election) => {
    expect(replay(election)).toEqual([]);
    const changes = [...numbersChangedIn(election), ...changesOf(election)];
    expect(changes.length).toBeGreaterThan(10);
    expect(missedIn(election, changes)).toEqual([]);
  });

  it.each(elections)('finds winners and rankings that do not follow: %s', (_name, election) => {
    if (election.steps.some(({ code }) => code === 'TIE_OPEN')) return;
    expect(replay({ ...election, winners: [['Z']] })).not.toEqual([]);
    expect(replay({ ...election, ranking: [['Z'], ...election.ranking] })).not.toEqual([]);
  });

  it('finds seats given by another lot', () => {
    const election = elect('approval@1', approved('A B C', '1: A B C'), { seats: 2, drawn: 'x' });
    expect(replay(election)).toEqual([]);
    const [first, second] = election.winners as readonly (readonly string[])[];
    expect(replay({ ...election, winners: [second ?? [], first ?? []] })).not.toEqual([]);
  });
});

function countedOrRefused(count: () => Election): Election | null {
  try {
    return count();
  } catch (refusal) {
    if (refusal instanceof Refusal && refusal.code === 'ELECTION_INVALID') return null;
    throw refusal;
  }
}

/** The election with each number of its steps changed in turn: exact, whole, and those for reading too. */
function* numbersChangedIn(election: Election): Generator<Change> {
  const text = JSON.stringify(election.steps);
  for (const found of text.matchAll(/"(-?[0-9]+)((?:\/|\.)[0-9]+)?"(?!:)/g)) {
    const [whole, number, rest] = found as unknown as [string, string, string | undefined];
    const other = `"${BigInt(number) + 1n}${rest ?? ''}"`;
    const steps = text.slice(0, found.index) + other + text.slice(found.index + whole.length);
    yield [
      `${whole} after ${text.slice(Math.max(0, found.index - 60), found.index)}`,
      { ...election, steps: JSON.parse(steps) as Election['steps'] },
    ];
  }
}
