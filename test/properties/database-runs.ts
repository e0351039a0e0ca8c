import { readEnvironment } from '../../src/platform/config/config.js';

const asked = readEnvironment()['ORMEE_MODEL_RUNS'];

/**
 * Stories told on a real database by a model-based test: the same eight in every `npm test`, so that they are known to reach
 * what they are about, and as many others as one has time for in `npm run campaign -- models`.
 */
export const STORIES = { numRuns: Number(asked ?? 8) };

/** How long they may take, in milliseconds: a story of three rounds takes some seconds on a busy machine. */
export const TIME_FOR_STORIES = 60_000 + STORIES.numRuns * 30_000;
