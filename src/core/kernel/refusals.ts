import type { Instant } from './instants.js';

type None = Record<never, never>;

/**
 * Every refusal of the house, with the facts it carries. One list: the catalogue of sentences, the GraphQL
 * problem types and the constraint table are total over it by type.
 */
export interface RefusalFacts {
  // Who asks
  NOT_SIGNED_IN: None;
  NOT_A_MEMBER: None;
  LINK_NOT_VALID: None;
  MANDATE_REQUIRED: { act: string };
  // What is asked
  NOT_FOUND: None;
  INVALID_INPUT: { field: string; reason: string };
  IDEMPOTENCY_KEY_REUSED: None;
  DUPLICATE: { what: string };
  // Proposals and effects
  PROPOSAL_CHANGED: { currentVersion: number };
  PROPOSAL_NOT_OPEN: { state: string };
  PROPOSER_NOT_ENTITLED: { matter: string };
  EFFECTS_OVERLAP: { target: string };
  SUPPORT_MISSING: { needed: number; has: number };
  TEXT_NOT_FOUND: None;
  PROVISION_NOT_IN_FORCE: { provision: string };
  PROVISION_CHANGED: { provision: string };
  PROVISION_HAS_CHILDREN: { provision: string };
  ANCHOR_NOT_IN_FORCE: { anchor: string };
  NUMBER_TAKEN: { number: string };
  EFFECTIVE_DATE_PAST: { date: string };
  LATER_VERSION_EXISTS: { provision: string; date: string };
  PROVISION_UNDER_ITSELF: { provision: string };
  PROVISION_NOT_REPEALED: { provision: string };
  ERRATUM_OF_ANOTHER_DECISION: { provision: string };
  REFERENCE_UNKNOWN: { number: string };
  CITED_BY_CLAUSE: { provision: string; matter: string };
  CLAUSE_CHANGED: { matter: string };
  /** `line`: counted from 1, where the charter was read from a file. */
  CHARTER_INVALID: { matter: string; field: string; reason: string; line?: number };
  CHARTER_WITHOUT_PATH: { matter: string };
  UNSUPPORTED_BALLOT_MODE: { mode: string };
  MANDATE_TASK_HELD: { task: string };
  MANDATE_NOT_LIVE: { task: string };
  MANDATE_HOLDER_NOT_ELIGIBLE: { member: string };
  MANDATE_SCOPE_UNKNOWN: { act: string };
  MANDATE_END_PAST: { endsAt: Instant };
  // Mandates between votes
  MANDATE_LINE_WAITS: { task: string };
  MANDATE_LINE_SETTLED: { task: string; state: string };
  MANDATE_LINE_NOT_YOURS: { task: string };
  NO_MANDATE_LINE_WAITS: None;
  MANDATE_OFFER_CLOSED: { state: string };
  REPORT_CHANGED: { currentVersion: number };
  DECISION_TAKEN_UP: { decision: string; member: string };
  DECISION_NOT_YOURS_TO_LEAVE: { decision: string };
  // Consent
  CONSENT_RUNNING: None;
  CONSENT_IN_ROUNDS: { matter: string };
  CONSENT_ASKED_ONCE: { matter: string };
  CONSENT_RULE_DIFFERS: { matter: string };
  CONSENT_NOT_YET: { until: Instant };
  CONSENT_ROUND_OPEN: None;
  CONSENT_ROUNDS_OVER: { rounds: number };
  CONSENT_ENDED: { state: string };
  ASSEMBLY_VOTES_FIRST: None;
  // Elections without candidates
  ELECTION_RUNNING: None;
  ELECTION_ENDED: { state: string };
  ELECTION_NOT_YET: { until: Instant };
  NOMINATIONS_CLOSED: { phase: string };
  NOTHING_TO_CHANGE: None;
  NOMINEE_NOT_ELIGIBLE: { member: string };
  NOMINEE_DECLINED: { member: string };
  NOMINEE_BEING_PUT: None;
  NOMINEE_IS_ANOTHER: { member: string };
  NOT_AMONG_EQUALS: { member: string };
  REVISION_INTEGRATES_NOTHING: None;
  OBJECTION_STANDS_NO_MORE: { how: string };
  SET_ASIDE_NOT_ALLOWED: None;
  // Charter
  CLAUSE_MISSING: { matter: string };
  VENUE_NOT_ALLOWED: { matter: string; venue: string; form: string };
  METHOD_NOT_ALLOWED: { method: string; matter: string };
  METHOD_NOT_FOR_QUESTION: { method: string; options: string };
  NOTHING_TO_CONFIRM: None;
  // A tie left to a lot
  LOT_NOT_AWAITED: None;
  LOT_NOT_BY_COMMITMENTS: None;
  LOT_COMMITMENT_DIFFERS: None;
  LOT_REVEALING: { until: Instant };
  VOTING_TOO_SHORT: { minimum: string; earliest: Instant };
  VOTING_TOO_LONG: { latest: Instant };
  DELIBERATION_TOO_SHORT: { minimum: string; earliest: Instant };
  NOTICE_TOO_SHORT: { minimum: string; earliest: Instant };
  DEADLINE_PAST: { closesAt: Instant };
  TARGET_RESERVED: { target: string; poll: string };
  ASSEMBLY_PREVAILS: { target: string; decision: string };
  // Polls
  EMPTY_ROLL: None;
  POLL_NOT_OPEN: { state: string; closesAt: Instant | null };
  POLL_STILL_OPEN: { closesAt: Instant | null };
  NOT_ON_ROLL: { reason: string };
  STALE_REVISION: { currentRevision: number };
  BALLOT_NOT_CHANGEABLE: None;
  BALLOT_INVALID: { reason: string };
  OBJECTION_NEEDS_REASON: None;
  LAST_CALL_NEEDED: None;
  POLL_NOT_YOURS_TO_WITHDRAW: None;
  POLL_HAS_BALLOTS: None;
  // Assemblies
  ASSEMBLY_NOT_STARTED: { startsAt: Instant };
  ASSEMBLY_NOT_RUNNING: { state: string };
  ASSEMBLY_HAS_OPEN_POLLS: { poll: string };
  NOT_PRESENT: None;
  ROLE_HELD: { role: string };
  // People: names, links, leaving, one's own data
  LOOKALIKE_NAME: None;
  NAME_JUST_CHANGED: { from: Instant };
  LINK_NOT_YOURS_TO_ISSUE: None;
  SESSION_ASSISTED: None;
  TOO_MANY_TRIES: { from: Instant };
  NO_MAIL_HERE: None;
  STILL_A_MEMBER: None;
  // Who becomes a member
  APPLICATION_NOT_OPEN: { state: string };
  APPLICATIONS_FULL: { limit: number };
  ADMISSION_NEEDS_DECISION: None;
  MEMBERSHIP_CONDITION_MISSING: { condition: string };
  DUES_NOT_SHORTENED: { until: string };
  NATURAL_PERSON_NEEDED: None;
  // Appeals
  APPEAL_CLOSED: { closedAt: Instant };
  // Files
  FILE_TOO_LARGE: { limit: number };
  FILE_NOT_UTF8: { line: number; column: number };
  FILE_NOT_CSV: { line: number; column: number; reason: string };
  FILE_HEADER_WRONG: { line: number; column: number; expected: string };
  FILE_CELL_FORMULA: { line: number; column: number };
  FILE_CELL_MARKUP: { line: number; column: number };
  FILE_CELL_UNREADABLE: { line: number; column: number; reason: string };
  FILE_CELL_INVALID: { line: number; column: number; reason: string };
  FILE_LINE_TWICE: { line: number; column: number };
  // Procedures that protect people
  EXCLUSION_WITHOUT_GROUNDS: None;
  EXCLUSION_OF_ONESELF: None;
  EXCLUSION_NOT_OPEN: { state: string };
  ANSWER_TIME_RUNNING: { minimum: string; earliest: Instant };
  TITLE_NAMES_PERSON: None;
  NOT_PUBLIC: { what: string };
  MEMBER_NOT_ACTIVE: { state: string };
  MEMBER_NOT_EXCLUDED: { state: string };
  RECOURSE_NOT_GIVEN: { matter: string };
  RECOURSE_OVER: { endedAt: Instant };
  RECOURSE_NOT_PENDING: None;
  CHALLENGE_NOT_STRICTER: { matter: string };
  CHALLENGE_SETTLED: { state: string };
  CHALLENGED_AS_CONTRADICTING: { decision: string };
  NOT_OF_AN_ASSEMBLY: { decision: string };
  POLL_ALREADY_OPEN: { poll: string };
  // Amendments
  NOT_AMENDABLE: { reason: string };
  WORDING_CHANGED: None;
  AMENDS_NOTHING: None;
  AMENDMENT_DIFFERS: None;
  AMENDMENT_NOT_PENDING: { amendment: string; state: string };
  AMENDMENTS_FROZEN: { frozenAt: Instant };
  AMENDMENTS_WAIT: { amendments: string };
  AMENDMENTS_CONFLICT: { amendments: string };
  AMENDMENT_OUT_OF_ORDER: { first: string };
  AMENDMENT_TOO_DEEP: None;
  SUB_AMENDMENTS_FIRST: { amendments: string };
  FRIENDLY_NOT_ALLOWED: { matter: string };
  TOO_MANY_AMENDMENTS: { limit: number };
  TOO_MANY_OF_YOURS: { limit: number };
  ASSEMBLY_NOT_CONVENED: { state: string };
  OUTCOME_NOT_PROCLAIMED: { state: string };
  CONTEST_PERIOD_OVER: { endedAt: Instant };
  CONTEST_CLOSED: { state: string };
  DECISION_NOT_CLOSED: { decision: string };
  DECISION_REPEALED: { decision: string };
  DECISION_NOT_ADOPTED: { decision: string };
  // Deliberation
  ANSWERS_NO_QUESTION: None;
  QUOTE_NOT_FOUND: { reason: string };
  CONTRIBUTION_NOT_STANDING: { state: string };
  /** `current` and `yours`: the words that stand and those that were sent, so that none are lost. */
  WORDS_CHANGED: { currentVersion: number; current: string; yours: string };
  MODERATOR_CONCERNED: None;
  MODERATION_SETTLED: { state: string };
  CONCERN_NOT_YOURS: None;
  CONCERN_NOT_DUE: { state: string };
  // Founding
  COLLECTIVE_CONSTITUTING: None;
  FOUNDING_OVER: None;
  FOUNDING_STEP_MISSING: { step: string };
  FOUNDING_DRAFTS_CHANGED: None;
  FOUNDING_HAS_ONE_PATH: None;
  // Working groups
  GROUP_NAME_TAKEN: { name: string };
  GROUP_NOT_OPEN: { state: string };
  NOT_IN_GROUP: None;
  PROPOSAL_OF_NO_GROUP: None;
  ADVICE_IS_OF_A_GROUP: None;
  GROUP_NEEDS_DECISION: None;
  ALONE_IN_GROUP: { name: string };
  GROUP_NOT_DORMANT: { from: Instant };
  HOLDER_NOT_IN_GROUP: { member: string };
  GROUP_SCOPE_EXCEEDED: { what: string };
  COLLECTIVE_PREVAILS: { target: string; decision: string };
  GROUP_DECISION_RECALLED: { decision: string };
  // Without a screen
  RELAY_NOT_ASKED_FOR: None;
  RELAY_FOR_BALLOTS_ALONE: None;
  RELAY_ASKED_FOR_TOO_LATE: None;
  RELAY_ASKED_FOR_BY_ITSELF: None;
  RELAY_NEEDS_OWN_LINK: None;
  RELAY_REQUEST_TOO_NEW: { from: Instant };
  SAID_THEMSELVES: None;
  BALLOT_THEIR_OWN: None;
  // Queries
  /** `limit`: the time that one reading may take, as a duration. */
  TOO_SLOW: { limit: string };
  // Elections counted from a file
  METHOD_UNKNOWN: { method: string };
  METHOD_OPTION_INVALID: { option: string; reason: string };
  SEATS_INVALID: { seats: string };
  ELECTION_INVALID: { reason: string };
  QUOTAS_CANNOT_BE_MET: { seats: string; bounds: string };
  BALLOTS_OF_ANOTHER_KIND: { given: string; counted: string };
  NOMINATIONS_WRONG: { reason: string; name: string };
  NOT_NEXT_FOR_CONSENT: { person: string; next: string };
  EQUALS_NOT_PARTED: { person: string; equals: string };
  BALLOT_FILE_WRONG: { line: number; column: number; reason: string; found: string };
  // The database as last judge, where no act is expected to get so far
  CONSTRAINT: { constraint: string };
}

export type RefusalCode = keyof RefusalFacts;

/** An expected "no", with its name and its facts. Thrown inside a transaction, so that nothing is half done. */
export class Refusal<C extends RefusalCode = RefusalCode> extends Error {
  constructor(
    readonly code: C,
    readonly facts: RefusalFacts[C],
    /** Where in the input, as GraphQL paths are written; empty for the whole act. Not `path`: graphql-js reads that one as its own. */
    readonly where: readonly (string | number)[] = [],
  ) {
    super(code);
    this.name = 'Refusal';
  }
}

/** `throw refuse('POLL_NOT_OPEN', { state, closesAt })`. */
export const refuse = <C extends RefusalCode>(
  code: C,
  ...[facts, path]: None extends RefusalFacts[C]
    ? [facts?: RefusalFacts[C], path?: readonly (string | number)[]]
    : [facts: RefusalFacts[C], path?: readonly (string | number)[]]
): Refusal<C> => new Refusal(code, facts ?? ({} as RefusalFacts[C]), path);
