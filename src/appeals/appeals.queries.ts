import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AppealRow } from './appeal.entity.js';

export interface AppealRecord extends AppealRow {
  readonly signatoryCount: number;
}

const APPEALS = `
  SELECT appeal.collective_id AS "collectiveId", appeal.id, appeal.title, appeal.body, appeal.visibility,
    appeal.published_at AS "publishedAt", appeal.published_by AS "publishedBy",
    appeal.closes_at AS "closesAt",
    (SELECT count(*)::int FROM ormee.signatory signatory
      WHERE signatory.collective_id = appeal.collective_id AND signatory.appeal_id = appeal.id
        AND signatory.state = 'STANDING') AS "signatoryCount"
  FROM ormee.appeal appeal`;

export const appealsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<AppealRecord[]> =>
  reader.rows(`${APPEALS} WHERE appeal.collective_id = $1 AND appeal.id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/** One page of appeals in the order in which they were published; one row more than asked. */
export const appealsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<AppealRecord[]> =>
  reader.rows(
    `${APPEALS} WHERE appeal.collective_id = $1 AND ($2::uuid IS NULL OR appeal.id > $2)
     ORDER BY appeal.id LIMIT $3`,
    [collectiveId, after, first + 1],
  );

/** A signature as a mandate holder reads it: without the address. */
export interface SignatoryRecord {
  readonly id: Uuid;
  readonly name: string;
  readonly signedOn: CivilDate | null;
  readonly verified: boolean;
}

/** One page of the signatories of an appeal, as they were written down; one row more than asked. */
export const signatoriesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  appealId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<SignatoryRecord[]> =>
  reader.rows(
    `SELECT id, name, signed_on AS "signedOn", verified FROM ormee.signatory
     WHERE collective_id = $1 AND appeal_id = $2 AND state = 'STANDING' AND ($3::uuid IS NULL OR id > $3)
     ORDER BY id LIMIT $4`,
    [collectiveId, appealId, after, first + 1],
  );
