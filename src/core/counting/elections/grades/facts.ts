import type { Amount } from '../amounts.js';

/** Judgments of one grade. */
export type GradeCount = { readonly grade: string; readonly number: string };

/** How judgments that are missing are made up for; the names are MieuxVoter's. */
export type MissingJudgments = 'none' | 'StaticDefault' | 'MedianDefault' | 'Normalized';

/** What methods say that count grades. */
export type GradeFacts = {
  /** Judgments that each option was given, one number a grade, from the worst; `missing` of `participants`. */
  GRADES_GIVEN: {
    readonly grades: readonly string[];
    readonly given: { readonly [option: string]: readonly string[] };
    readonly missing: { readonly [option: string]: string };
    readonly participants: string;
  };
  /** Missing judgments were counted as one grade, so that each option has `judgments`. */
  MISSING_AS_GRADE: {
    readonly by: 'StaticDefault' | 'MedianDefault';
    readonly filled: { readonly [option: string]: GradeCount };
    readonly judgments: string;
  };
  /** Each judgment was counted `times`, so that each option has `judgments`. */
  JUDGMENTS_NORMALIZED: {
    readonly times: { readonly [option: string]: string };
    readonly judgments: string;
  };
  /** The median of the judgments left of each, the lower one of two in the middle: a better one goes before. */
  MEDIANS: {
    readonly among: readonly string[];
    readonly judgments: string;
    readonly medians: { readonly [option: string]: string };
  };
  /** Medians taken from each of `among`, one at a time, while they are the same for all; `left` for each. */
  MEDIANS_REMOVED: {
    readonly among: readonly string[];
    readonly removed: readonly GradeCount[];
    readonly left: string;
  };
  /** They were given the same grades as many times: nothing parts them. */
  JUDGED_ALIKE: { readonly among: readonly string[] };
  /** Agreed on: at least `share` of the judgments are `support` or better, and none is `opposing` or worse. */
  PREDICATE: {
    readonly share: string;
    readonly support: string;
    readonly opposing: string | null;
    readonly base: 'JUDGMENTS' | 'VOTERS';
  };
  /** What the predicate makes of each option: `supporting` of `base`, of whom `needed` are enough, and `opposing`. */
  AGREEMENT: {
    readonly options: {
      readonly [option: string]: {
        readonly supporting: string;
        readonly base: string;
        readonly share: Amount | null;
        readonly needed: string;
        readonly opposing: string;
        readonly holds: boolean;
      };
    };
  };
};
