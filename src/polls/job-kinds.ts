/** Closes a poll at its deadline, and proclaims it where nothing is awaited. */
export const CLOSE_POLL = 'close-poll';
