/** Runs the tests in the workshop: all, to learn which mutants each of them reaches, then those that reach one mutant. */
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { workshop } from './workshop.mjs';

const ELECTIONS = 'test/elections';
/** They run the compiled command, and a page in a world of its own: no mutant wakes in there. */
const ELSEWHERE = ['count-command.spec.ts', 'nominations-command.spec.ts', 'browser.spec.ts'];
const BESIDE = [
  'test/vectors/threshold.spec.ts',
  'test/vectors/election.spec.ts',
  'test/properties/counting.spec.ts',
];

const REACH = join(workshop, 'reach.jsonl');
const TESTS = join(workshop, 'tests.json');
const CONFIG = fileURLToPath(new URL('jest.config.mjs', import.meta.url));

/**
 * For each mutant, the tests that run through it and the milliseconds that they take, by spec. Throws what Jest says
 * where a test fails although no mutant is awake.
 */
export async function reachOfTests(seed) {
  const specs = readdirSync(join(workshop, ELECTIONS))
    .filter((name) => name.endsWith('.spec.ts') && !ELSEWHERE.includes(name))
    .map((name) => `${ELECTIONS}/${name}`)
    .concat(BESIDE);
  const { end, said } = await run(specs, seed, { ORMEE_MUTATION_REACH: REACH });
  if (end !== 'survived') throw new Error(`The tests fail without any mutant.\n${said}`);
  const reach = new Map();
  const lines = readFileSync(REACH, 'utf8').trimEnd().split('\n');
  for (const { spec, took, mutants } of lines.map((line) => JSON.parse(line))) {
    // What runs while a file is loaded bears on each of its tests.
    const byTest = Object.keys(took).map((test) => [test, { ...mutants.static, ...mutants.perTest[test] }]);
    for (const [test, reached] of byTest)
      for (const id of Object.keys(reached)) {
        const specsOf = reach.get(id) ?? new Map();
        reach.set(id, specsOf);
        const { tests = [], takes = 0 } = specsOf.get(spec) ?? {};
        specsOf.set(spec, { tests: [...tests, test], takes: takes + (took[test] ?? 0) });
      }
  }
  return reach;
}

/** How a mutant ends: killed, timeout, survived or no coverage. The shortest specs go first. */
export async function tryMutant({ id }, reach, seed) {
  const specs = [...(reach.get(id) ?? [])].sort(([, one], [, other]) => one.takes - other.takes);
  if (specs.length === 0) return 'no coverage';
  writeFileSync(TESTS, JSON.stringify(Object.fromEntries(specs.map(([spec, { tests }]) => [spec, tests]))));
  const usual = specs.reduce((sum, [, { takes }]) => sum + takes, 1_000 * specs.length);
  const { end } = await run(
    specs.map(([spec]) => spec),
    seed,
    // Stryker's own switch. The time is wide: a machine that is busy with something else kills no mutant.
    { ORMEE_MUTATION_TESTS: TESTS, __STRYKER_ACTIVE_MUTANT__: id },
    4 * usual + 15_000,
  );
  return end;
}

function run(specs, seed, settings, timeout) {
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
