// npm run campaign -- KIND: what npm test does briefly, as long as one has time for; without a kind, it says which there are.
import './lib/check-node.mjs';
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root, runProgram } from './lib/step.mjs';

process.chdir(root);
const [kind, asked, seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
const CAMPAIGNS = {
  fuzz: {
    specs: ['test/api/fuzz.spec.ts'],
    count: '20000',
    settings: (requests) => ({ ORMEE_FUZZ_REQUESTS: requests, ORMEE_FUZZ_SEED: seed }),
  },
  // Of the forgeries of a column, one in so many.
  tamper: {
    specs: ['test/exchange/tampering.spec.ts'],
    count: '1',
    settings: (oneIn) => ({ ORMEE_FORGERIES_ONE_IN: oneIn }),
  },
  rights: { specs: ['test/rights.spec'], settings: () => ({ ORMEE_DECLARATIONS_ONE_IN: '1' }) },
  models: {
    specs: ['test/properties/.*model'],
    count: '200',
    settings: (stories) => ({ ORMEE_MODEL_RUNS: stories, ORMEE_SEED: seed }),
  },
  properties: {
    specs: specsByChance(),
    count: '1000',
    settings: (runs) => ({ ORMEE_PROPERTY_RUNS: runs, ORMEE_SEED: seed }),
  },
  digest: { specs: ['test/faults/digest-killed'], settings: () => ({ ORMEE_MEMBERS: '2000' }) },
  mandates: {
    specs: ['test/(faults/mandate-races|properties/mandates)'],
    count: '500',
    settings: (rounds) => ({ ORMEE_ROUNDS: rounds, ORMEE_MODEL_RUNS: '200', ORMEE_SEED: seed }),
  },
};
const campaign = Object.hasOwn(CAMPAIGNS, kind ?? '') ? CAMPAIGNS[kind] : null;
const count = asked ?? campaign?.count ?? '1';
if (!campaign || !/^[1-9]\d*$/.test(count) || !/^\d+$/.test(seed)) {
  const lines = Object.entries(CAMPAIGNS).map(([name, { count: usual }]) =>
    usual ? `${name} [count, ${usual}] [seed, by chance]` : name,
  );
  process.stderr.write(`${lines.map((line) => `npm run campaign -- ${line}`).join('\n')}\n`);
  process.exit(2);
}
await ensureInstalled();
Object.assign(process.env, campaign.settings(count));
if (campaign.count) process.stdout.write(`${kind} ${count}, seed ${seed}\n`);
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const { code } = await runProgram([...jest, ...campaign.specs], { show: true });
process.exitCode = code;

/** Every spec that looks for what fails by chance and needs no database; npm test gives them one seed. */
function specsByChance() {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter(
      (path) => path.endsWith('.spec.ts') && !path.startsWith('api/') && !path.endsWith('.model.spec.ts'),
    )
    .map((path) => `test/${path}`)
    .filter((path) => readFileSync(path, 'utf8').includes("'fast-check'"));
}
