import { printExact, printRounded, type Fraction } from '../../kernel/fractions.js';

/** A number that was not rounded, and the same one for reading, to five decimals at most. */
export type Amount = { readonly exact: string; readonly rounded: string };

/** An amount for each option, by name. */
export type Amounts = { readonly [option: string]: Amount };

/** Writes a number. */
export function amount(number: Fraction | bigint): Amount {
  const exact = typeof number === 'bigint' ? { numerator: number, denominator: 1n } : number;
  const print = printExact(exact);
  return { exact: print, rounded: exact.denominator === 1n ? print : printRounded(exact, 5) };
}
