import { meekPrf } from './meek.js';
import { scottish2007 } from './scottish.js';
import { wigmExact } from './wigm.js';

/** The methods that transfer votes from option to option to fill several seats. */
export const STV_METHODS = [scottish2007, wigmExact, meekPrf] as const;
