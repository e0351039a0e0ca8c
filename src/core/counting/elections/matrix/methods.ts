import { condorcet } from './condorcet.js';
import { copeland } from './copeland.js';
import { minimaxByMargins, minimaxByOpposition, minimaxByWinningVotes } from './minimax.js';
import { rankedPairsByMargins, rankedPairsByWinningVotes } from './ranked-pairs.js';
import { schulzeByMargins, schulzeByWinningVotes } from './schulze.js';
import { smithIrv } from './smith-irv.js';
import { smithSet } from './smith-set.js';

/** The methods that compare each two options. */
export const MATRIX_METHODS = [
  condorcet,
  copeland,
  schulzeByWinningVotes,
  schulzeByMargins,
  rankedPairsByWinningVotes,
  rankedPairsByMargins,
  minimaxByWinningVotes,
  minimaxByMargins,
  minimaxByOpposition,
  smithSet,
  smithIrv,
] as const;
