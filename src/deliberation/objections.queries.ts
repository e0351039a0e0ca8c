import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

export interface ObjectionRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly reason: string;
  readonly state: 'RAISED' | 'WITHDRAWN';
}

/** The objections of a poll, in the order of their random ids: nothing tells who came first. */
export const objectionsOfPoll = (
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<ObjectionRecord[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", id, member_id AS "memberId", reason, state
     FROM ormee.objection WHERE collective_id = $1 AND poll_id = $2 ORDER BY id`,
    [collectiveId, pollId],
  );
