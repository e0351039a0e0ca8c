import type { MemberKind, MemberState } from '../kernel/actors.js';
import type { Json } from '../kernel/canonical-json.js';
import { hashJson, type Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import {
  addDuration,
  civilDateOf,
  type CalendarDuration,
  type CivilDate,
  type Instant,
  type Zone,
} from '../kernel/instants.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import type { Interpretation } from './clause.js';
import {
  boolean,
  interpretation,
  invalid,
  listOf,
  oneOf,
  orNull,
  period,
  record,
  uuid,
} from './validate-clause.js';

/** How somebody becomes a member: on their own declaration once its conditions are met, or by a decision. */
export const ADMISSIONS = ['DECLARATION', 'DECISION'] as const;
export type Admission = (typeof ADMISSIONS)[number];

/** What the rule on members says. Charter rows 8 to 12. */
export interface MembershipTerms {
  readonly admission: Admission;
  /** The appeal that a natural person must have signed, and it must be proven; null when none. */
  readonly signedAppealId: Uuid | null;
  /** Whether a voice asks for dues that are up to date: yes or no until a date, never an amount. */
  readonly dues: boolean;
  /** How long after joining, or after this rule, dues are asked: else the first to pay would be alone on a roll. */
  readonly duesGrace: CalendarDuration;
  /** How long somebody has been a member before they have a voice; those who founded the collective have one at once. */
  readonly seniority: CalendarDuration;
  /** Whether legal persons may join. They speak, support and propose, and have no ballot. */
  readonly legalPersons: boolean;
  /** How somebody comes back after an exclusion. */
  readonly returnAfterExclusion: 'DECISION';
}

/** The rule on members, one a collective, written by a decision like a clause. */
export interface MembershipRule extends MembershipTerms {
  readonly provisionId: Uuid;
  readonly interpretations: readonly Interpretation[];
}

/** A change of that rule. */
export interface MembershipChange {
  /** Hash of the rule that the author read; null when there was none. */
  readonly expectedHash: Sha256 | null;
  readonly rule: MembershipRule;
}

/** Where a charter says nothing of members: the collective decides of each, and asks nothing else. */
export const UNSAID_TERMS: MembershipTerms = {
  admission: 'DECISION',
  signedAppealId: null,
  dues: false,
  duesGrace: 'PT0S',
  seniority: 'PT0S',
  legalPersons: true,
  returnAfterExclusion: 'DECISION',
};

/** How refusals and targets name this rule, which is no matter. */
export const MEMBERSHIP = 'MEMBERSHIP';

export const hashMembership = (rule: MembershipRule): Sha256 => hashJson(rule as unknown as Json);

const shape = record({
  admission: oneOf(ADMISSIONS),
  signedAppealId: orNull(uuid),
  dues: boolean,
  duesGrace: period,
  seniority: period,
  legalPersons: boolean,
  returnAfterExclusion: oneOf(['DECISION']),
  provisionId: uuid,
  interpretations: listOf(interpretation, 20),
} satisfies Record<keyof MembershipRule, unknown>);

/** Whether something that came from outside is a rule on members: CHARTER_INVALID names the field and the reason. */
export function validateMembership(candidate: unknown): Refusal | null {
  const problem = shape(candidate);
  return problem && invalid(MEMBERSHIP, problem.at.join('.'), problem.reason);
}

/** Whether the rule can be changed so: still the one that was read, and itself a rule. */
export function mayChangeMembership(
  current: MembershipRule | null,
  { expectedHash, rule }: MembershipChange,
): Refusal | null {
  if ((current && hashMembership(current)) !== expectedHash)
    return refuse('CLAUSE_CHANGED', { matter: MEMBERSHIP });
  return validateMembership(rule);
}

/** What a voice depends on, of a member. */
export interface Voter {
  readonly kind: MemberKind;
  readonly state: MemberState;
  readonly joinedAt: Instant;
  /** The last day of what was paid; null when nothing was recorded. */
  readonly duesUntil: CivilDate | null;
}

/** What a voice depends on, of the collective. */
export interface VotingConditions {
  readonly terms: MembershipTerms;
  /** Since when these terms are in force. */
  readonly since: Instant;
  /** When the collective was founded: who was there then has no seniority to wait for. */
  readonly foundedAt: Instant;
  readonly zone: Zone;
}

/** Why somebody has a voice (MEMBER), or why not. */
export const VOTING_REASONS = ['MEMBER', 'LEGAL_PERSON', 'NOT_ACTIVE', 'DUES_LAPSED', 'TOO_RECENT'] as const;
export type VotingReason = (typeof VOTING_REASONS)[number];

/**
 * May a member vote at an instant: a reason either way. Charter: one member, one voice (row 1); dues where they are
 * asked (row 8); a legal person has none (row 10); belonging elsewhere is asked of nobody (row 11). No rule of this
 * version tells one matter or one scope from another, so neither is asked for here.
 */
export function mayVoteOn(member: Voter, conditions: VotingConditions, instant: Instant): VotingReason {
  if (member.kind === 'LEGAL') return 'LEGAL_PERSON';
  if (member.state !== 'ACTIVE') return 'NOT_ACTIVE';
  if (duesLapsed(member, conditions, instant)) return 'DUES_LAPSED';
  return isTooRecent(member, conditions, instant) ? 'TOO_RECENT' : 'MEMBER';
}

function duesLapsed(
  { joinedAt, duesUntil }: Voter,
  { terms, since, zone }: VotingConditions,
  instant: Instant,
): boolean {
  if (!terms.dues) return false;
  if (duesUntil !== null && civilDateOf(instant, zone) <= duesUntil) return false;
  const askedSince = joinedAt > since ? joinedAt : since;
  return addDuration(askedSince, terms.duesGrace, zone) <= instant;
}

const isTooRecent = (
  { joinedAt }: Voter,
  { terms, foundedAt, zone }: VotingConditions,
  instant: Instant,
): boolean => joinedAt > foundedAt && instant < addDuration(joinedAt, terms.seniority, zone);

/**
 * The conditions to hold these members to: dues and seniority are not asked where they would leave nobody with a voice,
 * for then no decision could ever change them, nor give the mandate to record what was paid.
 */
export function conditionsThatLeaveSomebody(
  members: readonly Voter[],
  conditions: VotingConditions,
  instant: Instant,
): VotingConditions {
  if (members.some((member) => mayVoteOn(member, conditions, instant) === 'MEMBER')) return conditions;
  return { ...conditions, terms: { ...conditions.terms, dues: false, seniority: 'PT0S' } };
}
