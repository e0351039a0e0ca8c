import type { Threshold } from '../charter/clause.js';
import { compareToShare, parseFraction, type Fraction } from '../kernel/fractions.js';
import { refuse } from '../kernel/refusals.js';

/** How much of a base is asked: at least fraction × base + plus whole votes, or more than that when strict. */
export interface Share {
  readonly fraction: Fraction;
  readonly strict: boolean;
  readonly plus: bigint;
}

/** Reads the share of a clause; INVALID_INPUT is thrown for what no valid clause can hold. */
export function readShare({ fraction, strict, plus }: Threshold): Share {
  const exact = parseFraction(fraction);
  if (!exact) throw refuse('INVALID_INPUT', { field: 'fraction', reason: 'NOT_A_FRACTION' });
  return { fraction: exact, strict, plus: BigInt(plus) };
}

/** Whether a number of persons reaches the share of a base, by cross-multiplication. */
export function reaches(count: bigint, share: Share, base: bigint): boolean {
  const order = compareToShare(count - share.plus, share.fraction, base);
  return share.strict ? order > 0 : order >= 0;
}

/** The least whole number that reaches the share of a base; it may exceed the base, and then nothing does. */
export function leastReaching(share: Share, base: bigint): bigint {
  const { numerator, denominator } = share.fraction;
  const whole = (numerator * base) / denominator;
  const exact = whole * denominator === numerator * base;
  return whole + share.plus + (exact && !share.strict ? 0n : 1n);
}
