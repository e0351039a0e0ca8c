import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readEnvironment } from '../../src/platform/config/config.js';
import { readSecret } from '../../src/platform/links/secret.js';
import { CAST } from '../../src/polls/cast.sql.js';
import type { TestPoll } from '../world/decisions.js';
import { World, type TestCollective } from '../world/world.js';

/** `ORMEE_ROUNDS=500 npm test -- test/faults/withdrawing` is the long campaign. */
const ROUNDS = Number(readEnvironment()['ORMEE_ROUNDS'] ?? 25);

describe('casting against withdrawing a poll', () => {
  let world: World;
  let collective: TestCollective;
  let client: pg.Client;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(6).grow();
    client = new pg.Client(world.database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await world.close();
  });

  const open = async (): Promise<TestPoll> => (await collective.propose()).open();
  const withdraw = (poll: TestPoll) => collective.member(0).act('withdrawPoll', { pollId: poll.id });
  const castBy = (poll: TestPoll, place: number) =>
    collective
      .member(place)
      .act('castBallot', { pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } });
  const stateOf = async (poll: TestPoll): Promise<{ state: string; cast: number }> => {
    const { state } = await poll.read();
    return { state, cast: (await poll.ballots()).length };
  };

  it('keeps every acknowledged ballot in an open poll, and takes back empty ones alone', async () => {
    const seen = { OPEN: 0, CANCELLED: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const poll = await open();
      // Withdrawing is some statements long: ballots set out a little later each round.
      const casting = async (place: number) => {
        for (let step = 0; step < round % 6; step += 1)
          await collective.member(place).ask('{ viewer { state } }');
        return castBy(poll, place);
      };
      const [withdrawn, ...ballots] = await Promise.all([withdraw(poll), ...[1, 2, 3].map(casting)]);
      const cast = ballots.filter(({ __typename }) => __typename === 'CastBallotSuccess').length;
      const state = withdrawn.__typename === 'WithdrawPollSuccess' ? 'CANCELLED' : 'OPEN';
      if (state === 'OPEN') expect(withdrawn).toMatchObject({ code: 'POLL_HAS_BALLOTS' });
      expect(await stateOf(poll)).toEqual({ state, cast });
      expect(cast > 0).toBe(state === 'OPEN');
      seen[state] += 1;
    }
    // Else nothing raced.
    expect(seen.OPEN).toBeGreaterThan(0);
    expect(seen.CANCELLED).toBeGreaterThan(0);
  }, 120_000);

  it('waits for a ballot that is on its way into the box, and leaves the poll open', async () => {
    const poll = await open();
    await client.query('BEGIN');
    const { rows } = await client.query(CAST, [
      [0],
      [collective.id],
      [readSecret(collective.member(1).token)?.tokenHash],
      [collective.rowId(poll.id)],
      ['CHOICE'],
      ['FOR'],
      [null],
      [0],
      [randomUUID()],
      [randomUUID()],
    ]);
    expect(rows).toMatchObject([{ refusal: null, revision: 1 }]);
    const withdrawing = withdraw(poll);
    await world.untilWaiting(1);
    await client.query('COMMIT');
    expect(await withdrawing).toMatchObject({ code: 'POLL_HAS_BALLOTS' });
    expect(await stateOf(poll)).toEqual({ state: 'OPEN', cast: 1 });
  });

  it('meets the closing of the same poll: one of them holds, and nothing is left reserved', async () => {
    for (let round = 0; round < 4; round += 1) {
      const poll = await (await collective.propose()).open({ lasting: '2 days' });
      await world.wait('2 days');
      const [withdrawn] = await Promise.all([withdraw(poll), poll.close()]);
      expect(withdrawn).toMatchObject({ code: 'POLL_NOT_OPEN' });
      expect((await poll.read()).state).toBe('DECIDED');
    }
    const reserved = await world.sql(
      `SELECT FROM ormee.reservation JOIN ormee.poll ON poll.collective_id = reservation.collective_id
         AND poll.id = reservation.poll_id WHERE poll.state NOT IN ('OPEN', 'CLOSED')`,
    );
    expect(reserved).toEqual([]);
  });
});
