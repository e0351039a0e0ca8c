import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readEnvironment } from '../../src/platform/config/config.js';
import { readSecret } from '../../src/platform/links/secret.js';
import { CAST } from '../../src/polls/cast.sql.js';
import { STRIKE } from '../../src/polls/strike-uncast.js';
import type { TestPoll } from '../world/decisions.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

/** `ORMEE_ROUNDS=500 npm test -- test/faults/leaving` is the long campaign. */
const ROUNDS = Number(readEnvironment()['ORMEE_ROUNDS'] ?? 25);

describe('casting against leaving, where the rule strikes what is not cast', () => {
  let world: World;
  let collective: TestCollective;
  let client: pg.Client;

  beforeAll(async () => {
    world = await World.open();
    collective = await world
      .collective()
      .withMembers(ROUNDS + 12)
      .withRules((rules) => rules.map((rule) => ({ ...rule, lateRule: 'STRIKE_UNCAST' as const })))
      .grow();
    client = new pg.Client(world.database.url);
    await client.connect();
  }, 120_000);
  afterAll(async () => {
    await client.end();
    await world.close();
  });

  let next = 0;
  /** Somebody who has not left yet; the first member stays to open polls. */
  const somebody = (): TestMember => collective.member((next += 1));
  const open = async (): Promise<TestPoll> => (await collective.propose()).open();
  const leave = (member: TestMember) => member.act('leaveCollective', { confirmed: true });
  const castFor = (poll: TestPoll, member: TestMember) =>
    member.act('castBallot', { pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } });
  const placeOf = async (
    poll: TestPoll,
    member: TestMember,
  ): Promise<{ entitled: boolean; cast: number }> => {
    const [place] = await world.sql<{ entitled: boolean; cast: number }>(
      `SELECT entitled, (SELECT count(*)::int FROM ormee.ballot WHERE ballot.collective_id = entry.collective_id
         AND ballot.poll_id = entry.poll_id AND ballot.member_id = entry.member_id) AS cast
       FROM ormee.roll_entry entry WHERE poll_id = $1 AND member_id = $2`,
      [collective.rowId(poll.id), member.memberId],
    );
    return place as { entitled: boolean; cast: number };
  };
  const cast = (sql: string, poll: TestPoll, member: TestMember) =>
    client.query(sql, [
      [0],
      [collective.id],
      [readSecret(member.token)?.tokenHash],
      [collective.rowId(poll.id)],
      ['CHOICE'],
      ['FOR'],
      [null],
      [0],
      [randomUUID()],
      [randomUUID()],
    ]);

  it('loses no acknowledged ballot, and counts none of a struck place', async () => {
    const seen = { cast: 0, struck: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const [poll, member] = [await open(), somebody()];
      // Leaving is some statements long: the ballot sets out a little later each round.
      const casting = async () => {
        for (let step = 0; step < round % 8; step += 1) await member.ask('{ viewer { state } }');
        return castFor(poll, member);
      };
      const [left, ballot] = await Promise.all([leave(member), casting()]);
      const acknowledged = ballot.__typename === 'CastBallotSuccess';
      expect(left.__typename).toBe('LeaveCollectiveSuccess');
      if (!acknowledged) expect(ballot).toMatchObject({ code: 'NOT_ON_ROLL' });
      expect(await placeOf(poll, member)).toEqual({ entitled: acknowledged, cast: acknowledged ? 1 : 0 });
      seen[acknowledged ? 'cast' : 'struck'] += 1;
    }
    // Else nothing raced.
    expect(seen.cast).toBeGreaterThan(0);
    expect(seen.struck).toBeGreaterThan(0);
  }, 120_000);

  it('waits for a ballot that is on its way into the box, and leaves its place', async () => {
    const [poll, member] = [await open(), somebody()];
    await client.query('BEGIN');
    expect((await cast(CAST, poll, member)).rows).toMatchObject([{ refusal: null, revision: 1 }]);
    const leaving = leave(member);
    await world.untilWaiting(1);
    await client.query('COMMIT');
    expect((await leaving).__typename).toBe('LeaveCollectiveSuccess');
    expect(await placeOf(poll, member)).toEqual({ entitled: true, cast: 1 });
  });

  it('refuses a ballot that waited while its place was struck', async () => {
    const [poll, member] = [await open(), somebody()];
    const release = await world.hold(
      `UPDATE ormee.roll_entry SET entitled = false, reason = 'STRUCK' WHERE poll_id = $1 AND member_id = $2`,
      [collective.rowId(poll.id), member.memberId],
    );
    const casting = castFor(poll, member);
    await world.untilWaiting(1);
    await release();
    expect(await casting).toMatchObject({ code: 'NOT_ON_ROLL', facts: [{ value: 'STRUCK' }] });
    expect(await placeOf(poll, member)).toEqual({ entitled: false, cast: 0 });
  });

  it('without looking again once the place is locked, breaks on the ballot that came first (control)', async () => {
    const [poll, member] = [await open(), somebody()];
    await client.query('BEGIN');
    await cast(CAST, poll, member);
    const striking = world
      .sql(STRIKE, [collective.id, member.memberId, [collective.rowId(poll.id)]])
      .catch((error: unknown) => error);
    const watch = new pg.Client(world.database.ownerUrl);
    await watch.connect();
    const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await watch.query(waiting)).rowCount === 0);
    await watch.end();
    await client.query('COMMIT');
    expect(await striking).toMatchObject({ constraint: 'ballot_on_roll_fk' });
  });

  it('without the lock on the place, breaks on the place that is gone (control)', async () => {
    const guard = 'FOR SHARE OF roll';
    expect(CAST.split(guard)).toHaveLength(2);
    const [poll, member] = [await open(), somebody()];
    const release = await world.hold(
      `UPDATE ormee.roll_entry SET entitled = false, reason = 'STRUCK' WHERE poll_id = $1 AND member_id = $2`,
      [collective.rowId(poll.id), member.memberId],
    );
    const casting = cast(CAST.replace(guard, ''), poll, member).catch((error: unknown) => error);
    await world.untilWaiting(1);
    await release();
    expect(await casting).toMatchObject({ constraint: 'ballot_on_roll_fk' });
  });

  it('lists or strikes whoever leaves while a poll opens, and never both lists and keeps them', async () => {
    for (let round = 0; round < 4; round += 1) {
      const [proposal, member] = [await collective.propose(), somebody()];
      const [poll] = await Promise.all([proposal.open(), leave(member)]);
      const [place] = await world.sql<{ entitled: boolean }>(
        'SELECT entitled FROM ormee.roll_entry WHERE poll_id = $1 AND member_id = $2',
        [collective.rowId(poll.id), member.memberId],
      );
      expect(place?.entitled ?? false).toBe(false);
    }
  });
});
