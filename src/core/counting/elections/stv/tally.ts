import {
  add,
  compareFractions,
  fraction,
  multiply,
  printExact,
  subtract,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount, type Amounts } from '../amounts.js';
import type { Sheet } from '../method.js';
import type { Place, Slate } from '../profile.js';
import { orderWith, placesOf, type Level } from '../ranking.js';
import type { Transfer } from './facts.js';
import type { Pile } from './papers.js';

/** Papers that lie with an option at one value each. */
interface Parcel {
  readonly value: Fraction;
  readonly pile: Pile;
}

type Standing = 'CONTINUING' | 'ELECTED' | 'EXCLUDED';

/** Where the papers lie at a moment of a count by transfers, and what has become of the options. */
export interface Tally {
  readonly slate: Slate;
  readonly seats: number;
  readonly sheet: Sheet;
  readonly standing: Standing[];
  /** The papers of each option, by their value. */
  readonly parcels: Map<string, Parcel>[];
  readonly votes: Fraction[];
  /** What each option had at the end of each stage. */
  readonly stages: (readonly Fraction[])[];
  readonly elected: Level[];
  readonly excluded: Level[];
  nonTransferable: Fraction;
  lost: Fraction;
}

/** Lays every paper, at the value of one, with the option of its first preference. */
export function layOut(slate: Slate, seats: number, pile: Pile, sheet: Sheet): Tally {
  const tally: Tally = {
    slate,
    seats,
    sheet,
    standing: slate.options.map(() => 'CONTINUING'),
    parcels: slate.options.map(() => new Map()),
    votes: slate.options.map(() => ZERO),
    stages: [],
    elected: [],
    excluded: [],
    nonTransferable: ZERO,
    lost: ZERO,
  };
  for (const [first, papers] of byNextPreference(tally, pile))
    lay(tally, first as Place, fraction(1n), papers);
  return tally;
}

function lay({ parcels, votes }: Tally, to: Place, value: Fraction, pile: Pile): void {
  const there = parcels[to] as Map<string, Parcel>;
  const key = printExact(value);
  const parcel = there.get(key);
  votes[to] = add(votes[to] as Fraction, multiply(value, fraction(pile.number)));
  if (parcel) parcel.pile.lay(pile);
  else there.set(key, { value, pile });
}

/**
 * Takes every paper from an option and lays it with the next continuing one, each at the value that `revalue` makes of
 * its own; papers without a next preference are set aside. The votes of the option are left to the caller.
 */
export function transferFrom(
  tally: Tally,
  from: Place,
  revalue: (value: Fraction) => Fraction,
): { transfers: readonly Transfer[]; moved: Fraction } {
  const parcels = [...(tally.parcels[from] as Map<string, Parcel>).values()];
  (tally.parcels[from] as Map<string, Parcel>).clear();
  const transfers: Transfer[] = [];
  let moved = ZERO;
  for (const parcel of parcels) {
    const value = revalue(parcel.value);
    for (const [to, pile] of byNextPreference(tally, parcel.pile)) {
      const { number } = pile;
      const votes = multiply(value, fraction(number));
      if (to === null) tally.nonTransferable = add(tally.nonTransferable, votes);
      else lay(tally, to, value, pile);
      moved = add(moved, votes);
      transfers.push({
        papers: String(number),
        received: amount(parcel.value),
        value: amount(value),
        votes: amount(votes),
        to: to === null ? null : (tally.slate.options[to] as string),
      });
    }
  }
  return { transfers, moved };
}

const byNextPreference = ({ standing }: Tally, pile: Pile): ReturnType<Pile['part']> =>
  pile.part((place) => standing[place] === 'CONTINUING', standing.length);

export const continuing = ({ standing }: Tally): readonly Place[] =>
  placesOf(standing).filter((place) => standing[place] === 'CONTINUING');

export const vacancies = ({ seats, standing }: Tally): number =>
  seats - standing.filter((one) => one === 'ELECTED').length;

export const hasPapers = ({ parcels }: Tally, place: Place): boolean =>
  (parcels[place] as Map<string, Parcel>).size > 0;

export const votesOf = ({ votes }: Tally, place: Place): Fraction => votes[place] as Fraction;

/** Options by falling votes at the end of some stage, now if none is named. */
export const byVotes = (
  tally: Tally,
  places: readonly Place[],
  votes: readonly Fraction[] = tally.votes,
): readonly Level[] =>
  orderWith(places, (a, b) => compareFractions(votes[b] as Fraction, votes[a] as Fraction));

export const namesOf = ({ slate }: Tally, places: readonly Place[]): readonly string[] =>
  places.map((place) => slate.options[place] as string);

export const amountsOf = (
  { slate }: Tally,
  votes: readonly Fraction[],
  places: readonly Place[] = placesOf(votes),
): Amounts =>
  Object.fromEntries(
    places.map((place) => [slate.options[place] as string, amount(votes[place] as Fraction)]),
  );

/** The stage that the next transfer makes. */
export const nextStage = ({ stages }: Tally): string => String(stages.length + 1);

/** Writes down what all options have, at the end of a stage. */
export function endStage(tally: Tally): void {
  tally.stages.push([...tally.votes]);
  tally.sheet.write({
    code: 'STV_STAGE',
    data: {
      stage: String(tally.stages.length),
      votes: amountsOf(tally, tally.votes),
      nonTransferable: amount(tally.nonTransferable),
      lost: amount(tally.lost),
    },
  });
}

/** Takes the votes above the quota from an elected option: those moved, and those lost in rounding. */
export function keepQuota(tally: Tally, place: Place, quota: Fraction, lost: Fraction): void {
  tally.votes[place] = quota;
  tally.lost = add(tally.lost, lost);
}

export const surplusOf = (tally: Tally, place: Place, quota: Fraction): Fraction =>
  subtract(votesOf(tally, place), quota);
