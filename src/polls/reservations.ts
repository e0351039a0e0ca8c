import type { Venue } from '../core/charter/clause.js';
import type { TargetKey } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { PollState } from './poll.entity.js';

/**
 * Reserves targets for a poll in its venue. One already reserved there is TARGET_RESERVED, naming the first poll; two
 * openings at once meet on the primary key, and the second waits for the first.
 */
export async function reserve(
  tx: Tx,
  poll: { readonly collectiveId: Uuid; readonly id: Uuid; readonly venue: Venue },
  targets: readonly TargetKey[],
): Promise<void> {
  const taken = await tx.rows<{ target: TargetKey }>(
    `INSERT INTO ormee.reservation (collective_id, target, venue, poll_id)
     SELECT $1, target, $2, $3 FROM unnest($4::text[]) AS target ORDER BY target
     ON CONFLICT (collective_id, target, venue) DO NOTHING RETURNING target`,
    [poll.collectiveId, poll.venue, poll.id, targets],
  );
  if (taken.length === targets.length) return;
  const mine = new Set(taken.map(({ target }) => target));
  const left = targets.filter((target) => !mine.has(target));
  await refuseReserved(tx, poll.collectiveId, poll.venue, left);
  throw refuse('TARGET_RESERVED', { target: left[0] as TargetKey, poll: '' });
}

/** Throws TARGET_RESERVED, naming the poll that came first, where one of these is reserved in the venue. */
export async function refuseReserved(
  reader: Reader,
  collectiveId: Uuid,
  venue: Venue,
  targets: readonly TargetKey[],
): Promise<void> {
  const [first] = await reader.rows<{ target: TargetKey; pollId: Uuid }>(
    `SELECT target, poll_id AS "pollId" FROM ormee.reservation
     WHERE collective_id = $1 AND venue = $2 AND target = ANY($3::text[]) ORDER BY target LIMIT 1`,
    [collectiveId, venue, targets],
  );
  if (first)
    throw refuse('TARGET_RESERVED', {
      target: first.target,
      poll: toGlobalId('Poll', collectiveId, first.pollId),
    });
}

/** TARGET_RESERVED where a poll of the collective, in whatever venue, has reserved one of these targets. */
export async function reservedByCollective(
  reader: Reader,
  collectiveId: Uuid,
  targets: readonly TargetKey[],
): Promise<Refusal | null> {
  const [held] = await reader.rows<{ target: TargetKey; pollId: Uuid }>(
    `SELECT target, poll_id AS "pollId" FROM ormee.reservation
     WHERE collective_id = $1 AND target = ANY($2::text[]) ORDER BY target LIMIT 1`,
    [collectiveId, targets],
  );
  if (!held) return null;
  return refuse('TARGET_RESERVED', {
    target: held.target,
    poll: toGlobalId('Poll', collectiveId, held.pollId),
  });
}

export async function releaseReservations(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<void> {
  await tx.rows('DELETE FROM ormee.reservation WHERE collective_id = $1 AND poll_id = $2', [
    collectiveId,
    pollId,
  ]);
}

/**
 * Whether this online poll waits for an assembly: a poll of one has reserved something that it touches, or is on amendments of
 * the proposal that it puts, or on the proposal whose amendments it puts.
 */
export async function waitsForAssembly(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<boolean> {
  const waits = await reader.rows(
    `SELECT FROM ormee.reservation mine
     JOIN ormee.reservation theirs ON theirs.collective_id = mine.collective_id AND theirs.target = mine.target
       AND theirs.venue = 'ASSEMBLY'
     WHERE mine.collective_id = $1 AND mine.poll_id = $2 AND mine.venue = 'ONLINE'
     UNION ALL
     SELECT FROM ormee.poll mine
     JOIN ormee.poll theirs ON theirs.collective_id = mine.collective_id AND theirs.proposal_id = mine.proposal_id
       AND theirs.amends <> mine.amends AND theirs.venue = 'ASSEMBLY' AND theirs.state IN ('OPEN', 'CLOSED')
     WHERE mine.collective_id = $1 AND mine.id = $2 AND mine.venue = 'ONLINE' LIMIT 1`,
    [collectiveId, pollId],
  );
  return waits.length > 0;
}

export interface WaitingPoll {
  readonly id: Uuid;
  readonly state: PollState;
}

/**
 * The online polls that wait for an assembly's, locked: they touch what it has reserved, or put the proposal that it amends, or
 * the amendments of the one that it puts. One that closes at this moment is either found here, or waits for the locks of
 * the targets or of the proposal, and finds nothing to wait for.
 */
export const lockOnlinePollsOnSameTargets = (
  tx: Tx,
  collectiveId: Uuid,
  assemblyPollId: Uuid,
): Promise<WaitingPoll[]> =>
  tx.rows(
    `SELECT poll.id, poll.state FROM ormee.poll poll
     WHERE poll.collective_id = $1 AND poll.venue = 'ONLINE' AND poll.state IN ('OPEN', 'CLOSED') AND poll.id IN (
       SELECT theirs.poll_id FROM ormee.reservation mine
       JOIN ormee.reservation theirs ON theirs.collective_id = mine.collective_id AND theirs.target = mine.target
         AND theirs.venue = 'ONLINE'
       WHERE mine.collective_id = $1 AND mine.poll_id = $2
       UNION ALL
       SELECT theirs.id FROM ormee.poll mine
       JOIN ormee.poll theirs ON theirs.collective_id = mine.collective_id AND theirs.proposal_id = mine.proposal_id
         AND theirs.amends <> mine.amends
       WHERE mine.collective_id = $1 AND mine.id = $2)
     ORDER BY poll.id FOR UPDATE OF poll`,
    [collectiveId, assemblyPollId],
  );
