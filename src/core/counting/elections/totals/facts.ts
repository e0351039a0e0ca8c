import type { Amount, Amounts } from '../amounts.js';
import type { StarFacts } from './star-facts.js';

/** What a ballot of Borda gives the options that it does not rank. */
export type BordaVariant = 'TOURNAMENT' | 'OPTIMISTIC' | 'PESSIMISTIC' | 'MODIFIED';

/** What is added up. */
export type TotalUnit = 'VOICES' | 'POINTS' | 'APPROVALS' | 'DOTS';

/** A whole number for each option, by name. */
export type Numbers = { readonly [option: string]: string };

/** What methods say that add voices or points up. */
export type TotalFacts = StarFacts & {
  /** What each option has, of `voters` who marked something. */
  TOTALS: { readonly unit: TotalUnit; readonly totals: Amounts; readonly voters: string };
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
  /** How many ballots approve how many options, most first: what all approvals add up to. */
  APPROVED_BY_NUMBER: {
    readonly rows: readonly { readonly approved: string; readonly ballots: string }[];
    readonly approvals: string;
  };
  /** Ballots that approve more than `most` options, which are passed over. */
  TOO_MANY_APPROVED: { readonly ballots: string; readonly most: string };
  /** How many ballots gave each option which score, best first, and how many gave it none. */
  SCORES_GIVEN: {
    readonly given: {
      readonly [option: string]: readonly { readonly score: string; readonly ballots: string }[];
    };
    readonly missing: Numbers;
  };
  /** What each option has for each score that is missing, and for all of them. */
  MISSING_SCORES: {
    readonly as: 'LEAST' | 'AVERAGE';
    readonly each: Amounts;
    readonly added: Amounts;
  };
  /** A ballot may give `each` dots: of `all` that there were, `given` and `kept`. */
  DOTS_GIVEN: {
    readonly each: string;
    readonly all: string;
    readonly given: string;
    readonly kept: string;
  };
};
