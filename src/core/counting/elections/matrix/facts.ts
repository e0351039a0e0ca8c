import type { Amount, Amounts } from '../amounts.js';

/** How strong a win is: by the votes of the winning side, or by its lead. */
export type Measure = 'WINNING_VOTES' | 'MARGINS';

/** What is bad in a comparison: as a win is strong, or the votes for the other, won or lost. */
export type Badness = Measure | 'OPPOSITION';

/** One option above another on `votes` ballots, below it on `against`. */
export interface Duel {
  readonly winner: string;
  readonly loser: string;
  readonly votes: string;
  readonly against: string;
}

/** Options from the first to the last, each beating the next, and the weakest win on the way. */
export interface Path {
  readonly through: readonly string[];
  readonly weakest: Duel;
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
  /**
   * An option stays that `needed` ballots at least put above the status quo: as many as the quorum, more than those
   * `against`, and `ratio` of them.
   */
  STATUS_QUO: {
    readonly option: string;
    readonly quorum: string;
    readonly judged: readonly {
      readonly option: string;
      readonly ratio: string;
      readonly votes: string;
      readonly against: string;
      readonly needed: string;
      readonly stays: boolean;
    }[];
  };
  /** A strongest path from each option to each other to which one leads. */
  STRONGEST_PATHS: { readonly measure: Measure; readonly paths: ByName<ByName<Path>> };
  /** Each winner's path to those it stands above, and the strongest one back. No winner stands above another. */
  PATHS_DECIDE: {
    readonly winners: readonly string[];
    readonly beaten: readonly {
      readonly option: string;
      readonly by: string;
      readonly path: Path;
      readonly back: Path | null;
    }[];
  };
  /**
   * The pairs in an order that their strength allows, and who wins by it: a pair is locked in unless a path of those
   * locked in before leads from its loser to its winner.
   */
  PAIRS_LOCKED: {
    readonly measure: Measure;
    readonly winners: readonly string[];
    readonly pairs: readonly (Duel & { readonly shutOutBy: readonly string[] | null })[];
  };
  /**
   * Whether the order of equal pairs matters: who wins by some order (`winners`), and how many outcomes there are, null
   * where they were not counted because they are too many.
   */
  ORDERS_OF_EQUAL_PAIRS: { readonly winners: readonly string[]; readonly outcomes: string | null };
  /** Whether some order elects `undecided` would take more than `limit` ways to know: they were not followed. */
  ORDERS_NOT_FOLLOWED: {
    readonly limit: string;
    readonly winners: readonly string[];
    readonly undecided: readonly string[];
  };
  /** The worst comparison of each option, and with whom it is so bad; nothing for one that has no other. */
  WORST_COMPARISONS: {
    readonly measure: Badness;
    readonly worst: ByName<{ readonly bad: string; readonly by: readonly string[] }>;
  };
  /** Each of the set beats each outside, and no smaller set is so. */
  SMITH_SET: { readonly set: readonly string[]; readonly outside: readonly string[] };
  /** The ballots with each option that stands: more than `half` elects. `exhausted`: with none of them. */
  SMITH_ROUND: { readonly tallies: Amounts; readonly half: Amount; readonly exhausted: Amount };
  /** The ballots that were with `options` go `to` others, or are exhausted. */
  SMITH_ELIMINATED: {
    readonly options: readonly string[];
    readonly to: Amounts;
    readonly exhausted: Amount;
  };
};

export interface CopelandScore {
  readonly score: Amount;
  readonly won: string;
  readonly equal: string;
  readonly lost: string;
}
