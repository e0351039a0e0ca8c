/** Runs the specs in the workshop: once to learn which mutants each of them reaches, then for one mutant at a time. */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workshop } from './workshop.mjs';

const ELECTIONS = 'test/elections';
/** They run the compiled command, and a page in a world of its own: no mutant wakes in there. */
const ELSEWHERE = ['count-command.spec.ts', 'browser.spec.ts'];
const YES_OR_NO = ['test/vectors/threshold.spec.ts', 'test/properties/counting.spec.ts'];

const REACH = join(workshop, 'reach.jsonl');
const CONFIG = fileURLToPath(new URL('jest.config.mjs', import.meta.url));

/**
 * Each spec with the mutants that it runs through and the milliseconds that it takes, the shortest first. Throws what
 * Jest says where one fails although no mutant is awake.
 */
export async function reachOfSpecs(seed) {
  const specs = readdirSync(join(workshop, ELECTIONS))
    .filter((name) => name.endsWith('.spec.ts') && !ELSEWHERE.includes(name))
    .map((name) => `${ELECTIONS}/${name}`)
    .concat(YES_OR_NO);
  const { end, said } = await runSpecs(specs, seed, { ORMEE_MUTATION_REACH: REACH });
  if (end !== 'survived') throw new Error(`The specs fail without any mutant.\n${said}`);
  return readFileSync(REACH, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ spec, mutants, took }) => ({ spec: relative(workshop, spec), mutants: new Set(mutants), took }))
    .sort((one, other) => one.took - other.took);
}

/** How a mutant ends: killed, timeout, survived or no coverage. */
export async function tryMutant({ id }, specs, seed) {
  const reaching = specs.filter(({ mutants }) => mutants.has(id));
  if (reaching.length === 0) return 'no coverage';
  const names = reaching.map(({ spec }) => spec);
  const usual = reaching.reduce((sum, { took }) => sum + took, 0);
  // Stryker's own switch. The time is wide: a machine that is busy with something else kills no mutant.
  const { end } = await runSpecs(names, seed, { __STRYKER_ACTIVE_MUTANT__: id }, 4 * usual + 20_000);
  return end;
}

function runSpecs(specs, seed, settings, timeout) {
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = ['node_modules/jest/bin/jest.js', '--config', CONFIG, '--runInBand', '--bail'];
  const child = spawn(
    process.execPath,
    [...node, '--max-old-space-size=2048', ...jest, '--runTestsByPath', ...specs],
    {
      cwd: workshop,
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout,
      killSignal: 'SIGKILL',
      env: {
        ...process.env,
        ORMEE_PROPERTY_RUNS: '50',
        ORMEE_MUTATION_SEED: seed,
        ORMEE_MUTATION_SPECS: specs.join(':'),
        ...settings,
      },
    },
  );
  const said = [];
  child.stderr.on('data', (chunk) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const end = signal === 'SIGKILL' ? 'timeout' : code === 0 ? 'survived' : 'killed';
      resolve({ end, said: Buffer.concat(said).toString() });
    });
  });
}
