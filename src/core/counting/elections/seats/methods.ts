import { pav } from './pav.js';
import { pavSequential, phragmenSequential } from './sequential.js';

/** The methods that fill several seats from approvals. */
export const SEAT_METHODS = [phragmenSequential, pavSequential, pav] as const;
