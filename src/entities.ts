import { CalendarKeyRow, NoticeChoiceRow, NoticeRow } from './notifications/notice.entity.js';
import {
  AmendmentBaseRow,
  AmendmentDeadlineRow,
  AmendmentFreezeRow,
  AmendmentRow,
  AmendmentSupportRow,
  AmendmentVersionRow,
  PollAmendmentRow,
} from './amendments/amendment.entity.js';
import { AgendaItemRow } from './assemblies/agenda.entity.js';
import { AssemblyRow, AttendanceRow } from './assemblies/assembly.entity.js';
import { AppealRow, CosignedTextRow, FirstSignatoryRow, SignatoryRow } from './appeals/appeal.entity.js';
import { LinkIssueRow } from './auth/link-issue.entity.js';
import { SessionRow } from './auth/session.entity.js';
import {
  ClauseVersionRow,
  CollectiveRow,
  FormerNameRow,
  NameWithheldRow,
  FounderCandidateRow,
  MemberRow,
} from './collectives/collective.entity.js';
import {
  ApplicationRow,
  MembershipDuesRow,
  MembershipRuleRow,
  TakenOverMemberRow,
  VouchingRow,
} from './collectives/membership.entity.js';
import { ExclusionRow } from './collectives/exclusion.entity.js';
import {
  DecisionMarkRow,
  DecisionRow,
  LastDecisionRow,
  TakenOverDecisionRow,
} from './decisions/decision.entity.js';
import { GroupMemberRow, GroupScopeRow, WorkingGroupRow } from './groups/group.entity.js';
import {
  ContributionAnchorRow,
  ContributionHidingRow,
  ContributionRow,
  ContributionVersionRow,
} from './deliberation/contribution.entity.js';
import { ConcernReviewRow, ConcernRow, DecisionConcernRow } from './deliberation/concern.entity.js';
import {
  ConsentProcessRow,
  ConsentRoundRow,
  ConsentStepRow,
  ObjectionDoubtRow,
  ObjectionEndRow,
} from './deliberation/consent.entity.js';
import { ObjectionRow } from './deliberation/objection.entity.js';
import {
  ThreadHidingRow,
  ThreadReadingRow,
  ThreadRow,
  ThreadSubjectRow,
  ThreadSummaryRow,
} from './deliberation/thread.entity.js';
import { ElectionRow, NominationDeclineRow, NominationRow, NomineeRow } from './elections/election.entity.js';
import { DecisionFollowUpRow } from './decisions/follow-up.entity.js';
import { MandateLineHolderRow, MandateLineRow } from './mandates/line.entity.js';
import { MandateOfferRow, MandateVolunteerRow } from './mandates/offer.entity.js';
import { MandateHandoverRow, MandateInstructionRow, MandateReportRow } from './mandates/report.entity.js';
import { MandateHolderRow, MandateRow } from './mandates/mandate.entity.js';
import { ExportLogRow } from './exchange/export.entity.js';
import type { Entities } from './platform/database/data-source.js';
import { IdempotencyRow } from './platform/database/idempotency.entity.js';
import { JobRow } from './platform/jobs/job.entity.js';
import {
  FoundingInvitationRow,
  LinkRow,
  LinkTryRow,
  SignatureLinkRow,
} from './platform/links/link.entity.js';
import { OutboxRow } from './platform/outbox/outbox.entity.js';
import {
  BallotRow,
  OutcomeRow,
  LotValueRow,
  PollOptionRow,
  PollRow,
  ReservationRow,
  RollEntryRow,
} from './polls/poll.entity.js';
import { ContestRow } from './polls/contest.entity.js';
import { ChallengeRow } from './proposals/challenge.entity.js';
import { ProposalRow, ProposalVersionRow, SupportRow } from './proposals/proposal.entity.js';
import {
  RegisterCheckpointRow,
  RegisterHeadRow,
  RegisterKeyRow,
  RegisterLeafRow,
  RegisterSaltRow,
} from './register/register.entity.js';
import { LegalTextRow, ProvisionRow, ProvisionVersionRow, TextOperationRow } from './texts/text.entity.js';
import {
  PollAwaitedRow,
  PollReachedRow,
  PollUnreachedRow,
  RelayedActContestRow,
  RelayedActRow,
  RelayedBallotContestRow,
  RelayedBallotRow,
  RelayRequestRow,
} from './polls/relays/relay.entity.js';

/** Every row of the house: what the pool is opened with, and what the schema drift test holds against the migrations. */
export const ENTITIES: Entities = [
  CollectiveRow,
  MemberRow,
  ClauseVersionRow,
  FounderCandidateRow,
  LinkRow,
  FoundingInvitationRow,
  SessionRow,
  IdempotencyRow,
  JobRow,
  RegisterHeadRow,
  RegisterLeafRow,
  RegisterSaltRow,
  RegisterCheckpointRow,
  RegisterKeyRow,
  DecisionRow,
  LastDecisionRow,
  LegalTextRow,
  ProvisionRow,
  ProvisionVersionRow,
  TextOperationRow,
  MandateRow,
  MandateHolderRow,
  ProposalRow,
  ProposalVersionRow,
  SupportRow,
  AssemblyRow,
  AttendanceRow,
  AgendaItemRow,
  PollRow,
  PollOptionRow,
  LotValueRow,
  RollEntryRow,
  ObjectionRow,
  BallotRow,
  ReservationRow,
  OutcomeRow,
  // Who becomes a member
  MembershipRuleRow,
  MembershipDuesRow,
  ApplicationRow,
  VouchingRow,
  TakenOverMemberRow,
  TakenOverDecisionRow,
  AppealRow,
  SignatoryRow,
  FirstSignatoryRow,
  SignatureLinkRow,
  CosignedTextRow,
  ExclusionRow,
  ChallengeRow,
  ContestRow,
  DecisionMarkRow,
  LinkIssueRow,
  LinkTryRow,
  OutboxRow,
  FormerNameRow,
  NameWithheldRow,
  // Amendments
  AmendmentBaseRow,
  AmendmentRow,
  AmendmentVersionRow,
  AmendmentSupportRow,
  PollAmendmentRow,
  AmendmentDeadlineRow,
  AmendmentFreezeRow,
  // Consent
  ConsentProcessRow,
  ConsentStepRow,
  ConsentRoundRow,
  ObjectionEndRow,
  ObjectionDoubtRow,
  // Working groups
  WorkingGroupRow,
  GroupScopeRow,
  GroupMemberRow,
  // Deliberation
  ThreadRow,
  ThreadSubjectRow,
  ThreadReadingRow,
  ThreadSummaryRow,
  ThreadHidingRow,
  ContributionRow,
  ContributionVersionRow,
  ContributionAnchorRow,
  ContributionHidingRow,
  ConcernRow,
  DecisionConcernRow,
  ConcernReviewRow,
  // Mandates between votes
  MandateOfferRow,
  MandateVolunteerRow,
  MandateLineRow,
  MandateLineHolderRow,
  MandateInstructionRow,
  MandateReportRow,
  MandateHandoverRow,
  DecisionFollowUpRow,
  // Notices
  NoticeChoiceRow,
  NoticeRow,
  CalendarKeyRow,
  // Without a screen
  RelayRequestRow,
  RelayedBallotRow,
  RelayedActRow,
  RelayedActContestRow,
  RelayedBallotContestRow,
  PollAwaitedRow,
  PollReachedRow,
  PollUnreachedRow,
  // Elections without candidates
  ElectionRow,
  NominationRow,
  NominationDeclineRow,
  NomineeRow,
  // Exports
  ExportLogRow,
];
