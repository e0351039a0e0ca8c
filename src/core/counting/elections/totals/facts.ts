import type { Amount, Amounts } from '../amounts.js';

/** What a ballot of Borda gives the options that it does not rank. */
export type BordaVariant = 'TOURNAMENT' | 'OPTIMISTIC' | 'PESSIMISTIC' | 'MODIFIED';

/** What methods say that add voices or points up. */
export type TotalFacts = {
  /** What each option has, of `voters` who marked something. */
  TOTALS: { readonly unit: 'VOICES' | 'POINTS'; readonly totals: Amounts; readonly voters: string };
  /** A ballot that puts several options first gives no voice: `ballots` of them. */
  SEVERAL_FIRST: { readonly ballots: string };
  /** More than half of `voters` is at least `needed`. */
  MAJORITY_FOUND: { readonly option: string; readonly votes: Amount; readonly needed: string };
  MAJORITY_MISSED: { readonly most: Amount; readonly needed: string };
  /** How many ballots gave each option how many points, most points first. */
  POINTS_BY_RANK: {
    readonly variant: BordaVariant;
    readonly given: {
      readonly [option: string]: readonly { readonly points: Amount; readonly ballots: string }[];
    };
  };
};
