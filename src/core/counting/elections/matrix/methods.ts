import { condorcet } from './condorcet.js';
import { copeland } from './copeland.js';
import { schulzeByMargins, schulzeByWinningVotes } from './schulze.js';

/** The methods that compare each two options. */
export const MATRIX_METHODS = [condorcet, copeland, schulzeByWinningVotes, schulzeByMargins] as const;
