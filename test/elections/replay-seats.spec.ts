import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect } from './ballots.js';
import { profileOf, someApprovals } from './some-approvals.js';

const RUNS = { numRuns: 1_000 };
const IDS = [
  'phragmen-sequential@1',
  'pav-sequential@1',
  'pav@1',
  'equal-shares/cost@1',
  'equal-shares/cost-add1u@1',
] as const;

const PROFILE = approved('A B C D E', '5: A B', '3: A B C', '4: B C', '3: D', '2: D E A', '1: E', '2: C');
const COSTS = { A: '30', B: '45', C: '25', D: '35', E: '60' };
const CASES: readonly (readonly [string, Json])[] = [
  ...IDS.map((id) => [id, {}] as const),
  ['equal-shares/cost@1', { costs: COSTS, budget: 120 }],
  ['equal-shares/cost-add1u@1', { costs: COSTS, budget: 120 }],
  ['equal-shares/cost-add1u@1', { costs: COSTS, budget: 151, unit: 2 }],
];

/** The election with each number of its steps changed in turn, exact amounts and whole numbers. */
function* changesOf(election: Election): Generator<readonly [string, Election]> {
  const text = JSON.stringify(election.steps);
  for (const found of text.matchAll(/"(?!rounded")[a-zA-Z]+":"([0-9]+)(\/[0-9]+)?"/g)) {
    const number = found[1] as string;
    const at = found.index + found[0].indexOf(':"') + 2;
    const steps = text.slice(0, at) + String(BigInt(number) + 1n) + text.slice(at + number.length);
    yield [`${found[0]} at ${at}`, { ...election, steps: JSON.parse(steps) as Election['steps'] }];
  }
}

describe('a replay of counts by seats and of budgets', () => {
  it('finds nothing in what was counted, ties open or settled', () => {
    fc.assert(
      fc.property(
        someApprovals(),
        fc.constantFrom(...IDS),
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.string()),
        (given, id, seats, drawn) => {
          expect(replay(elect(id, profileOf(given), { seats, drawn }))).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  it('finds nothing in budgets with costs', () => {
    fc.assert(
      fc.property(
        someApprovals(4),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 80 }),
        fc.option(fc.string()),
        (given, costs, budget, drawn) => {
          const byName = Object.fromEntries(given.names.map((name, at) => [name, String(costs[at])]));
          for (const id of ['equal-shares/cost@1', 'equal-shares/cost-add1u@1'])
            expect(
              replay(elect(id, profileOf(given), { options: { costs: byName, budget }, drawn })),
            ).toEqual([]);
        },
      ),
      RUNS,
    );
  });

  it.each(CASES)('finds every number that was changed in %s %j', (id, options) => {
    const election = elect(id, PROFILE, { seats: 3, options, drawn: 'seed' });
    expect(replay(election)).toEqual([]);
    const changes = [...changesOf(election)];
    expect(changes.length).toBeGreaterThan(8);
    expect(changes.filter(([, changed]) => replay(changed).length === 0).map(([path]) => path)).toEqual([]);
  });

  it.each(CASES)('finds winners who were not elected in %s %j', (id, options) => {
    const election = elect(id, PROFILE, { seats: 3, options, drawn: 'seed' });
    expect(replay({ ...election, winners: [['E'], ...election.winners.slice(1)] })).not.toEqual([]);
  });
});
