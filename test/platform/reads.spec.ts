import { inWords } from '../../src/platform/i18n/words.js';
import { statementsOf } from '../world/statements.js';
import { World, type TestCollective } from '../world/world.js';

const SLOW = 'SELECT pg_sleep(60)';
const CUT = { code: 'TOO_SLOW', facts: { limit: 'PT1S' } };
const POOL = 2;

describe('a read', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open({ DB_READ_POOL: String(POOL), DB_READ_SECONDS: '1' });
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(() => world.close());

  const running = () =>
    world.sql(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query = $1`,
      [SLOW],
    );

  it('that takes too long is broken off by name, in the database too', async () => {
    await expect(world.transactions.rows(SLOW)).rejects.toMatchObject(CUT);
    expect(await running()).toEqual([]);
  });

  it('that takes too long is broken off among those of one moment', async () => {
    await expect(world.transactions.snapshot((reader) => reader.rows(SLOW))).rejects.toMatchObject(CUT);
    expect(await world.transactions.snapshot((reader) => reader.rows('SELECT 1 AS one'))).toEqual([
      { one: 1 },
    ]);
  });

  it('that takes too long leaves its connection to the next, however many come', async () => {
    const slow = Array.from({ length: 2 * POOL }, () => world.transactions.rows(SLOW));
    for (const outcome of await Promise.allSettled(slow)) expect(outcome).toMatchObject({ reason: CUT });
    const quick = Array.from({ length: 10 * POOL }, () => world.transactions.rows('SELECT 1 AS one'));
    expect(await Promise.all(quick)).toHaveLength(10 * POOL);
  });

  it('that takes too long holds up no ballot', async () => {
    const poll = await (await collective.propose()).open();
    const slow = Array.from({ length: POOL }, () => world.transactions.rows(SLOW));
    const cut = Promise.allSettled(slow);
    while ((await running()).length < POOL);
    await poll.cast(collective.member(0), 'FOR');
    expect(await running()).toHaveLength(POOL);
    await cut;
  });

  it.each([
    ['fr', 'Cette lecture a été interrompue'],
    ['en', 'This was too slow'],
  ] as const)('is refused to whoever asked for it, in %s', async (locale, words) => {
    const release = await world.hold('LOCK TABLE ormee.proposal IN ACCESS EXCLUSIVE MODE');
    const document = '{ viewer { state } proposals { edges { cursor } } }';
    const { errors } = await world.ask(collective.member(0).token, document, {}, locale);
    await release();
    const [error] = errors ?? [];
    expect(error?.extensions?.code).toBe('TOO_SLOW');
    expect(error?.message).toContain(words);
    expect(error?.message).toContain(inWords(locale, 'UTC')('PT1S'));
    expect((await world.ask(collective.member(0).token, document, {}, locale)).errors).toBeUndefined();
  });

  it('that is broken off by something else stays a fault', async () => {
    await expect(world.transactions.rows('SELECT 1 / 0')).rejects.toMatchObject({
      driverError: { code: '22012' },
    });
  });

  it('writes nothing', async () => {
    const writing = world.transactions.rows('DELETE FROM ormee.outbox');
    await expect(writing).rejects.toMatchObject({ driverError: { code: '25006' } }); // read_only_sql_transaction
  });

  it('is one statement: its limits are those of its connection', async () => {
    await world.transactions.rows('SELECT 1');
    expect(await statementsOf(() => world.transactions.rows('SELECT 1'))).toEqual(['SELECT 1']);
  });
});

describe('an act', () => {
  it('takes the time that it needs', async () => {
    const world = await World.open({ DB_READ_SECONDS: '1' });
    const [first] = await world.transactions.write((tx) =>
      tx.rows<{ limit: string }>('SHOW statement_timeout'),
    );
    expect(first).toEqual({ statement_timeout: '0' });
    await world.close();
  });
});
