import { bordaModified, bordaOptimistic, bordaPessimistic, bordaTournament } from './borda.js';
import { majority, plurality } from './plurality.js';

/** The methods that add voices or points up. */
export const TOTAL_METHODS = [
  plurality,
  majority,
  bordaTournament,
  bordaOptimistic,
  bordaPessimistic,
  bordaModified,
] as const;
