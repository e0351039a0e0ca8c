import type { MembershipTerms } from '../core/charter/membership.js';
import type { MemberState } from '../core/kernel/actors.js';
import type { AdmitMember, EffectHandler } from '../core/kernel/effects.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseAdmission, refuseIdentity, type Candidacy } from './admission.rules.js';
import { admit, readCandidacy, standingOfMember } from './admit.js';
import { termsInForce } from './membership.queries.js';

interface AdmissionState {
  readonly candidacy: Candidacy | null;
  readonly terms: MembershipTerms;
  /** Of the member they would become: null for somebody new. */
  readonly standing: MemberState | null;
}

/** The effect that admits an applicant: the collective's own way in, and the only one back after an exclusion. */
export const admitMember: EffectHandler<AdmitMember, AdmissionState, Tx> = {
  kind: 'ADMIT_MEMBER',

  async lock(tx, { applicationId, memberId }, collectiveId) {
    await tx.rows('SELECT FROM ormee.application WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
      collectiveId,
      applicationId,
    ]);
    await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
      collectiveId,
      memberId,
    ]);
  },

  async load(tx, { applicationId, memberId }, { collectiveId }) {
    return {
      candidacy: await readCandidacy(tx, collectiveId, applicationId),
      terms: await termsInForce(tx, collectiveId),
      standing: await standingOfMember(tx, collectiveId, memberId),
    };
  },

  validate({ memberId }, { candidacy, terms, standing }, { now }) {
    if (!candidacy) return refuse('NOT_FOUND');
    return (
      refuseAdmission(terms, candidacy, 'DECISION', now) ?? refuseIdentity(candidacy, memberId, standing)
    );
  },

  async apply(tx, { memberId }, { candidacy }, { collectiveId }, { decisionId }) {
    await admit(tx, collectiveId, candidacy as Candidacy, memberId, {
      way: 'DECISION',
      decisionId,
      memberIds: [],
    });
  },
};
