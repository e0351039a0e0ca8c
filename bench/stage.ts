import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { mintSecret } from '../src/platform/links/secret.js';
import { createApp } from '../src/create-app.js';
import { plantCollective, type Planted } from './plant-collective.js';
import { loadConfig, readEnvironment } from '../src/platform/config/config.js';
import { UNREPEATED } from '../src/platform/database/idempotency.js';
import { openDatabase, type OpenDatabase } from '../src/platform/database/open-database.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { Random } from '../src/platform/random/random.js';
import { addDuration } from '../src/core/kernel/instants.js';
import { openPoll } from '../src/procedures/open-poll.js';
import { submitProposal } from '../src/procedures/submit-proposal.js';
import { toGlobalId } from '../src/platform/graphql/global-ids.js';
import { BENCH_SEEDLING } from './seedling.js';

/** Everything a measure needs: a database on disk as a host has it, a collective in it, and the service as a process of its own. */
export interface Stage {
  readonly database: OpenDatabase;
  readonly serviceUrl: string;
  /** Session tokens, one a member. */
  readonly tokens: readonly string[];
  /** An open poll that every member may vote in. */
  readonly pollId: string;
  /** The processes whose time is ours: this one, the service, the database. */
  readonly roots: () => readonly number[];
  close(): Promise<void>;
}

export async function setStage(members: number, proposals: number, port: number): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'ormee-bench-'));
  await chmod(folder, 0o711); // as root, PostgreSQL is another user's, who passes through
  const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', DEMO: '0', PORT: String(port) });
  const database = await openDatabase(config);
  const { planted, pollId } = await plant(config, database, members, proposals);
  const tokens = await signEveryoneIn(database, planted);
  const service = await startService(folder, port, database);
  const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  return {
    database,
    serviceUrl: `http://127.0.0.1:${port}`,
    tokens,
    pollId: toGlobalId('Poll', planted.collectiveId, pollId),
    roots: () => [process.pid, service.pid as number, postmaster],
    async close() {
      service.kill('SIGTERM');
      await once(service, 'exit');
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function plant(
  config: ReturnType<typeof loadConfig>,
  database: OpenDatabase,
  members: number,
  proposals: number,
): Promise<{ planted: Planted; pollId: string }> {
  const app = await createApp(config, database.url);
  const transactions = app.get(Transactions);
  const planted = await transactions.write((tx) => plantCollective(tx, BENCH_SEEDLING(members)));
  const { collectiveId } = planted;
  const actor = {
    kind: 'MEMBER',
    collectiveId,
    memberId: planted.memberIds[0] as string,
    memberKind: 'NATURAL',
    state: 'ACTIVE',
    assisted: false,
  } as const;
  const repeat = UNREPEATED;
  let last = '';
  for (let place = 0; place < proposals; place += 1) {
    const wording = {
      title: `Question ${place}`,
      rationale: 'Pour mesurer.',
      effects: [],
      question: null,
      raiseTo: null,
    };
    last = await transactions.write((tx) =>
      submitProposal(tx, actor, { ...wording, visibility: 'MEMBERS', repeat }),
    );
  }
  const pollId = await transactions.write(async (tx) => {
    const closesAt = addDuration(await tx.now(), 'P2D', 'UTC');
    return openPoll(tx, actor, {
      proposalId: last,
      version: 1,
      assemblyId: null,
      method: null,
      closesAt,
      repeat,
    });
  });
  await app.close();
  return { planted, pollId };
}

async function signEveryoneIn(database: OpenDatabase, planted: Planted): Promise<string[]> {
  const random = new Random();
  const secrets = planted.memberIds.map(() => mintSecret(planted.collectiveId, random.bytes(32)));
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(
    `INSERT INTO ormee.session (collective_id, id, member_id, token_hash, created_at, expires_at)
     SELECT $1, gen_random_uuid(), s.member_id, s.hash, ormee.instant(), ormee.instant() + interval '1 day'
     FROM unnest($2::uuid[], $3::text[]) AS s (member_id, hash)`,
    [planted.collectiveId, planted.memberIds, secrets.map(({ hash }) => hash)],
  );
  await client.query('ANALYZE').catch(() => undefined); // the serving role may analyse nothing: autovacuum does
  await client.end();
  return secrets.map(({ token }) => token);
}

async function startService(folder: string, port: number, database: OpenDatabase): Promise<ChildProcess> {
  const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
  const service = spawn(process.execPath, [main], {
    env: {
      ...readEnvironment(),
      DATA_DIR: join(folder, 'service'),
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      PORT: String(port),
      DEMO: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 200; tries += 1) {
    const ready = await fetch(`http://127.0.0.1:${port}/health/ready`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return service;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error('the service did not become ready');
}
