import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { addDuration } from '../src/core/kernel/instants.js';
import type { MemberActor } from '../src/core/kernel/actors.js';
import type { Effect } from '../src/core/kernel/effects.js';
import type { Uuid } from '../src/core/kernel/ids.js';
import { printBundle } from '../src/core/verify/bundle.js';
import { createApp } from '../src/create-app.js';
import { SeedingClock } from '../src/demo/seeding-clock.js';
import { collectBundle } from '../src/exchange/collect-bundle.js';
import { loadConfig } from '../src/platform/config/config.js';
import { UNREPEATED } from '../src/platform/database/idempotency.js';
import { openDatabase, withClient } from '../src/platform/database/open-database.js';
import { Transactions, type Tx } from '../src/platform/database/transactions.js';
import { closePoll } from '../src/procedures/close-poll.js';
import { openPoll } from '../src/procedures/open-poll.js';
import { submitProposal } from '../src/procedures/submit-proposal.js';
import { plantCollective } from './plant-collective.js';
import { BENCH_SEEDLING } from './seedling.js';

const DECISIONS = 500;
const MEMBERS = 40;
const ROUNDS = 5;

/** `ormee verify` of a full bundle of 500 decisions, as a process of its own: what an auditor waits for. */
export async function benchVerify(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ormee-bench-'));
  await chmod(folder, 0o711); // as root, PostgreSQL is another user's, who passes through
  try {
    const file = join(folder, 'bundle.json');
    const text = await live(folder);
    await writeFile(file, text);
    process.stdout.write(
      `a full bundle of ${DECISIONS} decisions by ${MEMBERS} members: ${(text.length / 1024 / 1024).toFixed(1)} MiB\n`,
    );
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) seconds.push(await verify(file));
    const sorted = seconds.sort((a, b) => a - b);
    process.stdout.write(
      `ormee verify, the whole process, of ${ROUNDS}: best ${sorted[0]?.toFixed(2)} s, median ${sorted[2]?.toFixed(2)} s, worst ${sorted.at(-1)?.toFixed(2)} s (asked: under 3 s)\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function verify(file: string): Promise<number> {
  const began = performance.now();
  const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url));
  await promisify(execFile)(process.execPath, [cli, 'verify', file]); // throws where a check fails
  return (performance.now() - began) / 1_000;
}

/** Everyone votes on everything; half of what is decided gives a mandate. */
async function live(folder: string): Promise<string> {
  const config = loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', DEMO: '0' });
  const database = await openDatabase(config);
  const app = await createApp(config, database.url);
  try {
    const transactions = app.get(Transactions);
    const planted = await transactions.write((tx) => plantCollective(tx, BENCH_SEEDLING(MEMBERS)));
    const collective = planted.collectiveId;
    const memberId = planted.memberIds[0] as string;
    const actor = {
      kind: 'MEMBER',
      collectiveId: collective,
      memberId,
      memberKind: 'NATURAL',
      state: 'ACTIVE',
      assisted: false,
    } as const;
    const polls: Uuid[] = [];
    for (let place = 0; place < DECISIONS; place += 1)
      polls.push(await transactions.write((tx) => put(tx, actor, place)));
    await withClient(database.ownerUrl, (owner) =>
      owner.query(
        `INSERT INTO ormee.ballot (collective_id, poll_id, member_id, id, choice, revision)
         SELECT collective_id, poll_id, member_id, gen_random_uuid(), CASE WHEN random() < 0.8 THEN 'FOR' ELSE 'AGAINST' END, 1
         FROM ormee.roll_entry WHERE entitled`,
      ),
    );
    await SeedingClock.lend(database.ownerUrl, 'Europe/Paris', async (clock) => {
      await clock.forward(3 * 24 * 60);
      for (const poll of polls) await transactions.write((tx) => closePoll(tx, collective, poll));
    });
    return printBundle(
      await transactions.snapshot((reader) =>
        collectBundle(reader, { kind: 'FULL', collective, member: null }),
      ),
    );
  } finally {
    await app.close();
    await database.close();
  }
}

async function put(tx: Tx, actor: MemberActor, place: number): Promise<Uuid> {
  const now = await tx.now();
  const mandate: Effect = {
    kind: 'GRANT_MANDATE',
    mandateId: tx.id(),
    task: `tache-${place}`,
    title: `Tâche ${place}`,
    instructions: 'Rendre compte.',
    boundBy: [],
    holders: [actor.memberId],
    scope: { acts: [], object: { kind: 'COLLECTIVE', id: actor.collectiveId } },
    endsAt: addDuration(now, 'P30D', 'UTC'),
    reportDueAt: null,
  };
  const proposalId = await submitProposal(tx, actor, {
    title: `Question ${place}`,
    rationale: 'Pour mesurer.',
    effects: place % 2 === 0 ? [mandate] : [],
    question: null,
    raiseTo: null,
    visibility: 'MEMBERS',
    repeat: UNREPEATED,
  });
  const closesAt = addDuration(now, 'P2D', 'UTC');
  return openPoll(tx, actor, { ...ONLINE, proposalId, closesAt });
}

const ONLINE = { version: 1, assemblyId: null, method: null, repeat: UNREPEATED } as const;
