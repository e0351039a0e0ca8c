import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { asksSignature, needsDecision, refuseAdmission, refuseApplication } from './admission.rules.js';
import { admit, lockCandidacy } from './admit.js';
import type { SignatureProof } from './membership.entity.js';
import { termsInForce } from './membership.queries.js';

/** How many members answer together for somebody: one alone could admit whom they like. */
const TOGETHER = 2;

export interface Vouching {
  readonly applicationId: Uuid;
  /** The voucher's word that the applicant signed the appeal, where the charter asks for it. */
  readonly attestsSignature: boolean;
}

/**
 * A member answers for an applicant: that they know who it is, and that they signed where that is asked. With the
 * second one, the applicant is a member on their own declaration, or their signature is proven for the decision to
 * come. Vouching twice counts once.
 */
export async function vouchForApplicant(
  tx: Tx,
  actor: MemberActor,
  { applicationId, attestsSignature }: Vouching,
): Promise<void> {
  const { collectiveId } = actor;
  // Two words make a member, which is to decide: charter row 10, and whoever speaks for it would have two.
  if (actor.memberKind === 'LEGAL') throw refuse('NATURAL_PERSON_NEEDED');
  const candidacy = await lockCandidacy(tx, collectiveId, applicationId);
  const terms = await termsInForce(tx, collectiveId);
  const now = await tx.now();
  const asked = asksSignature(terms, candidacy) && candidacy.signatureProof === null;
  const decides = needsDecision(terms, candidacy);
  const refusal = refuseApplication(terms, candidacy, now);
  if (refusal) throw refusal;
  if (decides && !asked) throw refuse('ADMISSION_NEEDS_DECISION');
  if (asked && !attestsSignature) throw refuse('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' });

  const vouchers = await vouch(tx, actor, applicationId);
  if (vouchers.length < TOGETHER) return;
  if (asked) await proveSignature(tx, collectiveId, applicationId, 'VOUCHED');
  if (decides) return;
  const proven = asked ? { ...candidacy, signatureProof: 'VOUCHED' as const } : candidacy;
  const unfit = refuseAdmission(terms, proven, 'VOUCHED', now);
  if (unfit) throw unfit;
  await admit(tx, collectiveId, proven, candidacy.returningMemberId ?? tx.id(), {
    way: 'VOUCHED',
    decisionId: null,
    memberIds: vouchers,
  });
}

/** Writes the word of one member, and answers the active persons whose word stands: who has left no longer answers. */
async function vouch(tx: Tx, { collectiveId, memberId }: MemberActor, applicationId: Uuid): Promise<Uuid[]> {
  await tx.rows(
    `INSERT INTO ormee.vouching (collective_id, application_id, member_id) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING`,
    [collectiveId, applicationId, memberId],
  );
  const vouchers = await tx.rows<{ id: Uuid }>(
    `SELECT member.id FROM ormee.vouching vouching
     JOIN ormee.member member ON member.collective_id = vouching.collective_id AND member.id = vouching.member_id
     WHERE vouching.collective_id = $1 AND vouching.application_id = $2 AND member.state = 'ACTIVE'
       AND member.kind = 'NATURAL'
     ORDER BY member.id`,
    [collectiveId, applicationId],
  );
  return vouchers.map(({ id }) => id);
}

/** Writes down what proves that an applicant signed. */
export async function proveSignature(
  tx: Tx,
  collectiveId: Uuid,
  applicationId: Uuid,
  proof: SignatureProof,
): Promise<void> {
  await tx.rows('UPDATE ormee.application SET signature_proof = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    applicationId,
    proof,
  ]);
}
