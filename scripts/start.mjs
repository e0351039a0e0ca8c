// npm start: everything between a bare clone and a running service, asking nothing.
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root } from './lib/step.mjs';

process.chdir(root);
await ensureInstalled();
await ensureBuilt();
// In this very process: a signal has one place to reach, and an exit code nothing to pass through.
await import('../dist/src/main.js');
