import { ELECTION_METHOD_IDS, type ElectionMethodId } from '../counting/elections/ids.js';
import type { Quota } from '../counting/elections/quotas/read-quotas.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Uuid } from '../kernel/ids.js';
import type { CalendarDuration } from '../kernel/instants.js';
import type { GroupRule } from './groups.js';

/** What kind of question it is. ROUTINE < DEEP < GOVERNANCE; MANDATE and EXCLUSION stand beside, fixed by their effect. */
export const MATTERS = ['ROUTINE', 'DEEP', 'GOVERNANCE', 'MANDATE', 'EXCLUSION'] as const;
export type Matter = (typeof MATTERS)[number];

export const VENUES = ['ONLINE', 'ASSEMBLY'] as const;
export type Venue = (typeof VENUES)[number];

export const ASSEMBLY_FORMS = ['PHYSICAL', 'HYBRID', 'REMOTE'] as const;
export type AssemblyForm = (typeof ASSEMBLY_FORMS)[number];

/** The four bases: of whom a threshold is a share. */
export const BASES = ['ROLL', 'PRESENT', 'TURNOUT', 'EXPRESSED'] as const;
export type Base = (typeof BASES)[number];

/** Methods that answer a question by yes or no. */
export const QUESTION_METHODS = ['threshold@1', 'consent@1'] as const;
export type QuestionMethodId = (typeof QUESTION_METHODS)[number];

/** Methods of counting, with their version: a pinned clause is counted by the very rule it named. */
export const METHODS = [...QUESTION_METHODS, ...ELECTION_METHOD_IDS] as const;
export type MethodId = QuestionMethodId | ElectionMethodId;

export const isElectionMethod = (method: MethodId): method is ElectionMethodId =>
  !(QUESTION_METHODS as readonly string[]).includes(method);

/**
 * What adopts the option that a poll elects: NOTHING, for a preference; its threshold against the status quo on the same
 * ballots; or a confirming poll, by yes or no.
 */
export const ADOPTIONS = ['NOTHING', 'THRESHOLD', 'CONFIRMING_POLL'] as const;
export type Adoption = (typeof ADOPTIONS)[number];

export const BALLOT_MODES = ['OPEN', 'SEALED', 'TOKEN'] as const;
export type BallotMode = (typeof BALLOT_MODES)[number];

/** Who may see named ballots once the outcome is proclaimed. */
export const BALLOT_READERS = ['NOBODY', 'MEMBERS'] as const;
export type BallotReaders = (typeof BALLOT_READERS)[number];

export const PROPOSERS = ['ANY_MEMBER', 'NATURAL_MEMBERS'] as const;
export type Proposers = (typeof PROPOSERS)[number];

/** What a tie means: nothing changes, another poll is held, or a lot decides. */
export const TIE_RULES = ['STATUS_QUO', 'FURTHER_POLL', 'LOT'] as const;
export type TieRule = (typeof TIE_RULES)[number];

/** What becomes of somebody's place on the roll when they lose their rights meanwhile. */
export const LATE_RULES = ['KEEP', 'STRIKE_UNCAST'] as const;
export type LateRule = (typeof LATE_RULES)[number];

export const RESULT_VISIBILITIES = ['PUBLIC', 'MEMBERS'] as const;
export type ResultVisibility = (typeof RESULT_VISIBILITIES)[number];

export interface Threshold {
  /** `2/3`. */
  readonly fraction: string;
  /** More than the fraction, not only as much. */
  readonly strict: boolean;
  /** Whole votes asked beyond the fraction. */
  readonly plus: number;
}

export interface Quorum {
  /** Who counts towards it: TURNOUT, EXPRESSED or PRESENT. */
  readonly counts: Base;
  /** Of whom it is a share: ROLL or PRESENT. */
  readonly of: Base;
  readonly fraction: string;
}

/** A choice that the text of the rules leaves open, as the founders settled it; cited in each outcome. */
export interface Interpretation {
  readonly question: string;
  readonly choice: string;
}

