import { groupNamed, groupsOf } from '../world/groups.js';
import { World, type TestCollective } from '../world/world.js';

describe('a working group', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(8).withLegalMember('Coopérative des Ormes').grow();
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
});
