import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { readEnvironment } from '../../src/platform/config/config.js';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { readSecret } from '../../src/platform/links/secret.js';
import { CAST } from '../../src/polls/cast.sql.js';
import type { TestPoll } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

/** `ORMEE_ROUNDS=500 npm test -- test/faults/races` is the long campaign. */
const ROUNDS = Number(readEnvironment()['ORMEE_ROUNDS'] ?? 25);

interface Sent {
  readonly kind: 'CHOICE' | 'CONSENT';
  readonly choice: string;
  readonly reason: string | null;
  readonly expected: number;
}

const FOR: Sent = { kind: 'CHOICE', choice: 'FOR', reason: null, expected: 0 };

describe('members and the clock, all at once', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(8).grow();
  });
  afterAll(() => world.close());

  const open = async (): Promise<TestPoll> => (await collective.propose()).open();
  const settled = async <T>(work: readonly Promise<T>[]): Promise<T[]> =>
    (await Promise.allSettled(work)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const setDeadline = (poll: TestPoll, deadline: string): Promise<unknown> =>
    world.sql(`UPDATE ormee.poll SET closes_at = ormee.instant() + $2::interval WHERE id = $1`, [
      fromGlobalId(poll.id)?.id,
      deadline,
    ]);

  /** Lets a poll's deadline pass, and leaves its closing to whoever asks for it: its job is due later. */
  const pass = (poll: TestPoll): Promise<unknown> =>
    world.sql(
      `UPDATE ormee.poll SET opened_at = opened_at - interval '10 days', closes_at = ormee.instant() - interval '1 second'
       WHERE id = $1`,
      [fromGlobalId(poll.id)?.id],
    );

  it('leave one ballot when one member casts fifty times at once', async () => {
    const poll = await open();
    const casts = Array.from({ length: 50 }, (_, place) =>
      poll.cast(collective.member(0), place % 2 ? 'FOR' : 'AGAINST'),
    );
    const acknowledged = await settled(casts);
    const [ballot, ...others] = await poll.ballots();
    expect(others).toEqual([]);
    // Whoever was told of a ballot was told of the one that is in the box.
    expect(new Set(acknowledged.map(({ choice }) => choice))).toEqual(new Set([ballot?.choice]));
    expect(ballot).toMatchObject({ revision: 1 });
  });

  it('count every acknowledged ballot, and no other, when casting meets closing', async () => {
    let inTheBox = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const poll = await open();
      await setDeadline(poll, `${5 + (round % 20)} milliseconds`);
      const casts = collective.members.map((member) => poll.cast(member, 'FOR'));
      const shut = async (): Promise<void> => {
        for (;;) {
          const { __typename } = await collective.member(0).act('closePoll', { pollId: poll.id });
          if (__typename === 'ClosePollSuccess') return;
        }
      };
      const [acknowledged] = await Promise.all([settled(casts), shut()]);
      const { outcome, castCount } = await poll.read();
      const working = JSON.parse(outcome?.working ?? '{}') as {
        rulings: { working: { tally: { FOR: string } } }[];
      };
      expect(castCount).toBe(acknowledged.length);
      expect(Number(working.rulings[0]?.working.tally.FOR)).toBe(acknowledged.length);
      inTheBox += acknowledged.length;
    }
    // Else nothing raced: some came in time and some too late.
    expect(inTheBox).toBeGreaterThan(0);
    expect(inTheBox).toBeLessThan(ROUNDS * collective.members.length);
  });

  it('make one decision when everybody closes a poll at once', async () => {
    const poll = await (await open()).votes({ for: 3 });
    await setDeadline(poll, '1 millisecond');
    await world.wait('1 second');
    const answers = await Promise.all(
      collective.members.map((member) => member.act('closePoll', { pollId: poll.id })),
    );
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['ClosePollSuccess']));
    const made = await world.sql('SELECT FROM ormee.decision WHERE poll_id = $1', [
      fromGlobalId(poll.id)?.id,
    ]);
    expect(made).toHaveLength(1);
  });

  it('number decisions without gap nor double when polls are proclaimed at once', async () => {
    const other = await world.collective().withMembers(3).grow();
    const polls: TestPoll[] = [];
    for (let count = 0; count < 6; count += 1)
      polls.push(await (await (await other.propose()).open()).votes({ for: 2 }));
    for (const poll of polls) await setDeadline(poll, '1 millisecond');
    await Promise.all(polls.map((poll) => other.member(0).act('closePoll', { pollId: poll.id })));
    await world.runDueJobs();
    const numbers = await world.sql<{ number: number }>(
      'SELECT number FROM ormee.decision WHERE collective_id = $1 ORDER BY number',
      [other.id],
    );
    expect(numbers.map(({ number }) => number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('number the decisions of two assemblies that proclaim at once, one after the other', async () => {
    const other = await world.collective().withMembers(4).grow();
    const polls: TestPoll[] = [];
    for (let count = 0; count < 4; count += 1) {
      const poll = await (await other.propose()).openIn(await other.assembly(4));
      await poll.votes({ for: 3 });
      await other.member(0).does('callLastCall', { pollId: poll.id });
      polls.push(poll);
    }
    await world.wait('60 seconds');
    const read = await Promise.all(polls.map((poll) => poll.close()));
    await world.runDueJobs();
    expect(read.map(({ state }) => state)).toEqual(Array(4).fill('DECIDED'));
    const decided = await Promise.all(polls.map((poll) => poll.read()));
    expect(decided.map(({ decision }) => decision?.number).sort()).toEqual([1, 2, 3, 4]);
  });

  it('make one decision when everybody proclaims a poll that waited for an assembly', async () => {
    const other = await world.collective().withMembers(4).grow();
    const rewording = async (body: string) =>
      other.propose({ effects: [await replace(other, 'Règle 1', body)] });
    const online = await (await (await rewording('En ligne.')).open()).votes({ for: 3 });
    const sitting = await (await rewording('En assemblée.')).openIn(await other.assembly(3));
    expect((await online.end()).state).toBe('CLOSED');
    expect((await sitting.lastCall()).outcome?.code).toBe('NO_DECISION');
    const proclaimed = await Promise.all(other.members.map((member) => online.proclaim(member)));
    await world.runDueJobs();
    expect(new Set(proclaimed.map(({ decision }) => decision?.id)).size).toBe(1);
    expect((await online.read()).decision).toMatchObject({ number: 1, effectsState: 'APPLIED' });
  });

  it('open one poll of the same call sent at once', async () => {
    const proposal = await collective.propose();
    const closesAt = await world.in('8 days');
    const polls = await Promise.all(
      Array.from({ length: 8 }, () => proposal.open({ closesAt, idempotencyKey: 'une seule fois' })),
    );
    expect(new Set(polls.map(({ id }) => id)).size).toBe(1);
  });

  it('make one proposal of the same call sent at once', async () => {
    const wording = { title: 'Une fois', idempotencyKey: randomUUID() };
    const proposals = await Promise.all(Array.from({ length: 8 }, () => collective.propose(wording)));
    expect(new Set(proposals.map(({ id }) => id)).size).toBe(1);
    expect(await world.sql(`SELECT FROM ormee.proposal_version WHERE title = 'Une fois'`)).toHaveLength(1);
  });

  it('let an assembly that reserves what an online poll touches decide first, at whatever moment', async () => {
    const rewording = async (title: string) =>
      collective.propose({ title, effects: [await replace(collective, 'Règle 1', title)] });
    const online = await (await rewording('En ligne.')).open();
    await online.votes({ for: 2 });
    const assembly = await collective.assembly(4);
    const question = await rewording('En assemblée.');
    await pass(online);
    // The register's head is the last lock of an opening: whoever waits for it has reserved, and not committed yet.
    const release = await world.hold('SELECT FROM ormee.register_head WHERE collective_id = $1 FOR UPDATE', [
      collective.id,
    ]);
    const opening = question.openIn(assembly);
    await world.untilWaiting(1);
    const closing = online.close();
    await world.untilWaiting(2);
    await release();
    const sitting = await opening;
    expect(await closing).toMatchObject({ state: 'CLOSED', decision: null });
    const { decision } = await (await sitting.votes({ for: 4 })).lastCall();
    expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    expect(await online.read()).toMatchObject({ state: 'SUPERSEDED' });
  });

  it('never wait for each other in a ring when a proposal is put in a sitting as its online poll closes', async () => {
    const deadlocks = async () => {
      await world.sql('SELECT pg_stat_force_next_flush()').catch(() => undefined); // PostgreSQL 15 and later
      const [row] = await world.sql<{ deadlocks: string }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      );
      return Number(row?.deadlocks);
    };
    const before = await deadlocks();
    const assembly = await collective.assembly(4);
    for (let round = 0; round < Math.min(ROUNDS, 12); round += 1) {
      const proposal = await collective.propose();
      const online = await proposal.open();
      await online.votes({ for: 2 });
      await pass(online);
      const sitting = proposal.openIn(assembly).catch(() => null);
      await Promise.allSettled([online.close(), sitting, proposal.revise({}).catch(() => null)]);
      const poll = await sitting;
      if (poll) await poll.lastCall();
    }
    expect(await deadlocks()).toBe(before);
  });

  describe('when the box is being shut by another transaction', () => {
    let client: pg.Client;
    beforeAll(async () => {
      client = new pg.Client(world.database.url);
      await client.connect();
    });
    afterAll(() => client.end());

    /** What the lane sends for one ballot, with the statement that is to be tried. */
    const cast = (statement: string, poll: TestPoll, member: TestMember, ballot: Partial<Sent> = {}) => {
      const { kind, choice, reason, expected } = { ...FOR, ...ballot };
      const session = readSecret(member.token);
      const pollId = fromGlobalId(poll.id)?.id;
      const row = [session?.collectiveId, session?.tokenHash, pollId, kind, choice, reason, expected];
      const given = [0, ...row, randomUUID(), randomUUID()].map((value) => [value]);
      return client.query<{ refusal: string | null; revision: number | null }>(statement, given);
    };
    const lockPoll = (poll: TestPoll) =>
      world.hold('SELECT FROM ormee.poll WHERE id = $1 FOR UPDATE', [fromGlobalId(poll.id)?.id]);

    it('a ballot that waited for the lock past the deadline is refused', async () => {
      const poll = await open();
      await setDeadline(poll, '400 milliseconds');
      const release = await lockPoll(poll);
      const waiting = cast(CAST, poll, collective.member(0));
      await world.untilWaiting(1);
      expect((await poll.read()).state).toBe('OPEN');
      // The statement that waits was planned with the clock of its start: this deadline has to pass by itself.
      const { closesAt } = await poll.read();
      while ((await world.now()) <= (closesAt as string));
      await release();
      expect((await waiting).rows).toMatchObject([{ refusal: 'POLL_NOT_OPEN', revision: null }]);
      expect(await poll.ballots()).toEqual([]);
    });

    const shutting = (poll: TestPoll) =>
      world.hold(`UPDATE ormee.poll SET state = 'CLOSED', closed_at = ormee.instant() WHERE id = $1`, [
        fromGlobalId(poll.id)?.id,
      ]);

    it('a ballot that waited while the box was shut and counted is refused', async () => {
      const poll = await open();
      const release = await shutting(poll);
      const waiting = cast(CAST, poll, collective.member(0));
      await world.untilWaiting(1);
      await release();
      expect((await waiting).rows).toMatchObject([{ refusal: 'POLL_NOT_OPEN', revision: null }]);
      expect(await poll.ballots()).toEqual([]);
    });

    it('without the lock the same ballot is acknowledged behind the count (control)', async () => {
      const guard = 'FOR SHARE OF poll';
      expect(CAST.split(guard)).toHaveLength(2);
      const poll = await open();
      const release = await shutting(poll);
      const { rows } = await cast(CAST.replace(guard, ''), poll, collective.member(0));
      await release();
      expect(rows).toMatchObject([{ refusal: null, revision: 1 }]);
      expect(await poll.read()).toMatchObject({ state: 'CLOSED', castCount: 1 });
    });

    it('an objection is not withdrawn before it is in the box, and no withdrawal leaves it standing', async () => {
      const poll = await (await collective.propose()).open({ method: 'CONSENT_1' });
      const member = collective.member(0);
      await poll.consent(member);
      await client.query('BEGIN');
      const objection = { kind: 'CONSENT', choice: 'OBJECT', reason: 'Trop cher.', expected: 1 } as const;
      expect((await cast(CAST, poll, member, objection)).rows).toMatchObject([{ revision: 2 }]);
      await expect(poll.consent(member, 2)).rejects.toMatchObject({ code: 'STALE_REVISION' });
      await client.query('COMMIT');
      await poll.consent(member, 2);
      expect(
        await world.sql('SELECT state FROM ormee.objection WHERE poll_id = $1', [fromGlobalId(poll.id)?.id]),
      ).toEqual([{ state: 'WITHDRAWN' }]);
    });

    it('without the unique key one member has two ballots (control)', async () => {
      const poll = await open();
      const ballots = `INSERT INTO ormee.ballot (collective_id, poll_id, member_id, id, choice, revision)
        SELECT collective_id, poll_id, member_id, gen_random_uuid(), 'FOR', 1 FROM ormee.ballot`;
      await poll.cast(collective.member(0), 'FOR');
      await expect(world.sql(ballots)).rejects.toMatchObject({ constraint: 'ballot_pk' });
      await world.sql('BEGIN; ALTER TABLE ormee.ballot DROP CONSTRAINT ballot_pk CASCADE');
      await world.sql(ballots);
      expect(
        (await world.sql('SELECT FROM ormee.ballot WHERE poll_id = $1', [fromGlobalId(poll.id)?.id])).length,
      ).toBe(2);
      await world.sql('ROLLBACK');
    });
  });
});
