import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

export interface ObjectionRecord {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly reason: string;
  readonly state: 'RAISED' | 'WITHDRAWN';
}

/** The objections of some polls, in the order of their random ids: nothing tells who came first. */
export const objectionsOfPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<ObjectionRecord[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", poll_id AS "pollId", id, member_id AS "memberId", reason, state
     FROM ormee.objection WHERE collective_id = $1 AND poll_id = ANY($2::uuid[]) ORDER BY id`,
    [collectiveId, pollIds],
  );
