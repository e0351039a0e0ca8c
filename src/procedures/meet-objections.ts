import { afterRound, isSetAside, type StandingOf } from '../core/charter/consent.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { consentOfPoll, lockConsent, standingOf } from '../deliberation/consent.queries.js';
import { doubtsOf, writeDoubt, writeObjectionEnd } from '../deliberation/write-consent.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockPollWithProposal } from '../polls/lock-poll.js';
import type { PollRow } from '../polls/poll.entity.js';
import { proclaimLocked } from './proclaim.js';

const REASON_AT_MOST = 10_000;

interface Met {
  readonly poll: PollRow;
  readonly process: ConsentProcessRow;
  readonly objection: StandingOf & { readonly memberId: Uuid };
}

/**
 * Its author withdraws an objection after the round: nobody else ever does. While the box is open, a new ballot says it.
 * Where it was the last that stood, the question is adopted in the same transaction.
 */
export async function withdrawObjection(tx: Tx, actor: MemberActor, objectionId: Uuid): Promise<Uuid> {
  const met = await lockMet(tx, actor.collectiveId, objectionId);
  if (met.objection.memberId !== actor.memberId) throw refuse('NOT_FOUND');
  if (met.objection.ended === 'WITHDRAWN') return met.poll.id;
  mayEnd(met);
  await end(tx, met, 'WITHDRAWN');
  return met.poll.id;
}

/**
 * Somebody who was asked finds an objection without argument, and says why. It is set aside only where the clause says by
 * how many; it is recorded, and told with its reasons.
 */
export async function doubtObjection(
  tx: Tx,
  actor: MemberActor,
  { objectionId, reason }: { readonly objectionId: Uuid; readonly reason: string },
): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const fault = reason.trim() === '' ? 'EMPTY' : unreadable(reason, 'LINES', REASON_AT_MOST);
  if (fault) throw refuse('INVALID_INPUT', { field: 'reason', reason: fault }, ['input', 'reason']);
  const met = await lockMet(tx, collectiveId, objectionId);
  const { poll, process, objection } = met;
  const asked = await askedIn(tx, poll);
  const isAsked = asked.includes(memberId);
  if (!isAsked || objection.memberId === memberId) throw refuse('NOT_ON_ROLL', { reason: 'NOT_LISTED' });
  if (process.rule.setAside === null) throw refuse('SET_ASIDE_NOT_ALLOWED');
  mayEnd(met);
  await writeDoubt(tx, { collectiveId, objectionId, memberId, reason });
  const others = asked.filter((one) => one !== objection.memberId).length;
  if (isSetAside(process.rule, await doubtsOf(tx, collectiveId, objectionId), others))
    await end(tx, met, 'SET_ASIDE');
  return poll.id;
}

async function lockMet(tx: Tx, collectiveId: Uuid, objectionId: Uuid): Promise<Met> {
  const known = await tx.one<{ pollId: Uuid }>(
    'SELECT poll_id AS "pollId" FROM ormee.objection WHERE collective_id = $1 AND id = $2',
    [collectiveId, objectionId],
  );
  if (!known) throw refuse('NOT_FOUND');
  const poll = await lockPollWithProposal(tx, collectiveId, known.pollId);
  const process = await consentOfPoll(tx, collectiveId, poll.id);
  // An objection in an open box is read by nobody yet, and of a poll of its own nothing comes after it.
  if (!process || poll.state === 'OPEN') throw refuse('NOT_FOUND');
  const objections = await standingOf(tx, collectiveId, poll.id);
  const objection = objections.find(({ id }) => id === objectionId);
  if (!objection) throw refuse('NOT_FOUND');
  return { poll, process: await lockConsent(tx, collectiveId, process.id), objection };
}

/** Objections are met after their round, before what follows it. */
function mayEnd({ poll, process, objection }: Met): void {
  if (objection.ended !== null) throw refuse('OBJECTION_STANDS_NO_MORE', { how: objection.ended });
  if (process.state !== 'RUNNING') throw refuse('CONSENT_ENDED', { state: process.state });
  if (poll.state === 'CANCELLED') throw refuse('OBJECTION_STANDS_NO_MORE', { how: 'CALLED_OFF' });
  if (poll.state !== 'CLOSED') throw refuse('CONSENT_ENDED', { state: poll.state });
}

/** The last objection that stood on the words that were asked is gone: nobody objects to them any more. */
async function end(tx: Tx, { poll, process, objection }: Met, how: 'WITHDRAWN' | 'SET_ASIDE'): Promise<void> {
  const { collectiveId, id: pollId, proposalId } = poll;
  const by = how === 'WITHDRAWN' ? { by: objection.memberId } : {};
  await writeObjectionEnd(tx, { collectiveId, objectionId: objection.id, proposalId, pollId, ...by }, how);
  const left = await standingOf(tx, collectiveId, pollId);
  if (afterRound(process.rule, process.round, left) === 'CONSENT') await proclaimLocked(tx, poll, null);
}

/** Who was asked: on the roll and, in a sitting, there. */
async function askedIn(tx: Tx, { collectiveId, id, venue }: PollRow): Promise<Uuid[]> {
  const rows = await tx.rows<{ memberId: Uuid }>(
    `SELECT member_id AS "memberId" FROM ormee.roll_entry
     WHERE collective_id = $1 AND poll_id = $2 AND entitled AND ($3 <> 'ASSEMBLY' OR present)`,
    [collectiveId, id, venue],
  );
  return rows.map(({ memberId }) => memberId);
}
