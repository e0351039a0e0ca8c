import type {
  FollowUpInBundle,
  MandateHandoverInBundle,
  MandateInstructionInBundle,
  MandateLineInBundle,
  MandateOfferInBundle,
  MandateReportInBundle,
} from './rows-of-mandates.js';
import type {
  PollAwaitedInBundle,
  PollReachedInBundle,
  PollUnreachedInBundle,
  RelayedActContestInBundle,
  RelayedActInBundle,
  RelayedBallotContestInBundle,
  RelayedBallotInBundle,
  RelayRequestInBundle,
} from './rows-of-relays.js';
import type {
  ConcernInBundle,
  ConcernReviewInBundle,
  ContributionInBundle,
  DecisionConcernInBundle,
} from './rows-of-concerns.js';
import type {
  ElectionInBundle,
  NominationDeclineInBundle,
  NominationInBundle,
  NomineeInBundle,
} from './rows-of-elections.js';
import type { AssemblyForm, Clause, ConsentRule, Matter, MethodId, Venue } from '../charter/clause.js';
import type { ConsentPhase, ObjectionEnd } from '../charter/consent.js';
import type { FoundingSubject } from '../charter/founding.js';
import type { LotSource } from '../charter/lot.js';
import type { MembershipRule } from '../charter/membership.js';
import type { PinnedElection, Question } from '../charter/question.js';
import type { Locale } from '../kernel/actors.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Effect } from '../kernel/effects.js';
import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant, Zone } from '../kernel/instants.js';
import type { Hunk } from '../text/amend/hunk.js';
import type { PatchOperation } from '../text/operations.js';

/** Rows as a bundle carries them, as far as checks read them. What a bundle leaves out is `undefined`. */
export interface CollectiveInBundle {
  readonly name: string;
  readonly state: 'CONSTITUTING' | 'ACTIVE';
  readonly locale: Locale;
  readonly zone: Zone;
}

export interface MemberInBundle {
  readonly id: Uuid;
  readonly kind: string;
  readonly state: string;
  readonly publicName: string;
  /** In a full bundle alone. */
  readonly nameSkeleton?: string;
  /** Whole in a full bundle alone. */
  readonly email?: string | null;
  readonly erasedAt: Instant | null;
}

export interface FormerNameInBundle {
  readonly nameSkeleton: string;
  readonly memberId: Uuid;
  readonly publicName: string;
}

export interface DecisionInBundle {
  readonly id: Uuid;
  readonly year: number;
  readonly number: number;
  readonly title: string;
  readonly outcome: string;
  readonly effectsState: string;
  readonly notApplied: { readonly code: string } | null;
  /** Null where they name a member and the bundle names nobody. */
  readonly effects: readonly Effect[] | null;
  /** Not in a public bundle. */
  readonly groupId?: Uuid | null;
  readonly pollId: Uuid | null;
  readonly proposalId: Uuid | null;
  readonly proposalVersion: number | null;
  readonly venue: Venue | null;
  readonly form: AssemblyForm | null;
  readonly prevails: boolean;
  readonly revocableOnline: boolean;
  readonly proclaimedAt: Instant;
  readonly visibility: string;
}

export interface ClauseVersionInBundle {
  readonly matter: Matter;
  readonly clause: Clause;
  readonly hash: Sha256;
  readonly inForceFrom: Instant;
  readonly inForceUntil: Instant | null;
  readonly openedBy: Uuid;
  readonly closedBy: Uuid | null;
}

export interface MembershipInBundle {
  readonly rule: MembershipRule;
  readonly hash: Sha256;
  readonly inForceFrom: Instant;
  readonly inForceUntil: Instant | null;
  readonly openedBy: Uuid;
  readonly closedBy: Uuid | null;
}

export interface TextInBundle {
  readonly id: Uuid;
  readonly title: string;
  readonly matter: 'DEEP' | 'GOVERNANCE';
  readonly revision: number;
  readonly takenOverBy: Uuid | null;
}

export interface OperationsInBundle {
  readonly decisionId: Uuid;
  readonly textId: Uuid;
  readonly adoptedBy: Uuid | null;
  readonly takenOverFrom: Uuid | null;
  readonly operations: readonly PatchOperation[];
  readonly effectiveOn: CivilDate;
  readonly knownAt: Instant;
}

