import { isPresent } from '../assemblies/attendance.queries.js';
import { collectiveFacts } from '../collectives/charter.queries.js';
import { votingConditions } from '../collectives/membership.queries.js';
import { CHANGE_ROUND, FIRST_ROUND } from '../core/charter/circle-election.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { isFurther, isShut } from '../elections/election.rules.js';
import type { ElectionRow } from '../elections/election.entity.js';
import { declinedIn, lockElection, mayBeNominated, nominationsOf } from '../elections/elections.queries.js';
import { writeDecline, writeNomination } from '../elections/write-election.js';
import { lockMembersOf } from '../groups/groups.queries.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { personsOf } from '../polls/persons.queries.js';
import { drawUpRoll } from '../polls/roll.js';
import { declineWhilePut } from './settle-nominee.js';
import { equalsIn } from './move-election.js';

export interface NominationAsked {
  readonly electionId: Uuid;
  /** Null: blank. */
  readonly personId: Uuid | null;
  /** Why; it is read by all once the round is over. */
  readonly reason: string;
}

const REASON_AT_MOST = 10_000;

/**
 * Names somebody for the role, and says why; in the round to change, somebody else. A later nomination of the same round takes
 * the place of the one before. Nobody reads it, nor how many name whom, before the round is over.
 */
export async function nominate(tx: Tx, actor: MemberActor, asked: NominationAsked): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { electionId, personId, reason } = asked;
  const unwritable = reason === '' ? null : unreadable(reason, 'LINES', REASON_AT_MOST);
  if (unwritable) throw refuse('INVALID_INPUT', { field: 'reason', reason: unwritable }, ['input', 'reason']);
  const election = await lockElection(tx, collectiveId, electionId, 'SHARE');
  const now = await tx.now();
  const refusal =
    refuseLate(election, isShut(election, now)) ??
    (await refuseVoice(tx, actor, election)) ??
    (await refuseNamed(tx, election, asked, memberId));
  if (refusal) throw refusal;
  await writeNomination(tx, {
    ...{ collectiveId, id: tx.id(), electionId, round: election.round, memberId, personId },
    ...{ reason: reason.trim(), madeAt: now },
  });
  return electionId;
}

function refuseLate({ state, phase }: ElectionRow, isOver: boolean): Refusal | null {
  if (state !== 'RUNNING') return refuse('ELECTION_ENDED', { state });
  return phase === 'CONSENT' || isOver ? refuse('NOMINATIONS_CLOSED', { phase }) : null;
}

/** They have a voice in it as they would on the roll of a poll that opened now; in a sitting, they are there. */
async function refuseVoice(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { groupId, assemblyId }: ElectionRow,
): Promise<Refusal | null> {
  const { zone } = await collectiveFacts(tx, collectiveId);
  const now = await tx.now();
  const conditions = await votingConditions(tx, collectiveId, zone, now);
  const among = groupId === null ? null : await lockMembersOf(tx, collectiveId, groupId);
  const roll = drawUpRoll(await personsOf(tx, collectiveId), new Set(), conditions, now, among);
  const line = roll.find((one) => one.memberId === memberId);
  if (!line?.entitled) return refuse('NOT_ON_ROLL', { reason: line?.reason ?? 'NOT_LISTED' });
  const isHere = assemblyId === null || (await isPresent(tx, collectiveId, assemblyId, memberId));
  return isHere ? null : refuse('NOT_PRESENT');
}

async function refuseNamed(
  tx: Tx,
  election: ElectionRow,
  { personId, reason }: NominationAsked,
  memberId: Uuid,
): Promise<Refusal | null> {
  const { collectiveId, id, round } = election;
  if (round === CHANGE_ROUND) {
    const made = await nominationsOf(tx, collectiveId, id);
    if (!made.some((one) => one.round === FIRST_ROUND && one.memberId === memberId))
      return refuse('NOTHING_TO_CHANGE');
  }
  if (personId === null) return null;
  // The reason is what a nomination is: without one it would be a ballot.
  if (round === FIRST_ROUND && reason.trim() === '')
    return refuse('INVALID_INPUT', { field: 'reason', reason: 'EMPTY' }, ['input', 'reason']);
  const person = toGlobalId('Member', collectiveId, personId);
  if (!(await mayBeNominated(tx, election, personId)))
    return refuse('NOMINEE_NOT_ELIGIBLE', { member: person }, ['input', 'personId']);
  if ((await declinedIn(tx, collectiveId, id)).has(personId))
    return refuse('NOMINEE_DECLINED', { member: person }, ['input', 'personId']);
  if (isFurther(round) && !(await equalsIn(tx, election)).includes(personId))
    return refuse('NOT_AMONG_EQUALS', { member: person }, ['input', 'personId']);
  return null;
}

/** Says that one does not want the role: before one's turn, or while one is being put, which ends it. Twice is no fault. */
export async function declineNomination(tx: Tx, actor: MemberActor, electionId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  if (actor.memberKind !== 'NATURAL') throw refuse('NATURAL_PERSON_NEEDED');
  const wasPut = await declineWhilePut(tx, actor, electionId);
  const election = await lockElection(tx, collectiveId, electionId, wasPut ? 'UPDATE' : 'SHARE');
  if ((await declinedIn(tx, collectiveId, electionId)).has(memberId)) return electionId;
  if (election.state !== 'RUNNING') throw refuse('ELECTION_ENDED', { state: election.state });
  await writeDecline(tx, { collectiveId, electionId, memberId, declinedAt: await tx.now() });
  return electionId;
}
