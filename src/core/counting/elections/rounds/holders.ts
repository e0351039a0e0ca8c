import type { Fraction } from '../../../kernel/fractions.js';
import { packedOf } from '../fast/packed.js';
import { readsOn, RowHolders } from '../fast/row-holders.js';
import type { Ballots, Place } from '../profile.js';
import type { InactiveBallots } from './facts.js';
import { ParcelHolders } from './parcels.js';
import type { Rules } from './rules.js';
import type { Tallies } from './tallies.js';

/** What went from one option to others, and to nobody. */
export interface Moved {
  readonly from: Place;
  /** Those that were given something. */
  readonly to: Tallies;
  readonly inactive: InactiveBallots;
}

/** Who holds which ballots in a count by rounds. */
export interface Holders {
  /**
   * Gives every ballot whose holder does not continue to whom it names next, and says what went, by rising place of those
   * who had it; what nobody had before is not said.
   */
  move(isContinuing: (place: Place) => boolean): readonly Moved[];
  /** The voices of some options. */
  tally(places: readonly Place[]): Tallies;
  /** Ballots that count for nobody, in voices. */
  inactive(): InactiveBallots;
  /** Null where each ballot lies whole with one option, and only those who are out pass theirs on. */
  readonly surpluses: Surpluses | null;
}

/** What a count for several seats does with the ballots of those elected. */
export interface Surpluses {
  /** Sets a share of each ballot of one elected free, rounded down, and says what is kept of them all. */
  free(elected: Place, share: Fraction, decimals: number): Fraction;
  /** Once all seats are filled, the surplus of the last ones elected goes to nobody. */
  end(isContinuing: (place: Place) => boolean): readonly Moved[];
}

/** Piles of rows where the ballots are packed and rules do not split any; parcels of marks otherwise. */
export function holdersOf(profile: Ballots<'RANKED'>, rules: Rules): Holders {
  const packed = packedOf(profile);
  return packed !== null && rules.mode !== 'SEVERAL_SEATS' && readsOn(rules)
    ? new RowHolders(packed, profile.slate.options.length)
    : new ParcelHolders(profile, rules);
}
