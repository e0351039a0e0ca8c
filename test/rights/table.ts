import { readTable } from './notation.js';

/**
 * Who may what, kept by hand: nothing here is computed from the declarations in the sources, which the specs ask by
 * real requests. A field, query or act that is missing here breaks the test, and so does a row whose field is gone.
 */

/**
 * The columns. A signatory and the host have no session, and ask all the same; an outsider is somebody who left and
 * somebody who was excluded, each with a live session; the mandate holder's opens polls in assemblies; the facilitator,
 * the teller and the legal member are checked in to a running assembly; a stranger is a member of another collective,
 * who aims at the ids of the first.
 */
export const ROLES = [
  'anonymous',
  'outsider',
  'signatory',
  'legal',
  'member',
  'holder',
  'facilitator',
  'teller',
  'host',
  'stranger',
] as const;
export type Role = (typeof ROLES)[number];

/** What the marks of the tables mean: what really comes back from a request. */
const SEEN = {
  '+': 'SEEN',
  '.': 'HIDDEN',
  own: 'THEIR OWN', // an answer, and nothing of the first collective in it
  sign: 'NOT_SIGNED_IN',
  left: 'NOT_A_MEMBER',
};
const DONE = {
  '+': 'DONE',
  own: 'THEIR OWN', // done in their own collective, for it names nothing of the first
  sign: 'NOT_SIGNED_IN',
  left: 'NOT_A_MEMBER',
  none: 'NOT_FOUND',
  mand: 'MANDATE_REQUIRED',
  room: 'NOT_PRESENT',
  roll: 'NOT_ON_ROLL',
  held: 'ROLE_HELD',
  body: 'MANDATE_HOLDER_NOT_ELIGIBLE', // a role is for a natural person
  open: 'POLL_STILL_OPEN',
};

/**
 * Every query. `node` and `nodes` answer anybody: what they show is said by type, below.
 *
 * anon outs sign lega memb hold faci tell host stra
 */
export const QUERIES = readTable(
  ROLES,
  SEEN,
  `
  sign +    sign +    +    +    +    +    sign own  : viewer
  .    .    .    +    +    +    +    +    .    .    : node, nodes
  sign left sign +    +    +    +    +    sign own  : collective, members, proposals, polls, decisions, legalTexts
  sign left sign +    +    +    +    +    sign own  : mandates, assemblies, register, checkpoint
  sign left sign +    +    +    +    +    sign own  : exclusions
`,
);

/**
 * Every act, in the situations that tell people apart: the name of the act, then the situation. What an act answers is
 * seen by whoever it answers "done", whole: that is the one rule of the types named Success.
 *
 * anon outs sign lega memb hold faci tell host stra
 */
export const ACTS = readTable(
  ROLES,
  DONE,
  `
  sign left sign +    +    +    +    +    sign none : submitProposal
  sign left sign none +    none none none sign none : reviseProposal of the member
  sign left sign +    +    +    +    +    sign none : supportProposal, withdrawSupport
  sign left sign +    +    +    +    +    sign none : openPoll online
  sign left sign mand mand +    +    mand sign none : openPoll in a sitting
  sign roll sign roll +    +    +    +    sign none : castBallot
  sign +    sign roll +    +    +    +    sign none : castBallot on a roll drawn up before
  sign roll sign roll roll roll +    +    sign none : castBallot in a sitting
  sign left sign mand mand mand +    mand sign none : callLastCall
  sign left sign open open open open open sign none : closePoll before its deadline
  sign left sign +    +    +    +    +    sign none : closePoll after its deadline
  sign left sign +    +    +    +    +    sign none : proclaimPoll
  sign left sign mand +    +    +    +    sign own  : conveneAssembly
  sign left sign mand +    +    +    +    sign none : startAssembly
  sign left sign +    +    +    +    +    sign none : checkIn, checkOut
  sign left sign +    room room +    +    sign none : checkIn of somebody else
  sign left sign body room room +    +    sign none : takeRole
  sign left sign body room room +    held sign none : takeRole of the facilitator
  sign left sign +    +    +    +    +    sign none : leaveRole that one does not hold
  sign left sign +    room room +    +    sign none : objectToRole
  sign left sign mand mand mand +    mand sign none : endAssembly
  sign left sign mand mand mand mand mand sign mand : exportCollective
  sign left sign +    room room +    +    sign none : endAssembly that nobody facilitates
  sign left sign mand mand +    mand mand sign none : handBackMandate
  sign left sign +    +    +    +    +    sign none : openExclusion
  sign left sign none +    none none none sign none : answerExclusion of the member, sayLastWord of the member
  sign left sign none +    none none none sign none : withdrawExclusion that the member opened
  sign none sign none none none none none sign none : appealExclusion of somebody else
  sign left sign +    +    +    +    +    sign none : challengeProposal
  sign left sign none +    none none none sign none : withdrawChallenge of the member, withdrawContest of the member
  sign none sign +    +    +    +    +    sign none : contestOutcome
  +    +    +    +    +    +    +    +    +    +    : signIn with a link
  sign +    sign +    +    +    +    +    sign own  : signOut
`,
);

