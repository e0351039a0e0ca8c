import type { PolledOption } from '../counting/marks.js';
import type { PollOptionInBundle } from './rows.js';

/** The options of a poll in the order of their keys, as its ballots are read by. */
export const polledIn = (rows: readonly PollOptionInBundle[] = []): PolledOption[] =>
  rows
    .map(({ key, label, statusQuo }) => ({ key, label: label ?? key, statusQuo }))
    .sort((a, b) => Number(a.key) - Number(b.key));
