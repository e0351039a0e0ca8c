import type { Locale } from '../../kernel/actors.js';
import type { GradeFacts } from './grades/facts.js';
import type { MatrixFacts } from './matrix/facts.js';
import type { ProfileKind } from './profile.js';
import type { StvFacts } from './stv/facts.js';
import type { RoundFacts } from './rounds/facts.js';
import type { SeatFacts } from './seats/facts.js';
import type { BudgetFacts } from './budget/facts.js';
import type { LotFacts } from './lot/facts.js';
import type { QuotaFacts } from './quotas/facts.js';
import type { TotalFacts } from './totals/facts.js';

/** What every election may say, whatever its method: how ballots were read, and ties that the rule does not settle. */
export type CommonFacts = {
  /** The ballots were of another kind than the method counts, and were read as its own. */
  READ_AS: { readonly from: ProfileKind; readonly as: ProfileKind };
  /** The lot chose one of several that the rule could not tell apart; `order`: those tied, in the order of the lot. */
  TIE_SETTLED_BY_LOT: { readonly of: TieOf; readonly order: readonly string[]; readonly chosen: string };
  /**
   * Nothing chose: the count goes on once for each of those tied, and each way has its winners, a list a seat. The
   * steps of the ways are left out (empty) where there are many of them.
   */
  TIE_OPEN: {
    readonly of: TieOf;
    readonly among: readonly string[];
    readonly ways: readonly {
      readonly chosen: string;
      readonly winners: readonly (readonly string[])[];
      readonly steps: readonly ElectionStep[];
    }[];
  };
  /** Ties would have to be followed through more than `limit` counts: which options they lead to is not known. */
  TIES_NOT_FOLLOWED: { readonly limit: string };
  /** `seats` were left for more options than that, tied for them, and the lot filled them. */
  SEATS_SETTLED_BY_LOT: {
    readonly seats: string;
    readonly order: readonly string[];
    readonly chosen: readonly string[];
  };
};

/** What the one chosen gets: a seat, the way out, to be the first whose surplus is transferred, or a place in a runoff. */
export type TieOf = 'SEAT' | 'ELIMINATION' | 'TRANSFER' | 'RUNOFF';

/** Every step that an election may write in its working, with its data, family by family. */
export type ElectionFacts = CommonFacts &
  TotalFacts &
  MatrixFacts &
  StvFacts &
  RoundFacts &
  GradeFacts &
  SeatFacts &
  BudgetFacts &
  LotFacts &
  QuotaFacts;

export type ElectionStepCode = keyof ElectionFacts;

/**
 * One line of a working: a code with its data, never a sentence. Options stand by name, numbers as amounts or as whole
 * numbers in decimal.
 */
export type ElectionStep<C extends ElectionStepCode = ElectionStepCode> = {
  [K in C]: { readonly code: K; readonly data: ElectionFacts[K] };
}[C];

/** The sentences of a family, total over its steps. */
export type SentencesOf<F> = {
  readonly [C in keyof F]: { readonly [L in Locale]: (data: F[C]) => string };
};
