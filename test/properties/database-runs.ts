import { readEnvironment } from '../../src/platform/config/config.js';

/** Stories told on a real database by a model-based test: a few in `npm test`, many in `npm run campaign -- models`. */
export const DATABASE_RUNS = Number(readEnvironment()['ORMEE_MODEL_RUNS'] ?? 12);
