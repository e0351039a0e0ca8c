import { bottomsUp, irv, sequentialIrv, stvRctab } from './irv.js';

/** The methods that eliminate round by round. */
export const ROUND_METHODS = [irv, sequentialIrv, bottomsUp, stvRctab] as const;
