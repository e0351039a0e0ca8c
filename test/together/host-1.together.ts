import { runTogether } from './together.js';

await runTogether('host', 1);
