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

/** n/d in lowest terms. */
export function fraction(numerator: bigint, denominator = 1n): Fraction {
  if (denominator === 0n) throw new RangeError('a fraction of nothing');
  const divisor = (denominator < 0n ? -1n : 1n) * gcd(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

export const ZERO: Fraction = { numerator: 0n, denominator: 1n };

export const add = (a: Fraction, b: Fraction): Fraction =>
  a.denominator === b.denominator
    ? fraction(a.numerator + b.numerator, a.denominator)
    : fraction(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const subtract = (a: Fraction, b: Fraction): Fraction =>
  add(a, { numerator: -b.numerator, denominator: b.denominator });

export const multiply = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.numerator, a.denominator * b.denominator);

/** a / b; a RangeError where b is zero. */
export const divide = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.numerator * b.denominator, a.denominator * b.numerator);

/** The greatest multiple of 1/10^decimals that is not above a fraction which is not negative. */
export function truncate(a: Fraction, decimals: number): Fraction {
  const scale = 10n ** BigInt(decimals);
  return fraction((a.numerator * scale) / a.denominator, scale);
}

/** `7` or `112/3`: exact, whole numbers without a denominator. */
export const printExact = ({ numerator, denominator }: Fraction): string =>
  denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;

/** Reads what `printExact` writes; null for anything else. */
export function parseExact(text: string): Fraction | null {
  const match = /^(-?[0-9]+)(?:\/([1-9][0-9]*))?$/.exec(text);
  return match && fraction(BigInt(match[1] as string), BigInt(match[2] ?? '1'));
}

/** To so many decimals, half away from zero: for reading, never for deciding. */
export function printRounded({ numerator, denominator }: Fraction, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const size = numerator < 0n ? -numerator : numerator;
  const units = (2n * size * scale + denominator) / (2n * denominator);
  const digits = String(units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = numerator < 0n && units > 0n ? '-' : '';
  return decimals === 0 ? `${sign}${digits}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
