import { inRounds, TestConsent } from '../world/consents.js';
import { mandatesInRounds, TestElection } from '../world/nominations.js';
import { TestThread } from '../world/threads.js';
import type { Clause } from '../../src/core/charter/clause.js';
import { grant } from '../world/effects.js';
import { GROUP, TestGroup, groupNamed, groupsOf, type GroupRead } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('a working group', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(8).withLegalMember('Coopérative des Ormes').grow();
    await stayingSignedIn(collective);
  });
  afterAll(() => world.close());

  it('is made by a decision, and whoever wants to joins it', async () => {
    const group = await groupNamed(collective, 'Communication');
    expect(await group.read()).toMatchObject({
      name: 'Communication',
      state: 'OPEN',
      memberCount: 0,
      viewerIsMember: false,
    });
    await group.joinedBy(collective.member(0), collective.member(1));
    await group.joinedBy(collective.member(1));
    expect(await group.read()).toMatchObject({ memberCount: 2, viewerIsMember: true });
    await group.leftBy(collective.member(0));
    await group.leftBy(collective.member(0));
    expect(await group.read()).toMatchObject({ memberCount: 1, viewerIsMember: false });
  });

  it('has a name that no other can be taken for, until it ends', async () => {
    const group = await groupNamed(collective, 'Logistique');
    const again = (name: string) =>
      collective.propose({ effects: [{ createGroup: { name, scope: 'Autre chose.' } }] });
    await expect(again('logistique')).rejects.toMatchObject({ code: 'GROUP_NAME_TAKEN' });
    await expect(again('Log1stique')).rejects.toMatchObject({ code: 'GROUP_NAME_TAKEN' });
    const end = await collective.propose({
      effects: [{ endGroup: { groupId: group.id, named: 'Logistique' } }],
    });
    await end.decideIn(await collective.assembly(3), { for: 3 });
    expect((await groupsOf(collective)).find(({ id }) => id === group.id)?.state).toBe('ENDED');
    await expect(group.joinedBy(collective.member(2))).rejects.toMatchObject({ code: 'GROUP_NOT_OPEN' });
    await expect((await again('Logistique')).open()).rejects.toMatchObject({ code: 'ASSEMBLY_PREVAILS' });
  });

  it('is of its collective: a stranger and a missing one are alike', async () => {
    const theirs = await world.collective().named('Ailleurs').withMembers(3).grow();
    const group = await groupNamed(theirs, 'Chez elles');
    const [ours] = await groupsOf(collective);
    for (const groupId of [group.id, `${ours?.id}x`, '']) {
      await expect(collective.member(0).does('joinGroup', { groupId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
      await expect(collective.propose({ groupId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    const { node } = await collective
      .member(0)
      .ask<{ node: unknown }>('query($id: ID!) { node(id: $id) { id } }', { id: group.id });
    expect(node).toBeNull();
  });

  it.each([
    ['', 'EMPTY'],
    ['Com\u0000munication', 'CONTROL_CHARACTER'],
    ['Com\u202Emunication', 'BIDIRECTIONAL_CONTROL'],
    ['Соmmunication', 'MIXED_SCRIPTS'],
    ['Com\u200Bmunication', 'INVISIBLE_CHARACTER'],
    ['x'.repeat(81), 'TOO_LONG'],
    ['\uD800', 'NOT_WELL_FORMED'],
  ])('is not called %j', async (name) => {
    await expect(
      collective.propose({ effects: [{ createGroup: { name, scope: 'Autre chose.' } }] }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT', facts: { field: 'name' } });
  });

  it('is for something', async () => {
    for (const scope of ['', ' \n ', 'Un son\u0007.'])
      await expect(
        collective.propose({ effects: [{ createGroup: { name: 'Pour rien', scope } }] }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is made freely where the rules say so, by whoever is not alone in one already', async () => {
    const free = await world
      .collective()
      .withMembers(5)
      .withRules((rules) =>
        rules.map((rule): Clause => ({
          ...rule,
          ...(rule.matter === 'ROUTINE' && { groups: { freeCreation: true, dormantAfter: 'P2M' } }),
        })),
      )
      .grow();
    const make = (by: number, name: string) =>
      free
        .member(by)
        .does<{ group: GroupRead }>('createGroup', { name, scope: 'Un travail.' }, `group { ${GROUP} }`);
    await expect(
      collective.member(0).does('createGroup', { name: 'Librement', scope: 'Rien.' }),
    ).rejects.toMatchObject({ code: 'GROUP_NEEDS_DECISION' });
    const { group } = await make(0, 'Jardin');
    expect(group).toMatchObject({ memberCount: 1, viewerIsMember: true, createdById: null });
    await expect(make(1, 'jardin')).rejects.toMatchObject({ code: 'GROUP_NAME_TAKEN' });
    await expect(make(0, 'Potager')).rejects.toMatchObject({ code: 'ALONE_IN_GROUP' });
    await free.member(0).does('leaveGroup', { groupId: group.id });
    await expect(make(0, 'Potager')).rejects.toMatchObject({ code: 'ALONE_IN_GROUP' });
    await new TestGroup(free, group.id, 'Jardin').joinedBy(free.member(0), free.member(1));
    await make(0, 'Potager');
    // What the collective decided of a name, or is just deciding, nobody takes up alone.
    const proposal = await free.propose({ effects: [{ createGroup: { name: 'Cuisine', scope: 'Cuire.' } }] });
    const poll = await proposal.open();
    await expect(make(2, 'Cuisine')).rejects.toMatchObject({ code: 'TARGET_RESERVED' });
    await poll.votes({ against: 4 });
    await poll.end();
    await expect(make(2, 'Cuisine')).rejects.toMatchObject({ code: 'GROUP_NEEDS_DECISION' });
  });

  it('is put to sleep once nothing happened in it for long, and woken by whoever is in it', async () => {
    const place = await world.collective().withMembers(4).grow();
    await stayingSignedIn(place);
    const [first, second, third] = [place.member(0), place.member(1), place.member(2)];
    const group = await groupNamed(place, 'Veille', first);
    const sleep = () => third.does('putGroupToSleep', { groupId: group.id });
    await expect(sleep()).rejects.toMatchObject({ code: 'GROUP_NOT_DORMANT' });
    await world.wait('4 months');
    const proposal = await group.propose();
    await world.wait('5 months');
    await expect(sleep()).rejects.toMatchObject({ code: 'GROUP_NOT_DORMANT' });
    await world.wait('2 months');
    await world.runDueJobs();
    expect((await group.read()).state).toBe('ASLEEP');
    await expect(proposal.open()).rejects.toMatchObject({
      code: 'GROUP_NOT_OPEN',
      facts: { state: 'ASLEEP' },
    });
    await expect(group.propose()).rejects.toMatchObject({ code: 'GROUP_NOT_OPEN' });
    await expect(second.does('wakeGroup', { groupId: group.id })).rejects.toMatchObject({
      code: 'NOT_IN_GROUP',
    });
    await group.joinedBy(second);
    await second.does('wakeGroup', { groupId: group.id });
    await second.does('wakeGroup', { groupId: group.id });
    expect((await group.read()).state).toBe('OPEN');
    await proposal.open();
    await expect(sleep()).rejects.toMatchObject({ code: 'GROUP_NOT_DORMANT' });
  });

  it('ends with its mandates and its open polls, and its questions may still be handed over', async () => {
    const group = await groupNamed(collective, 'Passagère', collective.member(0), collective.member(1));
    const role = await grant(collective, {
      ...{ task: 'passage', holderIds: [collective.member(1).id], scopeKind: 'GROUP', scopeId: group.id },
    });
    await (await group.propose({ effects: [role] })).decideOnline({ for: 2 });
    const proposal = await group.propose({ title: 'Et après ?' });
    const poll = await proposal.open({ lasting: '9 days' });
    await poll.cast(collective.member(0), 'FOR');
    const end = await collective.propose({
      effects: [{ endGroup: { groupId: group.id, named: 'Passagère' } }],
    });
    await end.decideIn(await collective.assembly(3), { for: 3 });
    expect(await poll.read()).toMatchObject({ state: 'SUPERSEDED', castCount: 1, decision: null });
    expect(await collective.mandate('passage')).toMatchObject({ state: 'REVOKED' });
    await collective.member(0).does('handToCollective', { proposalId: proposal.id, version: 1 });
    expect((await (await proposal.open()).read()).rollCount).toBe(8);
    const again = await collective
      .propose({
        effects: [{ endGroup: { groupId: group.id, named: 'Passagère' } }],
      })
      .catch((refused: unknown) => refused);
    expect(again).toMatchObject({ code: 'GROUP_NOT_OPEN' });
  });

  it('ends nothing that ran out before it, and asks nobody to report anew on it', async () => {
    const place = await world.collective().withMembers(4).grow();
    await stayingSignedIn(place);
    const [first, second] = [place.member(0), place.member(1)];
    const group = await groupNamed(place, 'Brève', first, second);
    const role = await grant(place, {
      ...{ task: 'breve', holderIds: [second.id], scopeKind: 'GROUP', scopeId: group.id },
      ...{ reportDueAt: await world.in('15 days'), reportEvery: 'P1W', endsAt: await world.in('20 days') },
    });
    await (await group.propose({ effects: [role] })).decideOnline({ for: 2 });
    const { id } = await place.mandate('breve');
    await second.does('reportOnMandate', { mandateId: id, body: 'C’est fait.' });
    await world.wait('40 days');
    const end = await place.propose({ effects: [{ endGroup: { groupId: group.id, named: 'Brève' } }] });
    await end.decideIn(await place.assembly(3), { for: 3 });
    expect((await group.read()).state).toBe('ENDED');
    const { node, awaitingMe } = await second.ask<{ node: object; awaitingMe: { edges: object[] } }>(
      `query($id: ID!) { node(id: $id) { ... on Mandate { state endedAt nextReportDueAt reportOverdue } }
         awaitingMe(first: 20) { edges { node { reason } } } }`,
      { id },
    );
    expect(node).toEqual({ state: 'LIVE', endedAt: null, nextReportDueAt: null, reportOverdue: false });
    expect(JSON.stringify(awaitingMe)).not.toContain('REPORT');
    const leaves = await world.sql(
      `SELECT FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'mandate.ended' AND encoded LIKE '%' || $2 || '%'`,
      [place.id, place.rowId(id)],
    );
    expect(leaves).toEqual([]);
  });

  it('is left by whoever leaves the collective', async () => {
    const place = await world.collective().withMembers(4).grow();
    const group = await groupNamed(place, 'Accueil', place.member(3), place.member(2));
    await place.member(3).does('leaveCollective', { confirmed: true });
    expect(await group.read()).toMatchObject({ memberCount: 1 });
    const poll = await (await group.propose({ by: place.member(2) })).open();
    expect((await poll.read()).rollCount).toBe(1);
  });

  it('holds no poll of legal persons alone, who work in it as anybody does', async () => {
    const legal = collective.members.at(-1) as TestMember;
    const group = await groupNamed(collective, 'Personnes morales', legal);
    await expect((await group.propose({ by: legal })).open()).rejects.toMatchObject({ code: 'EMPTY_ROLL' });
  });

  describe('is at work', () => {
    const growing = async (rules: (all: readonly Clause[]) => readonly Clause[]) => {
      const place = await world.collective().withMembers(4).withRules(rules).grow();
      await stayingSignedIn(place);
      const [first, second] = [place.member(0), place.member(1)];
      const group = await groupNamed(place, 'Bavarde', first, second);
      const sleep = () => first.does('putGroupToSleep', { groupId: group.id });
      const stays = async () => {
        await world.wait('5 months');
        await expect(sleep()).rejects.toMatchObject({ code: 'GROUP_NOT_DORMANT' });
      };
      const sleeps = async () => {
        await world.wait('2 months');
        await sleep();
        expect((await group.read()).state).toBe('ASLEEP');
      };
      return { place, group, second, stays, sleeps };
    };

    it('while its questions are spoken of, consent is sought on them, or somebody reports on a mandate of its', async () => {
      const { place, group, second, stays, sleeps } = await growing(inRounds());
      const role = await grant(place, {
        ...{ task: 'bavarder', holderIds: [second.id], scopeKind: 'GROUP', scopeId: group.id },
        endsAt: await world.in('5 years'),
      });
      await (await place.propose({ effects: [role] })).decideIn(await place.assembly(3), { for: 3 });
      const proposal = await group.propose({ title: 'Et après ?' });
      await stays();
      const thread = await TestThread.open(place, { subjects: [{ proposalId: proposal.id }] });
      await thread.say({ by: second });
      await stays();
      const { id: mandateId } = await place.mandate('bavarder');
      await second.does('reportOnMandate', { mandateId, body: 'Rien de neuf.' });
      await stays();
      await TestConsent.start(proposal);
      await stays();
      await sleeps();
    });

    it('while it holds an election', async () => {
      const { place, group, stays, sleeps } = await growing(mandatesInRounds());
      await stays();
      const mandateEndsAt = await world.in('3 years');
      await TestElection.start(place, { groupId: group.id, mandateEndsAt });
      await stays();
      await sleeps();
    });
  });
});
