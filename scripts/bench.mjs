// npm run bench -- cast|read|thread|abuse|memory|verify|count|merge: measures on this machine, now, as ratios within one run.
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root } from './lib/step.mjs';

process.chdir(root);
await ensureInstalled();
await ensureBuilt();
await import('../dist/bench/bench.js');
