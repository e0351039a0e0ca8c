// npm run campaign -- fuzz [N] [SEED]: what npm test does briefly, as long as one has time for.
import './lib/check-node.mjs';
import { randomInt } from 'node:crypto';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root, runProgram } from './lib/step.mjs';

process.chdir(root);
const [kind, count = '20000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
if (kind !== 'fuzz' || !/^[1-9]\d*$/.test(count) || !/^\d+$/.test(seed)) {
  process.stderr.write('npm run campaign -- fuzz [requests, 20000] [seed, by chance]\n');
  process.exit(2);
}
await ensureInstalled();
process.env.ORMEE_FUZZ_REQUESTS = count;
process.env.ORMEE_FUZZ_SEED = seed;
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const { code } = await runProgram([...jest, 'test/api/fuzz.spec.ts'], { show: true });
process.exitCode = code;
