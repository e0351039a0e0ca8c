/** An exact fraction; the denominator is positive. Written `2/3`. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const FRACTION = /^(0|[1-9][0-9]{0,17})\/([1-9][0-9]{0,17})$/;

/** Reads `2/3`; anything else (signs, decimals, a zero denominator) is null. */
export function parseFraction(text: string): Fraction | null {
  const match = FRACTION.exec(text);
  if (!match) return null;
  return { numerator: BigInt(match[1] as string), denominator: BigInt(match[2] as string) };
}

export const printFraction = (f: Fraction): string => `${f.numerator}/${f.denominator}`;

/** -1, 0 or 1 as the fraction of `base` is less than, equal to or greater than `count`, without division. */
export function compareToShare(count: bigint, f: Fraction, base: bigint): -1 | 0 | 1 {
  const left = count * f.denominator;
  const right = f.numerator * base;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** -1, 0 or 1 as a < b, a = b or a > b. */
export const compareFractions = (a: Fraction, b: Fraction): -1 | 0 | 1 =>
  compareToShare(a.numerator, b, a.denominator);
