import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ExclusionRow } from './exclusion.entity.js';

const COLUMNS = `collective_id AS "collectiveId", id, member_id AS "memberId", opened_by AS "openedBy", grounds,
  grounds_hash AS "groundsHash", opened_at AS "openedAt", answer_minimum AS "answerMinimum",
  answer_until AS "answerUntil", answer, answered_at AS "answeredAt", last_word AS "lastWord",
  last_word_at AS "lastWordAt", state, decision_id AS "decisionId", recourse, recourse_reason AS "recourseReason",
  recourse_at AS "recourseAt", recourse_decision_id AS "recourseDecisionId", visibility`;

export const exclusionsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ExclusionRow[]> =>
  reader.rows(`SELECT ${COLUMNS} FROM ormee.exclusion WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/** One page of the exclusions that a member may read, the latest first: those put to the collective, and their own. */
export const exclusionsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid,
  before: Uuid | null,
  first: number,
): Promise<ExclusionRow[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.exclusion
     WHERE collective_id = $1 AND (visibility IN ('PUBLIC', 'MEMBERS') OR member_id = $2
         OR visibility = 'NAMED' AND opened_by = $2)
       AND ($3::uuid IS NULL OR id < $3)
     ORDER BY id DESC LIMIT $4`,
    [collectiveId, viewerId, before, first + 1],
  );

/** The latest exclusion asked against somebody that was not withdrawn; null when there is none. */
export async function exclusionAgainst(
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<ExclusionRow | null> {
  const [row] = await reader.rows<ExclusionRow>(
    `SELECT ${COLUMNS} FROM ormee.exclusion
     WHERE collective_id = $1 AND member_id = $2 AND state <> 'WITHDRAWN' ORDER BY id DESC LIMIT 1`,
    [collectiveId, memberId],
  );
  return row ?? null;
}

/** Locks an exclusion for an act of its story, and reads it as it then is. */
export async function lockExclusion(tx: Tx, collectiveId: Uuid, exclusionId: Uuid): Promise<ExclusionRow> {
  const row = await tx.one<ExclusionRow>(
    `SELECT ${COLUMNS} FROM ormee.exclusion WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, exclusionId],
  );
  if (!row) throw refuse('NOT_FOUND');
  return row;
}
