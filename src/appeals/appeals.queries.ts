import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AppealRow } from './appeal.entity.js';

export interface AppealRecord extends AppealRow {
  readonly signatoryCount: number;
  readonly isOpen: boolean;
}

const APPEALS = `
  SELECT appeal.collective_id AS "collectiveId", appeal.id, appeal.title, appeal.body, appeal.visibility,
    appeal.published_at AS "publishedAt", appeal.published_by AS "publishedBy",
    appeal.closes_at AS "closesAt",
    (appeal.closes_at IS NULL OR appeal.closes_at > ormee.instant()) AS "isOpen",
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
  readonly role: string | null;
  readonly organisation: string | null;
  readonly signedOn: CivilDate | null;
  readonly verified: boolean;
}

const SIGNATORY = 'id, name, role, organisation, signed_on AS "signedOn", verified';

/** A name without case and accents, as somebody at a door hears it. */
const heard = (sql: string): string =>
  `regexp_replace(normalize(lower(${sql}), NFKD), '[\u0300-\u036f]', '', 'g')`;

/**
 * One page of the signatories of an appeal, as they were written down, or those whose name holds some words; one row more
 * than asked.
 */
export const signatoriesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  appealId: Uuid,
  named: string | null,
  after: Uuid | null,
  first: number,
): Promise<SignatoryRecord[]> =>
  reader.rows(
    `SELECT ${SIGNATORY} FROM ormee.signatory
     WHERE collective_id = $1 AND appeal_id = $2 AND state = 'STANDING' AND ($3::uuid IS NULL OR id > $3)
       AND ($5::text IS NULL OR strpos(${heard('name')}, ${heard('$5::text')}) > 0)
     ORDER BY id LIMIT $4`,
    [collectiveId, appealId, after, first + 1, named],
  );

/** One signature, as its mandate holder reads it. */
export async function signatoryById(
  reader: Reader,
  collectiveId: Uuid,
  signatoryId: Uuid,
): Promise<SignatoryRecord | null> {
  const [found] = await reader.rows<SignatoryRecord>(
    `SELECT ${SIGNATORY} FROM ormee.signatory
     WHERE collective_id = $1 AND id = $2 AND state = 'STANDING'`,
    [collectiveId, signatoryId],
  );
  return found ?? null;
}
