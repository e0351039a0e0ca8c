import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { approved, elect } from './ballots.js';
import { changesOf, missedIn } from './changes.js';
import { profileOf, someApprovals } from './some-approvals.js';
import { RUNS } from './runs.js';

const RUNS_OF_EACH = { numRuns: RUNS };
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
  ['sortition/hmac@1', {}],
  ['sortition/rfc3797@1', { key: '9./5.18./' }],
  ['sortition/rfc3797@1', { key: '9./5.18./', numbers: { A: '3', B: '5', C: '1', D: '2', E: '4' } }],
  ['equal-shares/cost@1', { costs: COSTS, budget: 120 }],
  ['equal-shares/cost-add1u@1', { costs: COSTS, budget: 120 }],
  ['equal-shares/cost-add1u@1', { costs: COSTS, budget: 151, unit: 2 }],
];

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
      RUNS_OF_EACH,
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
      RUNS_OF_EACH,
    );
  });

  it.each(CASES)('finds whatever was changed in %s %j', (id, options) => {
    const election = elect(id, PROFILE, { seats: 3, options, drawn: 'seed' });
    expect(replay(election)).toEqual([]);
    const changes = [...changesOf(election)];
    expect(changes.length).toBeGreaterThan(4);
    expect(missedIn(election, changes)).toEqual([]);
  });

  it.each(CASES)('finds winners who were not elected in %s %j', (id, options) => {
    const election = elect(id, PROFILE, { seats: 3, options, drawn: 'seed' });
    expect(replay({ ...election, winners: election.winners.slice(1) })).not.toEqual([]);
    expect(replay({ ...election, steps: election.steps.slice(0, -1) })).not.toEqual([]);
  });
});
