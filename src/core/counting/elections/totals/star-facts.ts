/** A whole number for each option, by name. */
type Numbers = { readonly [option: string]: string };

/** What STAR says between its scores and its winner. */
export type StarFacts = {
  /** As many points for all of `among`, and `places` left in the runoff. */
  SCORE_TIE: { readonly among: readonly string[]; readonly points: string; readonly places: string };
  /** Each two of those tied: how many ballots score either higher. Those who lose most, `out`, go. */
  HEAD_TO_HEAD: {
    readonly duels: readonly {
      readonly of: readonly [string, string];
      readonly higher: readonly [string, string];
      readonly same: string;
    }[];
    readonly losses: Numbers;
    readonly out: readonly string[];
  };
  /** How many ballots give each of those tied the best score; those with the most are `left`. */
  BEST_SCORES: { readonly score: string; readonly ballots: Numbers; readonly left: readonly string[] };
  /** They go to the runoff, in the order in which they came. */
  RUNOFF_REACHED: { readonly options: readonly string[] };
  /** How many ballots score either finalist higher, and who won; null where nobody did. */
  RUNOFF: {
    readonly of: readonly [string, string];
    readonly higher: readonly [string, string];
    readonly same: string;
    readonly winner: string | null;
  };
  /** A tied runoff goes to the finalist with more points. */
  RUNOFF_BY_POINTS: { readonly points: Numbers; readonly winner: string | null };
  /** As many points too: to the one whom more ballots give the best score. */
  RUNOFF_BY_BEST_SCORES: {
    readonly score: string;
    readonly ballots: Numbers;
    readonly winner: string | null;
  };
};
