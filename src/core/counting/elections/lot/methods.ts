import { sortitionRfc3797 } from './rfc3797.js';
import { sortitionHmac } from './sortition.js';

/** The methods that draw, and count no ballot. */
export const LOT_METHODS = [sortitionHmac, sortitionRfc3797] as const;
