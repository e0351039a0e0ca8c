import { runTogether } from './together.js';

await runTogether('rest', 1);
