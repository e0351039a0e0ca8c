/**
 * Acts that a mandate may open: what nobody does without one, by the names of their mutations; `speaksFor`, by the name of
 * the argument that makes an act somebody else's.
 */
export const ACTS_OPENED_BY_MANDATE = [
  'openPoll',
  'callLastCall',
  'takeUpItem',
  'endAssembly',
  // Who becomes a member
  'admitMember',
  'recordDues',
  'importSignatories',
  'enterPaperSignature',
  'importMembers',
  'importDecisions',
  'issueLink',
  // Whoever has no screen
  'castForMember',
  'speaksFor',
  // What people say
  'hideContribution',
  // Exports
  'exportCollective',
] as const;
export type ActOpenedByMandate = (typeof ACTS_OPENED_BY_MANDATE)[number];

export const canBeOpened = (act: string): act is ActOpenedByMandate =>
  (ACTS_OPENED_BY_MANDATE as readonly string[]).includes(act);
