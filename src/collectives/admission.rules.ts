import type { MembershipTerms } from '../core/charter/membership.js';
import type { MemberKind, MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { unfitName } from '../core/kernel/names.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ApplicationState, SignatureProof } from './membership.entity.js';

const STATEMENT_MAX = 5_000;
const EMAIL_MAX = 254;

/** What the database knows of somebody who wants to join. */
export interface Candidacy {
  readonly id: Uuid;
  readonly publicName: string;
  readonly kind: MemberKind;
  readonly state: ApplicationState;
  readonly lapsesAt: Instant;
  readonly signatureProof: SignatureProof | null;
  readonly returningMemberId: Uuid | null;
  readonly keyHash: string;
  readonly email: string | null;
  /** Another member, of now or of before, has a name that this one can be mistaken for. */
  readonly nameTaken: boolean;
  /** Somebody who was excluded, by their own session or by their address. */
  readonly wasExcluded: boolean;
}

/** By whose word somebody is admitted. */
export type AdmissionWay = 'VOUCHED' | 'MANDATE' | 'DECISION';

/** Whether the charter asks that this applicant signed the appeal. Row 8: of natural persons; row 10: legal ones join in support. */
export const asksSignature = (terms: MembershipTerms, { kind }: Pick<Candidacy, 'kind'>): boolean =>
  terms.signedAppealId !== null && kind === 'NATURAL';

/** Whether nobody but the collective can admit this applicant. */
export const needsDecision = (terms: MembershipTerms, { wasExcluded }: Candidacy): boolean =>
  terms.admission === 'DECISION' || (wasExcluded && terms.returnAfterExclusion === 'DECISION');

/** Whether an application can still lead anywhere: APPLICATION_NOT_OPEN, or what the rule asks of the kind of person. */
export function refuseApplication(
  terms: MembershipTerms,
  { state, lapsesAt, kind }: Pick<Candidacy, 'state' | 'lapsesAt' | 'kind'>,
  now: Instant,
): Refusal | null {
  if (state !== 'OPEN') return refuse('APPLICATION_NOT_OPEN', { state });
  if (lapsesAt <= now) return refuse('APPLICATION_NOT_OPEN', { state: 'LAPSED' });
  return refuseKind(terms, kind);
}

export const refuseKind = (terms: MembershipTerms, kind: MemberKind): Refusal | null =>
  kind === 'LEGAL' && !terms.legalPersons
    ? refuse('MEMBERSHIP_CONDITION_MISSING', { condition: 'NATURAL_PERSON' })
    : null;

/**
 * May this applicant become a member now, by this way. A decision of the collective answers to the same conditions: the
 * rule is of governance, and a routine question does not step around it.
 */
export function refuseAdmission(
  terms: MembershipTerms,
  candidacy: Candidacy,
  way: AdmissionWay,
  now: Instant,
): Refusal | null {
  const refusal = refuseApplication(terms, candidacy, now);
  if (refusal) return refusal;
  if (asksSignature(terms, candidacy) && candidacy.signatureProof === null)
    return refuse('MEMBERSHIP_CONDITION_MISSING', { condition: 'SIGNED' });
  if (way !== 'DECISION' && needsDecision(terms, candidacy)) return refuse('ADMISSION_NEEDS_DECISION');
  return candidacy.nameTaken ? refuse('LOOKALIKE_NAME') : null;
}

/** A former member comes back as who they were; somebody new is nobody's row yet. */
export function refuseIdentity(
  { returningMemberId }: Pick<Candidacy, 'returningMemberId'>,
  memberId: Uuid,
  standing: MemberState | null,
): Refusal | null {
  if (returningMemberId !== null) return returningMemberId === memberId ? null : refuse('NOT_FOUND');
  return standing === null ? null : refuse('DUPLICATE', { what: 'member' });
}

/** What somebody says of themselves when they declare that they want to join. */
export interface Declaration {
  readonly publicName: string;
  readonly kind: MemberKind;
  readonly statement: string;
  readonly email: string | null;
}

export function refuseDeclaration({ publicName, statement, email }: Declaration): Refusal | null {
  return (
    invalid('publicName', unfitName(publicName)) ??
    invalid('statement', unreadable(statement, 'LINES', STATEMENT_MAX)) ??
    (email === null ? null : invalid('email', unfitEmail(email)))
  );
}

/** Why this is no address that mail could reach; null when it may be one. */
export function unfitEmail(email: string): string | null {
  const reason = unreadable(email, 'LINE', EMAIL_MAX);
  if (reason) return reason;
  return /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]+$/.test(email) ? null : 'NOT_AN_ADDRESS';
}

const invalid = (field: string, reason: string | null): Refusal | null =>
  reason === null ? null : refuse('INVALID_INPUT', { field, reason }, ['input', field]);
