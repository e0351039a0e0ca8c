import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ContestRow } from './contest.entity.js';

const COLUMNS = `collective_id AS "collectiveId", id, poll_id AS "pollId", member_id AS "memberId", reason, state,
  raised_at AS "raisedAt", heard_by AS "heardBy"`;

/** The contests of the outcomes of some polls, from the first. */
export const contestsOfPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<ContestRow[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.contest WHERE collective_id = $1 AND poll_id = ANY($2::uuid[]) ORDER BY id`,
    [collectiveId, pollIds],
  );

export async function contestById(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<ContestRow | null> {
  const [row] = await reader.rows<ContestRow>(
    `SELECT ${COLUMNS} FROM ormee.contest WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id],
  );
  return row ?? null;
}

/** Locks a contest for an act that changes its state. */
export async function lockContest(tx: Tx, collectiveId: Uuid, id: Uuid): Promise<ContestRow> {
  const row = await tx.one<ContestRow>(
    `SELECT ${COLUMNS} FROM ormee.contest WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, id],
  );
  if (!row) throw refuse('NOT_FOUND');
  return row;
}

/** Does a contest still wait to be heard. */
export const isStanding = ({ state }: ContestRow): Refusal | null =>
  state === 'STANDING' ? null : refuse('CONTEST_CLOSED', { state });
