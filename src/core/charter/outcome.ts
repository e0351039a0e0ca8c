import { workingOf, type Verdict, type Working } from '../counting/method.js';
import type { Electorate, Profile } from '../counting/profile.js';
import { countBallots } from '../counting/registry.js';
import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { refuse } from '../kernel/refusals.js';
import { hashClause } from './charter.js';
import { MATTERS, type Clause, type Matter, type MethodId } from './clause.js';
import { leading } from './matter.js';

/** What a poll comes to. PREFERENCE is that of a poll which elects an option that no clause adopts. */
export type OutcomeCode = Verdict | 'PREFERENCE';

/** What one pinned clause makes of the ballots, with what it cites and its arithmetic. */
export type Ruling = {
  readonly matter: Matter;
  readonly clauseHash: Sha256;
  readonly provisionId: Uuid;
  readonly interpretations: readonly { readonly question: string; readonly choice: string }[];
  readonly verdict: Verdict;
  readonly working: Working;
};

/** An outcome as it is stored and exported: canonical JSON, one ruling a clause in the order of the matters. */
export type Outcome = {
  readonly code: OutcomeCode;
  readonly method: MethodId;
  readonly rulings: readonly Ruling[];
};

/** What a poll was asked to satisfy, pinned at its opening, and what came out of its box. */
export interface Judgement {
  readonly clauses: readonly Clause[];
  readonly method: MethodId;
  readonly profile: Profile;
  readonly electorate: Electorate;
}

/** A verdict stops what comes after it: whoever was not enough to decide has rejected nothing either. */
const FROM_FIRST_TO_STOP: readonly Verdict[] = ['NO_QUORUM', 'NO_DECISION', 'REJECTED', 'TIED', 'ADOPTED'];

/**
 * The outcome of a poll: ADOPTED only if every clause adopts. Ties go by each clause's tie rule. Throws BALLOT_INVALID
 * for sums that cannot be, METHOD_NOT_ALLOWED for a method that a clause does not allow, CLAUSE_MISSING without clause.
 */
export function judge({ clauses, method, profile, electorate }: Judgement): Outcome {
  const closed = clauses.find(({ allowedMethods }) => !allowedMethods.includes(method));
  if (closed) throw refuse('METHOD_NOT_ALLOWED', { method, matter: closed.matter });
  const rulings = clauses
    .toSorted((a, b) => MATTERS.indexOf(a.matter) - MATTERS.indexOf(b.matter))
    .map((clause) => rule(clause, method, profile, electorate));
  const code = FROM_FIRST_TO_STOP.find((verdict) => rulings.some((ruling) => ruling.verdict === verdict));
  if (!code) throw refuse('CLAUSE_MISSING', { matter: leading([]) });
  return { code, method, rulings };
}

function rule(clause: Clause, method: MethodId, profile: Profile, electorate: Electorate): Ruling {
  const count = countBallots(method, profile, electorate, clause);
  return {
    matter: clause.matter,
    clauseHash: hashClause(clause),
    provisionId: clause.provisionId,
    interpretations: clause.interpretations,
    verdict: count.verdict,
    working: workingOf(count),
  };
}
