import type { Amount } from '../amounts.js';

/** How strong a win is: by the votes of the winning side, or by its lead. */
export type Measure = 'WINNING_VOTES' | 'MARGINS';

/** One option above another on `votes` ballots, below it on `against`. */
export interface Duel {
  readonly winner: string;
  readonly loser: string;
  readonly votes: string;
  readonly against: string;
}

type ByName<T> = { readonly [option: string]: T };

/** What methods say that compare each two options. */
export type MatrixFacts = {
  /** `above[a][b]` of `voters` ballots put a above b. */
  MATRIX: { readonly voters: string; readonly above: ByName<ByName<string>> };
  CONDORCET_WINNER: { readonly option: string };
  /** Whom each option does not beat. */
  CONDORCET_MISSED: { readonly unbeaten: ByName<readonly string[]> };
  /** One for a win, a half for as many ballots on both sides. */
  COPELAND: { readonly scores: ByName<CopelandScore> };
};

export interface CopelandScore {
  readonly score: Amount;
  readonly won: string;
  readonly equal: string;
  readonly lost: string;
}
