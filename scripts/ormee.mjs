// The command line, ready to use from a bare clone; it prints nothing of its own.
import './lib/check-node.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';

await ensureInstalled({ quiet: true });
await ensureBuilt({ quiet: true });
await import('../dist/src/cli.js');
