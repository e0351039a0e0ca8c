import { runTogether } from './together.js';

await runTogether('exchange', 2);
