import { printExact, printRounded, type Fraction } from '../../../kernel/fractions.js';
import type { Amount } from '../amounts.js';
import type { Seats } from './end.js';
import { exactOf, type Demand } from './finding.js';
import { levelsBy, sameList } from './numbers.js';

/** Who stands where at the end of a count, and who has the seats, before a lot for the last ones. */
export interface Standing {
  readonly ranking: readonly (readonly string[])[];
  readonly seats: Seats;
}

/** Options by falling number, and the seats filled from the top. */
export function standingBy(
  names: readonly string[],
  numberOf: (name: string) => Fraction,
  seats: number,
): Standing {
  const ranking = levelsBy(names, numberOf);
  return { ranking, seats: filled(ranking, seats) };
}

/** As many seats as asked from the top; a level that does not fit is tied for each seat that is left. */
export const filled = (ranking: readonly (readonly string[])[], seats: number): Seats =>
  ranking
    .flatMap((level, at) => {
      const before = ranking.slice(0, at).flat().length;
      const fits = before + level.length <= seats;
      return level.map((name) => (fits ? [name] : level));
    })
    .slice(0, seats);

/** The same sets in the same order. */
export const sameSets = (a: Seats, b: Seats): boolean =>
  sameList(
    a.map((set) => JSON.stringify(set)),
    b.map((set) => JSON.stringify(set)),
  );

/** An amount whose number for reading is that of the exact one. */
export function readAmount(amount: Amount | undefined, demand: Demand): Fraction {
  const exact = exactOf(amount, demand);
  const rounded = exact.denominator === 1n ? printExact(exact) : printRounded(exact, 5);
  demand(amount?.rounded === rounded, 'ROUNDED_OTHERWISE');
  return exact;
}

export const total = (numbers: Iterable<bigint>): bigint => [...numbers].reduce((a, b) => a + b, 0n);
