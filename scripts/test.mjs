// npm test: every check of the project, from a bare clone. Arguments go to Jest: npm test -- test/config.spec.ts
import './lib/check-node.mjs';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root, runProgram, secondsSince, steps } from './lib/step.mjs';

process.chdir(root);
await ensureInstalled();

// What they found in files that have not changed since lies in CACHE; a fresh clone has none.
const CACHE = '.cache';
const codes = await steps({
  Lint: ['node_modules/eslint/bin/eslint.js', '.', ...cacheIn('eslint')],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '.', ...cacheIn('prettier')],
  types: [
    'node_modules/typescript/bin/tsc',
    '-p',
    '.',
    '--incremental',
    '--tsBuildInfoFile',
    `${CACHE}/types`,
  ],
});

const began = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'ormee-report-'));
process.once('exit', () => rmSync(folder, { recursive: true }));
const report = join(folder, 'report.json');
// Tests make much that is soon forgotten: more room for it spares the processor the looking for room.
const jest = [
  '--max-semi-space-size=64',
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const asked = process.argv.slice(2);
const chosen = asked.length > 0 ? asked : everything();
const { code } = await runProgram([...jest, '--json', `--outputFile=${report}`, ...chosen], { show: true });
codes.push(code);
console.log(`Tests ${code === 0 ? '' : 'failed, '}${secondsSince(began)}`);
console.log(closingLine());
process.exitCode = codes.find((each) => each !== 0) ?? 0;

/** Every spec, most of them with others in one file of jest's: loading the house costs more than most of them do. */
function everything() {
  const { alone } = JSON.parse(readFileSync('test/together/parts.json', 'utf8'));
  const files = ['test/together/*.together.ts', ...alone.map((path) => `test/${path}`)];
  return [
    '--testSequencer=<rootDir>/test/together/longest-first.js',
    ...files.map((file) => `--testMatch=<rootDir>/${file}`),
  ];
}

/** By content: a clone or a checkout gives every file a new date. */
function cacheIn(name) {
  return ['--cache', '--cache-strategy', 'content', '--cache-location', `${CACHE}/${name}`];
}

/** Jest's own numbers; a file of tests that could not even be read counts as one failure. */
function closingLine() {
  if (!existsSync(report)) return '0 passed, 1 failed';
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed${skipped}`;
}
