import { describe, expect, it } from '@jest/globals';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import { replay } from '../../src/core/counting/elections/replay/replay.js';
import { changesOf, missedIn, type Change } from './changes.js';
import { GOOD_WORKINGS } from './good-workings.js';

/** What a replay cannot know, with no ballot before it. Where it is, and why. */
const FOR_A_RECOUNT: readonly (readonly [where: RegExp, why: string])[] = [
  [/\/data\/above\//, 'a cell of the matrix from which nothing follows that was said'],
  [
    /\/data\/(iterations|last\/keepFactors\/)/,
    'what the iterations of Meek’s method make, which are not shown',
  ],
  [/\/data\/committees\//, 'the committees to which ways lead whose steps are not all written'],
  [/^COMMITTEES_TIED left out$/, 'the same: where one committee comes of all ways, none is written'],
];
const isForARecount = (where: string): boolean => FOR_A_RECOUNT.some(([found]) => found.test(where));

/** The election without each of its steps in turn, with each twice, and with each after the next one. */
function* stepsMoved(election: Election): Generator<Change> {
  const { steps } = election;
  for (const [at, step] of steps.entries()) {
    const next = steps[at + 1];
    yield [`${step.code} left out`, { ...election, steps: steps.toSpliced(at, 1) }];
    yield [`${step.code} twice`, { ...election, steps: steps.toSpliced(at, 0, step) }];
    if (next)
      yield [`${step.code} after ${next.code}`, { ...election, steps: steps.toSpliced(at, 2, next, step) }];
  }
}

/** The same steps under the name of each other method, and under options that it has not. */
function* methodsChanged(election: Election): Generator<Change> {
  for (const { id } of ELECTION_METHODS)
    if (id !== election.method) yield [`as ${id}`, { ...election, method: id }];
  yield ['as another method', { ...election, method: 'unknown@1' }];
  yield ['with an option more', { ...election, options: { ...election.options, zzz: 0 } }];
  for (const name of Object.keys(election.options)) {
    const options = Object.fromEntries(Object.entries(election.options).filter(([one]) => one !== name));
    yield [`without ${name}`, { ...election, options }];
  }
}

describe('the replay of whatever elects', () => {
  it('has a good working here of each method, which it finds nothing in', () => {
    const methods = new Set(GOOD_WORKINGS.map(([, { method }]) => method));
    expect([...methods].sort()).toEqual(ELECTION_METHODS.map(({ id }) => id).sort());
    for (const [name, election] of GOOD_WORKINGS) expect([name, replay(election)]).toEqual([name, []]);
  });

  it.each(GOOD_WORKINGS)(
    'finds a step left out, written twice, or in another place: %s',
    (_name, election) => {
      const missed = missedIn(election, stepsMoved(election)).filter((where) => !isForARecount(where));
      expect(missed).toEqual([]);
    },
  );

  it.each(GOOD_WORKINGS)('finds steps under another method or with other options: %s', (_name, election) => {
    expect(missedIn(election, methodsChanged(election))).toEqual([]);
  });

  it.each(GOOD_WORKINGS)('finds every number, name and list that was changed: %s', (_name, election) => {
    const missed = missedIn(election, changesOf(election)).filter((where) => !isForARecount(where));
    expect(missed).toEqual([]);
  });

  it('finds a step of another family, before the first or after the last', () => {
    const first = GOOD_WORKINGS.flatMap(([, { steps }]) => steps.slice(0, 1));
    const foreign = [...new Map(first.map((step) => [step.code, step])).values()];
    for (const [name, election] of GOOD_WORKINGS)
      for (const step of foreign) {
        const { steps } = election;
        if (JSON.stringify(steps).includes(`"${step.code}"`)) continue;
        for (const more of [
          [step, ...steps],
          [...steps, step],
        ])
          expect([name, step.code, replay({ ...election, steps: more })]).not.toEqual([name, step.code, []]);
      }
  });
});
