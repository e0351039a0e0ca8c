import { describe, expect, it } from '@jest/globals';
import { countElection, countInSlices } from '../../src/core/counting/elections/count-election.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { electionMethodNamed } from '../../src/core/counting/elections/registry.js';
import { approved, ranked } from './ballots.js';

const NAMES = 'A B C D E F';
const COSTS = { costs: Object.fromEntries(NAMES.split(' ').map((name) => [name, '10'])), budget: 35 };

/** Counts in slices, and says how many there were. */
function sliced(request: Parameters<typeof countInSlices>[0]) {
  const work = countInSlices(request);
  for (let slices = 1; ; slices += 1) {
    const slice = work.next();
    if (slice.done === true) return { election: slice.value, slices };
  }
}

describe('a count that may be left and taken up again', () => {
  it.each([
    // A tie of all six, and then of five, and then of four: 1, 6, 30, 120 counts begin.
    ['irv/rctab@1', ranked(NAMES, ...NAMES.split(' ').map((name) => `1: ${name}`)), 1, {}, 100],
    ['stv/scottish-2007@1', ranked(NAMES, ...NAMES.split(' ').map((name) => `1: ${name}`)), 2, {}, 100],
    // Here one count looks itself at every way in which its ties may go, and at every raise.
    ['equal-shares/cost@1', approved(NAMES, `4: ${NAMES}`), 1, COSTS, 100],
    [
      'equal-shares/cost-add1u@1',
      approved('A B', '2: A', '1: B'),
      1,
      { costs: { A: '90', B: '30' }, budget: 120 },
      10,
    ],
  ] as const)('by %s, comes to the same bytes', (id, profile, seats, options, atLeast) => {
    const request = {
      method: electionMethodNamed(id),
      profile,
      seats,
      options: options as Json,
      drawn: null,
    };
    const { election, slices } = sliced(request);
    expect(JSON.stringify(election)).toBe(JSON.stringify(countElection(request)));
    expect(slices).toBeGreaterThan(atLeast);
  });

  it('is one slice for a count without ties, and one more to end', () => {
    const profile = ranked('A B', '2: A', '1: B');
    const request = {
      method: electionMethodNamed('plurality@1'),
      profile,
      seats: 1,
      options: {},
      drawn: null,
    };
    expect(sliced(request).slices).toBe(2);
  });
});
