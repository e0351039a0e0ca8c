import { broughtForward, closingForUnreached, type Closing } from '../../core/charter/unreached.js';
import type { Clause } from '../../core/charter/clause.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { personal } from '../../core/kernel/leaves.js';
import type { Tx } from '../../platform/database/transactions.js';
import { enqueue } from '../../platform/jobs/jobs.js';
import { record } from '../../register/record.js';
import { CLOSE_POLL } from '../job-kinds.js';
import type { PollRow } from '../poll.entity.js';
import type { RollLine } from '../roll.js';
import { PollAwaitedRow } from './relay.entity.js';

/** When a poll that opens online will close, and whom it waits for: nobody where it closes as was asked. */
export interface Awaiting extends Closing {
  readonly awaited: readonly Uuid[];
}

/** Reads whom no letter reaches of those who are entitled; everybody on the roll is locked. */
export async function awaitingOf(
  tx: Tx,
  collectiveId: Uuid,
  roll: readonly RollLine[],
  opening: {
    readonly clauses: readonly Clause[];
    readonly asked: Instant;
    readonly now: Instant;
    readonly zone: Zone;
  },
): Promise<Awaiting> {
  const { clauses, asked, now, zone } = opening;
  const closing = closingForUnreached(clauses, asked, now, zone);
  const nobody = { closesAt: asked, closesIfReached: null, awaited: [] };
  if (closing.closesIfReached === null) return nobody;
  const entitled = roll.filter((line) => line.entitled).map(({ memberId }) => memberId);
  const found = await tx.rows<{ id: Uuid }>(
    `SELECT id FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND email IS NULL ORDER BY id`,
    [collectiveId, entitled],
  );
  return found.length === 0 ? nobody : { ...closing, awaited: found.map(({ id }) => id) };
}

/** Writes down whom a poll waits for, and says both its hours to the register. */
export async function writeAwaited(
  tx: Tx,
  { collectiveId, id: pollId, closesAt, closesIfReached }: PollRow,
  awaited: readonly Uuid[],
): Promise<void> {
  if (awaited.length === 0) return;
  await tx.insert(
    PollAwaitedRow,
    awaited.map((memberId) => ({ collectiveId, pollId, memberId })),
  );
  record(tx, collectiveId, {
    type: 'poll.awaits',
    visibility: 'MEMBERS',
    body: { poll: pollId, closesAt, closesIfReached, members: awaited.map(personal) },
  });
}

/**
 * Brings the closing of a poll forward where everybody it waited for was told; its row is locked, and the last of them was
 * told just now. Nobody is told twice: what changes nothing says nothing.
 */
export async function bringForward(
  tx: Tx,
  collectiveId: Uuid,
  pollId: Uuid,
  reachedAt: Instant,
): Promise<void> {
  const waits = await tx.one<{ closesAt: Instant; closesIfReached: Instant; zone: Zone }>(ALL_REACHED, [
    collectiveId,
    pollId,
  ]);
  if (!waits) return;
  const closesAt = broughtForward(waits, reachedAt, waits.zone);
  if (closesAt >= waits.closesAt) return;
  await tx.rows('UPDATE ormee.poll SET closes_at = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    pollId,
    closesAt,
  ]);
  await enqueue(tx, { collectiveId, kind: CLOSE_POLL, subjectId: pollId, runAt: closesAt });
  record(tx, collectiveId, {
    type: 'poll.brought-forward',
    visibility: 'MEMBERS',
    body: { poll: pollId, closesAt },
  });
}

const ALL_REACHED = `
  SELECT poll.closes_at AS "closesAt", poll.closes_if_reached AS "closesIfReached", collective.zone
  FROM ormee.poll JOIN ormee.collective ON collective.id = poll.collective_id
  WHERE poll.collective_id = $1 AND poll.id = $2 AND poll.closes_if_reached < poll.closes_at
    AND NOT EXISTS (SELECT FROM ormee.poll_awaited awaited
      WHERE awaited.collective_id = poll.collective_id AND awaited.poll_id = poll.id
        AND NOT EXISTS (SELECT FROM ormee.poll_reached reached WHERE reached.collective_id = awaited.collective_id
          AND reached.poll_id = awaited.poll_id AND reached.member_id = awaited.member_id))`;
