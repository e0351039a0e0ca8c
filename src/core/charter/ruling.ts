import type { Election } from '../counting/elections/count-election.js';
import type { Cast, PolledOption } from '../counting/marks.js';
import type { Verdict, Working } from '../counting/method.js';
import type { Electorate } from '../counting/profile.js';
import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { hashClause } from './charter.js';
import type { Clause, Matter, MethodId } from './clause.js';
import type { PinnedElection } from './question.js';

/** What a poll comes to. PREFERENCE is that of a poll which elects an option that no clause adopts. */
export type OutcomeCode = Verdict | 'PREFERENCE';

/** What one pinned clause makes of the ballots, with what it cites and its arithmetic. */
export type Ruling = {
  readonly matter: Matter;
  readonly clauseHash: Sha256;
  readonly provisionId: Uuid;
  readonly interpretations: readonly { readonly question: string; readonly choice: string }[];
  readonly verdict: OutcomeCode;
  readonly working: Working;
};

/** An outcome as it is stored and exported: canonical JSON, one ruling a clause in the order of the matters. */
export type Outcome = {
  readonly code: OutcomeCode;
  readonly method: MethodId;
  readonly rulings: readonly Ruling[];
  /** Of a poll among options: the count, the keys of the options that it chose, and the ballots where the rule says so. */
  readonly election?: Election;
  readonly chosen?: readonly string[];
  readonly ballots?: readonly { readonly choice: string; readonly count: string }[];
  /** The value that was drawn, where a lot settled a tie of yes and no. */
  readonly drawn?: string;
};

/** What a poll was asked to satisfy, pinned at its opening, and what came out of its box. */
export interface Judgement {
  readonly clauses: readonly Clause[];
  readonly method: MethodId;
  readonly box: readonly Cast[];
  readonly electorate: Electorate;
  /** Where it elects among options. */
  readonly election: PinnedElection | null;
  readonly options: readonly PolledOption[];
  /** The value that was drawn for a tie; null as long as there is none. */
  readonly drawn: string | null;
}

/** What a ruling cites of its clause. */
export const citationOf = (
  clause: Clause,
): Pick<Ruling, 'matter' | 'clauseHash' | 'provisionId' | 'interpretations'> => ({
  matter: clause.matter,
  clauseHash: hashClause(clause),
  provisionId: clause.provisionId,
  interpretations: clause.interpretations,
});
