import { grant } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('leaving', () => {
  let world: World;
  let collective: TestCollective;

  const grow = (lateRule: 'KEEP' | 'STRIKE_UNCAST'): Promise<TestCollective> =>
    world
      .collective()
      .withMembers(5)
      .withRules((rules) => rules.map((rule) => ({ ...rule, lateRule })))
      .grow();
  const leave = (member: TestMember): Promise<{ handover: object[] }> =>
    member.does('leaveCollective', { confirmed: true }, 'handover { task title othersHoldIt }');
  const leaves = (type: string): Promise<{ encoded: string }[]> =>
    world.sql(
      'SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2 ORDER BY index',
      [collective.id, type],
    );

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    collective = await grow('KEEP');
  });

  it('asks nobody, is dated, and is a leaf without a name', async () => {
    const member = collective.member(4);
    expect(await leave(member)).toMatchObject({ handover: [] });
    const [row] = await world.sql<{ state: string; left_at: Date | null }>(
      'SELECT state, left_at FROM ormee.member WHERE id = $1',
      [member.memberId],
    );
    expect(row).toMatchObject({ state: 'LEFT', left_at: expect.any(Date) as Date });
    const [leaf] = await leaves('member.left');
    expect(leaf?.encoded).toContain('commitment');
    expect(leaf?.encoded).not.toContain(member.memberId);
    expect(await member.ask('{ viewer { state } }')).toEqual({ viewer: { state: 'LEFT' } });
  });

  it('wants to be meant', async () => {
    const member = collective.member(4);
    const answer = await member.act('leaveCollective', { confirmed: false });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'confirmed'] });
    expect(await member.ask('{ viewer { state } }')).toEqual({ viewer: { state: 'ACTIVE' } });
  });

  it('ends what members may do, at the next act, and cannot be done twice', async () => {
    const member = collective.member(4);
    await leave(member);
    for (const [mutation, input] of [
      ['leaveCollective', { confirmed: true }],
      ['submitProposal', { title: 'Encore moi' }],
      ['conveneAssembly', { title: 'Chez moi', form: 'REMOTE' }],
    ] as const)
      expect((await member.act(mutation, input)).code).toBe('NOT_A_MEMBER');
    expect(await leaves('member.left')).toHaveLength(1);
  });

  it('ends the mandates held alone, leaves those held with others, and lists both to hand over', async () => {
    const [first, other] = [collective.member(1), collective.member(2)];
    const alone = await grant(collective, { task: 'serveur', title: 'Le serveur', holderIds: [first.id] });
    const together = await grant(collective, {
      task: 'caisse',
      title: 'La caisse',
      holderIds: [first.id, other.id],
    });
    for (const effect of [alone, together])
      await (await collective.propose({ effects: [effect] })).decideOnline({ for: 4 });
    expect(await leave(first)).toMatchObject({
      handover: [
        { task: 'caisse', title: 'La caisse', othersHoldIt: true },
        { task: 'serveur', title: 'Le serveur', othersHoldIt: false },
      ],
    });
    expect((await collective.mandate('serveur')).state).toBe('HANDED_BACK');
    expect((await collective.mandate('caisse')).state).toBe('LIVE');
    const { mandates } = await other.ask<{ mandates: { edges: { node: object }[] } }>(
      `query($id: ID!) { mandates(heldBy: $id) { edges { node {
         holders { id } formerHolders { memberId heldUntil } } } } }`,
      { id: other.id },
    );
    expect(mandates.edges).toEqual([
      {
        node: {
          holders: [{ id: other.id }],
          formerHolders: [{ memberId: first.id, heldUntil: expect.any(String) as string }],
        },
      },
    ]);
    expect(await leaves('mandate.left')).toHaveLength(1);
  });

  it('ends the roles of a sitting, and the presence in it', async () => {
    const assembly = await collective.assembly(3);
    await leave(assembly.facilitator);
    const { node } = await collective
      .member(1)
      .ask<{ node: { presentCount: number; roles: object[] } }>(
        'query($id: ID!) { node(id: $id) { ... on Assembly { presentCount roles { role } } } }',
        { id: assembly.id },
      );
    expect(node).toEqual({ presentCount: 2, roles: [] });
  });

  it('takes whoever left off the relays’ list, and forgets what waited for a second member', async () => {
    const [asker, member] = [collective.member(1), collective.member(4)];
    await asker.does('askForRelay', { memberId: member.id, way: 'TWO_MEMBERS' });
    await member.does('askForRelay', { memberId: member.id, way: 'ONESELF' });
    await leave(member);
    expect(
      await world.sql<object>(
        `SELECT ended_at IS NOT NULL AS ended, ended_by, stands_from IS NOT NULL AS stood
         FROM ormee.relay_request WHERE collective_id = $1`,
        [collective.id],
      ),
    ).toEqual([{ ended: true, ended_by: null, stood: true }]);
    const [leaf, ...more] = await leaves('relay.ended');
    expect(more).toEqual([]);
    expect(leaf?.encoded).toContain('"by":null');
    expect(leaf?.encoded).not.toContain(member.memberId);
    expect(await member.ask('{ viewer { relay { way } } }')).toEqual({ viewer: { relay: null } });
  });

  it('keeps proposals and supports as they were given', async () => {
    const proposal = await collective.propose({ by: collective.member(4) });
    await collective.member(4).does('supportProposal', { proposalId: proposal.id, version: 1 });
    await leave(collective.member(4));
    const { node } = await collective
      .member(0)
      .ask<{ node: object }>(
        'query($id: ID!) { node(id: $id) { ... on Proposal { supportCount author { state } } } }',
        { id: proposal.id },
      );
    expect(node).toEqual({ supportCount: 1, author: { state: 'LEFT' } });
  });

  it('does not put whoever left on the roll of a later poll', async () => {
    await leave(collective.member(4));
    expect(await (await (await collective.propose()).open()).read()).toMatchObject({ rollCount: 4 });
  });

  describe('under a rule that keeps the roll', () => {
    it('lets whoever was on it vote with the session they have, and change their ballot', async () => {
      const poll = await (await collective.propose()).open();
      const member = collective.member(4);
      await leave(member);
      expect(await member.ask('{ viewer { pollsToFinish { pollId title method revision } } }')).toEqual({
        viewer: {
          pollsToFinish: [{ pollId: poll.id, title: 'Une proposition', method: 'THRESHOLD_1', revision: 0 }],
        },
      });
      await poll.cast(member, 'AGAINST');
      await poll.cast(member, 'FOR', 1);
      await poll.votes({ for: 2 });
      expect(await poll.end()).toMatchObject({ rollCount: 5, castCount: 3, outcome: { code: 'ADOPTED' } });
      expect(await leaves('roll.struck')).toEqual([]);
    });
  });

  describe('under a rule that strikes what is not cast', () => {
    beforeEach(async () => {
      collective = await grow('STRIKE_UNCAST');
    });

    it('takes the place of whoever did not vote, with its cause as a leaf, and says so to them', async () => {
      const poll = await (await collective.propose()).open();
      const member = collective.member(4);
      await leave(member);
      const answer = await member.act('castBallot', {
        pollId: poll.id,
        expectedRevision: 0,
        ballot: { choice: 'FOR' },
      });
      expect(answer).toMatchObject({ code: 'NOT_ON_ROLL', facts: [{ name: 'reason', value: 'STRUCK' }] });
      expect(await poll.read()).toMatchObject({ rollCount: 4, castCount: 0 });
      const [leaf, ...others] = await leaves('roll.struck');
      expect(others).toEqual([]);
      expect(JSON.parse(leaf?.encoded ?? '')).toMatchObject({
        body: { poll: collective.rowId(poll.id), cause: 'LEFT' },
      });
      expect(leaf?.encoded).not.toContain(member.memberId);
    });

    it('leaves a ballot that was cast, and lets it be changed', async () => {
      const poll = await (await collective.propose()).open();
      const member = collective.member(4);
      await poll.cast(member, 'FOR');
      await leave(member);
      await poll.cast(member, 'AGAINST', 1);
      expect(await poll.end()).toMatchObject({ rollCount: 5, castCount: 1 });
      expect(await leaves('roll.struck')).toEqual([]);
    });

    it('touches no poll whose time has passed, though nobody has counted it yet', async () => {
      const poll = await (await collective.propose()).open();
      await world.wait('8 days');
      await leave(collective.member(4));
      expect(await poll.close()).toMatchObject({ rollCount: 5 });
      expect(await leaves('roll.struck')).toEqual([]);
    });

    it('goes by the rules that were pinned, whatever the rule has become', async () => {
      const poll = await (await collective.propose()).open();
      await world.sql(
        `UPDATE ormee.poll SET clauses = jsonb_set(clauses, '{0,lateRule}', '"KEEP"') WHERE id = $1`,
        [collective.rowId(poll.id)],
      );
      await leave(collective.member(4));
      expect(await poll.read()).toMatchObject({ rollCount: 5 });
    });
  });
});
