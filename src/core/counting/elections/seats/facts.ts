import type { Amount } from '../amounts.js';
import type { WrittenRows } from '../bearings.js';

/** LOAD: Phragmén's load, the least is seated. GAIN: Thiele's satisfaction added, the most is seated. */
export type SeatRule = 'LOAD' | 'GAIN';

/** What methods say that fill seats from approvals. */
export type SeatFacts = {
  /**
   * What each option would make of the ballots that approve it, if it had this seat. Of `rows`: under LOAD ballots by the
   * load that they bear, and the value is (1 + loads borne) / ballots; under GAIN ballots by how many they have seated,
   * and the value is the sum of ballots / (seated + 1).
   */
  SEAT_WEIGHED: {
    readonly rule: SeatRule;
    readonly seat: string;
    readonly options: { readonly [option: string]: { readonly rows: WrittenRows; readonly value: Amount } };
  };
  /**
   * The option that has the seat, and `shared`: of each option left, the ballots that approve both, which bear something
   * else now. Empty after the last seat.
   */
  SEAT_FILLED: {
    readonly rule: SeatRule;
    readonly seat: string;
    readonly option: string;
    readonly value: Amount;
    readonly shared: { readonly [option: string]: WrittenRows };
  };
  /** Nothing tells those apart whom nobody approves: the seats left are theirs. */
  NOBODY_APPROVES: { readonly options: readonly string[]; readonly seats: string };
  /** Every committee that ties can lead to; none is written down where there are more than 100. */
  COMMITTEES_TIED: { readonly number: string; readonly committees: readonly (readonly string[])[] };
  /** Ties lead to more than `limit` states of the count: the committees are not all known. */
  COMMITTEES_NOT_FOLLOWED: { readonly limit: string };
  /**
   * Of all committees of `seats` of the options approved, those of the greatest score, 100 at most: `rows`, ballots by
   * how many members they approve; the score, the sum over them of ballots × (1 + 1/2 + … + 1/members).
   */
  PAV_BEST: {
    readonly options: readonly string[];
    readonly seats: string;
    readonly examined: string;
    readonly score: Amount;
    readonly best: readonly PavCommittee[];
  };
  /** The committee that has the seats: the only best one, or the one of them that ties came to. */
  PAV_ELECTED: PavCommittee;
};

/** A committee, and the ballots that approve some of its members, by how many. */
export interface PavCommittee {
  readonly members: readonly string[];
  readonly rows: readonly { readonly members: string; readonly ballots: string }[];
}
