import { readEnvironment } from '../../src/platform/config/config.js';
import type { TestProposal } from '../world/decisions.js';
import type { TestGroup } from '../world/groups.js';
import { groupNamed } from '../world/groups.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

/** `ORMEE_ROUNDS=500 npm test -- test/faults/group` is the long campaign. */
const ROUNDS = Number(readEnvironment()['ORMEE_ROUNDS'] ?? 20);

describe('a group in which several things happen at once', () => {
  let world: World;
  let collective: TestCollective;
  let group: TestGroup;
  const member = (place: number): TestMember => collective.member(place);

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(6).grow();
    group = await groupNamed(collective, 'Courses', member(0), member(1));
  }, 120_000);
  afterAll(() => world.close());

  const openPoll = async (proposal: TestProposal) =>
    member(0).act<{ poll?: { id: string } }>(
      'openPoll',
      { proposalId: proposal.id, version: 1, closesAt: await world.in('8 days') },
      'poll { id }',
    );

  /** Who was in the group at the instant of the opening, by the hours that are kept, and who is on the roll. */
  async function bothOf(pollId: string): Promise<{ within: string[]; rolled: string[] }> {
    const [row] = await world.sql<{ within: string[]; rolled: string[] }>(
      `SELECT ARRAY (SELECT member_id FROM ormee.group_member stay WHERE stay.collective_id = $1 AND stay.group_id = $3
           AND stay.joined_at <= poll.opened_at AND (stay.left_at IS NULL OR stay.left_at > poll.opened_at)
           ORDER BY member_id) AS within,
         ARRAY (SELECT member_id FROM ormee.roll_entry entry WHERE entry.collective_id = $1 AND entry.poll_id = poll.id
           AND entry.entitled ORDER BY member_id) AS rolled
       FROM ormee.poll poll WHERE poll.collective_id = $1 AND poll.id = $2`,
      [collective.id, collective.rowId(pollId), collective.rowId(group.id)],
    );
    return row as { within: string[]; rolled: string[] };
  }

  it('has on the roll of its poll whoever was in it at that instant, by the hours that are kept', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const proposal = await group.propose({ title: `Tour ${round}` });
      const [opened] = await Promise.all([
        openPoll(proposal),
        member(1).act('leaveGroup', { groupId: group.id }),
        member(2).act(round % 2 === 0 ? 'joinGroup' : 'leaveGroup', { groupId: group.id }),
        member(3).act(round % 3 === 0 ? 'leaveGroup' : 'joinGroup', { groupId: group.id }),
      ]);
      const { within, rolled } = await bothOf(opened.poll?.id as string);
      expect(rolled).toEqual(within);
      await group.joinedBy(member(1));
    }
  }, 240_000);

  it('is joined once by whoever presses twice', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await Promise.all([1, 2, 3].map(() => member(4).act('joinGroup', { groupId: group.id })));
      const [stays] = await world.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM ormee.group_member
         WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL`,
        [collective.id, member(4).memberId],
      );
      expect(stays?.count).toBe(1);
      await group.leftBy(member(4));
    }
  }, 240_000);

  it('leaves no poll open behind it when it ends', async () => {
    for (let round = 0; round < Math.min(ROUNDS, 10); round += 1) {
      const name = `Éphémère ${round}`;
      const brief = await groupNamed(collective, name, member(0));
      const proposal = await brief.propose();
      const end = await collective.propose({ effects: [{ endGroup: { groupId: brief.id, named: name } }] });
      const poll = await (await end.openIn(await collective.assembly(3))).votes({ for: 3 });
      await poll.callLastCall();
      await world.wait('60 seconds');
      const [opened] = await Promise.all([openPoll(proposal), poll.close()]);
      const [left] = await world.sql<{ open: number }>(
        `SELECT count(*)::int AS open FROM ormee.poll
         WHERE collective_id = $1 AND group_id = $2 AND state IN ('OPEN', 'CLOSED')`,
        [collective.id, collective.rowId(brief.id)],
      );
      expect([left?.open, (await brief.read()).state]).toEqual([0, 'ENDED']);
      expect(opened.code ?? 'GROUP_NOT_OPEN').toBe('GROUP_NOT_OPEN');
    }
  }, 240_000);

  it('ends without a ring of locks: whoever holds a question of its still gets hold of the group', async () => {
    const held = await groupNamed(collective, 'Tenue', member(0));
    const proposal = await held.propose();
    const { poll: own } = await openPoll(proposal);
    const effects = [{ endGroup: { groupId: held.id, named: 'Tenue' } }];
    const end = await collective.propose({ effects });
    const poll = await (await end.openIn(await collective.assembly(3))).votes({ for: 3 });
    await poll.callLastCall();
    await world.wait('60 seconds');
    // As moveConsent holds them, before it asks for the group.
    const letGo = await world.hold(
      `SELECT FROM ormee.proposal JOIN ormee.poll ON poll.proposal_id = proposal.id WHERE poll.id = $1 FOR UPDATE`,
      [collective.rowId(own?.id as string)],
    );
    const ending = poll.close();
    await world.untilWaiting(1);
    await world.sql('SELECT FROM ormee.working_group WHERE id = $1 FOR SHARE NOWAIT', [
      collective.rowId(held.id),
    ]);
    await letGo();
    await ending;
    expect((await held.read()).state).toBe('ENDED');
  }, 60_000);

  it('keeps nobody who leaves the collective while they are coming in', async () => {
    const leaver = member(5);
    // Both wait for the member's own row, whoever comes in first.
    const letGo = await world.hold('SELECT FROM ormee.member WHERE id = $1 FOR UPDATE', [leaver.memberId]);
    const coming = leaver.act('joinGroup', { groupId: group.id });
    await world.untilWaiting(1);
    const leaving = leaver.act('leaveCollective', { confirmed: true });
    await world.untilWaiting(2);
    await letGo();
    const codes = (await Promise.all([coming, leaving])).map(({ code }) => code);
    expect(codes).toEqual([undefined, undefined]);
    const stays = await world.sql(
      'SELECT left_at FROM ormee.group_member WHERE collective_id = $1 AND member_id = $2',
      [collective.id, leaver.memberId],
    );
    expect(stays).toEqual([{ left_at: expect.anything() as unknown }]);
  }, 60_000);
});
