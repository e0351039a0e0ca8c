import {
  add,
  compareFractions,
  divide,
  fraction,
  multiply,
  truncate,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { Place } from '../profile.js';
import { orderWith, type Level } from '../ranking.js';

/** The voices of those who continue. */
export type Tallies = ReadonlyMap<Place, Fraction>;

export const isAbove = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) > 0;

export const lesser = (a: Fraction | null, b: Fraction): Fraction => (a === null || isAbove(a, b) ? b : a);

export const sum = (values: Iterable<Fraction>): Fraction => [...values].reduce(add, ZERO);

export const orderByTally = (places: readonly Place[], tallies: Tallies): readonly Level[] =>
  orderWith(places, (a, b) => compareFractions(tallies.get(b) ?? ZERO, tallies.get(a) ?? ZERO));

export const mostOf = (tallies: Tallies, places: readonly Place[]): Level =>
  orderByTally(places, tallies)[0] ?? [];

interface QuotaRules {
  readonly seats: number;
  readonly hareQuota: boolean;
  readonly nonIntegerWinningThreshold: boolean;
  readonly decimalPlacesForVoteArithmetic: number;
}

/**
 * The least number that no more options can have than there are seats: above active / (seats + 1), or for Hare not below
 * active / seats; in whole voices, or in units of the decimals that the rules allow.
 */
export function quota(active: Fraction, rules: QuotaRules): Fraction {
  const { seats, hareQuota, nonIntegerWinningThreshold, decimalPlacesForVoteArithmetic } = rules;
  const decimals = nonIntegerWinningThreshold ? decimalPlacesForVoteArithmetic : 0;
  const unit = fraction(1n, 10n ** BigInt(decimals));
  const exact = divide(active, fraction(BigInt(hareQuota ? seats : seats + 1)));
  const down = truncate(exact, decimals);
  return hareQuota && compareFractions(down, exact) === 0 ? down : add(down, unit);
}

/**
 * The groups from below whose voices together stay under those of the next option, so that none of them can be elected,
 * from the smallest.
 */
export function batches(tallies: Tallies): readonly (readonly Place[])[] {
  const found: (readonly Place[])[] = [];
  let seen: readonly Place[] = [];
  let together = ZERO;
  for (const level of orderByTally([...tallies.keys()], tallies).toReversed()) {
    const votes = tallies.get(level[0] as Place) as Fraction;
    if (isAbove(votes, together) && seen.length > 0) found.push(seen);
    together = add(together, multiply(votes, fraction(BigInt(level.length))));
    seen = [...seen, ...level];
  }
  return found;
}