export interface VersionInBundle {
  readonly id: Uuid;
  readonly textId: Uuid;
  readonly provisionId: Uuid;
  readonly parentId: Uuid | null;
  readonly position: string;
  readonly number: string;
  readonly heading: string;
  readonly body: string;
  readonly hash: Sha256;
  readonly inForceFrom: CivilDate;
  readonly inForceUntil: CivilDate | null;
  readonly knownFrom: Instant;
  readonly knownUntil: Instant | null;
  readonly openedBy: Uuid;
  readonly closedBy: Uuid | null;
}

export interface ProposalInBundle {
  readonly id: Uuid;
  readonly authorId?: Uuid;
  readonly state: string;
  readonly currentVersion: number;
  readonly answersContestId?: Uuid | null;
  readonly foundingSubject: FoundingSubject | null;
  /** Not in a public bundle. */
  readonly groupId?: Uuid | null;
  readonly handedAt?: Instant | null;
  readonly advises?: Uuid | null;
}

export interface ProposalVersionInBundle {
  readonly proposalId: Uuid;
  readonly version: number;
  readonly title: string;
  readonly rationale: string;
  readonly question: Question | null;
  readonly effects: readonly Effect[] | null;
  readonly matter: Matter;
  readonly raisedTo: Matter | null;
  readonly wordingHash: Sha256;
  readonly effectsHash: Sha256;
  readonly submittedAt: Instant;
  readonly amendsVersion: number | null;
}

export interface PollInBundle {
  readonly id: Uuid;
  readonly proposalId: Uuid;
  readonly proposalVersion: number;
  readonly title: string;
  readonly venue: Venue;
  readonly assemblyId: Uuid | null;
  readonly form: AssemblyForm | null;
  readonly matter: Matter;
  readonly method: MethodId;
  readonly election: PinnedElection | null;
  readonly confirms: Uuid | null;
  readonly amends: boolean;
  /** Not in a public bundle. */
  readonly groupId?: Uuid | null;
  readonly lotSource: LotSource | null;
  readonly tiedAt: Instant | null;
  readonly ballotMode: string;
  readonly ballotMayChange: boolean;
  readonly clauses: readonly Clause[];
  readonly clausesHash: Sha256;
  readonly wordingHash: Sha256;
  readonly effectsHash: Sha256;
  readonly rollHash: Sha256;
  readonly state: string;
  readonly openedAt: Instant;
  readonly closesAt: Instant | null;
  /** Not in a public bundle. */
  readonly closesIfReached?: Instant | null;
  readonly closedAt: Instant | null;
  readonly supersededBy: Uuid | null;
}

export interface PollOptionInBundle {
  readonly pollId: Uuid;
  readonly key: string;
  readonly label: string | null;
  readonly effects: readonly Effect[] | null;
  readonly statusQuo: boolean;
}

export interface LotValueInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly commitment: Sha256 | null;
  readonly value: string | null;
}

export interface RollEntryInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly entitled: boolean;
  readonly present: boolean;
  readonly reason: string;
}

export interface BallotInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly entitled: boolean;
  readonly choice: string;
  readonly objectionId: Uuid | null;
  readonly revision: number;
}

export interface ObjectionInBundle {
  readonly id: Uuid;
  readonly pollId: Uuid;
  /** Null where its rules show ballots to nobody and the bundle is somebody else’s. */
  readonly memberId: Uuid | null;
  readonly state: string;
}

