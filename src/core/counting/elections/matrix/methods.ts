import { condorcet } from './condorcet.js';
import { copeland } from './copeland.js';

/** The methods that compare each two options. */
export const MATRIX_METHODS = [condorcet, copeland] as const;
