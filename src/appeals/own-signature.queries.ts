import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { PublicSignatureRecord } from './signatures.queries.js';

/**
 * SQL about a signature `it`: whether an admission of the member $2 of the collective $1 rests on it, by the link of a letter
 * or because whoever admitted found it. What another member signed with their session is theirs.
 */
export const SERVED_THEM = `(it.member_id IS NULL OR it.member_id = $2) AND it.served_by IN (
  SELECT mine.id FROM ormee.application mine WHERE mine.collective_id = $1 AND mine.member_id = $2)`;

/** A member's own signature: what they signed with their session, and what their admission rests on. */
export const IS_THEIRS = `it.collective_id = $1 AND it.state = 'STANDING' AND (it.member_id = $2 OR (${SERVED_THEM}))`;

/** The signatures of a member that stand, on one appeal or, where it is null, on all. */
export async function ownSignatures(
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
  appealId: Uuid | null,
): Promise<readonly Uuid[]> {
  const rows = await reader.rows<{ id: Uuid }>(
    `SELECT it.id FROM ormee.signatory it WHERE ${IS_THEIRS} AND ($3::uuid IS NULL OR it.appeal_id = $3)
     ORDER BY it.id`,
    [collectiveId, memberId, appealId],
  );
  return rows.map(({ id }) => id);
}

/** A member's own signature of an appeal, as they read it. */
export interface OwnSignatureRecord extends Omit<PublicSignatureRecord, 'id' | 'verified'> {
  readonly named: boolean;
}

/** Their own signature of each appeal that a member has signed; the one of their session first. */
export const ownSignaturesOf = (
  reader: Reader,
  collectiveId: Uuid,
  appealIds: readonly Uuid[],
  memberId: Uuid,
): Promise<OwnSignatureRecord[]> =>
  reader.rows(
    `SELECT it.appeal_id AS "appealId", it.name, it.kind, it.role, it.organisation, it.url, it.place, it.named
     FROM ormee.signatory it WHERE ${IS_THEIRS} AND it.appeal_id = ANY($3::uuid[])
     ORDER BY it.member_id NULLS LAST, it.id`,
    [collectiveId, memberId, appealIds],
  );
