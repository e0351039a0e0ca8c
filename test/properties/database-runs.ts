import { readEnvironment } from '../../src/platform/config/config.js';

const asked = readEnvironment()['ORMEE_MODEL_RUNS'];

/**
 * Stories told on a real database by a model-based test: the same eight in every `npm test`, so that they are known to reach
 * what they are about, and as many others as one has time for in `npm run campaign -- models`.
 */
export const STORIES = asked === undefined ? { numRuns: 8, seed: 20261127 } : { numRuns: Number(asked) };
