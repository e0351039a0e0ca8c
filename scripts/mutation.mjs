// npm run mutation [N] [SEED] | again: what tests of the counting notice of N mutants drawn from its sources (docs/mutation.md).
import './lib/check-node.mjs';
import { createHash, randomInt } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { root } from './lib/step.mjs';

const LEAST = 85;
const REPORT = join(root, 'coverage/mutation-report.json');

process.chdir(root);
const again = process.argv[2] === 'again';
const last = again && existsSync(REPORT) ? JSON.parse(readFileSync(REPORT, 'utf8')) : null;
const [count = '500', seed = String(randomInt(2 ** 31))] = again
  ? [String(last?.results.length), last?.seed]
  : process.argv.slice(2);
if (!/^[1-9]\d*$/.test(count) || !/^\d+$/.test(seed)) {
  process.stderr.write(
    'npm run mutation -- [mutants, 500] [seed, by chance]\nnpm run mutation -- again: those that the last run did not kill\n',
  );
  process.exit(2);
}
setPriority(10);
await ensureInstalled();
await ensureInstalled({ folder: 'tools/mutation' });
const { makeWorkshop } = await import('../tools/mutation/workshop.mjs');
const { reachOfTests, tryMutant } = await import('../tools/mutation/trials.mjs');

const began = Date.now();
const mutants = await makeWorkshop();
const results = [];
const drawn = again ? leftBy(last) : draw(mutants);
console.log(`${drawn.length} of ${mutants.length} mutants, seed ${seed}`);
const reach = await reachOfTests(seed);

for (const [at, mutant] of drawn.entries()) {
  const end = await tryMutant(mutant, reach, seed);
  results.push({ ...mutant, end });
  if (!isKilled({ end })) console.log(`${end}: ${sentenceOf(mutant)}`);
  if ((at + 1) % 50 === 0) console.log(`${at + 1} tried: ${totals()}`);
}
writeFileSync(REPORT, JSON.stringify({ seed, results }, null, 2));
const share = (100 * results.filter(isKilled).length) / results.length;
console.log(totals());
console.log(
  `${share.toFixed(1)} % of ${results.length} mutants killed (at least ${LEAST} %), seed ${seed}, ${Math.round((Date.now() - began) / 60_000)} minutes`,
);
process.exitCode = share < LEAST ? 1 : 0;

/** By a hash of the seed and of the mutant itself: a smaller sample is the beginning of a larger one. */
function draw(all) {
  const turnOf = ({ place, kind, was, becomes }) =>
    createHash('sha256')
      .update(JSON.stringify([seed, place, kind, was, becomes]))
      .digest('hex');
  const turns = all.map((mutant) => [turnOf(mutant), mutant]);
  turns.sort(([one], [other]) => (one < other ? -1 : 1));
  return turns.slice(0, Number(count)).map(([, mutant]) => mutant);
}

/** What was not killed, where the sources still hold it; what was killed is not tried again, and counts as it did. */
function leftBy(report) {
  results.push(...report.results.filter(isKilled));
  return report.results
    .filter((old) => !isKilled(old))
    .flatMap((old) => {
      const distance = ({ place }) => Math.abs(lineOf(place) - lineOf(old.place));
      const alike = mutants.filter((one) => isAlike(one, old)).sort((a, b) => distance(a) - distance(b));
      if (alike.length === 0) console.log(`no longer there: ${sentenceOf(old)}`);
      return alike.slice(0, 1);
    });
}

function fileOf(place) {
  return place.split(':')[0];
}

function lineOf(place) {
  return Number(place.split(':')[1]);
}

/** The same mutant, wherever its file has it now. */
function isAlike(one, other) {
  const isSame = fileOf(one.place) === fileOf(other.place) && one.kind === other.kind;
  return isSame && one.was === other.was && one.becomes === other.becomes;
}

function isKilled({ end }) {
  return end === 'killed' || end === 'timeout';
}

function totals() {
  const numberOf = (end) => results.filter((one) => one.end === end).length;
  return ['killed', 'timeout', 'survived', 'no coverage'].map((end) => `${numberOf(end)} ${end}`).join(', ');
}

function sentenceOf({ place, kind, was, becomes }) {
  const short = (text) => (text.length > 150 ? `${text.slice(0, 150)}…` : text).replaceAll(/\s+/g, ' ');
  return `${place} ${kind}\n    ${short(was)}\n  → ${short(becomes)}`;
}