/** How a clause has polls elect among options; its `allowedMethods` say by which methods. */
export interface ElectionRule {
  readonly adopts: Adoption;
  /** Grades from the worst to the best, for methods that count grades; empty where none is allowed. */
  readonly grades: readonly string[];
  /** Options of methods that are not left as the method has them. */
  readonly options: { readonly [method: string]: { readonly [option: string]: Json } };
  /**
   * Whether every ballot stands beside the result, without a name. In a small collective a rare ranking tells whose it
   * is, so that rounds and matrices alone are shown unless the rule says so.
   */
  readonly ballotsPublished: boolean;
  /** What the winners must be together; absent where nothing is asked. Which groups options are in is the proposal’s to say. */
  readonly quotas?: readonly Quota[];
}

/** What becomes of a question that its rounds of consent left with objections. */
export const CONSENT_FALLBACKS = ['REJECTED', 'POLL'] as const;
export type ConsentFallback = (typeof CONSENT_FALLBACKS)[number];

/** How a clause has consent sought (`consent.ts`). Lengths hold online; in a sitting, its facilitator moves on. */
export interface ConsentRule {
  /** How often the question may be asked, from 1 to 10. */
  readonly rounds: number;
  readonly presentation: CalendarDuration;
  readonly clarification: CalendarDuration;
  readonly reaction: CalendarDuration;
  /** Before the first round, and after each with objections: the time in which these are met. */
  readonly integration: CalendarDuration;
  readonly fallback: ConsentFallback;
  /** Of the roll but for who objects, the share that must find an objection without argument to set it aside; null: nobody may. */
  readonly setAside: Threshold | null;
}

/** One rule of the charter. Plain data: copied and hashed when a poll opens, and read from that copy ever after. */
export interface Clause {
  readonly matter: Matter;
  readonly venues: readonly Venue[];
  /** Forms of assembly that may decide; empty when the venue ASSEMBLY is not open. */
  readonly forms: readonly AssemblyForm[];
  /** Forms whose decisions cannot be undone online. */
  readonly prevailingForms: readonly AssemblyForm[];
  readonly method: MethodId;
  /** Methods a poll may choose besides; contains `method`. */
  readonly allowedMethods: readonly MethodId[];
  readonly ballotMode: BallotMode;
  readonly ballotsVisibleTo: BallotReaders;
  readonly base: Base;
  readonly threshold: Threshold;
  readonly quorum: Quorum | null;
  readonly minimumDeliberation: CalendarDuration;
  /** Online: shortest time between opening and closing. */
  readonly minimumVoting: CalendarDuration;
  /** Online: the same where somebody entitled has no mail, until each of them was told (`unreached.ts`); absent where it is no other. */
  readonly minimumVotingUnreached?: CalendarDuration;
  /** Shortest time between convening an assembly and its hour. */
  readonly notice: CalendarDuration;
  readonly supportNeeded: number;
  readonly mayPropose: Proposers;
  readonly tieRule: TieRule;
  readonly lateRule: LateRule;
  readonly ballotMayChange: boolean;
  readonly resultVisibility: ResultVisibility;
  readonly contestPeriod: CalendarDuration;
  readonly friendlyAmendments: boolean;
  /** A consent with no answer at all: whether silence is counted as consent. */
  readonly silenceConsents: boolean;
  /** An assembly's decisions under this clause may be revoked or reopened online. */
  readonly revocableOnline: boolean;
  /** The provision of the statutes that this rule comes from. */
  readonly provisionId: Uuid;
  readonly interpretations: readonly Interpretation[];
  /** Absent where no poll elects under this rule. */
  readonly election?: ElectionRule;
  /** Absent where consent is asked once, without rounds. */
  readonly consent?: ConsentRule;
  /** What this rule says of working groups; of routine questions alone, and absent where it says nothing. */
  readonly groups?: GroupRule;
}
