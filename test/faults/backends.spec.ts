import type { TestPoll } from '../world/decisions.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

/** Waves of members who cast while every connection of the service is cut. */
const WAVES = 8;

describe('the connections to the database, cut under load', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(24).grow();
  });
  afterAll(() => world.close());

  const cut = (): Promise<object[]> =>
    world.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
  const tries = async (poll: TestPoll, member: TestMember, choice: 'FOR' | 'AGAINST'): Promise<boolean> =>
    poll.cast(member, choice).then(
      () => true,
      () => false,
    );

  it('lose no acknowledged ballot, and the service lives and answers again', async () => {
    const poll = await (await collective.propose()).open();
    const acknowledged = new Set<TestMember>();
    let faults = 0;
    for (let wave = 0; wave < WAVES; wave += 1) {
      const waiting = collective.members.slice(wave * 3, wave * 3 + 3);
      const casts = waiting.map((member) => tries(poll, member, 'FOR'));
      const [answers] = await Promise.all([Promise.all(casts), cut()]);
      for (const [place, done] of answers.entries())
        if (done) acknowledged.add(waiting[place] as TestMember);
        else faults += 1;
    }
    // Else nothing was cut while somebody waited.
    expect(faults).toBeGreaterThan(0);
    const inTheBox = new Set((await poll.ballots()).map(({ member }) => member));
    for (const { memberId } of acknowledged) expect(inTheBox).toContain(memberId);

    // Who got no answer repeats the call: one whose ballot was in the box after all gets its receipt.
    for (const member of collective.members) while (!(await tries(poll, member, 'FOR')));
    expect(await poll.ballots()).toHaveLength(24);
    expect((await poll.ballots()).every(({ revision }) => revision === 1)).toBe(true);
    expect((await poll.end()).outcome?.code).toBe('ADOPTED');
  });
});