/**
 * Every field, where the records of the collective are its members'. Left out by one rule: connections, their edges and
 * PageInfo, problems and their facts, which only carry what is said here; and the successes of acts (above).
 * "(own)" is what somebody asks of themselves.
 *
 * an ou si le me ho fa te ho st
 */
export const FIELDS = readTable(
  ROLES,
  SEEN,
  `
  .  +  .  +  +  +  +  +  .  .  Viewer: memberId state
  .  .  .  +  +  +  +  +  .  .  Viewer: member
  .  .  .  .  .  .  .  .  .  .  Viewer: exclusionAgainstMe
  .  .  .  +  +  +  +  +  .  .  Member: id publicName kind state joinedAt
  .  .  .  .  .  .  .  .  .  .  Member: email
  .  .  .  +  +  +  +  +  .  .  Member: email(own)
  .  .  .  +  +  +  +  +  .  .  Collective: id name zone charter
  .  .  .  +  +  +  +  +  .  .  ClauseInForce: clause inForceFrom openedById
  .  .  .  +  +  +  +  +  .  .  Clause: matter venues forms prevailingForms method allowedMethods ballotMode hash
  .  .  .  +  +  +  +  +  .  .  Clause: ballotsVisibleTo base threshold quorum minimumDeliberation minimumVoting notice
  .  .  .  +  +  +  +  +  .  .  Clause: supportNeeded mayPropose tieRule lateRule ballotMayChange resultVisibility
  .  .  .  +  +  +  +  +  .  .  Clause: contestPeriod friendlyAmendments silenceConsents revocableOnline provisionId
  .  .  .  +  +  +  +  +  .  .  Clause: interpretations
  .  .  .  +  +  +  +  +  .  .  Threshold: fraction strict plus
  .  .  .  +  +  +  +  +  .  .  Quorum: counts of fraction
  .  .  .  +  +  +  +  +  .  .  Interpretation: question choice

  .  .  .  +  +  +  +  +  .  .  Proposal: id state version title rationale effects matter wordingHash effectsHash
  .  .  .  +  +  +  +  +  .  .  Proposal: createdAt submittedAt author supportCount openPollCount viewerSupports polls
  .  .  .  +  +  +  +  +  .  .  PatchText: textId operations effectiveOn
  .  .  .  +  +  +  +  +  .  .  PatchOperation: kind provisionId parentId afterId expectedHash number heading body
  .  .  .  +  +  +  +  +  .  .  ChangeCharter: changes
  .  .  .  +  +  +  +  +  .  .  ClauseChange: matter clause
  .  .  .  +  +  +  +  +  .  .  GrantMandate: mandateId task title instructions holderIds scopeActs endsAt
  .  .  .  +  +  +  +  +  .  .  RevokeMandate: mandateId task
  .  .  .  +  +  +  +  +  .  .  ExcludeMember: exclusionId memberId
  .  .  .  +  +  +  +  +  .  .  ReinstateMember: exclusionId memberId
  .  .  .  +  +  +  +  +  .  .  SettleChallenge: challengeId upheld
  .  .  .  +  +  +  +  +  .  .  ReopenDecision: decisionId
  .  .  .  +  +  +  +  +  .  .  RepealDecision: decisionId
  .  .  .  +  +  +  +  +  .  .  Proposal: challenges
  .  .  .  +  +  +  +  +  .  .  Challenge: id state version matter decisionId reason raisedAt memberId settledById

  .  .  .  +  +  +  +  +  .  .  Poll: id title state proposalId proposalVersion effects venue assemblyId form matter
  .  .  .  +  +  +  +  +  .  .  Poll: method ballotMode ballotMayChange clauses clausesHash wordingHash effectsHash
  .  .  .  +  +  +  +  +  .  .  Poll: rollHash openedAt closesAt closedAt rollCount presentCount castCount outcome
  .  .  .  +  +  +  +  +  .  .  Poll: viewerMayCast objections decision
  .  .  .  .  +  +  +  +  .  .  Poll: viewerBallot
  .  .  .  .  +  +  +  +  .  .  OwnBallot: choice reason revision receipt
  .  .  .  .  +  +  +  +  .  .  Receipt: text signature
  .  .  .  +  +  +  +  +  .  .  Permission: allowed problem
  .  .  .  +  +  +  +  +  .  .  Objection: memberId reason stands
  .  .  .  +  +  +  +  +  .  .  Outcome: code explanation working hash proclaimedAt

  .  .  .  +  +  +  +  +  .  .  Decision: id label number title outcome effectsState notApplied effects proposalId
  .  .  .  +  +  +  +  +  .  .  Decision: venue form prevails proclaimedAt poll
  .  .  .  +  +  +  +  +  .  .  Decision: repealedById reopenedById contests
  .  .  .  +  +  +  +  +  .  .  Poll: exclusion contests
  .  .  .  +  +  +  +  +  .  .  Contest: id state reason raisedAt memberId heardById
  .  .  .  +  +  +  +  +  .  .  Exclusion: id state memberId openedById grounds groundsHash openedAt answerUntil
  .  .  .  +  +  +  +  +  .  .  Exclusion: answer answeredAt lastWord decisionId recourse recourseReason
  .  .  .  +  +  +  +  +  .  .  Exclusion: recourseDecisionId sendingProof decisionProof
  .  .  .  +  +  +  +  +  .  .  LeafProof: index encoded hash path checkpoint
  .  .  .  .  .  .  .  .  .  .  LeafProof: openings
  .  .  .  .  .  .  .  .  .  .  LeafOpening: field salt value
  .  .  .  +  +  +  +  +  .  .  Mandate: id task title instructions boundByIds role holders state scope startsAt endsAt
  .  .  .  +  +  +  +  +  .  .  Mandate: endedAt reportDueAt grantedById endedById
  .  .  .  +  +  +  +  +  .  .  MandateScope: acts objectId
  .  .  .  +  +  +  +  +  .  .  Assembly: id title form state convenedAt startsAt startedAt endedAt presentCount roles
  .  .  .  +  +  +  +  +  .  .  Assembly: attendance viewerIsPresent
  .  .  .  +  +  +  +  +  .  .  Attendance: member arrivedAt leftAt

  .  .  .  +  +  +  +  +  .  .  LegalText: id title matter consolidated
  .  .  .  +  +  +  +  +  .  .  ConsolidatedText: inForceOn knownAt provisions markdown
  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: id provisionId parentId depth number heading body hash inForceFrom
  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: inForceUntil knownFrom openedById openedByLabel repealedOn
  .  .  .  +  +  +  +  +  .  .  ProvisionVersion: repealedById repealedByLabel
  .  .  .  +  +  +  +  +  .  .  Provision: id number heading text
  .  .  .  +  +  +  +  +  .  .  RegisterLeaf: index hash type encoded recordedAt
  .  .  .  +  +  +  +  +  .  .  Checkpoint: size root note verifierKey
`,
);

