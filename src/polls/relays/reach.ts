import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse } from '../../core/kernel/refusals.js';
import { requireMandate } from '../../mandates/holds-mandate.js';
import type { Tx } from '../../platform/database/transactions.js';
import { record } from '../../register/record.js';
import { ON_ROLL, REFUSAL_OF_BOX, ROLL_REASON } from '../cast.sql.js';
import type { PollRow } from '../poll.entity.js';
import { PollReachedRow, PollUnreachedRow } from './relay.entity.js';
import { maySpeakFor } from './relay.rules.js';
import { requireRequest } from './requests.js';
import { bringForward } from './wait-for-unreached.js';

/**
 * A relay told somebody of an open poll, who asked for a relay; or somebody says so of themselves, whom no letter tells.
 * From then on their silence is theirs. Doing it twice is doing it once.
 */
export async function recordReached(
  tx: Tx,
  actor: MemberActor,
  { pollId, memberId }: { readonly pollId: Uuid; readonly memberId: Uuid },
): Promise<void> {
  const { collectiveId } = actor;
  if (memberId !== actor.memberId) {
    const refusal = maySpeakFor(actor, memberId);
    if (refusal) throw refusal;
    await requireMandate(tx, actor, 'castForMember', { kind: 'COLLECTIVE', id: collectiveId });
    await requireRequest(tx, actor, { memberId, pollId });
  }
  await noteReached(tx, actor, { pollId, memberId });
}

/** Whoever brings the ballot of somebody has told them of the poll: it waits for them no more. */
export async function reachedByBallot(
  tx: Tx,
  actor: MemberActor,
  { pollId, memberId }: { readonly pollId: Uuid; readonly memberId: Uuid },
): Promise<void> {
  const awaited = await tx.one(
    'SELECT FROM ormee.poll_awaited WHERE collective_id = $1 AND poll_id = $2 AND member_id = $3',
    [actor.collectiveId, pollId, memberId],
  );
  if (awaited) await noteReached(tx, actor, { pollId, memberId });
}

async function noteReached(
  tx: Tx,
  { collectiveId, memberId: reachedBy }: MemberActor,
  { pollId, memberId }: { readonly pollId: Uuid; readonly memberId: Uuid },
): Promise<void> {
  await requireOpenTo(tx, collectiveId, pollId, memberId);
  const known = await tx.one(
    'SELECT FROM ormee.poll_reached WHERE collective_id = $1 AND poll_id = $2 AND member_id = $3',
    [collectiveId, pollId, memberId],
  );
  if (known) return;
  const reachedAt = await tx.now();
  await tx.insert(PollReachedRow, { collectiveId, pollId, memberId, reachedBy, reachedAt });
  record(tx, collectiveId, {
    type: 'poll.reached',
    visibility: 'MEMBERS',
    body: { poll: pollId, member: personal(memberId), by: personal(reachedBy) },
  });
  await bringForward(tx, collectiveId, pollId, reachedAt);
}

/**
 * Locks the poll, so that it is shut before or after, by the same rule as a ballot; and alone, so that of two who tell the
 * last two, the second sees that everybody was told.
 */
async function requireOpenTo(tx: Tx, collectiveId: Uuid, pollId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows('SELECT FROM ormee.poll WHERE collective_id = $1 AND id = $2 FOR NO KEY UPDATE', [
    collectiveId,
    pollId,
  ]);
  const [box] = await tx.rows<Pick<PollRow, 'state' | 'closesAt'> & { refusal: string; rollReason: string }>(
    `SELECT ${REFUSAL_OF_BOX} AS refusal, box.state, box.closes_at AS "closesAt", ${ROLL_REASON} AS "rollReason",
       ${ON_ROLL} AS listed
     FROM ormee.poll box
     LEFT JOIN ormee.roll_entry entry ON entry.collective_id = box.collective_id AND entry.poll_id = box.id
       AND entry.member_id = $3
     WHERE box.collective_id = $1 AND box.id = $2`,
    [collectiveId, pollId, memberId],
  );
  if (!box) throw refuse('NOT_FOUND');
  if (box.refusal === 'POLL_NOT_OPEN')
    throw refuse('POLL_NOT_OPEN', { state: box.state, closesAt: box.closesAt });
  if (box.refusal === 'NOT_ON_ROLL') throw refuse('NOT_ON_ROLL', { reason: box.rollReason });
}

/**
 * When a box is shut whose rules count silence: writes down who is entitled, cast nothing, and was told of the poll by
 * nothing: no letter that a mail server took while it was open, no session that was good, no relay who reached them. Their
 * silence is counted as nothing, now and by whoever counts again. To have an address is not to be reached: a letter is, and
 * it does not ask whose doing it was that none left. Whoever wants no letters is told by coming in, or by a relay; else
 * nothing told them (design: "the silence of someone who could not be reached never counts").
 */
export async function writeUnreached(tx: Tx, poll: PollRow): Promise<void> {
  if (!countsSilence(poll)) return;
  const { collectiveId, id: pollId, openedAt, closedAt } = poll;
  const unreached = await tx.rows<{ memberId: Uuid }>(UNREACHED, [collectiveId, pollId, openedAt, closedAt]);
  if (unreached.length === 0) return;
  await tx.insert(
    PollUnreachedRow,
    unreached.map(({ memberId }) => ({ collectiveId, pollId, memberId })),
  );
  record(tx, collectiveId, {
    type: 'poll.unreached',
    visibility: 'MEMBERS',
    body: { poll: pollId, members: unreached.map(({ memberId }) => personal(memberId)) },
  });
}

const countsSilence = ({ method, venue, clauses }: PollRow): boolean =>
  method === 'consent@1' && venue === 'ONLINE' && clauses.some(({ silenceConsents }) => silenceConsents);

const UNREACHED = `
  SELECT entry.member_id AS "memberId" FROM ormee.roll_entry entry
  WHERE entry.collective_id = $1 AND entry.poll_id = $2 AND entry.entitled
    AND NOT EXISTS (SELECT FROM ormee.ballot WHERE ballot.collective_id = $1 AND ballot.poll_id = $2
      AND ballot.member_id = entry.member_id)
    AND NOT EXISTS (SELECT FROM ormee.notice told WHERE told.collective_id = $1
      AND told.member_id = entry.member_id AND told.sent_at >= $3 AND told.sent_at < $4
      AND (told.kind = 'DIGEST' OR told.kind = 'CLOSING' AND told.about = $2::text))
    AND NOT EXISTS (SELECT FROM ormee.session WHERE session.collective_id = $1
      AND session.member_id = entry.member_id AND session.created_at < $4 AND session.expires_at > $3
      AND (session.ended_at IS NULL OR session.ended_at > $3))
    AND NOT EXISTS (SELECT FROM ormee.poll_reached reached WHERE reached.collective_id = $1
      AND reached.poll_id = $2 AND reached.member_id = entry.member_id)
  ORDER BY entry.member_id`;
