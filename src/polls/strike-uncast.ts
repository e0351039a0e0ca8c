import { personal } from '../core/kernel/leaves.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** Why somebody is struck off a roll. */
export type StrikeCause = 'LEFT' | 'EXCLUDED';

/**
 * The late rule: on every poll that is open now and whose rules all say STRIKE_UNCAST, whoever has left or was
 * excluded loses the place that they have not used. A cast ballot stays, and where a rule says KEEP so does the place.
 *
 * Polls are locked as casting locks them, which keeps a box from being shut and counted meanwhile. Then the places are
 * locked, and only a later statement looks for ballots: one that held its place first has been written by then, and is
 * seen; one that comes after waits, and finds its place struck.
 */
export async function strikeUncast(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  cause: StrikeCause,
): Promise<void> {
  const places = await lockPlaces(tx, collectiveId, memberId);
  const struck = await tx.rows<{ pollId: Uuid }>(STRIKE, [
    collectiveId,
    memberId,
    places.map(({ pollId }) => pollId),
  ]);
  for (const { pollId } of struck)
    record(tx, collectiveId, {
      type: 'roll.struck',
      visibility: 'MEMBERS',
      body: { poll: pollId, member: personal(memberId), cause },
    });
}

/** Locks the places that somebody would lose, and their polls: the first half, for whoever must lock before they know. */
export async function lockPlaces(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<{ pollId: Uuid }[]> {
  await tx.rows(LOCK_POLLS, [collectiveId, memberId]);
  return tx.rows(LOCK_PLACES, [collectiveId, memberId]);
}

const LOCK_POLLS = `
  SELECT FROM ormee.poll
  WHERE collective_id = $1 AND state = 'OPEN'
    AND NOT jsonb_path_exists(clauses, '$[*] ? (@.lateRule <> "STRIKE_UNCAST")')
    AND id IN (SELECT poll_id FROM ormee.roll_entry WHERE collective_id = $1 AND member_id = $2 AND entitled)
  ORDER BY id FOR SHARE`;

/** The deadline is compared here, once the polls are locked: past it the roll is that of the count. */
const LOCK_PLACES = `
  SELECT entry.poll_id AS "pollId"
  FROM ormee.roll_entry entry
  JOIN ormee.poll ON poll.collective_id = entry.collective_id AND poll.id = entry.poll_id
  WHERE entry.collective_id = $1 AND entry.member_id = $2 AND entry.entitled
    AND poll.state = 'OPEN' AND (poll.closes_at IS NULL OR poll.closes_at > ormee.instant())
    AND NOT jsonb_path_exists(poll.clauses, '$[*] ? (@.lateRule <> "STRIKE_UNCAST")')
  ORDER BY entry.poll_id FOR UPDATE OF entry`;

/** Run on places that are locked: what it looks for may otherwise be on its way. */
export const STRIKE = `
  UPDATE ormee.roll_entry entry SET entitled = false, reason = 'STRUCK'
  WHERE entry.collective_id = $1 AND entry.member_id = $2 AND entry.poll_id = ANY($3::uuid[])
    AND NOT EXISTS (SELECT FROM ormee.ballot WHERE ballot.collective_id = entry.collective_id
      AND ballot.poll_id = entry.poll_id AND ballot.member_id = entry.member_id)
  RETURNING entry.poll_id AS "pollId"`;
