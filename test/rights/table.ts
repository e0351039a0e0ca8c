import { RELAY_ACTS, RELAY_MUTATIONS } from './relaying.js';
import { ELECTION_ACTS, ELECTION_MUTATIONS } from './electing.js';
import { MANDATE_ACTS, MANDATE_MUTATIONS } from './mandating.js';
import { NOTICE_ACTS, NOTICE_MUTATIONS } from './noticing.js';
import { readTable } from './notation.js';

/**
 * Who may what, kept by hand: nothing here is computed from the declarations in the sources, which the specs ask by
 * real requests. A field, query or act that is missing here breaks the test, and so does a row whose field is gone.
 */

/**
 * The columns. A signatory and the host have no session, and ask all the same; two outsiders have one each: somebody
 * who left, and somebody who was excluded less than thirty days ago and still reads what concerns them; the mandate
 * holder's opens polls in assemblies, and what is done for members and imports; the facilitator, the teller and the
 * legal member are checked in to a running assembly; a stranger is a member of another collective, who aims at the ids
 * of the first.
 */
export const ROLES = [
  'anonymous',
  'left',
  'excluded',
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
export const SEEN = {
  '+': 'SEEN',
  '.': 'HIDDEN',
  own: 'THEIR OWN', // an answer, and nothing of the first collective in it
  sign: 'NOT_SIGNED_IN',
  left: 'NOT_A_MEMBER',
  mand: 'MANDATE_REQUIRED',
  none: 'NOT_FOUND',
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
  mine: 'POLL_NOT_YOURS_TO_WITHDRAW',
  self: 'EXCLUSION_OF_ONESELF',
  in: 'MEMBER_NOT_EXCLUDED',
  here: 'STILL_A_MEMBER',
  dupl: 'DUPLICATE',
  deci: 'ADMISSION_NEEDS_DECISION',
  wait: 'WAITING', // written down, and nothing is answered until somebody else does the same
  link: 'LINK_NOT_YOURS_TO_ISSUE',
  over: 'FOUNDING_OVER',
  word: 'PROPOSER_NOT_ENTITLED',
  pers: 'NATURAL_PERSON_NEEDED',
  line: 'MANDATE_LINE_NOT_YOURS',
  mean: 'INVALID_INPUT', // said without meaning it
  grou: 'NOT_IN_GROUP',
  conc: 'CONCERN_NOT_YOURS',
  soon: 'CONCERN_NOT_DUE', // of whoever sees to the decision, before its date
};

/**
 * Every query. `node` and `nodes` answer anybody: what they show is said by type, below. The excluded person is shown by
 * `nodes` what concerns them.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const QUERIES = readTable(
  ROLES,
  SEEN,
  `
  sign +    +    sign +    +    +    +    +    sign own  : viewer
  .    .    .    .    +    +    +    +    +    .    .    : node, nodes, preview, publicAppeal
  .    .    .    .    .    .    .    .    .    .    .    : signatureToConfirm
  .    .    +    .    +    +    +    +    +    .    .    : node of Exclusion, nodes of Exclusion, nodes of Proposal
  .    .    +    .    +    +    +    +    +    .    .    : nodes of Poll, nodes of Decision
  sign left left sign +    +    +    +    +    sign own  : collective, members, proposals, polls, decisions, legalTexts
  sign left left sign +    +    +    +    +    sign own  : mandates, assemblies, register, checkpoint
  sign left left sign +    +    +    +    +    sign own  : threads, awaitingMe, concernsToReview
  sign left left sign +    +    +    +    +    sign own  : applications, appeals, takenOverDecisions, exclusions, exportLog, cosignedTexts
  sign left left sign mand mand +    mand mand sign mand : signatories
  sign left left sign mand mand +    mand mand sign mand : callsToMake
  sign left left sign +    +    +    +    +    sign none : amendmentFile
  sign left left sign +    +    +    +    +    sign own  : mandateOffers, mandateLines, followUps
  sign left left sign +    +    +    +    +    sign own  : workingGroups, electionsWithoutCandidates
`,
);

/**
 * Every subscription, by a real socket: what its first event says is seen whole by whoever gets it. It is asked of the
 * first collective's open poll.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const SUBSCRIPTIONS = readTable(
  ROLES,
  SEEN,
  `
  sign left left sign +    +    +    +    +    sign own  : changes
  sign left left sign +    +    +    +    +    sign none : turnout
`,
);

/**
 * Every act, in the situations that tell people apart: the name of the act, then the situation. What an act answers is
 * seen by whoever it answers "done", whole: that is the one rule of the types named Success, and of the types that
 * nothing else answers.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const ACTS = readTable(
  ROLES,
  DONE,
  `
  sign left left sign +    +    +    +    +    sign none : submitProposal
  sign left left sign none +    none none none sign none : reviseProposal of the member
  sign left left sign +    +    +    +    +    sign none : supportProposal, withdrawSupport
  sign left left sign +    +    +    +    +    sign none : challengeProposal
  sign left left sign none +    none none none sign none : withdrawChallenge of the member
  sign left left sign +    +    +    +    +    sign none : previewAmendment, submitAmendment
  sign left left sign +    room room +    +    sign none : submitAmendment in a sitting
  sign left left sign +    +    +    +    +    sign none : supportAmendment, withdrawAmendmentSupport
  sign left left sign none +    none none none sign none : withdrawAmendment of the member
  sign left left sign none +    none none none sign none : acceptAmendment to a proposal of the member
  sign left left sign none +    none none none sign none : setAmendmentDeadline of an assembly of the member
  sign left left sign +    +    +    +    +    sign none : objectToAcceptance
  sign left left sign +    +    +    +    +    sign none : openThread, shareThread, contribute, markThreadRead
  sign left left sign +    +    +    +    +    sign none : summarizeThread
  sign left left sign none +    none none none sign none : editContribution of the member
  sign left left sign none +    none none none sign none : withdrawContribution of the member
  sign left left sign conc +    soon conc conc sign none : reviewConcern of the member
  sign left left sign mand mand +    mand mand sign none : hideContribution, answerModerationAppeal
  sign left left sign none +    none none none sign none : appealModeration of the member
  sign left left sign mand mand +    mand mand sign none : hideThreadWords, answerThreadModerationAppeal
  sign left left sign none +    none none none sign none : appealThreadModeration of the member
  sign left left sign +    +    +    +    +    sign none : openPoll online
  sign left left sign mand mand +    +    mand sign none : openPoll in a sitting
  sign roll roll sign roll +    +    +    +    sign none : castBallot
  sign +    +    sign roll +    +    +    +    sign none : castBallot on a roll drawn up before
  sign roll roll sign roll roll roll +    +    sign none : castBallot in a sitting
  sign left left sign +    +    +    +    +    sign none : startConsent, moveConsent
  sign left left sign mand mand +    +    mand sign none : startConsent in a sitting
  sign left left sign none +    none none none sign none : withdrawConsent of the member
  sign left left sign none +    none none none sign none : withdrawObjection of the member
  sign left left sign roll roll +    +    +    sign none : doubtObjection of the member
  sign left left sign roll +    +    +    +    sign none : commitToLot
  sign left left sign roll +    +    +    +    sign none : enterLotValue
  sign left left sign mine +    mine mine mine sign none : withdrawPoll of the member
  sign left left sign mine mine +    +    mine sign none : withdrawPoll in a sitting
  sign left left sign mand mand mand +    mand sign none : callLastCall
  sign left left sign open open open open open sign none : closePoll before its deadline
  sign left left sign +    +    +    +    +    sign none : closePoll after its deadline
  sign left left sign +    +    +    +    +    sign none : proclaimPoll
  sign none none sign +    +    +    +    +    sign none : contestOutcome
  sign none +    sign +    +    +    +    +    sign none : contestOutcome of their exclusion
  sign left left sign none +    none none none sign none : withdrawContest of the member

  sign left left sign +    +    +    +    +    sign none : joinGroup, leaveGroup, putGroupToSleep
  sign left left sign grou +    grou grou grou sign none : wakeGroup of the member
  sign left left sign grou +    grou grou grou sign none : handToCollective of a group of the member
  sign left left sign grou +    grou grou grou sign none : submitProposal in a group of the member
  sign left left sign grou +    grou grou grou sign none : openPoll in a group of the member
  sign left left sign +    +    +    +    +    sign own  : createGroup

  sign left left sign mand +    +    +    +    sign own  : conveneAssembly
  sign left left sign mand +    +    +    +    sign none : startAssembly
  sign left left sign +    +    +    +    +    sign none : checkIn, checkOut
  sign left left sign +    room room +    +    sign none : checkIn of somebody else
  sign left left sign +    +    +    +    +    sign none : askAgendaItem before the sitting
  sign left left sign +    room room +    +    sign none : askAgendaItem in the sitting
  sign left left sign mand mand mand +    mand sign none : takeUpItem
  sign left left sign body room room +    +    sign none : takeRole
  sign left left sign body room room +    held sign none : takeRole of the facilitator
  sign left left sign +    +    +    +    +    sign none : leaveRole that one does not hold
  sign left left sign +    room room +    +    sign none : objectToRole
  sign left left sign mand mand mand +    mand sign none : endAssembly
  sign left left sign +    room room +    +    sign none : endAssembly that nobody facilitates
  sign left left sign mand mand +    mand mand sign none : handBackMandate
${MANDATE_ACTS}
${NOTICE_ACTS}
${RELAY_ACTS}
${ELECTION_ACTS}

  sign left left sign +    +    +    +    +    sign none : openExclusion
  sign left left sign self self self self self sign self : openExclusion of oneself
  sign left left sign none +    none none none sign none : answerExclusion, sayLastWord
  sign left left sign none +    none none none sign none : withdrawExclusion of the member
  sign none +    sign none none none none none sign none : appealExclusion
  +    +    +    +    dupl dupl dupl dupl dupl +    +    : declareMembership
  none none none none +    +    +    +    +    none none : signAppeal
  +    +    +    +    +    +    +    +    +    +    own  : signAppeal that is public, requestSignatureWithdrawal
  +    +    +    +    +    +    +    +    +    +    +    : confirmSignature with a link, joinBySignature with a link
  +    +    +    +    +    +    +    +    +    +    own  : withdrawSignature with a link
  sign left left sign +    +    +    +    +    sign none : withdrawMySignature, nameMySignature
  sign left left sign pers +    +    +    +    sign none : vouchForApplicant
  sign left left sign pers deci deci deci deci sign none : vouchForApplicant who was excluded
  sign left left sign mand mand +    mand mand sign none : admitMember, recordDues, importSignatories
  sign left left sign mand mand +    mand mand sign none : enterPaperSignature, withdrawPaperSignature
  sign left left sign mand mand +    mand mand sign mand : importMembers, importDecisions
  sign left left sign +    +    +    +    +    sign own  : changePublicName
  sign left left sign +    +    +    +    +    sign none : markTextDeclared
  sign left left sign +    +    +    +    +    sign own  : leaveCollective
  sign left left sign mean mean mean mean mean sign mean : leaveCollective without meaning it
  sign +    +    sign here here here here here sign here : eraseMyData
  sign mean mean sign mean mean mean mean mean sign mean : eraseMyData without meaning it
  sign left left sign mand mand open mand mand sign mand : exportCollective while a box is open
  sign left left sign mand mand +    mand mand sign mand : exportCollective

  +    +    +    +    +    +    +    +    +    +    own  : beginFounding
  sign left left sign word over over over over sign over : inviteFounder
  sign left left sign over over over over over sign over : submitFoundingDraft
  sign left left sign none over none none none sign none : reviseFoundingDraft of the member
  sign left left sign word wait wait wait wait sign over : inviteFounder alone in a founding
  sign left left sign word +    +    +    +    sign over : inviteFounder in a founding
  sign left left sign +    +    +    +    +    sign over : submitFoundingDraft in a founding
  sign left left sign none +    none none none sign none : reviseFoundingDraft of the member in a founding
  sign left left sign +    +    +    +    +    sign mand : importMembers in a founding
  sign left left sign +    +    +    +    +    sign mand : importDecisions in a founding

  +    +    +    +    +    +    +    +    +    +    +    : signIn with a link, signInWithCode
  +    +    +    +    +    +    +    +    +    +    own  : requestSignInLink of a member, requestSignInLink of nobody
  sign left left sign link wait +    wait wait sign none : issueLink
  sign left left sign link +    +    +    +    sign none : issueLink after somebody else
  sign +    +    sign +    +    +    +    +    sign own  : signOut
`,
);

/**
 * Who sees a record at all, by its visibility: proposals, polls, decisions, mandates, assemblies, texts and their
 * provisions, exclusions. Nobody belongs to a group yet. Whom a record concerns reads it whatever its visibility, also
 * once excluded; the excluded person's are none of those below.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const VISIBILITIES = readTable(
  ROLES,
  SEEN,
  `
  +  +  +  +  +  +  +  +  +  +  +  : PUBLIC
  .  .  .  .  +  +  +  +  +  .  .  : MEMBERS
  .  .  .  .  .  .  .  .  .  .  .  : GROUP, NAMED
`,
);

const ASKED_AGAIN = 'an act of a member asks again inside its transaction';
const ASKS_OF_SESSION = 'asks for a session itself';
const MEMBERS_QUERY = 'which only members may call, and which reads their own collective';

/**
 * Declarations that may be loosened to ANYONE and change no cell, even all at once, each with its reason. One that is
 * left out here and goes unnoticed breaks the test, and so does one that is named here and noticed after all. PARENT
 * stands for all types that declare it.
 */
export const UNNOTICED: Readonly<Record<string, string>> = {
  PARENT: 'guards as ANYONE does: it says that the object around it was guarded already',
  Attendance: 'reached only through Assembly.attendance, which is for members itself',
  Change:
    'reached only through Subscription.changes, which only members may call, and which follows their own collective',
  Turnout:
    'reached only through Subscription.turnout, which only members may call, of a poll that they may see',
  TextPreview:
    'reached only through Query.preview, which only members may call, of texts that are for members at least',
  ClauseInForce: 'reached only through Collective, whose members alone see it',
  RegisterLeaf: `reached only through Query.register, ${MEMBERS_QUERY}`,
  Checkpoint: `reached only through Query.checkpoint, ${MEMBERS_QUERY}`,
  'Mutation.submitProposal': ASKED_AGAIN,
  'Mutation.reviseProposal': ASKED_AGAIN,
  'Mutation.supportProposal': ASKED_AGAIN,
  'Mutation.withdrawSupport': ASKED_AGAIN,
  'Mutation.challengeProposal': ASKED_AGAIN,
  'Mutation.withdrawChallenge': ASKED_AGAIN,
  'Mutation.previewAmendment': ASKED_AGAIN,
  'Mutation.submitAmendment': ASKED_AGAIN,
  'Mutation.supportAmendment': ASKED_AGAIN,
  'Mutation.withdrawAmendmentSupport': ASKED_AGAIN,
  'Mutation.withdrawAmendment': ASKED_AGAIN,
  'Mutation.acceptAmendment': ASKED_AGAIN,
  'Mutation.setAmendmentDeadline': ASKED_AGAIN,
  'Mutation.objectToAcceptance': ASKED_AGAIN,
  'Mutation.openThread': ASKED_AGAIN,
  'Mutation.shareThread': ASKED_AGAIN,
  'Mutation.contribute': ASKED_AGAIN,
  'Mutation.markThreadRead': ASKED_AGAIN,
  'Mutation.summarizeThread': ASKED_AGAIN,
  'Mutation.editContribution': ASKED_AGAIN,
  'Mutation.withdrawContribution': ASKED_AGAIN,
  'Mutation.hideContribution': ASKED_AGAIN,
  'Mutation.reviewConcern': ASKED_AGAIN,
  'Mutation.hideThreadWords': ASKED_AGAIN,
  'Mutation.answerThreadModerationAppeal': ASKED_AGAIN,
  'Mutation.appealThreadModeration': ASKED_AGAIN,
  'Mutation.answerModerationAppeal': ASKED_AGAIN,
  'Mutation.appealModeration': ASKED_AGAIN,
  'Mutation.startConsent': ASKED_AGAIN,
  'Mutation.moveConsent': ASKED_AGAIN,
  'Mutation.withdrawConsent': ASKED_AGAIN,
  'Mutation.withdrawObjection': ASKED_AGAIN,
  'Mutation.doubtObjection': ASKED_AGAIN,
  'Mutation.openPoll': ASKED_AGAIN,
  'Mutation.withdrawPoll': ASKED_AGAIN,
  'Mutation.commitToLot': ASKED_AGAIN,
  'Mutation.enterLotValue': ASKED_AGAIN,
  'Mutation.callLastCall': ASKED_AGAIN,
  'Mutation.closePoll': ASKED_AGAIN,
  'Mutation.proclaimPoll': ASKED_AGAIN,
  'Mutation.withdrawContest': ASKED_AGAIN,
  'Mutation.conveneAssembly': ASKED_AGAIN,
  'Mutation.startAssembly': ASKED_AGAIN,
  'Mutation.checkIn': ASKED_AGAIN,
  'Mutation.checkOut': ASKED_AGAIN,
  'Mutation.askAgendaItem': ASKED_AGAIN,
  'Mutation.takeUpItem': ASKED_AGAIN,
  'Mutation.takeRole': ASKED_AGAIN,
  'Mutation.leaveRole': ASKED_AGAIN,
  'Mutation.objectToRole': ASKED_AGAIN,
  'Mutation.endAssembly': ASKED_AGAIN,
  'Mutation.handBackMandate': ASKED_AGAIN,
  ...Object.fromEntries(NOTICE_MUTATIONS.map((act) => [`Mutation.${act}`, ASKED_AGAIN])),
  ...Object.fromEntries(RELAY_MUTATIONS.map((act) => [`Mutation.${act}`, ASKED_AGAIN])),
  ...Object.fromEntries(ELECTION_MUTATIONS.map((act) => [`Mutation.${act}`, ASKED_AGAIN])),
  ...Object.fromEntries(MANDATE_MUTATIONS.map((act) => [`Mutation.${act}`, ASKED_AGAIN])),
  'Mutation.joinGroup': ASKED_AGAIN,
  'Mutation.leaveGroup': ASKED_AGAIN,
  'Mutation.wakeGroup': ASKED_AGAIN,
  'Mutation.putGroupToSleep': ASKED_AGAIN,
  'Mutation.createGroup': ASKED_AGAIN,
  'Mutation.handToCollective': ASKED_AGAIN,
  'Mutation.openExclusion': ASKED_AGAIN,
  'Mutation.answerExclusion': ASKED_AGAIN,
  'Mutation.sayLastWord': ASKED_AGAIN,
  'Mutation.withdrawExclusion': ASKED_AGAIN,
  'Mutation.vouchForApplicant': ASKED_AGAIN,
  'Mutation.admitMember': ASKED_AGAIN,
  'Mutation.recordDues': ASKED_AGAIN,
  'Mutation.importSignatories': ASKED_AGAIN,
  'Mutation.enterPaperSignature': ASKED_AGAIN,
  'Mutation.withdrawPaperSignature': ASKED_AGAIN,
  'Mutation.withdrawMySignature': ASKED_AGAIN,
  'Mutation.nameMySignature': ASKED_AGAIN,
  'Mutation.importMembers': ASKED_AGAIN,
  'Mutation.importDecisions': ASKED_AGAIN,
  'Mutation.changePublicName': ASKED_AGAIN,
  'Mutation.markTextDeclared': ASKED_AGAIN,
  'Mutation.leaveCollective': ASKED_AGAIN,
  'Mutation.exportCollective': ASKED_AGAIN,
  'Mutation.eraseMyData': ASKS_OF_SESSION,
  'Mutation.issueLink': ASKED_AGAIN,
  'Mutation.inviteFounder': ASKED_AGAIN,
  'Mutation.submitFoundingDraft': ASKED_AGAIN,
  'Mutation.reviseFoundingDraft': ASKED_AGAIN,
  'Mutation.contestOutcome': ASKS_OF_SESSION,
  'Mutation.contestRelayedBallot': ASKS_OF_SESSION,
  'Mutation.appealExclusion': ASKS_OF_SESSION,
  'Mutation.signOut': 'asks for a session itself, for it ends the one that is shown',
  'Mutation.castBallot': 'IN_ACT lets every call through: the statement that casts asks who it is',
};
