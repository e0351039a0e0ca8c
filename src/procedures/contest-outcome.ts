import { collectiveFacts } from '../collectives/charter.queries.js';
import { lastEnd } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { personsConcerned } from '../core/kernel/effects.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { ContestRow } from '../polls/contest.entity.js';
import { isStanding, lockContest } from '../polls/contests.queries.js';
import { effectsPut, pollsByIds, type PollRecord } from '../polls/polls.queries.js';
import { record } from '../register/record.js';

const REASON_AT_MOST = 10_000;

/**
 * Somebody of the roll, entitled or not, contests an outcome within the clause's period from its proclamation. No
 * effect is suspended: the remedy is another poll and another decision, of a proposal that answers the contest.
 */
export async function contestOutcome(
  tx: Tx,
  actor: MemberActor,
  { pollId, reason }: { readonly pollId: Uuid; readonly reason: string },
): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const [poll] = await pollsByIds(tx, collectiveId, [pollId]);
  if (!poll || !(await isHeardOn(tx, actor, poll))) throw refuse('NOT_FOUND');
  const refusal = refuseReason(reason) ?? (await refuseContest(tx, poll));
  if (refusal) throw refusal;
  const listed = await tx.one(
    'SELECT member_id FROM ormee.roll_entry WHERE collective_id = $1 AND poll_id = $2 AND member_id = $3',
    [collectiveId, pollId, memberId],
  );
  if (!listed) throw refuse('NOT_ON_ROLL', { reason: 'NOT_LISTED' });

  const id = tx.id();
  await tx.insert(ContestRow, {
    collectiveId,
    id,
    pollId,
    memberId,
    reason,
    state: 'STANDING',
    raisedAt: await tx.now(),
    heardBy: null,
  });
  record(tx, collectiveId, {
    type: 'contest.raised',
    visibility: 'MEMBERS',
    body: { contest: id, poll: pollId, by: personal(memberId), reasonHash: personal(hashText(reason)) },
  });
  return id;
}

/**
 * Members are heard on every outcome; whoever was excluded on the one that excluded them; and whoever is no longer a
 * member on that of a poll which the late rule let them finish. What was shut while they still belonged is behind them.
 */
async function isHeardOn(
  tx: Tx,
  { collectiveId, memberId, state }: MemberActor,
  poll: PollRecord,
): Promise<boolean> {
  if (state === 'ACTIVE' || state === 'FOUNDING') return true;
  if (state === 'EXCLUDED' && personsConcerned(effectsPut(poll)).includes(memberId)) return true;
  const finished = await tx.one(FINISHED, [collectiveId, poll.id, memberId]);
  return finished !== null;
}

const FINISHED = `
  SELECT entry.member_id FROM ormee.roll_entry entry
  JOIN ormee.poll ON poll.collective_id = entry.collective_id AND poll.id = entry.poll_id
  JOIN ormee.member ON member.collective_id = entry.collective_id AND member.id = entry.member_id
  WHERE entry.collective_id = $1 AND entry.poll_id = $2 AND entry.member_id = $3 AND entry.entitled
    AND (poll.closed_at IS NULL OR poll.closed_at > member.left_at)`;

async function refuseContest(tx: Tx, poll: PollRecord): Promise<Refusal | null> {
  if (poll.proclaimedAt === null) return refuse('OUTCOME_NOT_PROCLAIMED', { state: poll.state });
  const { zone } = await collectiveFacts(tx, poll.collectiveId);
  const end = lastEnd(
    poll.clauses.map(({ contestPeriod }) => contestPeriod),
    poll.proclaimedAt,
    zone,
  );
  return (await tx.now()) < end ? null : refuse('CONTEST_PERIOD_OVER', { endedAt: end });
}

function refuseReason(reason: string): Refusal | null {
  const because = reason.trim() === '' ? 'EMPTY' : unreadable(reason, 'LINES', REASON_AT_MOST);
  return because && refuse('INVALID_INPUT', { field: 'reason', reason: because }, ['input', 'reason']);
}

/** Whoever contested takes it back. Doing it twice is no fault. */
export async function withdrawContest(
  tx: Tx,
  actor: MemberActor,
  { contestId }: { readonly contestId: Uuid },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const contest = await lockContest(tx, collectiveId, contestId);
  if (contest.memberId !== actor.memberId) throw refuse('NOT_FOUND');
  if (contest.state === 'WITHDRAWN') return contest.id;
  const refusal = isStanding(contest);
  if (refusal) throw refusal;
  await tx.rows(`UPDATE ormee.contest SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    contest.id,
  ]);
  record(tx, collectiveId, {
    type: 'contest.withdrawn',
    visibility: 'MEMBERS',
    body: { contest: contest.id, by: personal(actor.memberId) },
  });
  return contest.id;
}
