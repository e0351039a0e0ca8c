import { majority, plurality } from './plurality.js';

/** The methods that add voices or points up. */
export const TOTAL_METHODS = [plurality, majority] as const;
