import { add, compareFractions, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { Demand } from './finding.js';

/** A whole number in decimal; a text that is none counts as nothing after it was found. */
export function wholeOf(text: string | undefined, demand: Demand): bigint {
  const isWhole = text !== undefined && /^(0|[1-9][0-9]*)$/.test(text);
  demand(isWhole, 'NOT_A_WHOLE_NUMBER');
  return isWhole ? BigInt(text) : 0n;
}

export const equal = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) === 0;

export const isMore = (a: Fraction, b: Fraction): boolean => compareFractions(a, b) > 0;

export const sumOf = (values: Iterable<Fraction>): Fraction => [...values].reduce(add, ZERO);

/** The same names in the same order. */
export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, at) => name === b[at]);

/** The same names, each once. */
export const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  sameList([...a].sort(), [...b].sort());

/** Names with the greatest number first; those with as much stand together, in the order in which they were given. */
export function levelsBy(
  names: readonly string[],
  number: (name: string) => Fraction,
): readonly (readonly string[])[] {
  const levels: string[][] = [];
  for (const name of [...names].sort((a, b) => compareFractions(number(b), number(a)))) {
    const last = levels.at(-1);
    if (last?.[0] !== undefined && equal(number(last[0]), number(name))) last.push(name);
    else levels.push([name]);
  }
  return levels;
}
