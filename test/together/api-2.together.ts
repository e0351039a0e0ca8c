import { runTogether } from './together.js';

await runTogether('api', 2);