/**
 * What changes in the table above once every record that has a visibility is public: whoever comes reads it, and is not
 * told who is behind it. Types that are not named stay as they are.
 *
 * an ou si le me ho fa te ho st
 */
export const PUBLIC_FIELDS = readTable(
  ROLES,
  SEEN,
  `
  +  +  +  +  +  +  +  +  +  +  Clause: matter venues forms prevailingForms method allowedMethods ballotMode hash
  +  +  +  +  +  +  +  +  +  +  Clause: ballotsVisibleTo base threshold quorum minimumDeliberation minimumVoting notice
  +  +  +  +  +  +  +  +  +  +  Clause: supportNeeded mayPropose tieRule lateRule ballotMayChange resultVisibility
  +  +  +  +  +  +  +  +  +  +  Clause: contestPeriod friendlyAmendments silenceConsents revocableOnline provisionId
  +  +  +  +  +  +  +  +  +  +  Clause: interpretations
  +  +  +  +  +  +  +  +  +  +  Threshold: fraction strict plus
  +  +  +  +  +  +  +  +  +  +  Quorum: counts of fraction
  +  +  +  +  +  +  +  +  +  +  Interpretation: question choice

  +  +  +  +  +  +  +  +  +  +  Proposal: id state version title rationale effects matter wordingHash effectsHash
  +  +  +  +  +  +  +  +  +  +  Proposal: createdAt submittedAt supportCount openPollCount viewerSupports polls
  .  .  .  +  +  +  +  +  .  .  Proposal: author
  +  +  +  +  +  +  +  +  +  +  PatchText: textId operations effectiveOn
  +  +  +  +  +  +  +  +  +  +  PatchOperation: kind provisionId parentId afterId expectedHash number heading body
  +  +  +  +  +  +  +  +  +  +  ChangeCharter: changes
  +  +  +  +  +  +  +  +  +  +  ClauseChange: matter clause
  +  +  +  +  +  +  +  +  +  +  GrantMandate: mandateId task title instructions scopeActs endsAt
  .  .  .  +  +  +  +  +  .  .  GrantMandate: holderIds
  +  +  +  +  +  +  +  +  +  +  RevokeMandate: mandateId task
  +  +  +  +  +  +  +  +  +  +  ExcludeMember: exclusionId
  .  .  .  +  +  +  +  +  .  .  ExcludeMember: memberId
  +  +  +  +  +  +  +  +  +  +  ReinstateMember: exclusionId
  .  .  .  +  +  +  +  +  .  .  ReinstateMember: memberId
  +  +  +  +  +  +  +  +  +  +  SettleChallenge: challengeId upheld
  +  +  +  +  +  +  +  +  +  +  ReopenDecision: decisionId
  +  +  +  +  +  +  +  +  +  +  RepealDecision: decisionId

  +  +  +  +  +  +  +  +  +  +  Poll: id title state proposalId proposalVersion effects venue assemblyId form matter
  +  +  +  +  +  +  +  +  +  +  Poll: method ballotMode ballotMayChange clauses clausesHash wordingHash effectsHash
  +  +  +  +  +  +  +  +  +  +  Poll: rollHash openedAt closesAt closedAt rollCount presentCount castCount outcome
  +  +  +  +  +  +  +  +  +  +  Poll: viewerMayCast objections decision
  .  +  .  .  +  +  +  +  .  .  Poll: viewerBallot
  .  +  .  .  +  +  +  +  .  .  OwnBallot: choice reason revision receipt
  .  +  .  .  +  +  +  +  .  .  Receipt: text signature
  +  +  +  +  +  +  +  +  +  +  Permission: allowed problem
  +  +  +  +  +  +  +  +  +  +  Objection: reason stands
  .  .  .  +  +  +  +  +  .  .  Objection: memberId
  +  +  +  +  +  +  +  +  +  +  Outcome: code explanation working hash proclaimedAt

  +  +  +  +  +  +  +  +  +  +  Decision: id label number title outcome effectsState effects proposalId
  +  +  +  +  +  +  +  +  +  +  Decision: venue form prevails proclaimedAt poll
  +  +  +  +  +  +  +  +  +  +  Decision: repealedById reopenedById
  .  .  .  +  +  +  +  +  .  .  Decision: notApplied
  +  +  +  +  +  +  +  +  +  +  Mandate: id task title instructions boundByIds state scope startsAt endsAt
  +  +  +  +  +  +  +  +  +  +  Mandate: endedAt reportDueAt grantedById endedById
  .  .  .  +  +  +  +  +  .  .  Mandate: role holders
  +  +  +  +  +  +  +  +  +  +  MandateScope: acts objectId
  +  +  +  +  +  +  +  +  +  +  Assembly: id title form state convenedAt startsAt startedAt endedAt presentCount
  +  +  +  +  +  +  +  +  +  +  Assembly: viewerIsPresent
  .  .  .  +  +  +  +  +  .  .  Assembly: attendance roles

  +  +  +  +  +  +  +  +  +  +  LegalText: id title matter consolidated
  +  +  +  +  +  +  +  +  +  +  ConsolidatedText: inForceOn knownAt provisions markdown
  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: id provisionId parentId depth number heading body hash inForceFrom
  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: inForceUntil knownFrom openedById openedByLabel repealedOn
  +  +  +  +  +  +  +  +  +  +  ProvisionVersion: repealedById repealedByLabel
  +  +  +  +  +  +  +  +  +  +  Provision: id number heading text
`,
);

