/**
 * What is written beside mandates, in the tables of who may what: offers, lines, reports, what is handed over, and what
 * became of decisions.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const MANDATE_ACTS = `
  sign left left sign +    +    +    +    +    sign none : offerMandate, withdrawVolunteering, noteMandate
  sign left left sign none +    none none none sign none : withdrawOffer of the member
  sign left left sign pers +    +    +    +    sign none : volunteer, takeUpDecision
  sign left left sign line +    line line line sign none : withdrawMandateLine of the member
  sign left left sign +    +    +    +    +    sign none : putMandateLines online, followUpDecision
  sign left left sign mand mand +    +    mand sign none : putMandateLines in a sitting
  sign left left sign mand mand +    mand mand sign none : askForInstructions, reportOnMandate, writeHandover
`;

export const MANDATE_MUTATIONS = [
  'offerMandate',
  'withdrawOffer',
  'volunteer',
  'withdrawVolunteering',
  'noteMandate',
  'withdrawMandateLine',
  'putMandateLines',
  'askForInstructions',
  'reportOnMandate',
  'writeHandover',
  'takeUpDecision',
  'followUpDecision',
];

/** an le ex si lg me ho fa te hs st */
export const MANDATE_FIELDS = `
  .  .  .  .  +  +  +  +  +  .  .  Mandate: reportEvery nextReportDueAt reportOverdue reports instructionsAsked handover
  .  .  .  .  +  +  +  +  +  .  .  Mandate: formerHolders reportMissing
  .  .  .  .  +  +  +  +  +  .  .  FormerHolder: memberId heldUntil
  .  .  .  .  +  +  +  +  +  .  .  MandateReport: number versions
  .  .  .  .  +  +  +  +  +  .  .  MandateReportVersion: version body authorId writtenAt
  .  .  .  .  +  +  +  +  +  .  .  MandateInstruction: proposalId title groupId askedById askedAt decisionId outcome
  .  .  .  .  +  +  +  +  +  .  .  MandateHandover: items notes
  .  .  .  .  +  +  +  +  +  .  .  HandoverItem: kind title subjectId dueAt
  .  .  .  .  +  +  +  +  +  .  .  HandoverNote: body authorId writtenAt
  .  .  .  .  +  +  +  +  +  .  .  MandateOffer: id title instructions until reportDueAt authorId decisionId agendaItemId
  .  .  .  .  +  +  +  +  +  .  .  MandateOffer: groupId state offeredAt volunteerIds withdrawnById
  .  .  .  .  +  +  +  +  +  .  .  MandateLine: id task title instructions holderIds endsAt reportDueAt reportEvery
  .  .  .  .  +  +  +  +  +  .  .  MandateLine: authorId offerId decisionId assemblyId groupId state notedAt settledById mandateId
  .  .  .  .  +  +  +  +  +  .  .  Decision: followUp
  .  .  .  .  +  +  +  +  +  .  .  FollowUp: state takenUpById steps
  .  .  .  .  +  +  +  +  +  .  .  FollowUpStep: state note authorId lineId saidAt
  .  .  .  .  +  +  +  +  +  .  .  FollowedUpDecision: decisionId label title followUp
`;
