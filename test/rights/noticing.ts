/**
 * What awaits whom, in the tables of who may what.
 *
 * an le ex si lg me ho fa te hs st
 */
export const NOTICE_FIELDS = `
  .  .  .  .  +  +  +  +  +  .  .  Awaiting: kind reason objectType objectId title dueAt count
`;
