import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Item {
  readonly id: string;
  readonly place: number;
  readonly title: string;
  readonly minutes: number | null;
  readonly state: string;
  readonly takenUpAt: string | null;
  readonly leftAt: string | null;
}

const AGENDA = 'assembly { id agenda { id place title minutes state takenUpAt leftAt } }';

describe('the agenda of a sitting', () => {
  let world: World;
  let collective: TestCollective;
  let ines: TestMember;
  let awa: TestMember;
  let assemblyId: string;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).grow();
    [ines, awa] = collective.members as [TestMember, TestMember];
    const { assembly } = await ines.does<{ assembly: { id: string } }>(
      'conveneAssembly',
      {
        title: 'Assemblée',
        form: 'REMOTE',
        agenda: [{ title: 'Relire l’appel', minutes: 20 }, { title: 'Comment nous décidons' }],
      },
      AGENDA,
    );
    assemblyId = assembly.id;
  });
  afterAll(() => world.close());

  const agenda = async (by = awa): Promise<readonly Item[]> => {
    const { node } = await by.ask<{ node: { agenda: Item[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id place title minutes state takenUpAt leftAt } } } }',
      { id: assemblyId },
    );
    return node.agenda;
  };
  const start = async () => {
    await ines.does('startAssembly', { assemblyId });
    await ines.does('takeRole', { assemblyId, role: 'FACILITATOR' });
  };
  const takeUp = async (place: number) => {
    await world.wait('5 minutes');
    const item = (await agenda())[place - 1] as Item;
    await ines.does('takeUpItem', { assemblyId, itemId: item.id });
    return item;
  };

  it('comes with the notice, and takes questions from anybody before the sitting', async () => {
    await awa.does('askAgendaItem', { assemblyId, item: { title: 'Nos thèmes', minutes: 30 } });
    expect(await agenda()).toMatchObject([
      { place: 1, title: 'Relire l’appel', minutes: 20, state: 'PLANNED', takenUpAt: null },
      { place: 2, title: 'Comment nous décidons', minutes: null, state: 'PLANNED' },
      { place: 3, title: 'Nos thèmes', minutes: 30, state: 'PLANNED' },
    ]);
  });

  it('gives each of eight questions asked at once a place of its own', async () => {
    const asked = Array.from({ length: 8 }, (_, place) =>
      awa.does('askAgendaItem', { assemblyId, item: { title: `Question ${place}` } }),
    );
    await Promise.all(asked);
    expect((await agenda()).map(({ place }) => place)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('takes questions from whoever is in the room once it sits, and from nobody after', async () => {
    await start();
    const ask = { assemblyId, item: { title: 'Une question' } };
    await expect(awa.does('askAgendaItem', ask)).rejects.toMatchObject({ code: 'NOT_PRESENT' });
    await awa.does('checkIn', { assemblyId });
    await awa.does('askAgendaItem', ask);
    await ines.does('endAssembly', { assemblyId });
    await expect(awa.does('askAgendaItem', ask)).rejects.toMatchObject({ code: 'ASSEMBLY_NOT_RUNNING' });
  });

  it('is followed one item at a time, in the order that the room needs, by its facilitator', async () => {
    await start();
    await takeUp(2);
    await takeUp(1);
    expect(await agenda()).toMatchObject([
      { state: 'CURRENT', leftAt: null },
      { state: 'DONE', leftAt: expect.any(String) as string },
    ]);
    await takeUp(2);
    expect(await agenda()).toMatchObject([{ state: 'DONE' }, { state: 'CURRENT', leftAt: null }]);
    const [first] = await agenda();
    const move = awa.does('takeUpItem', { assemblyId, itemId: first?.id });
    await expect(move).rejects.toMatchObject({ code: 'MANDATE_REQUIRED' });
    await ines.does('endAssembly', { assemblyId });
    expect((await agenda()).map(({ state }) => state)).toEqual(['DONE', 'DONE']);
  });

  it('holds the polls that belong to its items, and no other assembly’s', async () => {
    await start();
    const item = await takeUp(2);
    const proposal = await collective.propose();
    const opening = { proposalId: proposal.id, version: 1, assemblyId };
    const elsewhere = collective.globalId('AgendaItem', collective.id);
    await expect(ines.does('openPoll', { ...opening, agendaItemId: elsewhere })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const { poll } = await ines.does<{ poll: object }>(
      'openPoll',
      { ...opening, agendaItemId: item.id },
      'poll { agendaItemId }',
    );
    expect(poll).toEqual({ agendaItemId: item.id });
    const online = {
      ...opening,
      assemblyId: null,
      closesAt: await world.in('3 days'),
      agendaItemId: item.id,
    };
    await expect(ines.does('openPoll', online)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { field: 'agendaItemId', reason: 'ONLY_IN_SITTING' },
    });
  });

  it.each([
    [{ title: ' ' }, 'EMPTY'],
    [{ title: 'Un point', minutes: 0 }, '1-1440'],
    [{ title: 'Un point', minutes: 1441 }, '1-1440'],
  ])('refuses %j', async (item, reason) => {
    await expect(awa.does('askAgendaItem', { assemblyId, item })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      facts: { reason },
    });
    expect(await agenda()).toHaveLength(2);
  });

  it('says who checked somebody in, and lets whoever is there correct it', async () => {
    await start();
    await ines.does('checkIn', { assemblyId, memberId: awa.id });
    const attendance = async () =>
      (
        await ines.ask<{
          node: { presentCount: number; attendance: { edges: { node: { checkedInById: string } }[] } };
        }>(
          `query($id: ID!) { node(id: $id) { ... on Assembly {
            presentCount attendance { edges { node { checkedInById } } } } } }`,
          { id: assemblyId },
        )
      ).node;
    expect(await attendance()).toMatchObject({
      presentCount: 2,
      attendance: { edges: [{ node: { checkedInById: ines.id } }, { node: { checkedInById: ines.id } }] },
    });
    const [, , zephyr] = collective.members as [TestMember, TestMember, TestMember];
    const correct = { assemblyId, memberId: awa.id };
    await expect(zephyr.does('checkOut', correct)).rejects.toMatchObject({ code: 'NOT_PRESENT' });
    await ines.does('checkOut', correct);
    expect((await attendance()).presentCount).toBe(1);
  });
});
