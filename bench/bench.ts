import 'reflect-metadata';
import pg from 'pg';
import { PROPOSALS_PAGE } from '../src/proposals/proposals.queries.js';
import { fromGlobalId } from '../src/platform/graphql/global-ids.js';
import { benchAbuse } from './abuse.js';
import { benchCount } from './count.js';
import { ask, hangUp, rateOf, type Rate } from './load.js';
import { family, watchProcessors } from './machine.js';
import { benchMemory } from './memory.js';
import { oneRead, twoInserts } from './pgbench.js';
import { benchMerge } from './merge.js';
import { benchVerify } from './verify.js';
import { setStage, type Stage } from './stage.js';
import { benchThread } from './thread.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const PORT = 34_567;
const MEMBERS = 6_000;
const SECONDS = 6;

const CAST = `mutation Cast($input: CastBallotInput!) { castBallot(input: $input) {
  __typename ... on CastBallotSuccess { pollId ballot { revision receipt { text signature } } } ... on Problem { code } } }`;
const READ = `query Page { proposals(first: 50) { edges { cursor node { id state title version matter supportCount
  openPollCount submittedAt author { id publicName } } } pageInfo { hasNextPage endCursor } } }`;

/** Casting, as whole requests, beside pgbench's two inserts and beside a bare INSERT from Node. */
async function benchCast(stage: Stage): Promise<void> {
  const cast = (round: number) => (place: number) =>
    ask(
      stage.serviceUrl,
      stage.tokens[place] as string,
      JSON.stringify({
        query: CAST,
        variables: {
          input: {
            pollId: stage.pollId,
            expectedRevision: round,
            ballot: { choice: place % 3 ? 'FOR' : 'AGAINST' },
          },
        },
      }),
      'CastBallotSuccess',
    );
  await rateOf(500, cast(0)); // warms the service up; these members change their ballots in no later round
  const cold = 500;
  const [rate, share] = await watchProcessors(
    () => stage.roots().flatMap(family),
    () => rateOf(MEMBERS - cold, (place) => cast(0)(place + cold)),
  );
  sayRate('castBallot over HTTP, 32 clients', rate);
  if (share)
    say(
      `processors meanwhile: ours ${share.ours} %, others ${share.others} %, stolen ${share.stolen} %, idle ${share.idle} %`,
    );
  const raw = await rawInserts(stage);
  sayRate('one raw INSERT a request, from Node, 32 at once', raw);
  say(`ratio to the raw INSERT: ${(rate.perSecond / raw.perSecond).toFixed(2)}`);
  sayRatio(rate, await twoInserts(stage.database.ownerUrl, SECONDS), 'two inserts a transaction');
}

/** A page of 50 proposals with author, counts and state, beside its own statement alone. */
async function benchRead(stage: Stage): Promise<void> {
  const body = JSON.stringify({ query: READ });
  const read = (place: number): Promise<void> =>
    ask(stage.serviceUrl, stage.tokens[place % stage.tokens.length] as string, body, '"hasNextPage":true');
  await rateOf(100, read);
  const [rate, share] = await watchProcessors(
    () => stage.roots().flatMap(family),
    () => rateOf(1_500, read),
  );
  sayRate('a page of 50 proposals over HTTP, 32 clients', rate);
  if (share)
    say(
      `processors meanwhile: ours ${share.ours} %, others ${share.others} %, stolen ${share.stolen} %, idle ${share.idle} %`,
    );
  const raw = await rawPages(stage);
  sayRate('its statement alone, from Node, 32 at once', raw);
  say(`ratio to the statement alone: ${(rate.perSecond / raw.perSecond).toFixed(2)}`);
  const { collectiveId } = fromGlobalId(stage.pollId) as { collectiveId: string };
  const literal = PROPOSALS_PAGE.replaceAll('$1', `'${collectiveId}'::uuid`)
    .replaceAll('$2', 'NULL::uuid')
    .replaceAll('$3', 'NULL')
    .replaceAll('$4', '51')
    .replaceAll('HH24:MI:SS', 'HH24":"MI":"SS'); // pgbench takes :MI for a variable of its own
  sayRatio(rate, await oneRead(stage.database.ownerUrl, literal, SECONDS), 'the same statement', 16);
}

async function rawInserts(stage: Stage): Promise<Rate> {
  const pool = new pg.Pool({ connectionString: stage.database.ownerUrl, max: 32 });
  await pool.query(
    'CREATE TABLE IF NOT EXISTS bench_raw (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, choice text)',
  );
  const rate = await rateOf(MEMBERS, async () => {
    await pool.query({ name: 'raw', text: 'INSERT INTO bench_raw (choice) VALUES ($1)', values: ['FOR'] });
  });
  await pool.end();
  return rate;
}

async function rawPages(stage: Stage): Promise<Rate> {
  const pool = new pg.Pool({ connectionString: stage.database.url, max: 10 });
  const { collectiveId } = fromGlobalId(stage.pollId) as { collectiveId: string };
  const rate = await rateOf(1_500, async () => {
    await pool.query({ name: 'page', text: PROPOSALS_PAGE, values: [collectiveId, null, null, 51] });
  });
  await pool.end();
  return rate;
}

const sayRate = (what: string, { perSecond, p50, p99 }: Rate): void =>
  say(
    `${what}: ${Math.round(perSecond)} a second, median ${p50.toFixed(1)} ms, 99th percentile ${p99.toFixed(1)} ms`,
  );

function sayRatio({ perSecond }: Rate, limit: number | null, what: string, clients = 32): void {
  if (limit === null) return say('pgbench is not on this machine: no ratio to it');
  say(`pgbench, ${what}, ${clients} clients: ${Math.round(limit)} a second`);
  say(`ratio to pgbench: ${(perSecond / limit).toFixed(2)}`);
}

const MEASURES: Readonly<
  Record<string, { run: (stage: Stage) => Promise<void>; members: number; proposals: number }>
> = {
  cast: { run: benchCast, members: MEMBERS, proposals: 1 },
  abuse: { run: benchAbuse, members: 100, proposals: 60 },
  read: { run: benchRead, members: 100, proposals: 200 },
  thread: { run: (stage) => benchThread(stage, say), members: 60, proposals: 1 },
};

const wanted = process.argv[2] ?? '';
const measure = MEASURES[wanted];
if (wanted === 'memory') {
  await benchMemory(PORT);
} else if (wanted === 'verify') {
  await benchVerify();
} else if (wanted === 'count') {
  await benchCount();
} else if (wanted === 'merge') {
  benchMerge();
} else if (!measure) {
  process.stderr.write('npm run bench -- cast|read|thread|abuse|memory|verify|count|merge\n');
  process.exitCode = 2;
} else {
  const stage = await setStage(measure.members, measure.proposals, PORT);
  await measure.run(stage).finally(async () => {
    hangUp();
    await stage.close();
  });
}
