import type { Sheet } from '../method.js';
import type { Place } from '../profile.js';
import type { Slices } from '../slices.js';
import { distinct, type Committee } from '../seats/committees.js';

const LIMIT = 1_000;

/** Every set of options that a count can come to, whichever way its ties go; none where it is too many to tell. */
export function* outcomesOf(
  count: (silent: Sheet) => Slices<readonly Place[]>,
): Slices<readonly Committee[]> {
  const outcomes: Committee[] = [];
  const scripts: (readonly Place[])[] = [[]];
  for (let script = scripts.pop(); script; script = scripts.pop()) {
    if (outcomes.length === LIMIT) return [];
    const given = [...script];
    const taken: Place[] = [];
    const silent: Sheet = {
      write: () => undefined,
      settle: ({ among }) => {
        const [first, ...others] = among as readonly [Place, ...Place[]];
        const chosen = given.shift();
        if (chosen === undefined) for (const other of others) scripts.push([...taken, other]);
        taken.push(chosen ?? first);
        return chosen ?? first;
      },
    };
    outcomes.push(yield* count(silent));
  }
  return distinct(outcomes);
}
