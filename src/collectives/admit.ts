import type { MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { nameSkeleton } from '../core/kernel/names.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { layLink } from '../platform/links/links.js';
import { record } from '../register/record.js';
import type { AdmissionWay, Candidacy } from './admission.rules.js';
import { writeMembers } from './write-members.js';

/** How long the applicant's own link is good for once they are admitted. */
const LINK_LASTS = 'P30D';

/** Locks an application, and reads what its admission is judged by. NOT_FOUND where there is none. */
export async function lockCandidacy(tx: Tx, collectiveId: Uuid, applicationId: Uuid): Promise<Candidacy> {
  await tx.rows('SELECT FROM ormee.application WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    applicationId,
  ]);
  const candidacy = await readCandidacy(tx, collectiveId, applicationId);
  if (!candidacy) throw refuse('NOT_FOUND');
  return candidacy;
}

/** Whether a member row `former` is somebody excluded whom a row `application` brings back: by their session, or their address. */
const BRINGS_BACK = `former.collective_id = application.collective_id AND former.state = 'EXCLUDED'
  AND (former.id = application.returning_member_id OR lower(former.email) = lower(application.email))`;

export interface Returning {
  readonly applicationId: Uuid;
  readonly formerId: Uuid;
}

/** Which of these applications are of somebody who was excluded, and who that was. */
export const returningAmong = (
  reader: Reader,
  collectiveId: Uuid,
  applicationIds: readonly Uuid[],
): Promise<Returning[]> =>
  reader.rows(
    `SELECT application.id AS "applicationId", former.id AS "formerId"
     FROM ormee.application application JOIN ormee.member former ON ${BRINGS_BACK}
     WHERE application.collective_id = $1 AND application.id = ANY($2::uuid[]) ORDER BY former.id`,
    [collectiveId, applicationIds],
  );

export async function readCandidacy(
  tx: Tx,
  collectiveId: Uuid,
  applicationId: Uuid,
): Promise<Candidacy | null> {
  const application = await tx.one<Omit<Candidacy, 'nameTaken'>>(
    `SELECT application.id, application.public_name AS "publicName", application.kind, application.state,
       application.lapses_at AS "lapsesAt", application.signature_proof AS "signatureProof",
       application.returning_member_id AS "returningMemberId", application.key_hash AS "keyHash", application.email,
       EXISTS (SELECT FROM ormee.member former WHERE ${BRINGS_BACK}) AS "wasExcluded"
     FROM ormee.application WHERE application.collective_id = $1 AND application.id = $2`,
    [collectiveId, applicationId],
  );
  if (!application) return null;
  const alike = await tx.one(
    `SELECT id FROM ormee.member WHERE collective_id = $1 AND name_skeleton = $2 AND id IS DISTINCT FROM $3
     UNION SELECT member_id FROM ormee.former_name
       WHERE collective_id = $1 AND name_skeleton = $2 AND member_id IS DISTINCT FROM $3`,
    [collectiveId, nameSkeleton(application.publicName), application.returningMemberId],
  );
  return { ...application, nameTaken: alike !== null };
}

/** Where a member of this id stands; null when there is none. */
export async function standingOfMember(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<MemberState | null> {
  const member = await tx.one<{ state: MemberState }>(
    'SELECT state FROM ormee.member WHERE collective_id = $1 AND id = $2',
    [collectiveId, memberId],
  );
  return member?.state ?? null;
}

/** By what somebody is admitted: the way, and the decision or the members who answer for it. */
export interface AdmittedBy {
  readonly way: AdmissionWay;
  readonly decisionId: Uuid | null;
  readonly memberIds: readonly Uuid[];
}

/**
 * Makes an applicant a member, when it was judged that they may be. Their own secret, which nobody else was ever shown,
 * becomes their sign-in link: whoever admits somebody cannot enter in their place.
 */
export async function admit(
  tx: Tx,
  collectiveId: Uuid,
  candidacy: Candidacy,
  memberId: Uuid,
  by: AdmittedBy,
): Promise<void> {
  const now = await tx.now();
  const { publicName, kind, email } = candidacy;
  if (candidacy.returningMemberId === null)
    await writeMembers(tx, [
      { collectiveId, id: memberId, kind, state: 'ACTIVE', publicName, email, joinedAt: now },
    ]);
  else
    await tx.rows(
      `UPDATE ormee.member SET state = 'ACTIVE', left_at = NULL, joined_at = $3
       WHERE collective_id = $1 AND id = $2`,
      [collectiveId, memberId, now],
    );
  await tx.rows(
    `UPDATE ormee.application SET state = 'ADMITTED', member_id = $3, email = NULL, statement = ''
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, candidacy.id, memberId],
  );
  await layLink(tx, { collectiveId, memberId }, 'SIGN_IN', LINK_LASTS, candidacy.keyHash);
  record(tx, collectiveId, {
    type: 'member.admitted',
    visibility: 'MEMBERS',
    body: {
      member: personal(memberId),
      name: personal(publicName),
      kind,
      application: candidacy.id,
      way: by.way,
      decision: by.decisionId,
      by: by.memberIds.map(personal),
    },
  });
}
