import type { MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AppealRow } from './appeal.entity.js';

/** How many signatures an appeal has, told apart by what they prove. */
export interface SignatureCountsRecord {
  readonly appealId: Uuid;
  readonly verified: number;
  readonly named: number;
  readonly takenOver: number;
  readonly withdrawn: number;
}

export const signatureCountsOf = (
  reader: Reader,
  collectiveId: Uuid,
  appealIds: readonly Uuid[],
): Promise<SignatureCountsRecord[]> =>
  reader.rows(
    `SELECT appeal_id AS "appealId",
       count(*) FILTER (WHERE state = 'STANDING' AND verified)::int AS verified,
       count(*) FILTER (WHERE state = 'STANDING' AND verified AND named)::int AS named,
       count(*) FILTER (WHERE state = 'STANDING' AND NOT verified)::int AS "takenOver",
       count(*) FILTER (WHERE state = 'WITHDRAWN')::int AS withdrawn
     FROM ormee.signatory WHERE collective_id = $1 AND appeal_id = ANY($2::uuid[])
     GROUP BY appeal_id`,
    [collectiveId, appealIds],
  );

/** A signature as anybody reads it: of those alone who consented to be named. */
export interface PublicSignatureRecord {
  readonly appealId: Uuid;
  readonly id: Uuid;
  readonly name: string;
  readonly kind: MemberKind;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly url: string | null;
  readonly place: number | null;
  readonly verified: boolean;
}

const NAMED = `state = 'STANDING' AND named`;
const SHOWN = `appeal_id AS "appealId", id, name, kind, role, organisation, url, place, verified`;

/** As many first signatories as an appeal shows. */
export const FIRST_AT_MOST = 100;

/** The first signatories of appeals, by the place that a decision or a list gave them. */
export const firstSignatoriesOf = (
  reader: Reader,
  collectiveId: Uuid,
  appealIds: readonly Uuid[],
): Promise<PublicSignatureRecord[]> =>
  reader.rows(
    `SELECT ${SHOWN} FROM ormee.signatory
     WHERE collective_id = $1 AND appeal_id = ANY($2::uuid[]) AND place <= ${FIRST_AT_MOST} AND ${NAMED}
     ORDER BY place`,
    [collectiveId, appealIds],
  );

/** One page of those who consented to be named, in the order in which they came; one row more than asked. */
export const namedSignatoriesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  appealIds: readonly Uuid[],
  after: Uuid | null,
  first: number,
): Promise<PublicSignatureRecord[]> =>
  reader.rows(
    `SELECT page.* FROM unnest($2::uuid[]) AS appeal (id)
     CROSS JOIN LATERAL (
       SELECT ${SHOWN} FROM ormee.signatory
       WHERE collective_id = $1 AND appeal_id = appeal.id AND ${NAMED} AND ($3::uuid IS NULL OR id > $3)
       ORDER BY id LIMIT $4
     ) page ORDER BY page.id`,
    [collectiveId, appealIds, after, first + 1],
  );

/** What a letter's link would sign, as whoever has it reads it before they confirm. */
export interface ToConfirmRecord extends Omit<PublicSignatureRecord, 'place' | 'verified'> {
  readonly named: boolean;
  readonly title: AppealRow['title'];
}

export async function signatureToConfirm(
  reader: Reader,
  collectiveId: Uuid,
  signatoryId: Uuid,
): Promise<ToConfirmRecord | null> {
  const [found] = await reader.rows<ToConfirmRecord>(
    `SELECT it.appeal_id AS "appealId", it.id, it.name, it.kind, it.role, it.organisation, it.url, it.named, appeal.title
     FROM ormee.signatory it
     JOIN ormee.appeal appeal ON appeal.collective_id = it.collective_id AND appeal.id = it.appeal_id
     WHERE it.collective_id = $1 AND it.id = $2 AND it.state = 'PENDING'`,
    [collectiveId, signatoryId],
  );
  return found ?? null;
}
