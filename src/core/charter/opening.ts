import type { MemberKind } from '../kernel/actors.js';
import type { Instant, Zone } from '../kernel/instants.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { leading } from './matter.js';
import type { AssemblyForm, Clause, MethodId, Venue } from './clause.js';
import { latestEnd, longestWait } from './periods.js';

/** A poll about to be opened, under every clause that its proposal touches. */
export type Opening = OnlineOpening | AssemblyOpening;

interface AnyOpening {
  readonly clauses: readonly Clause[];
  readonly method: MethodId;
  /** The instant of opening. */
  readonly now: Instant;
  /** Since when the proposal's present version can be discussed. */
  readonly submittedAt: Instant;
  /** The collective's zone, on whose calendar periods are walked. */
  readonly zone: Zone;
  /** Members who support the present version. */
  readonly support: number;
}

interface OnlineOpening extends AnyOpening {
  readonly venue: 'ONLINE';
  readonly closesAt: Instant;
}

interface AssemblyOpening extends AnyOpening {
  readonly venue: 'ASSEMBLY';
  readonly form: AssemblyForm;
  readonly convenedAt: Instant;
  /** The hour that the notice gave. */
  readonly startsAt: Instant;
}

/**
 * Whether a poll may be opened: the first refusal of VENUE_NOT_ALLOWED, METHOD_NOT_ALLOWED, UNSUPPORTED_BALLOT_MODE,
 * SUPPORT_MISSING, DELIBERATION_TOO_SHORT, NOTICE_TOO_SHORT (assembly), DEADLINE_PAST, VOTING_TOO_SHORT, VOTING_TOO_LONG
 * (online), or null. In a sitting the last call alone gives the deadline. Every clause is to be satisfied; without any (CLAUSE_MISSING) nothing is.
 */
export function mayOpen(opening: Opening): Refusal | null {
  const { clauses } = opening;
  if (clauses.length === 0) return refuse('CLAUSE_MISSING', { matter: leading([]) });
  const where = placeOf(opening);
  for (const clause of clauses) {
    const refusal = venueRefusal(clause, where) ?? wayRefusal(clause, opening.method);
    if (refusal) return refusal;
  }
  const needed = Math.max(...clauses.map(({ supportNeeded }) => supportNeeded));
  if (opening.support < needed) return refuse('SUPPORT_MISSING', { needed, has: opening.support });
  return timeRefusal(opening);
}

/** Whether a member may put a proposal under these clauses (PROPOSER_NOT_ENTITLED): legal persons where the clause lets them. */
export function mayPropose(clauses: readonly Clause[], kind: MemberKind): Refusal | null {
  const closed = clauses.find((clause) => clause.mayPropose === 'NATURAL_MEMBERS' && kind === 'LEGAL');
  return closed ? refuse('PROPOSER_NOT_ENTITLED', { matter: closed.matter }) : null;
}

/** Where something is decided: online, or in an assembly of a form. */
export interface Place {
  readonly venue: Venue;
  /** Null online. */
  readonly form: AssemblyForm | null;
}

const placeOf = (opening: Opening): Place => ({
  venue: opening.venue,
  form: opening.venue === 'ASSEMBLY' ? opening.form : null,
});

/** Whether every clause lets it be decided there: VENUE_NOT_ALLOWED, or null. */
export const mayBeDecidedIn = (clauses: readonly Clause[], place: Place): Refusal | null =>
  clauses.map((clause) => venueRefusal(clause, place)).find((refusal) => refusal !== null) ?? null;

function venueRefusal({ matter, venues, forms }: Clause, { venue, form }: Place): Refusal | null {
  const allowed = venues.includes(venue) && (form === null || forms.includes(form));
  return allowed ? null : refuse('VENUE_NOT_ALLOWED', { matter, venue, form: form ?? '' });
}

function wayRefusal({ matter, allowedMethods, ballotMode }: Clause, method: MethodId): Refusal | null {
  if (!allowedMethods.includes(method)) return refuse('METHOD_NOT_ALLOWED', { method, matter });
  return ballotMode === 'OPEN' ? null : refuse('UNSUPPORTED_BALLOT_MODE', { mode: ballotMode });
}

function timeRefusal(opening: Opening): Refusal | null {
  const { clauses, now, submittedAt, zone } = opening;
  const deliberations = clauses.map(({ minimumDeliberation }) => minimumDeliberation);
  const deliberation = longestWait(deliberations, submittedAt, now, zone);
  if (deliberation) return refuse('DELIBERATION_TOO_SHORT', { ...deliberation });

  if (opening.venue === 'ONLINE') return deadlineRefusal(opening);
  const notices = clauses.map(({ notice }) => notice);
  const notice = longestWait(notices, opening.convenedAt, opening.startsAt, zone);
  return notice ? refuse('NOTICE_TOO_SHORT', { ...notice }) : null;
}

function deadlineRefusal({ clauses, now, closesAt, zone }: OnlineOpening): Refusal | null {
  if (closesAt <= now) return refuse('DEADLINE_PAST', { closesAt });
  const votings = clauses.map(({ minimumVoting }) => minimumVoting);
  const voting = longestWait(votings, now, closesAt, zone);
  if (voting) return refuse('VOTING_TOO_SHORT', { ...voting });
  // A slip of the year would hold what the poll touches for as long.
  const latest = latestEnd(now, zone);
  return closesAt > latest ? refuse('VOTING_TOO_LONG', { latest }) : null;
}
