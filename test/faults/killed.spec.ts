import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readEnvironment } from '../../src/platform/config/config.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const LOADER = pathToFileURL(fileURLToPath(new URL('../world/typescript.js', import.meta.url))).href;
const WITH_SOURCES = `data:text/javascript,import { register } from 'node:module'; register('${LOADER}');`;

/** The real service, as a process of its own on the database of a world. */
class Service {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(world: World, dataDir: string): Promise<Service> {
    const port = await freePort();
    const child = spawn(process.execPath, ['--import', WITH_SOURCES, MAIN], {
      env: {
        ...readEnvironment(),
        NODE_OPTIONS: '', // Jest's own are not the service's
        PORT: String(port),
        DATA_DIR: dataDir,
        DATABASE_URL: world.database.url,
        MIGRATION_DATABASE_URL: world.database.ownerUrl,
        DEMO: '0',
        LOG_LEVEL: 'silent',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return new Service(child, `http://127.0.0.1:${port}`);
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

describe('a service killed between closing and proclaiming', () => {
  let world: World;
  let collective: TestCollective;
  let dataDir: string;
  const services: Service[] = [];

  const start = async (): Promise<Service> => {
    const service = await Service.start(world, dataDir);
    services.push(service);
    return service;
  };

  beforeAll(async () => {
    world = await World.open();
    dataDir = await mkdtemp(join(tmpdir(), 'ormee-killed-'));
    collective = await world.collective().withMembers(5).grow();
  });
  afterAll(async () => {
    for (const service of services) await service.stop();
    await world.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('proclaims after its restart, once, and signs the register', async () => {
    const rewording = async (body: string) =>
      collective.propose({ title: body, effects: [await replace(collective, 'Règle 1', body)] });
    const waiting = await rewording('En ligne.');
    const online = await (await waiting.open()).votes({ for: 3 });
    const sitting = await (await rewording('En assemblée.')).openIn(await collective.assembly(4));
    expect(await online.end()).toMatchObject({ state: 'CLOSED', outcome: null });
    const facilitator = (await world.sql<{ memberId: string }>(
      `SELECT holder.member_id AS "memberId" FROM ormee.mandate mandate
       JOIN ormee.mandate_holder holder ON holder.mandate_id = mandate.id WHERE mandate.role = 'FACILITATOR'`,
    )) as [{ memberId: string }];
    const caller = collective.members.find(({ memberId }) => memberId === facilitator[0].memberId);
    await caller?.does('callLastCall', { pollId: sitting.id });
    // From here on only the services below run jobs: nobody votes in the sitting, and it decides nothing.
    await world.app.close();
    await world.wait('2 minutes');

    // The job that proclaims the online poll comes last to its proposal: there it is made to wait, and killed.
    const release = await world.hold(
      'SELECT FROM ormee.proposal WHERE id = (SELECT proposal_id FROM ormee.poll WHERE title = $1) FOR UPDATE',
      ['En ligne.'],
    );
    const first = await start();
    await world.untilWaiting(1);
    await first.kill();
    await release();
    const poll = () =>
      world.sql<{ state: string; outcomes: number; decisions: number }>(
        `SELECT state, (SELECT count(*)::int FROM ormee.outcome o WHERE o.poll_id = poll.id) AS outcomes,
           (SELECT count(*)::int FROM ormee.decision d WHERE d.poll_id = poll.id) AS decisions
         FROM ormee.poll poll WHERE title = 'En ligne.'`,
      );
    expect(await poll()).toEqual([{ state: 'CLOSED', outcomes: 0, decisions: 0 }]);

    await start();
    const signed = () =>
      world.sql(
        `SELECT FROM ormee.register_head head JOIN ormee.register_checkpoint c
           ON c.collective_id = head.collective_id AND c.size = head.size
         WHERE EXISTS (SELECT FROM ormee.poll WHERE title = 'En ligne.' AND state = 'DECIDED')`,
      );
    while ((await signed()).length === 0);
    expect(await poll()).toEqual([{ state: 'DECIDED', outcomes: 1, decisions: 1 }]);
    expect(await world.sql('SELECT FROM ormee.job')).toEqual([]);
    const [rule] = await world.sql<{ body: string }>(
      `SELECT body FROM ormee.provision_version WHERE number = 'Règle 1' AND known_until IS NULL AND in_force_until IS NULL`,
    );
    expect(rule).toEqual({ body: 'En ligne.' });
  }, 60_000);
});
