import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { replace } from '../world/effects.js';
import { Service } from '../world/service.js';
import { World, type TestCollective } from '../world/world.js';

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
    while ((await signed()).length === 0) await pause(50);
    expect(await poll()).toEqual([{ state: 'DECIDED', outcomes: 1, decisions: 1 }]);
    expect(await world.sql(`SELECT FROM ormee.job WHERE kind <> 'forget'`)).toEqual([]); // that one waits for the night
    const [rule] = await world.sql<{ body: string }>(
      `SELECT body FROM ormee.provision_version WHERE number = 'Règle 1' AND known_until IS NULL AND in_force_until IS NULL`,
    );
    expect(rule).toEqual({ body: 'En ligne.' });
  }, 60_000);
});
