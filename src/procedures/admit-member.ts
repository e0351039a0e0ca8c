import { serveSignature } from '../appeals/join-by-signature.js';
import { appealToSign, recordStanding } from '../appeals/write-signatures.js';
import {
  asksSignature,
  needsDecision,
  refuseAdmission,
  refuseApplication,
} from '../collectives/admission.rules.js';
import { admit, lockCandidacy } from '../collectives/admit.js';
import { termsInForce } from '../collectives/membership.queries.js';
import { proveSignature } from '../collectives/vouch-for-applicant.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';

export interface AdmissionUnderMandate {
  readonly applicationId: Uuid;
  /** The signature found among those of the appeal that the rule asks for; null where none is asked. */
  readonly signatoryId: Uuid | null;
}

/**
 * Under a mandate, admits an applicant on their declaration, or finds the signature that a decision waits for. One
 * signature admits one person: from here on it is verified, and does not serve again.
 */
export async function admitMember(
  tx: Tx,
  actor: MemberActor,
  { applicationId, signatoryId }: AdmissionUnderMandate,
): Promise<void> {
  const { collectiveId, memberId } = actor;
  await requireMandate(tx, actor, 'admitMember', { kind: 'COLLECTIVE', id: collectiveId });
  const candidacy = await lockCandidacy(tx, collectiveId, applicationId);
  const terms = await termsInForce(tx, collectiveId);
  const now = await tx.now();
  const refusal = refuseApplication(terms, candidacy, now);
  if (refusal) throw refusal;
  const asked = asksSignature(terms, candidacy) && candidacy.signatureProof === null;
  const decides = needsDecision(terms, candidacy);
  if (decides && !asked) throw refuse('ADMISSION_NEEDS_DECISION');

  if (asked) {
    await verifySignature(tx, collectiveId, terms.signedAppealId as Uuid, { applicationId, signatoryId });
    await proveSignature(tx, collectiveId, applicationId, 'MANDATE');
  }
  if (decides) return;
  const proven = asked ? { ...candidacy, signatureProof: 'MANDATE' as const } : candidacy;
  const unfit = refuseAdmission(terms, proven, 'MANDATE', now);
  if (unfit) throw unfit;
  await admit(tx, collectiveId, proven, candidacy.returningMemberId ?? tx.id(), {
    way: 'MANDATE',
    decisionId: null,
    memberIds: [memberId],
  });
}

async function verifySignature(
  tx: Tx,
  collectiveId: Uuid,
  appealId: Uuid,
  { signatoryId, applicationId }: AdmissionUnderMandate,
): Promise<void> {
  if (signatoryId === null) throw refuse('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' });
  const { wasVerified } = await serveSignature(tx, collectiveId, { appealId, signatoryId, applicationId });
  if (wasVerified) return;
  const appeal = await appealToSign(tx, collectiveId, appealId, ['PUBLIC', 'MEMBERS']);
  recordStanding(tx, appeal, signatoryId, 'ADMISSION');
}
