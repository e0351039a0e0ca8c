import {
  add,
  compareFractions,
  divide,
  fraction,
  multiply,
  subtract,
  truncate,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { Ballots, Place, Rank } from '../profile.js';
import type { Inactive, InactiveBallots } from './facts.js';
import type { Holders, Moved, Surpluses } from './holders.js';
import { readBallot, type Reading } from './read-ballot.js';
import type { Tallies } from './tallies.js';

/** Ballots that say the same and went the same way: `weight` of them, each worth `each`. */
interface Parcel {
  readonly ranks: readonly Rank[];
  readonly weight: bigint;
  readonly each: Fraction;
  /** Who has it; null before the first round, and for one that counts for nobody. */
  readonly holder: Place | null;
  readonly inactive: Inactive | null;
}

const valueOf = ({ weight, each }: Parcel): Fraction => multiply(each, fraction(weight));

/** The ballots of a count as parcels: read by any rule, and shared between options where they must be. */
export class ParcelHolders implements Holders, Surpluses {
  readonly surpluses = this;
  private parcels: readonly Parcel[];

  constructor(
    profile: Ballots<'RANKED'>,
    private readonly reading: Reading,
  ) {
    this.parcels = parcelsOf(profile);
  }

  move(isContinuing: (place: Place) => boolean): readonly Moved[] {
    const { parcels, moves } = moveParcels(this.parcels, isContinuing, this.reading);
    this.parcels = parcels;
    return movedBy(moves);
  }

  tally(places: readonly Place[]): Tallies {
    const tallies = new Map(places.map((place) => [place, ZERO]));
    for (const parcel of this.parcels)
      if (parcel.holder !== null && tallies.has(parcel.holder))
        tallies.set(parcel.holder, add(tallies.get(parcel.holder) as Fraction, valueOf(parcel)));
    return tallies;
  }

  inactive(): InactiveBallots {
    return inactiveOf(this.parcels);
  }

  free(elected: Place, share: Fraction, decimals: number): Fraction {
    const { parcels, kept } = passSurplus(this.parcels, elected, share, decimals);
    this.parcels = parcels;
    return kept;
  }

  end(isContinuing: (place: Place) => boolean): readonly Moved[] {
    const { parcels, moves } = surplusOfTheLast(this.parcels, isContinuing);
    this.parcels = parcels;
    return movedBy(moves);
  }
}

/** Each pile as one parcel that nobody has yet. */
const parcelsOf = ({ piles }: Ballots<'RANKED'>): readonly Parcel[] =>
  piles.map(({ marks, weight }) => ({
    ranks: marks,
    weight,
    each: fraction(1n),
    holder: null,
    inactive: null,
  }));

/** A parcel that went from one to others, or to nobody. */
interface Move {
  readonly from: Place | null;
  readonly parcel: Parcel;
}

/** What went from each option, by rising place. */
function movedBy(moves: readonly Move[]): readonly Moved[] {
  const from = [...new Set(moves.map((move) => move.from))].filter((place) => place !== null);
  return from
    .sort((a, b) => a - b)
    .map((place) => {
      const parcels = moves.filter((move) => move.from === place).map(({ parcel }) => parcel);
      const to = new Map<Place, Fraction>();
      for (const parcel of parcels)
        if (parcel.holder !== null && compareFractions(parcel.each, ZERO) > 0)
          to.set(parcel.holder, add(to.get(parcel.holder) ?? ZERO, valueOf(parcel)));
      return { from: place, to, inactive: inactiveOf(parcels) };
    });
}

/** Gives every parcel whose holder does not continue to whom its ballots name next; split in equal parts where they name several. */
function moveParcels(
  parcels: readonly Parcel[],
  isContinuing: (place: Place) => boolean,
  reading: Reading,
): { readonly parcels: readonly Parcel[]; readonly moves: readonly Move[] } {
  const moves: Move[] = [];
  const moved = parcels.flatMap((parcel) => {
    if (parcel.inactive !== null) return [parcel];
    if (parcel.holder !== null && isContinuing(parcel.holder)) return [parcel];
    const after = follow(parcel, isContinuing, reading);
    moves.push(...after.map((one) => ({ from: parcel.holder, parcel: one })));
    return after;
  });
  return { parcels: moved, moves };
}

function follow(
  parcel: Parcel,
  isContinuing: (place: Place) => boolean,
  reading: Reading,
): readonly Parcel[] {
  const reached = readBallot(parcel.ranks, isContinuing, reading);
  if ('inactive' in reached) return [{ ...parcel, holder: null, inactive: reached.inactive }];
  const { holders } = reached;
  const each = holders.length === 1 ? parcel.each : divide(parcel.each, fraction(BigInt(holders.length)));
  return holders.map((holder) => ({ ...parcel, each, holder }));
}

/** Takes a surplus out of the parcels of one elected: each ballot keeps what is not passed on, rounded down at each step. */
function passSurplus(
  parcels: readonly Parcel[],
  elected: Place,
  share: Fraction,
  decimals: number,
): { readonly parcels: readonly Parcel[]; readonly kept: Fraction } {
  let kept = ZERO;
  const left = parcels.map((parcel) => {
    if (parcel.holder !== elected) return parcel;
    const each = truncate(multiply(parcel.each, share), decimals);
    kept = add(kept, multiply(subtract(parcel.each, each), fraction(parcel.weight)));
    return { ...parcel, each };
  });
  return { parcels: left, kept };
}

/** Once all seats are filled, the surplus of the last ones elected goes to nobody. */
function surplusOfTheLast(
  parcels: readonly Parcel[],
  isContinuing: (place: Place) => boolean,
): { readonly parcels: readonly Parcel[]; readonly moves: readonly Move[] } {
  const moves: Move[] = [];
  const after = parcels.map((parcel) => {
    if (parcel.inactive !== null || (parcel.holder !== null && isContinuing(parcel.holder))) return parcel;
    const ended: Parcel = { ...parcel, holder: null, inactive: 'finalRoundSurplus' };
    moves.push({ from: parcel.holder, parcel: ended });
    return ended;
  });
  return { parcels: after, moves };
}

/** Ballots that count for nobody, in voices. */
function inactiveOf(parcels: readonly Parcel[]): InactiveBallots {
  const sums = new Map<Inactive, Fraction>();
  for (const parcel of parcels)
    if (parcel.inactive !== null)
      sums.set(parcel.inactive, add(sums.get(parcel.inactive) ?? ZERO, valueOf(parcel)));
  return Object.fromEntries(
    [...sums]
      .filter(([, value]) => compareFractions(value, ZERO) > 0)
      .map(([reason, value]) => [reason, amount(value)]),
  );
}