/**
 * Who sees a record at all, by its visibility: proposals, polls, decisions, mandates, assemblies, texts and their
 * provisions. Nobody belongs to a group yet, and nobody is named.
 *
 * an ou si le me ho fa te ho st
 */
export const VISIBILITIES = readTable(
  ROLES,
  SEEN,
  `
  +  +  +  +  +  +  +  +  +  +  : PUBLIC
  .  .  .  +  +  +  +  +  .  .  : MEMBERS
  .  .  .  .  .  .  .  .  .  .  : GROUP, NAMED
`,
);

const ASKED_AGAIN = 'an act of a member asks again inside its transaction';

/**
 * Declarations that may be loosened to ANYONE and change no cell, even all at once, each with its reason. One that is
 * left out here and goes unnoticed breaks the test, and so does one that is named here and noticed after all. PARENT
 * stands for all types that declare it.
 */
export const UNNOTICED: Readonly<Record<string, string>> = {
  PARENT: 'guards as ANYONE does: it says that the object around it was guarded already',
  Attendance: 'reached only through Assembly.attendance, which is for members itself',
  ClauseInForce: 'reached only through Collective, whose members alone see it',
  RegisterLeaf:
    'reached only through Query.register, which only members may call, and which reads their own register',
  Checkpoint:
    'reached only through Query.checkpoint, which only members may call, and which reads their own register',
  'Mutation.submitProposal': ASKED_AGAIN,
  'Mutation.reviseProposal': ASKED_AGAIN,
  'Mutation.supportProposal': ASKED_AGAIN,
  'Mutation.withdrawSupport': ASKED_AGAIN,
  'Mutation.openPoll': ASKED_AGAIN,
  'Mutation.callLastCall': ASKED_AGAIN,
  'Mutation.closePoll': ASKED_AGAIN,
  'Mutation.proclaimPoll': ASKED_AGAIN,
  'Mutation.conveneAssembly': ASKED_AGAIN,
  'Mutation.startAssembly': ASKED_AGAIN,
  'Mutation.checkIn': ASKED_AGAIN,
  'Mutation.checkOut': ASKED_AGAIN,
  'Mutation.takeRole': ASKED_AGAIN,
  'Mutation.leaveRole': ASKED_AGAIN,
  'Mutation.objectToRole': ASKED_AGAIN,
  'Mutation.endAssembly': ASKED_AGAIN,
  'Mutation.handBackMandate': ASKED_AGAIN,
  'Mutation.openExclusion': ASKED_AGAIN,
  'Mutation.answerExclusion': ASKED_AGAIN,
  'Mutation.sayLastWord': ASKED_AGAIN,
  'Mutation.withdrawExclusion': ASKED_AGAIN,
  'Mutation.challengeProposal': ASKED_AGAIN,
  'Mutation.withdrawChallenge': ASKED_AGAIN,
  'Mutation.withdrawContest': ASKED_AGAIN,
  'Mutation.appealExclusion': 'asks for a session itself, for the excluded have one and nothing else',
  'Mutation.contestOutcome': 'asks for a session itself, for the excluded have one and nothing else',
  'Mutation.signOut': 'asks for a session itself, for it ends the one that is shown',
  'Mutation.castBallot': 'IN_ACT lets every call through: the statement that casts asks who it is',
};
