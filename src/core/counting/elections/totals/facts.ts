import type { Amount, Amounts } from '../amounts.js';

/** What methods say that add voices or points up. */
export type TotalFacts = {
  /** What each option has, of `voters` who marked something. */
  TOTALS: { readonly unit: 'VOICES' | 'POINTS'; readonly totals: Amounts; readonly voters: string };
  /** A ballot that puts several options first gives no voice: `ballots` of them. */
  SEVERAL_FIRST: { readonly ballots: string };
  /** More than half of `voters` is at least `needed`. */
  MAJORITY_FOUND: { readonly option: string; readonly votes: Amount; readonly needed: string };
  MAJORITY_MISSED: { readonly most: Amount; readonly needed: string };
};
