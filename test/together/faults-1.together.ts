import { runTogether } from './together.js';

await runTogether('faults', 1);
