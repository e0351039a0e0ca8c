import { readTable } from './notation.js';
import { ROLES, SEEN } from './table.js';

/**
 * What changes in the table above once every record that has a visibility is public: whoever comes reads it, and is not
 * told who is behind it. Types that are not named stay as they are.
 *
 * an le ex si lg me ho fa te hs st
 */
export const PUBLIC_FIELDS = readTable(
  ROLES,
  SEEN,
  `
  +  +  +  +  +  +  +  +  +  +  +  Clause: matter venues forms prevailingForms method allowedMethods ballotMode hash
  +  +  +  +  +  +  +  +  +  +  +  Clause: ballotsVisibleTo base threshold quorum minimumDeliberation minimumVoting notice
  +  +  +  +  +  +  +  +  +  +  +  Clause: supportNeeded mayPropose tieRule lateRule ballotMayChange resultVisibility
  +  +  +  +  +  +  +  +  +  +  +  Clause: contestPeriod friendlyAmendments silenceConsents revocableOnline provisionId
  +  +  +  +  +  +  +  +  +  +  +  Clause: interpretations election consent
  +  +  +  +  +  +  +  +  +  +  +  ConsentRule: rounds presentation clarification reaction integration fallback setAside
  +  +  +  +  +  +  +  +  +  +  +  Clause: groups minimumVotingUnreached
  +  +  +  +  +  +  +  +  +  +  +  GroupRule: freeCreation dormantAfter
  +  +  +  +  +  +  +  +  +  +  +  ElectionRule: adopts grades options ballotsPublished quotas
  +  +  +  +  +  +  +  +  +  +  +  MethodOption: method option value
  +  +  +  +  +  +  +  +  +  +  +  Quota: group least most from
  +  +  +  +  +  +  +  +  +  +  +  Threshold: fraction strict plus
  +  +  +  +  +  +  +  +  +  +  +  Quorum: counts of fraction
  +  +  +  +  +  +  +  +  +  +  +  Interpretation: question choice

  +  +  +  +  +  +  +  +  +  +  +  Proposal: id state version title rationale effects matter wordingHash effectsHash
  +  +  +  +  +  +  +  +  +  +  +  Proposal: createdAt submittedAt supportCount openPollCount viewerSupports polls foundingSubject
  .  .  .  .  +  +  +  +  +  .  .  Proposal: author
  +  +  +  +  +  +  +  +  +  +  +  Proposal: question
  +  +  +  +  +  +  +  +  +  +  +  Question: seats budget options
  +  +  +  +  +  +  +  +  +  +  +  QuestionOption: label effects cost groups
  +  +  +  +  +  +  +  +  +  +  +  PatchText: textId operations effectiveOn
  +  +  +  +  +  +  +  +  +  +  +  PatchOperation: kind provisionId parentId afterId expectedHash number heading body
  +  +  +  +  +  +  +  +  +  +  +  PatchOperation: fromId expectedPlace correctsId
  +  +  +  +  +  +  +  +  +  +  +  Preview: texts
  +  +  +  +  +  +  +  +  +  +  +  TextPreview: option textId title inForceOn problem provisions
  +  +  +  +  +  +  +  +  +  +  +  PreviewedProvision: provisionId parentId depth number heading body repealed change instructions
  +  +  +  +  +  +  +  +  +  +  +  ChangeCharter: changes membership warnings
  +  +  +  +  +  +  +  +  +  +  +  CharterWarning: matter code message
  +  +  +  +  +  +  +  +  +  +  +  MembershipRule: admission signedAppealId dues duesGrace seniority legalPersons
  +  +  +  +  +  +  +  +  +  +  +  MembershipRule: returnAfterExclusion interpretations provisionId hash
  +  +  +  +  +  +  +  +  +  +  +  ClauseChange: matter clause
  +  +  +  +  +  +  +  +  +  +  +  GrantMandate: mandateId task title instructions scopeActs endsAt
  +  +  +  +  +  +  +  +  +  +  +  GrantMandate: reportDueAt reportEvery
  .  .  .  .  +  +  +  +  +  .  .  GrantMandate: holderIds
  +  +  +  +  +  +  +  +  +  +  +  RevokeMandate: mandateId task
  +  +  +  +  +  +  +  +  +  +  +  AdoptText: textId title matter operations
  +  +  +  +  +  +  +  +  +  +  +  TakeOverText: textId title matter fromName pastDecisions history
  +  +  +  +  +  +  +  +  +  +  +  PastDecision: label decidedOn effectiveOn operations
  +  +  +  +  +  +  +  +  +  +  +  AgreeMajority: base threshold
  +  +  +  +  +  +  +  +  +  +  +  AdmitMember: applicationId
  +  +  +  +  +  +  +  +  +  +  +  PublishAppeal: appealId title body closesAt
  .  .  .  .  +  +  +  +  +  .  .  PublishAppeal: firstSignatoryIds
  +  +  +  +  +  +  +  +  +  +  +  CosignText: cosignedId title url words hash
  +  +  +  +  +  +  +  +  +  +  +  ExcludeMember: exclusionId
  +  +  +  +  +  +  +  +  +  +  +  ReinstateMember: exclusionId
  +  +  +  +  +  +  +  +  +  +  +  SettleChallenge: challengeId upheld
  +  +  +  +  +  +  +  +  +  +  +  ReopenDecision: decisionId
  +  +  +  +  +  +  +  +  +  +  +  RepealDecision: decisionId
  +  +  +  +  +  +  +  +  +  +  +  CreateGroup: groupId name scope
  +  +  +  +  +  +  +  +  +  +  +  RescopeGroup: groupId named name scope
  +  +  +  +  +  +  +  +  +  +  +  EndGroup: groupId named

  +  +  +  +  +  +  +  +  +  +  +  Poll: id title state proposalId proposalVersion effects venue assemblyId form matter
  +  +  +  +  +  +  +  +  +  +  +  Poll: method ballotMode ballotMayChange clauses clausesHash wordingHash effectsHash
  +  +  +  +  +  +  +  +  +  +  +  Poll: rollHash openedAt closesAt closedAt rollCount presentCount castCount outcome
  +  +  +  +  +  +  +  +  +  +  +  Poll: viewerMayCast objections decision agendaItemId rollCounts
  +  +  +  +  +  +  +  +  +  +  +  RollCount: reason words count
  +  +  +  +  +  +  +  +  +  +  +  Poll: options grades seats confirmsId lot
  +  +  +  +  +  +  +  +  +  +  +  Poll: paper adopts budget onTie confirmsLabels viewerMayCommit viewerMayEnterLot
  .  .  .  .  .  +  .  .  +  .  .  Poll: viewerLotEntry
  .  .  .  .  .  +  .  .  +  .  .  OwnLotEntry: committed entered
  +  +  +  +  +  +  +  +  +  +  +  PollPaper: kind gapsAllowed howTo blankMeans tieMeans equalRanks leftOut mostMarked
  +  +  +  +  +  +  +  +  +  +  +  PollPaper: leastScore greatestScore dots grades
  +  +  +  +  +  +  +  +  +  +  +  PaperGrade: score label
  +  +  +  +  +  +  +  +  +  +  +  PollOption: key label statusQuo effects cost
  +  +  +  +  +  +  +  +  +  +  +  Lot: source awaited tiedAt committedCount enteredCount revealUntil
  .  +  +  .  .  +  +  +  +  .  .  Poll: viewerBallot
  .  +  +  .  .  +  +  +  +  .  .  OwnBallot: choice reason revision receipt assisted relayed
  .  +  +  .  .  +  +  +  +  .  .  Receipt: text signature
  +  +  +  +  +  +  +  +  +  +  +  Permission: allowed problem
  +  +  +  +  +  +  +  +  +  +  +  Objection: id reason stands ended integratedBy doubts
  .  .  .  .  +  +  +  +  +  .  .  Proposal: consents
  .  .  .  .  +  +  +  +  +  .  .  ConsentProcess: id state phase round rule ruleHash assemblyId phaseEndsAt heldBy
  .  .  .  .  +  +  +  +  +  .  .  ConsentProcess: whatNow startedAt endedAt steps rounds
  .  .  .  .  +  +  +  +  +  .  .  ConsentStep: phase round beganAt until
  .  .  .  .  +  +  +  +  +  .  .  ConsentRound: round pollId
  .  .  .  .  +  +  +  +  +  .  .  Objection: memberId
  +  +  +  +  +  +  +  +  +  +  +  Outcome: code explanation working hash proclaimedAt election chosen ballots
  +  +  +  +  +  +  +  +  +  +  +  CountedBallot: choice count
  +  +  +  +  +  +  +  +  +  +  +  Election: method settings status options seats voters blank winners
  +  +  +  +  +  +  +  +  +  +  +  Election: winnersBeforeLot ranking ties drawn quotas working ways sentences

  +  +  +  +  +  +  +  +  +  +  +  Decision: id label number title outcome effectsState effects proposalId
  +  +  +  +  +  +  +  +  +  +  +  Decision: venue form prevails proclaimedAt poll reopenedById repealedById
  .  .  .  .  +  +  +  +  +  .  .  Decision: notApplied followUp
  +  +  +  +  +  +  +  +  +  +  +  Decision: carriedConcerns
  +  +  +  +  +  +  +  +  +  +  +  ConcernToReview: state reviewAt
  .  .  .  .  +  +  +  +  +  .  .  ConcernToReview: contributionId
  +  +  +  +  +  +  +  +  +  +  +  Mandate: id task title instructions boundByIds state scope startsAt endsAt
  +  +  +  +  +  +  +  +  +  +  +  Mandate: endedAt reportDueAt grantedById endedById
  +  +  +  +  +  +  +  +  +  +  +  Mandate: reportEvery nextReportDueAt reportOverdue reportMissing
  .  .  .  .  +  +  +  +  +  .  .  Mandate: role holders formerHolders reports instructionsAsked handover
  +  +  +  +  +  +  +  +  +  +  +  MandateScope: acts objectId
  +  +  +  +  +  +  +  +  +  +  +  Assembly: id title form state convenedAt startsAt startedAt endedAt presentCount
  +  +  +  +  +  +  +  +  +  +  +  Assembly: viewerIsPresent agenda
  +  +  +  +  +  +  +  +  +  +  +  AgendaItem: id place title minutes state takenUpAt leftAt
  .  .  .  .  +  +  +  +  +  .  .  Assembly: attendance roles

  +  +  +  +  +  +  +  +  +  +  +  LegalText: id title matter consolidated takenOverById
  +  +  +  +  +  +  +  +  +  +  +  Appeal: id title body publishedAt publishedById closesAt isOpen
  +  +  +  +  +  +  +  +  +  +  +  Appeal: signatures firstSignatories namedSignatories
  +  +  +  +  +  +  +  +  +  +  +  SignatureCounts: verified named takenOver withdrawn
  +  +  +  +  +  +  +  +  +  +  +  PublicSignature: name kind role organisation url place verified
  .  .  .  .  +  +  +  +  +  .  .  LegalText: declaration
  +  +  +  +  +  +  +  +  +  +  +  ConsolidatedText: inForceOn knownAt provisions markdown
  +  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: id provisionId parentId depth number heading body hash inForceFrom
  +  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: inForceUntil knownFrom openedById openedByLabel repealedOn
  +  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: repealedById repealedByLabel passages placeHash change takenOver
  +  +  +  +  +  +  +  +  +  +  +  Passage: text writtenById writtenByLabel takenOver
  .  .  .  .  +  +  +  +  +  .  .  Passage: amendmentIds
  +  +  +  +  +  +  +  +  +  +  +  Provision: id number heading text
`,
);
