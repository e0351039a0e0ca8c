import type { MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { ApplicationState, SignatureProof } from './membership.entity.js';

/** An application as members read it: without the address and the secret. */
export interface ApplicationRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly publicName: string;
  readonly kind: MemberKind;
  readonly statement: string;
  readonly state: ApplicationState;
  readonly signatureProof: SignatureProof | null;
  readonly returningMemberId: Uuid | null;
  readonly memberId: Uuid | null;
  readonly declaredAt: Instant;
  readonly lapsesAt: Instant;
  readonly voucherIds: readonly Uuid[];
}

const APPLICATIONS = `
  SELECT application.collective_id AS "collectiveId", application.id, application.public_name AS "publicName",
    application.kind, application.statement, application.state, application.signature_proof AS "signatureProof",
    application.returning_member_id AS "returningMemberId", application.member_id AS "memberId",
    application.declared_at AS "declaredAt", application.lapses_at AS "lapsesAt",
    ARRAY (SELECT vouching.member_id FROM ormee.vouching vouching
      WHERE vouching.collective_id = application.collective_id AND vouching.application_id = application.id
      ORDER BY vouching.member_id) AS "voucherIds"
  FROM ormee.application application`;

export const applicationsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ApplicationRecord[]> =>
  reader.rows(`${APPLICATIONS} WHERE application.collective_id = $1 AND application.id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/** One page of the applications that wait for an answer, the oldest first; one row more than asked. */
export const applicationsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<ApplicationRecord[]> =>
  reader.rows(
    `${APPLICATIONS} WHERE application.collective_id = $1 AND application.state = 'OPEN'
       AND application.lapses_at > ormee.instant() AND ($2::uuid IS NULL OR application.id > $2)
     ORDER BY application.id LIMIT $3`,
    [collectiveId, after, first + 1],
  );
