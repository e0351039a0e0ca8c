import { compareFractions, printExact, type Fraction } from '../../kernel/fractions.js';
import { amount, type Amount } from './amounts.js';
import type { Ballots, Place } from './profile.js';

/** Ballots that bear the same: a load, a number of seats they helped to fill, or the money they have left. */
export interface Row {
  readonly bears: Fraction;
  readonly ballots: bigint;
}

/** What each pile bears: few values, and for each pile which of them. */
export interface Bearings {
  readonly values: readonly Fraction[];
  readonly at: readonly number[];
}

/** Rows as they stand in a working, by rising value. */
export type WrittenRows = readonly { readonly bears: Amount; readonly ballots: string }[];

type Approvals = Ballots<'APPROVED'>;

export const bearAll = ({ piles }: Approvals, value: Fraction): Bearings => ({
  values: [value],
  at: piles.map(() => 0),
});

/** The ballots of each option by what they bear, of those that approve `also` where it is given. */
export function rowsByOption(
  { piles, slate }: Approvals,
  { values, at }: Bearings,
  also: Place | null,
): readonly (readonly Row[])[] {
  const counts = slate.options.map(() => new Map<number, bigint>());
  for (const [pile, { marks, weight }] of piles.entries()) {
    if (also !== null && !marks.includes(also)) continue;
    const value = at[pile] as number;
    for (const place of marks) {
      const count = counts[place] as Map<number, bigint>;
      count.set(value, (count.get(value) ?? 0n) + weight);
    }
  }
  return counts.map((count) =>
    [...count]
      .map(([value, ballots]) => ({ bears: values[value] as Fraction, ballots }))
      .sort((a, b) => compareFractions(a.bears, b.bears)),
  );
}

/** The bearings after the ballots that approve an option went from what they bore to what `moved` says. */
export function moveApprovers(
  { piles }: Approvals,
  { values, at }: Bearings,
  place: Place,
  moved: (bears: Fraction) => Fraction,
): Bearings {
  const index = new Map(values.map((value, number) => [printExact(value), number]));
  const next = [...values];
  const goesTo = values.map((value) => {
    const to = moved(value);
    const known = index.get(printExact(to));
    if (known !== undefined) return known;
    index.set(printExact(to), next.length);
    return next.push(to) - 1;
  });
  const moves = piles.map(({ marks }, pile) => {
    const from = at[pile] as number;
    return marks.includes(place) ? (goesTo[from] as number) : from;
  });
  return { values: next, at: moves };
}

/** All of it in one text: equal texts, equal bearings. */
export const keyOf = ({ values, at }: Bearings): string => {
  const texts = values.map(printExact);
  return at.map((value) => texts[value] as string).join(' ');
};

export const writeRows = (rows: readonly Row[]): WrittenRows =>
  rows.map(({ bears, ballots }) => ({ bears: amount(bears), ballots: String(ballots) }));
