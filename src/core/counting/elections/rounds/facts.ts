import type { Amount, Amounts } from '../amounts.js';

/** Why a ballot counts for nobody any more, by RCTab's names. */
export const INACTIVE = [
  'exhaustedChoices',
  'overvotes',
  'skippedRankings',
  'repeatedRankings',
  'finalRoundSurplus',
] as const;
export type Inactive = (typeof INACTIVE)[number];

/** Ballots that count for nobody, by reason; reasons without ballots are left out. */
export type InactiveBallots = { readonly [R in Inactive]?: Amount };

/** What counts by rounds say: who has what, who is elected or goes, and where each voice went. */
export type RoundFacts = {
  /** A round as it stands before anything is done: voices of all who are still in or were elected, and what elects. */
  ROUND: {
    readonly round: string;
    readonly tallies: Amounts;
    readonly inactive: InactiveBallots;
    readonly threshold: Amount;
  };
  /**
   * How the threshold was found: `active` voices, shared by `divisor`, and of that the least number above (`MORE`) or not below
   * (`REACH`), or itself, which is to be exceeded (`EXCEED`).
   */
  THRESHOLD_FOUND: {
    readonly round: string;
    readonly active: Amount;
    readonly divisor: string;
    readonly by: 'MORE' | 'REACH' | 'EXCEED';
    readonly threshold: Amount;
  };
  /** REACHED: has the threshold. LEFT: no more options are left than seats. MOST: has the most, where nobody can reach it any more. */
  ELECTED_IN_ROUND: {
    readonly round: string;
    readonly options: readonly string[];
    readonly why: 'REACHED' | 'LEFT' | 'MOST';
  };
  /**
   * FEWEST: has the fewest voices. BATCH: have together (`together`) fewer than the next one (`next`), so that none of
   * them can be elected. TIED_BATCH: the same of those tied for the fewest, so that their order does not matter.
   * WRITE_IN: stands for options that nobody declared. BELOW: has fewer than asked.
   */
  ELIMINATED_IN_ROUND: {
    readonly round: string;
    readonly options: readonly string[];
    readonly why: 'FEWEST' | 'BATCH' | 'TIED_BATCH' | 'WRITE_IN' | 'BELOW';
    readonly together: Amount;
    readonly next: Amount | null;
  };
  /** Where the voices of one who goes, or the surplus of one who was elected, went. */
  TRANSFERRED: {
    readonly round: string;
    readonly from: string;
    readonly to: Amounts;
    readonly inactive: InactiveBallots;
  };
  /** A surplus: the share of each ballot that goes on, and what rounding down loses on the way. */
  SURPLUS: {
    readonly round: string;
    readonly option: string;
    readonly surplus: Amount;
    readonly share: Amount;
    readonly lost: Amount;
  };
  /** A tie settled by the last earlier round in which those tied had different numbers. */
  LOOKED_BACK: {
    readonly round: string;
    readonly among: readonly string[];
    readonly earlier: string;
    readonly tallies: Amounts;
    readonly left: readonly string[];
  };
  /** The count stopped after a round, as its options asked. */
  STOPPED_EARLY: { readonly round: string };
  /** One seat of a series of counts, each without those who won the seats before. */
  PASS: { readonly seat: string; readonly without: readonly string[] };
};
