import type { ObjectionEnd } from '../core/charter/consent.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

export interface ObjectionRecord {
  readonly collectiveId: Uuid;
  readonly pollId: Uuid;
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly reason: string;
  readonly state: 'RAISED' | 'WITHDRAWN';
  /** How it stopped standing after its round; null where it did not. */
  readonly ended: ObjectionEnd | null;
  /** The version that integrates it. */
  readonly version: number | null;
  /** Why some who were asked find it without argument, without their names. */
  readonly doubts: readonly string[];
}

/** The objections of some polls, in the order of their random ids: nothing tells who came first. */
export const objectionsOfPolls = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<ObjectionRecord[]> =>
  reader.rows(
    `SELECT objection.collective_id AS "collectiveId", objection.poll_id AS "pollId", objection.id,
       objection.member_id AS "memberId", objection.reason, objection.state, ended.how AS ended, ended.version,
       ARRAY (SELECT doubt.reason FROM ormee.objection_doubt doubt
         WHERE doubt.collective_id = objection.collective_id AND doubt.objection_id = objection.id
         ORDER BY doubt.reason) AS doubts
     FROM ormee.objection objection
     LEFT JOIN ormee.objection_end ended
       ON ended.collective_id = objection.collective_id AND ended.objection_id = objection.id
     WHERE objection.collective_id = $1 AND objection.poll_id = ANY($2::uuid[]) ORDER BY objection.id`,
    [collectiveId, pollIds],
  );
