import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../src/create-app.js';
import { loadConfig, readEnvironment } from '../../src/platform/config/config.js';
import { Mailbox } from '../world/mailbox.js';
import { Service } from '../world/service.js';
import { World, type TestCollective } from '../world/world.js';

/** Two thousand in `npm run campaign -- digest`; every day as many as are enough to be killed among. */
const MEMBERS = Number(readEnvironment()['ORMEE_MEMBERS'] ?? 90);

describe('the digest of many members, during which the service is killed', () => {
  let world: World;
  let collective: TestCollective;
  let mailbox: Mailbox;
  let dataDir: string;
  const services: Service[] = [];
  let last: NestFastifyApplication | null = null;

  const settings = () => ({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://ormee.example' });
  const start = async (): Promise<Service> => {
    const service = await Service.start(world, dataDir, settings());
    services.push(service);
    return service;
  };
  /** One that nobody kills, in this process. */
  const startLast = async (): Promise<void> => {
    const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...settings() });
    last = await createApp(config, world.database.url);
  };
  const count = async (table: 'notice' | 'outbox'): Promise<number> => {
    const [row] = await world.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ormee.${table}`);
    return row?.count ?? 0;
  };

  /** The statements that wait for a lock. */
  const waiting = async (): Promise<string[]> =>
    (
      await world.sql<{ query: string }>(
        `SELECT query FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    ).map(({ query }) => query);

  beforeAll(async () => {
    world = await World.open();
    mailbox = await Mailbox.open();
    dataDir = await mkdtemp(join(tmpdir(), 'ormee-digest-'));
    await world.travelTo('2026-10-01T09:00:00.000Z'); // a Thursday
    collective = await world.collective().withMembers(3).grow();
    await world.sql(
      `INSERT INTO ormee.member (collective_id, id, kind, state, public_name, name_skeleton, email, joined_at)
       SELECT $1, gen_random_uuid(), 'NATURAL', 'ACTIVE', 'Adhérente ' || place, 'adherente ' || place,
         'a' || place || '@example.org', ormee.instant()
       FROM generate_series(1, $2::int) place`,
      [collective.id, MEMBERS],
    );
    await (await collective.propose()).open({ lasting: '12 days' });
    await world.app.close(); // from here on only the services below run jobs
  }, 120_000);
  afterAll(async () => {
    for (const service of services) await service.stop();
    await last?.close();
    await world.close();
    await mailbox.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('reaches each of them under one Message-ID, and nobody else', async () => {
    await world.travelTo('2026-10-05T06:00:00.000Z'); // Monday, seven in Paris is past
    await world.forgetJobs(); // the night's forgetting would wait for the same table, and be killed instead
    await world.sql(
      `INSERT INTO ormee.job (id, collective_id, kind, subject_id, run_at)
       VALUES (gen_random_uuid(), $1, 'notice', $1, ormee.instant())`,
      [collective.id],
    );
    // Killed while it writes down whom it writes to: nothing of it is left.
    const release = await world.hold('LOCK TABLE ormee.notice IN SHARE MODE');
    const first = await start();
    while ((await waiting()).length === 0) await pause(50);
    expect(await waiting()).toEqual([expect.stringContaining('INSERT INTO ormee.notice')]);
    await first.kill();
    await release();
    expect([await count('notice'), await count('outbox'), mailbox.heard.length]).toEqual([0, 0, 0]);

    // Killed while its letters leave.
    const second = await start();
    await mailbox.untilHeard(MEMBERS / 3);
    await second.kill();
    const reached = mailbox.heard.length;
    expect(reached).toBeLessThan(MEMBERS);
    expect(await count('notice')).toBe(MEMBERS);
    expect(await count('outbox')).toBeGreaterThan(0);

    await world.wait('2 hours'); // the letter in hand is tried again, and the job runs again
    await startLast();
    await mailbox.untilHeard(MEMBERS);
    while ((await count('outbox')) > 0) await pause(50);
    const ids = new Map<string, Set<string>>();
    for (const { to, raw } of mailbox.heard)
      for (const address of to) {
        const known = ids.get(address) ?? new Set<string>();
        ids.set(address, known.add(/^Message-ID: (\S+)/im.exec(raw)?.[1] ?? ''));
      }
    expect(ids.size).toBe(MEMBERS);
    expect([...ids.values()].filter(({ size }) => size !== 1)).toEqual([]);
    expect(new Set([...ids.values()].flatMap((one) => [...one])).size).toBe(MEMBERS);
    // Whatever the server had taken when the process died is sent again, and known to be the same: as many as leave side by side.
    expect(mailbox.heard.length - MEMBERS).toBeLessThanOrEqual(4);
    expect(await count('notice')).toBe(MEMBERS);
  }, 400_000);
});
