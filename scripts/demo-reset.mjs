// npm run demo:reset: the demonstration as on its first day, where there is nothing else that would be lost.
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root } from './lib/step.mjs';

process.chdir(root);
await ensureInstalled();
await ensureBuilt();
await import('../dist/src/reset-demo.js');
