// npm run campaign -- KIND: what npm test does briefly, as long as one has time for; without a kind, it says which there are.
import './lib/check-node.mjs';
import { randomInt } from 'node:crypto';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root, runProgram } from './lib/step.mjs';

process.chdir(root);
const [kind, count = '20000', seed = String(randomInt(2 ** 31))] = process.argv.slice(2);
const CAMPAIGNS = {
  fuzz: {
    spec: 'test/api/fuzz.spec.ts',
    settings: { ORMEE_FUZZ_REQUESTS: count, ORMEE_FUZZ_SEED: seed },
  },
  tamper: { spec: 'test/exchange/tampering.spec.ts', settings: { ORMEE_FORGERIES_ONE_IN: '1' } },
  rights: { spec: 'test/rights/declarations', settings: { ORMEE_DECLARATIONS_ONE_IN: '1' } },
  models: { spec: 'test/properties/.*model', settings: { ORMEE_MODEL_RUNS: count } },
  properties: {
    spec: 'test/(elections|properties/(amend|text-operations)|texts/patch-from-copy)',
    settings: { ORMEE_PROPERTY_RUNS: '1000' },
  },
  digest: { spec: 'test/faults/digest-killed', settings: { ORMEE_MEMBERS: '2000' } },
  mandates: {
    spec: 'test/(faults/mandate-races|properties/mandates)',
    settings: { ORMEE_ROUNDS: '500', ORMEE_MODEL_RUNS: '200' },
  },
};
const campaign = Object.hasOwn(CAMPAIGNS, kind ?? '') ? CAMPAIGNS[kind] : null;
if (!campaign || !/^[1-9]\d*$/.test(count) || !/^\d+$/.test(seed)) {
  process.stderr.write(
    'npm run campaign -- fuzz [requests, 20000] [seed, by chance]\nnpm run campaign -- tamper\nnpm run campaign -- rights\nnpm run campaign -- properties\nnpm run campaign -- models [stories]\nnpm run campaign -- mandates\nnpm run campaign -- digest\n',
  );
  process.exit(2);
}
await ensureInstalled();
Object.assign(process.env, campaign.settings);
const jest = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];
const { code } = await runProgram([...jest, campaign.spec], { show: true });
process.exitCode = code;