export interface ConsentInBundle {
  readonly id: Uuid;
  readonly proposalId: Uuid;
  readonly assemblyId: Uuid | null;
  readonly rule: ConsentRule;
  readonly ruleHash: Sha256;
  readonly state: string;
  readonly phase: ConsentPhase;
  readonly round: number;
  readonly phaseEndsAt: Instant | null;
  readonly heldBy: string | null;
  readonly startedBy: Uuid;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export interface ConsentStepInBundle {
  readonly processId: Uuid;
  readonly place: number;
  readonly phase: ConsentPhase;
  readonly round: number;
  readonly until: Instant | null;
}

export interface ConsentRoundInBundle {
  readonly processId: Uuid;
  readonly round: number;
  readonly pollId: Uuid;
}

export interface ObjectionEndInBundle {
  readonly objectionId: Uuid;
  readonly how: ObjectionEnd;
  readonly proposalId: Uuid;
  readonly version: number | null;
}

export interface OutcomeInBundle {
  readonly pollId: Uuid;
  readonly code: string;
  readonly working: Json;
  readonly hash: Sha256;
  readonly proclaimedAt: Instant;
}

export interface ReservationInBundle {
  readonly target: string;
  readonly venue: Venue;
  readonly pollId: Uuid;
}

export interface MandateInBundle {
  readonly id: Uuid;
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly boundBy: readonly Uuid[];
  readonly scopeActs: readonly string[];
  readonly scopeKind: string;
  readonly scopeId: Uuid;
  readonly role: string | null;
  readonly state: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly reportDueAt: Instant | null;
  readonly reportEvery: string | null;
  readonly grantedBy: Uuid | null;
  readonly endedBy: Uuid | null;
  readonly endedAt: Instant | null;
}

export interface HolderInBundle {
  readonly mandateId: Uuid;
  readonly memberId: Uuid;
  readonly leftAt: Instant | null;
}

export interface AssemblyInBundle {
  readonly id: Uuid;
  readonly form: AssemblyForm;
  readonly state: string;
  readonly startsAt: Instant;
  readonly convenedBy?: Uuid;
}

export interface AttendanceInBundle {
  readonly assemblyId: Uuid;
  readonly memberId: Uuid;
  readonly arrivedAt: Instant;
  readonly leftAt: Instant | null;
  readonly checkedInBy: Uuid;
}

export interface LeafInBundle {
  readonly index: number;
  /** Null, as `encoded` and `recordedAt`, where its visibility hides it from the bundle's reader. */
  readonly type: string | null;
  readonly encoded: string | null;
  readonly hash: Sha256;
  readonly visibility: string;
  readonly recordedAt: Instant | null;
}

export interface SaltInBundle {
  readonly leafIndex: number;
  readonly field: string;
  readonly salt: string;
  readonly value: string;
}

export interface CheckpointInBundle {
  readonly size: number;
  readonly root: Sha256;
  readonly note: string;
}

export interface ExclusionInBundle {
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly openedBy: Uuid;
  readonly grounds: string;
  readonly groundsHash: Sha256;
  readonly openedAt: Instant;
  readonly answerMinimum: string;
  readonly answerUntil: Instant;
  readonly answer: string | null;
  readonly answeredAt: Instant | null;
  readonly lastWord: string | null;
  readonly lastWordAt: Instant | null;
  readonly state: string;
  readonly decisionId: Uuid | null;
  readonly recourse: string;
  readonly recourseReason: string | null;
  readonly recourseAt: Instant | null;
  readonly recourseDecisionId: Uuid | null;
  readonly visibility: string;
}

export interface ChallengeInBundle {
  readonly id: Uuid;
  readonly proposalId: Uuid;
  readonly version: number;
  readonly memberId: Uuid;
  readonly matter: Matter | null;
  readonly decisionId: Uuid | null;
  readonly reason: string;
  readonly state: string;
  readonly raisedAt: Instant;
  readonly settledBy: Uuid | null;
}

export interface ContestInBundle {
  readonly id: Uuid;
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly reason: string;
  readonly state: string;
  readonly raisedAt: Instant;
  readonly heardBy: Uuid | null;
}

export interface ApplicationInBundle {
  readonly id: Uuid;
  readonly publicName: string;
  readonly kind: string;
  readonly returningMemberId: Uuid | null;
  readonly state: string;
  readonly memberId: Uuid | null;
}

export interface GroupInBundle {
  readonly id: Uuid;
  readonly name: string;
  readonly nameSkeleton: string;
  readonly state: 'OPEN' | 'ASLEEP' | 'ENDED';
  readonly createdAt: Instant;
  readonly createdBy: Uuid | null;
  readonly awakeSince: Instant;
  readonly endedAt: Instant | null;
  readonly endedBy: Uuid | null;
}

export interface GroupScopeInBundle {
  readonly groupId: Uuid;
  readonly version: number;
  readonly name: string;
  readonly scope: string;
  readonly since: Instant;
  readonly decidedBy: Uuid | null;
}

export interface GroupMemberInBundle {
  readonly groupId: Uuid;
  readonly memberId: Uuid;
  readonly joinedAt: Instant;
  readonly leftAt: Instant | null;
}

export interface AppealInBundle {
  readonly id: Uuid;
  readonly title: string;
  readonly body: string;
  readonly visibility: string;
  readonly publishedAt: Instant;
  readonly publishedBy: Uuid;
  readonly closesAt: Instant | null;
}

export interface SignatoryInBundle {
  readonly id: Uuid;
  readonly appealId: Uuid;
  readonly verified: boolean;
  readonly source: string;
  readonly state: string;
}

export interface FirstSignatoryInBundle {
  readonly appealId: Uuid;
  readonly place: number;
  readonly memberId: Uuid;
}

export interface CosignedTextInBundle {
  readonly id: Uuid;
  readonly title: string;
  readonly url: string | null;
  readonly body: string | null;
  readonly hash: Sha256;
  readonly cosignedAt: Instant;
  readonly cosignedBy: Uuid;
}

export interface LinkIssueInBundle {
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly way: string;
  readonly askedBy: Uuid;
  readonly joinedBy: Uuid | null;
  readonly issuedAt: Instant | null;
}

export interface AmendmentInBundle {
  readonly id: Uuid;
  readonly proposalId: Uuid;
  readonly number: number;
  readonly authorId: Uuid;
  readonly parentId: Uuid | null;
  readonly reason: string;
  readonly state: string;
  readonly cause: string | null;
  readonly revision: number;
  readonly submittedAt: Instant;
  readonly assemblyId: Uuid | null;
  readonly pollId: Uuid | null;
  readonly objectionUntil: Instant | null;
  readonly acceptanceObjected: boolean;
  readonly adoptedVersion: number | null;
}

export interface AmendmentVersionInBundle {
  readonly amendmentId: Uuid;
  readonly revision: number;
  readonly proposalId: Uuid;
  readonly baseHash: Sha256;
  readonly hunks: readonly Hunk[];
  readonly hash: Sha256;
  readonly outcome: string;
}

export interface AmendmentBaseInBundle {
  readonly proposalId: Uuid;
  readonly hash: Sha256;
  readonly version: number;
  readonly markdown: string;
}

export interface PollAmendmentInBundle {
  readonly pollId: Uuid;
  readonly amendmentId: Uuid;
  readonly optionKey: string;
  readonly revision: number;
  readonly hash: Sha256;
}

export interface AmendmentFreezeInBundle {
  readonly proposalId: Uuid;
  readonly frozenAt: Instant;
  readonly version: number;
  readonly hash: Sha256;
}

export interface AgendaItemInBundle {
  readonly assemblyId: Uuid;
  readonly place: number;
  readonly state: string;
  readonly takenUpAt: Instant | null;
  readonly leftAt: Instant | null;
}

export interface TakenOverDecisionInBundle {
  readonly id: Uuid;
  readonly label: string;
  readonly decidedOn: CivilDate;
  readonly title: string;
  readonly body: string;
  readonly decisionId: Uuid | null;
}

/** Which row a table's rows are. */
export interface RowsInBundle {
  readonly collective: CollectiveInBundle;
  readonly member: MemberInBundle;
  readonly former_name: FormerNameInBundle;
  readonly decision: DecisionInBundle;
  readonly last_decision: { readonly target: string; readonly decisionId: Uuid };
  readonly clause_version: ClauseVersionInBundle;
  readonly membership_rule: MembershipInBundle;
  readonly legal_text: TextInBundle;
  readonly provision: { readonly textId: Uuid; readonly id: Uuid };
  readonly provision_version: VersionInBundle;
  readonly text_operation: OperationsInBundle;
  readonly proposal: ProposalInBundle;
  readonly proposal_version: ProposalVersionInBundle;
  readonly support: { readonly proposalId: Uuid; readonly version: number; readonly memberId: Uuid };
  readonly poll: PollInBundle;
  readonly poll_option: PollOptionInBundle;
  readonly roll_entry: RollEntryInBundle;
  readonly ballot: BallotInBundle;
  readonly objection: ObjectionInBundle;
  readonly consent_process: ConsentInBundle;
  readonly consent_step: ConsentStepInBundle;
  readonly consent_round: ConsentRoundInBundle;
  readonly objection_end: ObjectionEndInBundle;
  readonly objection_doubt: { readonly objectionId: Uuid; readonly memberId: Uuid };
  readonly contribution: ContributionInBundle;
  readonly contribution_version: {
    readonly contributionId: Uuid;
    readonly version: number;
    readonly body: string;
  };
  readonly concern: ConcernInBundle;
  readonly decision_concern: DecisionConcernInBundle;
  readonly concern_review: ConcernReviewInBundle;
  readonly outcome: OutcomeInBundle;
  readonly lot_value: LotValueInBundle;
  readonly reservation: ReservationInBundle;
  readonly mandate: MandateInBundle;
  readonly mandate_holder: HolderInBundle;
  readonly mandate_offer: MandateOfferInBundle;
  readonly mandate_volunteer: { readonly offerId: Uuid };
  readonly mandate_line: MandateLineInBundle;
  readonly mandate_line_holder: { readonly lineId: Uuid; readonly memberId: Uuid };
  readonly mandate_instruction: MandateInstructionInBundle;
  readonly mandate_report: MandateReportInBundle;
  readonly mandate_handover: MandateHandoverInBundle;
  readonly decision_follow_up: FollowUpInBundle;
  readonly assembly: AssemblyInBundle;
  readonly attendance: AttendanceInBundle;
  readonly agenda_item: AgendaItemInBundle;
  readonly exclusion: ExclusionInBundle;
  readonly challenge: ChallengeInBundle;
  readonly contest: ContestInBundle;
  readonly decision_mark: { readonly decisionId: Uuid; readonly kind: string; readonly byDecisionId: Uuid };
  readonly application: ApplicationInBundle;
  readonly vouching: { readonly applicationId: Uuid; readonly memberId: Uuid };
  readonly membership_dues: { readonly memberId: Uuid; readonly until: CivilDate; readonly recordedBy: Uuid };
  readonly taken_over_member: { readonly memberId: Uuid; readonly takenOverBy: Uuid };
  readonly amendment: AmendmentInBundle;
  readonly amendment_version: AmendmentVersionInBundle;
  readonly amendment_base: AmendmentBaseInBundle;
  readonly amendment_support: { readonly amendmentId: Uuid; readonly memberId: Uuid };
  readonly poll_amendment: PollAmendmentInBundle;
  readonly amendment_deadline: {
    readonly proposalId: Uuid;
    readonly assemblyId: Uuid;
    readonly until: Instant;
  };
  readonly amendment_freeze: AmendmentFreezeInBundle;
  readonly taken_over_decision: TakenOverDecisionInBundle;
  readonly appeal: AppealInBundle;
  readonly signatory: SignatoryInBundle;
  readonly first_signatory: FirstSignatoryInBundle;
  readonly cosigned_text: CosignedTextInBundle;
  readonly working_group: GroupInBundle;
  readonly group_scope: GroupScopeInBundle;
  readonly group_member: GroupMemberInBundle;
  readonly link_issue: LinkIssueInBundle;
  readonly election: ElectionInBundle;
  readonly nomination: NominationInBundle;
  readonly nomination_decline: NominationDeclineInBundle;
  readonly nominee: NomineeInBundle;
  readonly relay_request: RelayRequestInBundle;
  readonly relayed_ballot: RelayedBallotInBundle;
  readonly relayed_ballot_contest: RelayedBallotContestInBundle;
  readonly relayed_act: RelayedActInBundle;
  readonly relayed_act_contest: RelayedActContestInBundle;
  readonly poll_awaited: PollAwaitedInBundle;
  readonly poll_reached: PollReachedInBundle;
  readonly poll_unreached: PollUnreachedInBundle;
  readonly register_leaf: LeafInBundle;
  readonly register_salt: SaltInBundle;
  readonly register_head: { readonly size: number; readonly nodes: readonly Sha256[] };
  readonly register_checkpoint: CheckpointInBundle;
  readonly register_key: { readonly verifierKey: string };
}
export type KnownTable = keyof RowsInBundle;
