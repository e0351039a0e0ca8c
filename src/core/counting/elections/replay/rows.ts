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
  const after = new Map([...before].map(([value, row]) => [value, { ...row }]));
  for (const [value, { ballots }] of also) {
    const row = after.get(value);
    demand(row !== undefined && row.ballots >= ballots, 'MORE_BALLOTS_THAN_THERE_ARE');
    if (row) row.ballots -= ballots;
  }
  for (const { bears, ballots } of also.values()) {
    const to = moved(bears);
    const row = after.get(printExact(to));
    if (row) row.ballots += ballots;
    else after.set(printExact(to), { bears: to, ballots });
  }
  return new Map([...after].filter(([, { ballots }]) => ballots !== 0n));
}

export const sameBearing = (a: Bearing, b: Bearing): boolean =>
  a.size === b.size && [...a].every(([value, { ballots }]) => b.get(value)?.ballots === ballots);
