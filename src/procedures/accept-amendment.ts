import { isPending, labelOfAmendment, labelsOf } from '../amendments/amendment.rules.js';
import { amendmentById, amendmentsWaiting, type AmendmentRecord } from '../amendments/amendments.queries.js';
import { lockAmendment } from '../amendments/lock-amendment.js';
import { refuseUnderVote, writeAcceptance, writeObjection } from '../amendments/write-amendments.js';
import { collectiveFacts } from '../collectives/charter.queries.js';
import type { Clause } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration, type Instant, type Zone } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { SETTLE_ACCEPTANCE } from './job-kinds.js';
import { clausesNow } from './matters.js';
import { refuseOpenPoll } from './open-polls.js';
import { mergeOf, refuseBeforeSubAmendments, rivalsAmong } from './put-amendments.js';
import { adoptTogether } from './settle-amendments.js';

/**
 * The author of a proposal takes an amendment over without a vote, where every clause allows it and nothing that waits
 * conflicts with it. Anybody may object for as long as the rule asks to deliberate, a day at least; then it is written in.
 */
export async function acceptAmendment(tx: Tx, actor: MemberActor, amendmentId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  const proposal = await lockProposal(tx, collectiveId, amendment.proposalId);
  if (proposal.authorId !== memberId) throw refuse('NOT_FOUND');
  const { clauses } = await clausesNow(tx, proposal);
  const refusal =
    isOpen(proposal) ??
    isPending(amendment) ??
    mayAccept(clauses, amendment) ??
    (await refuseUnderVote(tx, amendment)) ??
    (await refuseOpenPoll(tx, collectiveId, proposal.id, 'ON_PROPOSAL')) ??
    (await refuseRivals(tx, amendment));
  if (refusal) throw refusal;
  refuseBeforeSubAmendments([amendment], await amendmentsWaiting(tx, collectiveId, proposal.id));
  const { zone } = await collectiveFacts(tx, collectiveId);
  const until = objectionEnd(clauses, await tx.now(), zone);
  await writeAcceptance(tx, amendment, memberId, until);
  await enqueue(tx, { collectiveId, kind: SETTLE_ACCEPTANCE, subjectId: amendment.id, runAt: until });
  return amendment.proposalId;
}

/** Any member asks that an amendment that the author accepted goes to the vote; it cannot be accepted again. */
export async function objectToAcceptance(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  amendmentId: Uuid,
): Promise<Uuid> {
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  if (amendment.state !== 'ACCEPTED')
    throw refuse('AMENDMENT_NOT_PENDING', { amendment: labelOfAmendment(amendment), state: amendment.state });
  await writeObjection(tx, amendment, memberId);
  return amendment.proposalId;
}

/** The time to object is over: what was accepted is written in. A job; anything else that happened to it meanwhile holds. */
export async function settleAcceptance(tx: Tx, collectiveId: Uuid, amendmentId: Uuid): Promise<void> {
  const amendment = await lockAmendment(tx, collectiveId, amendmentId);
  const { state, objectionUntil, proposalId } = amendment;
  if (state !== 'ACCEPTED' || objectionUntil === null || objectionUntil > (await tx.now())) return;
  const proposal = await lockProposal(tx, collectiveId, proposalId);
  await adoptTogether(tx, proposal, [amendment], null);
}

const isOpen = ({ state }: ProposalRow): Refusal | null =>
  state === 'OPEN' ? null : refuse('PROPOSAL_NOT_OPEN', { state });

/** Once somebody asked for a vote, there is one; what amends an amendment is not the proposal’s author’s to take over. */
function mayAccept(
  clauses: readonly Clause[],
  { acceptanceObjected, parentId }: AmendmentRecord,
): Refusal | null {
  const closed = clauses.find(({ friendlyAmendments }) => !friendlyAmendments) ?? clauses[0];
  const isClosed = acceptanceObjected || parentId !== null || clauses.some((one) => !one.friendlyAmendments);
  return isClosed ? refuse('FRIENDLY_NOT_ALLOWED', { matter: closed?.matter ?? 'ROUTINE' }) : null;
}

/** Accepting one would make others lapse without anybody having voted. */
async function refuseRivals(reader: Reader, amendment: AmendmentRecord): Promise<Refusal | null> {
  const rivals = await rivalsOf(reader, amendment);
  return rivals.length === 0
    ? null
    : refuse('AMENDMENTS_CONFLICT', { amendments: labelsOf([...rivals, amendment]) });
}

/** Whoever puts what cannot stand beside an accepted amendment wants a vote: theirs would lapse without one. */
export async function objectByRival(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  amendmentId: Uuid,
): Promise<void> {
  const rivals = await rivalsOf(tx, await amendmentById(tx, collectiveId, amendmentId));
  for (const accepted of rivals.filter(({ state }) => state === 'ACCEPTED'))
    await writeObjection(tx, accepted, memberId);
}

/** Those to the proposal itself that cannot be done together with one, on the same words. */
async function rivalsOf(
  reader: Reader,
  { collectiveId, proposalId, parentId, id, baseHash }: AmendmentRecord,
): Promise<readonly AmendmentRecord[]> {
  if (parentId !== null) return [];
  const beside = (await amendmentsWaiting(reader, collectiveId, proposalId)).filter(
    (one) => one.parentId === null && one.baseHash === baseHash,
  );
  const own = beside.filter((one) => one.id === id);
  return rivalsAmong(mergeOf(beside), own, beside).filter((one) => one.id !== id);
}

/** The latest end of what the clauses ask to deliberate, and a day at least. */
const objectionEnd = (clauses: readonly Clause[], now: Instant, zone: Zone): Instant =>
  ['P1D', ...clauses.map(({ minimumDeliberation }) => minimumDeliberation)]
    .map((duration) => addDuration(now, duration, zone))
    .reduce((latest, end) => (end > latest ? end : latest));
