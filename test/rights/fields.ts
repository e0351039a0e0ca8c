import { readTable } from './notation.js';
import { ELECTION_FIELDS } from './electing.js';
import { RELAY_FIELDS } from './relaying.js';
import { MANDATE_FIELDS } from './mandating.js';
import { NOTICE_FIELDS } from './noticing.js';
import { ROLES, SEEN } from './table.js';

/**
 * Every field, where the records of the collective are its members'. Left out by one rule: connections, their edges and
 * PageInfo, problems and their facts, and the tables of an election, which only carry what is said here; and what only
 * acts answer, which is seen by whoever may do them. "(own)" is what somebody asks of themselves. The excluded person
 * reads the proposals, the polls and the decisions on their exclusion and on their recourse, with the rules that they
 * went by.
 *
 * an le ex si lg me ho fa te hs st
 */
export const FIELDS = readTable(
  ROLES,
  SEEN,
  `
  .  +  +  .  +  +  +  +  +  .  .  Viewer: memberId state assistedBallotCount ownData
  .  +  +  .  .  .  .  .  .  .  .  Viewer: pollsToFinish
  .  +  +  .  .  .  .  .  .  .  .  PollToFinish: pollId title rationale method closesAt revision
  .  .  .  .  +  +  +  +  +  .  .  Viewer: member notices
  .  .  .  .  +  +  +  +  +  .  .  LinkNotice: issuedAt way issuedBy used
  .  .  +  .  .  .  .  .  .  .  .  Viewer: exclusionAgainstMe
  .  .  .  .  +  +  +  +  +  .  .  Member: id publicName kind state joinedAt verified formerNames
  .  .  .  .  +  +  +  +  +  .  .  FormerName: publicName until
  .  .  .  .  .  .  .  .  .  .  .  Member: email duesUntil
  .  .  .  .  +  +  +  +  +  .  .  Member: email(own) duesUntil(own)
  .  .  .  .  +  +  +  +  +  .  .  Collective: id name zone charter membershipRule charterWarnings
  .  .  .  .  +  +  +  +  +  .  .  CharterWarning: matter code message
  .  .  .  .  +  +  +  +  +  .  .  MembershipRule: admission signedAppealId dues duesGrace seniority legalPersons
  .  .  .  .  +  +  +  +  +  .  .  MembershipRule: returnAfterExclusion interpretations provisionId hash inForceFrom openedById
  .  .  .  .  +  +  +  +  +  .  .  Application: id publicName kind statement state signatureProof voucherIds returningMemberId
  .  .  .  .  +  +  +  +  +  .  .  Application: memberId declaredAt lapsesAt
  .  .  .  .  +  +  +  +  +  .  .  Appeal: id title body publishedAt publishedById signatoryCount closesAt isOpen
  .  .  .  .  +  +  +  +  +  .  .  Appeal: signatures firstSignatories namedSignatories
  .  .  .  .  +  +  +  +  +  .  .  SignatureCounts: verified named takenOver withdrawn
  .  .  .  .  +  +  +  +  +  .  .  PublicSignature: name kind role organisation url place verified
  .  .  .  .  .  +  .  .  .  .  .  Appeal: viewerSignature
  .  .  .  .  .  +  .  .  .  .  .  OwnSignature: name kind role organisation url place named
  .  .  .  .  .  .  .  .  .  .  .  SignatureToConfirm: appealId title name kind role organisation url named
  .  .  .  .  +  +  +  +  +  .  .  CosignedText: id title url words hash cosignedAt cosignedById
  .  .  .  .  .  .  +  .  .  .  .  Signatory: id name role organisation signedOn verified
  .  .  .  .  +  +  +  +  +  .  .  TakenOverDecision: id label decidedOn title body verified
  .  .  .  .  +  +  +  +  +  .  .  ExportLogEntry: memberId step at
  .  .  .  .  +  +  +  +  +  .  .  ClauseInForce: clause inForceFrom openedById
  .  .  +  .  +  +  +  +  +  .  .  Clause: matter venues forms prevailingForms method allowedMethods ballotMode hash
  .  .  +  .  +  +  +  +  +  .  .  Clause: ballotsVisibleTo base threshold quorum minimumDeliberation minimumVoting notice
  .  .  +  .  +  +  +  +  +  .  .  Clause: supportNeeded mayPropose tieRule lateRule ballotMayChange resultVisibility
  .  .  +  .  +  +  +  +  +  .  .  Clause: contestPeriod friendlyAmendments silenceConsents revocableOnline provisionId
  .  .  +  .  +  +  +  +  +  .  .  Clause: interpretations
  .  .  +  .  +  +  +  +  +  .  .  Clause: election consent
  .  .  +  .  +  +  +  +  +  .  .  ConsentRule: rounds presentation clarification reaction integration fallback setAside
  .  .  .  .  +  +  +  +  +  .  .  Clause: groups minimumVotingUnreached
  .  .  .  .  +  +  +  +  +  .  .  GroupRule: freeCreation dormantAfter
  .  .  +  .  +  +  +  +  +  .  .  ElectionRule: adopts grades options ballotsPublished quotas
  .  .  +  .  +  +  +  +  +  .  .  MethodOption: method option value
  .  .  +  .  +  +  +  +  +  .  .  Quota: group least most from
  .  .  +  .  +  +  +  +  +  .  .  Threshold: fraction strict plus
  .  .  +  .  +  +  +  +  +  .  .  Quorum: counts of fraction
  .  .  +  .  +  +  +  +  +  .  .  Interpretation: question choice

  .  .  +  .  +  +  +  +  +  .  .  Proposal: id state version title rationale effects matter wordingHash effectsHash
  .  .  +  .  +  +  +  +  +  .  .  Proposal: createdAt submittedAt supportCount openPollCount viewerSupports polls
  .  .  .  .  +  +  +  +  +  .  .  Proposal: author challenges foundingSubject question amendments amendmentsUntil amendmentsFrozenAt
  .  .  .  .  +  +  +  +  +  .  .  Proposal: groupId handedAt advisesId advice relayed
  .  .  .  .  +  +  +  +  +  .  .  Advice: groupId groupName proposalId title text outcome decisionId
  .  .  .  .  +  +  +  +  +  .  .  Question: seats budget options
  .  .  .  .  +  +  +  +  +  .  .  QuestionOption: label effects cost groups
  .  .  .  .  +  +  +  +  +  .  .  Challenge: id state version matter decisionId reason raisedAt memberId settledById
  .  .  .  .  +  +  +  +  +  .  .  Amendment: id number label state cause parentId reason author instructions base
  .  .  .  .  +  +  +  +  +  .  .  Amendment: wording wordingHash hash revision supportCount viewerSupports submittedAt
  .  .  .  .  +  +  +  +  +  .  .  Amendment: assemblyId pollId objectionUntil acceptanceObjected
  .  .  .  .  +  +  +  +  +  .  .  Thread: id title titleIsHidden subjects openedBy openedAt contributionCount lastContributionAt
  .  .  .  .  +  +  +  +  +  .  .  Thread: viewerReadUpTo unreadCount contributions summary summaries speech moderations
  .  .  .  .  +  +  +  +  +  .  .  ThreadSubject: kind objectId
  .  .  .  .  +  +  +  +  +  .  .  ThreadSummary: version body isHidden upTo writtenAt author
  .  .  .  .  +  +  +  +  +  .  .  Speech: speakers contributions words halfSaidBy shares viewerShare
  .  .  .  .  +  +  +  +  +  .  .  SpeechShare: place contributions words share
  .  .  .  .  +  +  +  +  +  .  .  Contribution: id threadId number kind state author body html version writtenAt
  .  .  .  .  +  +  +  +  +  .  .  Contribution: editedAt repliesToId repliesToNumber replyCount answers versions
  .  .  .  .  +  +  +  +  +  .  .  Contribution: anchor moderations viewerMayEdit viewerMayHide relayed
  .  .  .  .  +  +  +  +  +  .  .  Contribution: concern viewerMayReview
  .  .  .  .  +  +  +  +  +  .  .  Decision: carriedConcerns
  .  .  .  .  +  +  +  +  +  .  .  ConcernToReview: state reviewAt contributionId
  .  .  .  .  +  +  +  +  +  .  .  Concern: state reviewAt decisionIds reviews
  .  .  .  .  +  +  +  +  +  .  .  ConcernReview: how authorId replyId reviewAt threadId proposalId saidAt
  .  .  .  .  +  +  +  +  +  .  .  ContributionVersion: version body isHidden writtenAt viewerMayHide
  .  .  .  .  +  +  +  +  +  .  .  PassageAnchor: state quote paragraphThen proposalId proposalVersion provisionId
  .  .  .  .  +  +  +  +  +  .  .  PassageAnchor: provisionVersionId now
  .  .  .  .  +  +  +  +  +  .  .  StandingPassage: paragraph start end
  .  .  .  .  +  +  +  +  +  .  .  Moderation: version state reason mandateId hiddenAt hiddenBy appeal appealedAt
  .  .  .  .  +  +  +  +  +  .  .  Moderation: restoresAt settledReason settledUnderId settledAt settledBy
  .  .  .  .  +  +  +  +  +  .  .  AmendmentFile: reference printed version wording baseHash whyNot sections uncontested groups conflicts
  .  .  .  .  +  +  +  +  +  .  .  AmendmentFile: warnings merged frozenAt frozenHash
  .  .  .  .  +  +  +  +  +  .  .  WordingSection: number markdown
  .  .  .  .  +  +  +  +  +  .  .  AmendmentGroup: order
  .  .  .  .  +  +  +  +  +  .  .  AmendmentConflict: kind one other instructions
  .  .  .  .  +  +  +  +  +  .  .  AmendmentWarning: kind amendments
  .  .  .  .  +  +  +  +  +  .  .  PatchText: textId operations effectiveOn
  .  .  .  .  +  +  +  +  +  .  .  PatchOperation: kind provisionId parentId afterId expectedHash number heading body
  .  .  .  .  +  +  +  +  +  .  .  PatchOperation: fromId expectedPlace correctsId
  .  .  .  .  +  +  +  +  +  .  .  Preview: texts
  .  .  .  .  +  +  +  +  +  .  .  TextPreview: option textId title inForceOn problem provisions
  .  .  .  .  +  +  +  +  +  .  .  PreviewedProvision: provisionId parentId depth number heading body repealed change instructions
  .  .  .  .  +  +  +  +  +  .  .  ChangeCharter: changes membership warnings
  .  .  .  .  +  +  +  +  +  .  .  ClauseChange: matter clause
  .  .  .  .  +  +  +  +  +  .  .  GrantMandate: mandateId task title instructions holderIds scopeActs endsAt
  .  .  .  .  +  +  +  +  +  .  .  GrantMandate: reportDueAt reportEvery
  .  .  .  .  +  +  +  +  +  .  .  RevokeMandate: mandateId task
  .  .  .  .  +  +  +  +  +  .  .  AdoptText: textId title matter operations
  .  .  .  .  +  +  +  +  +  .  .  TakeOverText: textId title matter fromName pastDecisions history
  .  .  .  .  +  +  +  +  +  .  .  PastDecision: label decidedOn effectiveOn operations
  .  .  .  .  +  +  +  +  +  .  .  AgreeMajority: base threshold
  .  .  .  .  +  +  +  +  +  .  .  AdmitMember: applicationId memberId
  .  .  .  .  +  +  +  +  +  .  .  PublishAppeal: appealId title body closesAt firstSignatoryIds
  .  .  .  .  +  +  +  +  +  .  .  CosignText: cosignedId title url words hash
  .  .  +  .  +  +  +  +  +  .  .  ExcludeMember: exclusionId
  .  .  .  .  +  +  +  +  +  .  .  ExcludeMember: memberId
  .  .  +  .  +  +  +  +  +  .  .  ReinstateMember: exclusionId
  .  .  .  .  +  +  +  +  +  .  .  ReinstateMember: memberId
  .  .  .  .  +  +  +  +  +  .  .  SettleChallenge: challengeId upheld
  .  .  .  .  +  +  +  +  +  .  .  ReopenDecision: decisionId
  .  .  .  .  +  +  +  +  +  .  .  RepealDecision: decisionId
  .  .  .  .  +  +  +  +  +  .  .  CreateGroup: groupId name scope
  .  .  .  .  +  +  +  +  +  .  .  RescopeGroup: groupId named name scope
  .  .  .  .  +  +  +  +  +  .  .  EndGroup: groupId named

  .  .  +  .  +  +  +  +  +  .  .  Poll: id title state proposalId proposalVersion effects venue assemblyId form matter
  .  .  +  .  +  +  +  +  +  .  .  Poll: method ballotMode ballotMayChange clauses clausesHash wordingHash effectsHash
  .  .  +  .  +  +  +  +  +  .  .  Poll: rollHash openedAt closesAt closedAt rollCount presentCount castCount outcome
  .  .  +  .  +  +  +  +  +  .  .  Poll: viewerMayCast decision exclusion rollCounts
  .  .  .  .  +  +  +  +  +  .  .  Poll: objections contests agendaItemId ballots groupId
  .  .  .  .  +  +  +  +  +  .  .  Poll: options grades seats confirmsId lot
  .  .  +  .  +  +  +  +  +  .  .  Poll: paper onTie viewerMayCommit viewerMayEnterLot
  .  .  .  .  +  +  +  +  +  .  .  Poll: adopts budget confirmsLabels amendments
  .  .  .  .  +  +  +  +  +  .  .  PutAmendment: amendmentId optionKey revision hash
  .  .  .  .  .  +  .  .  +  .  .  Poll: viewerLotEntry
  .  .  .  .  .  +  .  .  +  .  .  OwnLotEntry: committed entered
  .  .  +  .  +  +  +  +  +  .  .  PollPaper: kind gapsAllowed howTo blankMeans tieMeans
  .  .  .  .  +  +  +  +  +  .  .  PollPaper: equalRanks leftOut mostMarked leastScore greatestScore dots grades
  .  .  .  .  +  +  +  +  +  .  .  PaperGrade: score label
  .  .  .  .  +  +  +  +  +  .  .  PollOption: key label statusQuo effects cost
  .  .  .  .  +  +  +  +  +  .  .  Lot: source awaited tiedAt committedCount enteredCount revealUntil
  .  .  .  .  +  +  +  +  +  .  .  NamedBallot: memberId choice reason
  .  .  +  .  +  +  +  +  +  .  .  RollCount: reason words count
  .  .  +  .  .  +  +  +  +  .  .  Poll: viewerBallot
  .  .  +  .  .  +  +  +  +  .  .  OwnBallot: choice revision receipt assisted relayed
  .  .  .  .  .  +  +  +  +  .  .  OwnBallot: reason
  .  .  +  .  .  +  +  +  +  .  .  Receipt: text signature
  .  .  +  .  +  +  +  +  +  .  .  Permission: allowed problem
  .  .  .  .  +  +  +  +  +  .  .  Objection: id memberId reason stands ended integratedBy doubts
  .  .  .  .  +  +  +  +  +  .  .  Proposal: consents
  .  .  .  .  +  +  +  +  +  .  .  ConsentProcess: id state phase round rule ruleHash assemblyId phaseEndsAt heldBy
  .  .  .  .  +  +  +  +  +  .  .  ConsentProcess: whatNow startedAt endedAt steps rounds
  .  .  .  .  +  +  +  +  +  .  .  ConsentStep: phase round beganAt until
  .  .  .  .  +  +  +  +  +  .  .  ConsentRound: round pollId
  .  .  +  .  +  +  +  +  +  .  .  Outcome: code explanation working hash proclaimedAt
  .  .  .  .  +  +  +  +  +  .  .  Outcome: chosen ballots election
  .  .  .  .  +  +  +  +  +  .  .  CountedBallot: choice count
  .  .  .  .  +  +  +  +  +  .  .  Election: method settings status options seats voters blank winners
  .  .  .  .  +  +  +  +  +  .  .  Election: winnersBeforeLot ranking ties drawn quotas working ways sentences
  .  .  .  .  +  +  +  +  +  .  .  Contest: id state reason raisedAt memberId heardById

  .  .  +  .  +  +  +  +  +  .  .  Exclusion: id state memberId openedById grounds groundsHash openedAt answerUntil answer answeredAt
  .  .  +  .  +  +  +  +  +  .  .  Exclusion: lastWord decisionId recourse recourseReason recourseDecisionId sendingProof decisionProof
  .  .  +  .  +  +  +  +  +  .  .  LeafProof: index encoded hash path checkpoint
  .  .  +  .  .  .  .  .  .  .  .  LeafProof: openings
  .  .  +  .  .  .  .  .  .  .  .  LeafOpening: field salt value

  .  .  +  .  +  +  +  +  +  .  .  Decision: id label number title outcome effectsState effects proposalId
  .  .  +  .  +  +  +  +  +  .  .  Decision: venue form prevails proclaimedAt poll
  .  .  .  .  +  +  +  +  +  .  .  Decision: notApplied contests reopenedById repealedById groupId
  .  .  .  .  +  +  +  +  +  .  .  Mandate: id task title instructions boundByIds role holders state scope startsAt endsAt
  .  .  .  .  +  +  +  +  +  .  .  Mandate: endedAt reportDueAt grantedById endedById
  .  .  .  .  +  +  +  +  +  .  .  MandateScope: acts objectId
${MANDATE_FIELDS}
${NOTICE_FIELDS}
  .  .  .  .  +  +  +  +  +  .  .  WorkingGroup: id name scope state createdAt createdById scopedById endedAt endedById
  .  .  .  .  +  +  +  +  +  .  .  WorkingGroup: memberCount viewerIsMember viewerMayJoin lastActiveAt dormantSince
  .  .  .  .  +  +  +  +  +  .  .  WorkingGroup: members roles proposals decisions
  .  .  .  .  +  +  +  +  +  .  .  GroupMember: member joinedAt
${RELAY_FIELDS}
${ELECTION_FIELDS}
  .  .  .  .  +  +  +  +  +  .  .  Assembly: id title form state convenedAt startsAt startedAt endedAt presentCount roles
  .  .  .  .  +  +  +  +  +  .  .  Assembly: attendance viewerIsPresent agenda
  .  .  .  .  +  +  +  +  +  .  .  Attendance: member arrivedAt leftAt checkedInById
  .  .  .  .  +  +  +  +  +  .  .  AgendaItem: id place title minutes state takenUpAt leftAt

  .  .  .  .  +  +  +  +  +  .  .  LegalText: id title matter consolidated declaration takenOverById
  .  .  .  .  +  +  +  +  +  .  .  TextDeclaration: due sinceDecisionId sinceDecisionLabel
  .  .  .  .  +  +  +  +  +  .  .  ConsolidatedText: inForceOn knownAt provisions markdown
  .  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: id provisionId parentId depth number heading body hash inForceFrom
  .  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: inForceUntil knownFrom openedById openedByLabel repealedOn
  .  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: repealedById repealedByLabel passages placeHash change takenOver
  .  .  .  .  +  +  +  +  +  .  .  Passage: text writtenById writtenByLabel amendmentIds takenOver
  .  .  .  .  +  +  +  +  +  .  .  Provision: id number heading text
  .  .  .  .  +  +  +  +  +  .  .  RegisterLeaf: index hash type encoded recordedAt
  .  .  .  .  +  +  +  +  +  .  .  Checkpoint: size root note verifierKey
`,
);
