import { BALLOT_KINDS, type Ballot } from '../counting/ballot.js';
import { atOnce, type Slices } from '../counting/elections/slices.js';
import { workingOf, type Verdict } from '../counting/method.js';
import type { Profile } from '../counting/profile.js';
import { countBallots } from '../counting/registry.js';
import { settledByLot } from '../counting/threshold.js';
import { refuse } from '../kernel/refusals.js';
import { isElectionMethod, type Clause, type QuestionMethodId } from './clause.js';
import { judgeElection } from './election.js';
import { inOrderOfMatters, leading } from './matter.js';
import { citationOf, type Judgement, type Outcome } from './ruling.js';

/** A verdict stops what comes after it: whoever was not enough to decide has rejected nothing either. */
const FROM_FIRST_TO_STOP: readonly Verdict[] = ['NO_QUORUM', 'NO_DECISION', 'REJECTED', 'TIED', 'ADOPTED'];

/**
 * The outcome of a poll: ADOPTED only if every clause adopts. Ties go by each clause's tie rule. Throws BALLOT_INVALID
 * for sums that cannot be, METHOD_NOT_ALLOWED for a method that a clause does not allow, CLAUSE_MISSING without clause.
 */
export const judge = (judgement: Judgement): Outcome => atOnce(judgeInSlices(judgement));

/** The same, for whoever has others to answer meanwhile. */
export function* judgeInSlices(judgement: Judgement): Slices<Outcome> {
  const { clauses, method } = judgement;
  const closed = clauses.find(({ allowedMethods }) => !allowedMethods.includes(method));
  if (closed) throw refuse('METHOD_NOT_ALLOWED', { method, matter: closed.matter });
  if (clauses.length === 0) throw refuse('CLAUSE_MISSING', { matter: leading([]) });
  const inOrder = { ...judgement, clauses: inOrderOfMatters(clauses) };
  return isElectionMethod(method) ? yield* judgeElection(inOrder, method) : judgeQuestion(inOrder, method);
}

/** Whether a lot is all that is missing: every clause that sees a tie leaves it to one. */
export const awaitsLot = ({ code, rulings }: Outcome, clauses: readonly Clause[]): boolean =>
  code === 'TIED' &&
  rulings.every(
    ({ verdict, matter }) =>
      verdict !== 'TIED' || clauses.find((clause) => clause.matter === matter)?.tieRule === 'LOT',
  );

function judgeQuestion({ clauses, box, electorate, drawn }: Judgement, method: QuestionMethodId): Outcome {
  const profile: Profile = box.map(({ choice, count }) => ({
    ballot: { kind: BALLOT_KINDS[method], value: choice } as Ballot,
    count,
  }));
  const rulings = clauses.map((clause) => {
    const count = countBallots(method, profile, electorate, clause);
    const settled = drawn === null ? count : settledByLot(count, drawn);
    return { ...citationOf(clause), verdict: settled.verdict, working: workingOf(settled) };
  });
  const code = FROM_FIRST_TO_STOP.find((verdict) => rulings.some((ruling) => ruling.verdict === verdict));
  const isDrawn = rulings.some(({ working }) => working.steps.some((step) => step.code === 'TIE_DRAWN'));
  return { code: code as Verdict, method, rulings, ...(isDrawn && { drawn: drawn as string }) };
}
