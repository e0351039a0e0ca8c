// npm run example -- URL LINK LINK LINK LINK LINK: one decision of an assembly, by an outside client.
import './lib/check-node.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { join } from 'node:path';
import { root } from './lib/step.mjs';

await ensureInstalled({ quiet: true });
await ensureBuilt({ quiet: true });
const program = join(root, 'dist/examples/first-decision.js');
process.argv[1] = program;
await import(pathToFileURL(program).href);
