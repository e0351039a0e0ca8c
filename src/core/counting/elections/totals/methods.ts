import { approval, approvalBlock } from './approval.js';
import { bordaModified, bordaOptimistic, bordaPessimistic, bordaTournament } from './borda.js';
import { dots } from './dots.js';
import { majority, plurality } from './plurality.js';
import { score } from './score.js';
import { star } from './star.js';

/** The methods that add voices or points up. */
export const TOTAL_METHODS = [
  plurality,
  majority,
  bordaTournament,
  bordaOptimistic,
  bordaPessimistic,
  bordaModified,
  approval,
  approvalBlock,
  score,
  star,
  dots,
] as const;
