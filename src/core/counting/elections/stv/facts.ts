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
};
