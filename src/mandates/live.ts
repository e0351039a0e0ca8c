/**
 * SQL about a mandate, by the name of its row: whether it opens anything now, or at an instant that is SQL too. As `isLive` has it: its
 * end is the first instant at which it no longer does.
 */
export const liveAt = (mandate: string, at = 'ormee.instant()'): string =>
  `${mandate}.state = 'LIVE' AND (${mandate}.ends_at IS NULL OR ${mandate}.ends_at > ${at})`;
