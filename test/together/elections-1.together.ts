import { runTogether } from './together.js';

await runTogether('elections', 1);
