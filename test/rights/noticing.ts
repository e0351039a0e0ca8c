import { mintLink } from '../../src/platform/links/links.js';
import type { Arrange } from './arrangements.js';

/**
 * What awaits whom, and how they are told of it, in the tables of who may what.
 *
 * an le ex si lg me ho fa te hs st
 */
export const NOTICE_FIELDS = `
  .  .  .  .  +  +  +  +  +  .  .  Awaiting: kind reason objectType objectId title dueAt count
  .  .  .  .  +  +  +  +  +  .  .  Viewer: noticeRhythm hasCalendar lettersReachYou
`;

/** anon left excl sign lega memb hold faci tell host stra */
export const NOTICE_ACTS = `
  sign left left sign +    +    +    +    +    sign own  : setNoticeRhythm, renewCalendar
  +    +    +    +    +    +    +    +    +    +    own  : stopNotices
`;

export const NOTICE_MUTATIONS = ['setNoticeRhythm', 'renewCalendar'];

/** How the rows about letters and calendars come about. */
export const arrangementsOfNotices: Readonly<Record<string, Arrange>> = {
  setNoticeRhythm: () => Promise.resolve({ input: { rhythm: 'DAILY' } }),
  renewCalendar: () => Promise.resolve({ input: {} }),
  stopNotices: async ({ collective: { world }, members: { timekeeper } }) => ({
    input: { link: await world.transactions.write((tx) => mintLink(tx, timekeeper, 'STOP_NOTICES', 'P1D')) },
  }),
};
