import type { Amount, Amounts } from '../amounts.js';

/**
 * Papers that went on together: `papers` of them, each received at the value `received`, each going on at the value
 * `value`, which makes `votes`; `to` is null where they give no further preference.
 */
export interface Transfer {
  readonly papers: string;
  readonly received: Amount;
  readonly value: Amount;
  readonly votes: Amount;
  readonly to: string | null;
}

/** A number of nine decimals, exact. */
export type Decimal9 = string;

/** A number of nine decimals for each option, by name. */
export type Decimals9 = { readonly [option: string]: Decimal9 };

/** One iteration: with the keep factors the votes can be counted again from the papers, and from these the rest. */
export interface MeekMoment {
  readonly keepFactors: Decimals9;
  readonly votes: Decimals9;
  /** What no option kept. With the votes it makes the valid papers. */
  readonly residual: Decimal9;
  readonly quota: Decimal9;
  readonly surplus: Decimal9;
}

/** What a count by single transferable vote says. */
export type StvFacts = {
  /** Papers that count, those without a first preference and those with several; the last two are void. */
  STV_PAPERS: { readonly valid: string; readonly noFirst: string; readonly severalFirst: string };
  /** No paper counts: nobody can be told apart from anybody. */
  STV_NO_PAPERS: { readonly seats: string };
  /** `droop`: the whole part of valid / (seats + 1), and one more. `hare`: valid / seats. */
  STV_QUOTA: {
    readonly formula: 'droop' | 'hare';
    readonly valid: string;
    readonly seats: string;
    readonly quota: Amount;
  };
  /**
   * What all options have at the end of a stage. With `nonTransferable` (votes of papers that gave no further
   * preference) and `lost` (cut off when values were rounded down) this makes the valid papers.
   */
  STV_STAGE: {
    readonly stage: string;
    readonly votes: Amounts;
    readonly nonTransferable: Amount;
    readonly lost: Amount;
  };
  STV_ELECTED: {
    readonly stage: string;
    readonly options: readonly string[];
    readonly by: 'QUOTA' | 'LAST_SEATS';
  };
  /** `lost`: what rounding the values down cut off this surplus. */
  STV_SURPLUS: {
    readonly stage: string;
    readonly from: string;
    readonly votes: Amount;
    readonly surplus: Amount;
    readonly transfers: readonly Transfer[];
    readonly lost: Amount;
  };
  STV_EXCLUDED: {
    readonly stage: string;
    readonly option: string;
    readonly votes: Amount;
    readonly transfers: readonly Transfer[];
  };
  /** The last one excluded before the seats left are as many as the options: its papers stay where they are. */
  STV_EXCLUDED_LAST: { readonly stage: string; readonly option: string; readonly votes: Amount };
  /** A tie was looked up in an earlier stage, and `kept` are those that it left. */
  STV_TIE_LOOKED_BACK: {
    readonly of: 'TRANSFER' | 'ELIMINATION';
    readonly among: readonly string[];
    readonly stage: string;
    readonly votes: Amounts;
    readonly kept: readonly string[];
  };
  /** Tied options without any paper, all of which are excluded one after the other, in whatever order. */
  STV_TIE_WITHOUT_EFFECT: { readonly among: readonly string[] };
  /**
   * A round of Meek’s method, by its first and its last iteration. It ended because somebody reached the quota (ELECTED),
   * the surplus was below 0.000001 (OMEGA) or it fell no further (STABLE).
   */
  MEEK_ROUND: {
    readonly round: string;
    readonly seats: string;
    readonly iterations: string;
    readonly end: 'ELECTED' | 'OMEGA' | 'STABLE';
    readonly first: MeekMoment;
    readonly last: MeekMoment;
    readonly elected: readonly string[];
  };
  /** `tied`: those whose votes were no more than the fewest plus the surplus. */
  MEEK_DEFEATED: {
    readonly round: string;
    readonly option: string;
    readonly votes: Decimal9;
    readonly surplus: Decimal9;
    readonly tied: readonly string[];
  };
  /** Those left at the end: elected where seats are left, defeated otherwise. */
  MEEK_FINISHED: { readonly options: readonly string[]; readonly elected: boolean };
};
