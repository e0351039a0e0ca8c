import {
  add,
  compareFractions,
  fraction,
  multiply,
  printExact,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { WrittenRows } from '../bearings.js';
import { exactOf, type Demand } from './finding.js';
import { wholeOf } from './numbers.js';

/** Ballots by what they bear, the value in print. */
export type Bearing = ReadonlyMap<string, { readonly bears: Fraction; readonly ballots: bigint }>;

/** Rows as numbers; each value stands once, and rises. */
export function bearingOf(rows: WrittenRows, demand: Demand): Bearing {
  const read = rows.map(({ bears, ballots }) => ({
    bears: exactOf(bears, demand),
    ballots: wholeOf(ballots, demand),
  }));
  demand(
    read.every(({ bears }, at) => at === 0 || compareFractions(read[at - 1]?.bears ?? ZERO, bears) < 0),
    'ROWS_OUT_OF_ORDER',
  );
  demand(
    read.every(({ ballots }) => ballots > 0n),
    'ROW_OF_NO_BALLOTS',
  );
  return new Map(read.map((row) => [printExact(row.bears), row]));
}

export const ballotsOf = (bearing: Bearing): bigint =>
  [...bearing.values()].reduce((sum, { ballots }) => sum + ballots, 0n);

/** All that the ballots bear together. */
export const borneBy = (bearing: Bearing): Fraction =>
  [...bearing.values()].reduce(
    (sum, { bears, ballots }) => add(sum, multiply(bears, fraction(ballots))),
    ZERO,
  );

/** What an option's ballots bear once those that also approve another bear what `moved` says. */
export function afterMove(
  before: Bearing,
  also: Bearing,
  moved: (bears: Fraction) => Fraction,
  demand: Demand,
): Bearing {
  const after = new Map(before);
  const more = (bears: Fraction, ballots: bigint): void => {
    const value = printExact(bears);
    after.set(value, { bears, ballots: (after.get(value)?.ballots ?? 0n) + ballots });
  };
  for (const [value, { bears, ballots }] of also) {
    demand((before.get(value)?.ballots ?? 0n) >= ballots, 'MORE_BALLOTS_THAN_THERE_ARE');
    more(bears, -ballots);
  }
  for (const { bears, ballots } of also.values()) more(moved(bears), ballots);
  return new Map([...after].filter(([, { ballots }]) => ballots !== 0n));
}

export const sameBearing = (a: Bearing, b: Bearing): boolean =>
  a.size === b.size && [...a].every(([value, { ballots }]) => b.get(value)?.ballots === ballots);
