import { groupNamed } from '../world/groups.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly authorId: string;
  readonly decisionId: string | null;
  readonly agendaItemId: string | null;
  readonly groupId: string | null;
  readonly volunteerIds: readonly string[];
  readonly withdrawnById: string | null;
}

const OFFER = 'id title state authorId decisionId agendaItemId groupId volunteerIds withdrawnById';

let world: World;
let collective: TestCollective;
let louise: TestMember;
let nestor: TestMember;
let blanche: TestMember;
let cooperative: TestMember;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
  [louise, nestor, blanche] = collective.members as [TestMember, TestMember, TestMember];
  cooperative = collective.member(4);
});

const offer = async (sent: object = {}, by = louise): Promise<Offer> =>
  (
    await by.does<{ offer: Offer }>(
      'offerMandate',
      { title: 'Tenir la table', ...sent },
      `offer { ${OFFER} }`,
    )
  ).offer;

const offers = async (given = '', by = blanche): Promise<Offer[]> => {
  const { mandateOffers } = await by.ask<{ mandateOffers: { edges: { node: Offer }[] } }>(
    `{ mandateOffers(first: 100 ${given}) { edges { node { ${OFFER} } } } }`,
  );
  return mandateOffers.edges.map(({ node }) => node);
};

const mandateCount = async (): Promise<number> =>
  (
    (
      await world.sql<{ count: number }>(
        'SELECT count(*)::int FROM ormee.mandate WHERE collective_id = $1 AND role IS NULL',
        [collective.id],
      )
    )[0] as { count: number }
  ).count;

describe('an offered task', () => {
  it('is one line that any member writes, a legal person too, and says where it comes from', async () => {
    const { decision } = await (
      await collective.propose({ title: 'Tenir un stand' })
    ).decideIn(await collective.assembly(3), { for: 3 });
    const assemblyId = (await collective.assembly(3)).id;
    await louise.does('askAgendaItem', { assemblyId, item: { title: 'Le stand' } });
    const { node } = await louise.ask<{ node: { agenda: { id: string }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
      { id: assemblyId },
    );
    const group = await groupNamed(collective, 'Logistique');
    const agendaItemId = node.agenda.at(-1)?.id;
    await offer({}, cooperative);
    await offer({ decisionId: decision?.id });
    await offer({ agendaItemId });
    await offer({ groupId: group.id });
    const nothing = { decisionId: null, agendaItemId: null, groupId: null };
    expect(await offers()).toMatchObject([
      { ...nothing, authorId: cooperative.id },
      { ...nothing, decisionId: decision?.id },
      { ...nothing, agendaItemId },
      { ...nothing, groupId: group.id },
    ]);
  });

  it('is answered by whoever would do it, in the order in which they came forward, and binds nobody', async () => {
    const { id } = await offer();
    for (const one of [nestor, blanche, nestor]) await one.does('volunteer', { offerId: id });
    expect((await offers())[0]?.volunteerIds).toEqual([nestor.id, blanche.id]);
    for (const twice of [1, 2])
      expect([twice, await nestor.act('withdrawVolunteering', { offerId: id })]).toMatchObject([twice, {}]);
    expect((await offers())[0]?.volunteerIds).toEqual([blanche.id]);
    expect(await mandateCount()).toBe(0);
  });

  it('is taken once a decision confirms the line that answers it', async () => {
    const { id } = await offer();
    await nestor.does('volunteer', { offerId: id });
    const line = {
      title: 'Tenir la table',
      holderIds: [nestor.id],
      until: await world.in('5 days'),
      offerId: id,
    };
    await louise.does('noteMandate', line);
    expect(await offers()).toMatchObject([{ state: 'OPEN' }]);
    const assembly = await collective.assembly(3);
    const { poll } = await louise.does<{ poll: { id: string } }>(
      'putMandateLines',
      { assemblyId: assembly.id, lineIds: await waiting() },
      'poll { id }',
    );
    await (await collective.poll(poll.id, louise).votes({ for: 3 })).lastCall();
    expect(await offers()).toEqual([]);
    expect(await offers('state: TAKEN')).toMatchObject([{ id, state: 'TAKEN' }]);
    expect(await blanche.act('volunteer', { offerId: id })).toMatchObject({ code: 'MANDATE_OFFER_CLOSED' });
    expect(await louise.act('noteMandate', { ...line, title: 'Encore' })).toMatchObject({
      code: 'MANDATE_OFFER_CLOSED',
    });
  });

  const waiting = async (): Promise<string[]> => {
    const { mandateLines } = await louise.ask<{ mandateLines: { edges: { node: { id: string } }[] } }>(
      '{ mandateLines(state: PROPOSED) { edges { node { id } } } }',
    );
    return mandateLines.edges.map(({ node }) => node.id);
  };

  it('looks for nobody once its day is past, or its author took it back', async () => {
    const past = await offer({ until: await world.in('1 day') });
    const gone = await offer();
    await louise.does('withdrawOffer', { offerId: gone.id });
    await louise.does('withdrawOffer', { offerId: gone.id });
    expect(await offers('state: WITHDRAWN')).toMatchObject([{ id: gone.id, withdrawnById: null }]);
    await world.wait('2 days');
    expect(await offers()).toEqual([]);
    expect(await offers('state: null')).toHaveLength(2);
    for (const { id } of [past, gone])
      expect(await nestor.act('volunteer', { offerId: id })).toMatchObject({ code: 'MANDATE_OFFER_CLOSED' });
  });

  it('lists nobody who left', async () => {
    const { id } = await offer();
    await nestor.does('volunteer', { offerId: id });
    await nestor.does('leaveCollective', { confirmed: true });
    expect(await offers()).toMatchObject([{ id, volunteerIds: [] }]);
    await nestor.does('eraseMyData', { confirmed: true });
    expect(
      await world.sql('SELECT FROM ormee.mandate_volunteer WHERE member_id = $1', [nestor.memberId]),
    ).toEqual([]);
  });

  it('lists nobody who came forward before they left, once they are back', async () => {
    const { id } = await offer();
    await nestor.does('volunteer', { offerId: id });
    await world.wait('1 day');
    await world.sql('UPDATE ormee.member SET joined_at = ormee.instant() WHERE id = $1', [nestor.memberId]);
    expect(await offers()).toMatchObject([{ id, volunteerIds: [] }]);
    await nestor.does('volunteer', { offerId: id });
    expect(await offers()).toMatchObject([{ id, volunteerIds: [nestor.id] }]);
    await nestor.does('volunteer', { offerId: id });
  });

  it('is taken back by any member once its author is gone, which the register says', async () => {
    const { id } = await offer();
    const taken = () => blanche.act('withdrawOffer', { offerId: id });
    expect(await taken()).toMatchObject({ code: 'NOT_FOUND' });
    await louise.does('leaveCollective', { confirmed: true });
    expect([await taken(), await taken()].map(({ code }) => code)).toEqual([undefined, undefined]);
    expect(await offers('', nestor)).toEqual([]);
    expect(await offers('state: WITHDRAWN', nestor)).toMatchObject([{ id, withdrawnById: blanche.id }]);
    const leaves = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'mandate.offer-withdrawn'`,
      [collective.id],
    );
    expect(leaves).toHaveLength(1);
    expect(leaves[0]?.encoded).not.toContain(blanche.memberId);
  });

  it.each([
    ['without a title', { title: '' }, 'INVALID_INPUT'],
    ['on two lines', { title: 'Tenir\nla table' }, 'INVALID_INPUT'],
    ['until a day that is past', { until: '2020-01-01T00:00:00.000Z' }, 'MANDATE_END_PAST'],
    ['with a report that was due', { reportDueAt: '2020-01-01T00:00:00.000Z' }, 'INVALID_INPUT'],
  ])('%s is refused', async (_how, sent, code) => {
    expect(await louise.act('offerMandate', { title: 'Tenir la table', ...sent })).toMatchObject({ code });
    expect(await offers()).toEqual([]);
  });

  it('is not for a legal person to take, for strangers to see, nor for others to take back', async () => {
    const { id } = await offer();
    const stranger = (await world.collective().withMembers(1).grow()).member(0);
    expect(await cooperative.act('volunteer', { offerId: id })).toMatchObject({
      code: 'NATURAL_PERSON_NEEDED',
    });
    expect(await nestor.act('withdrawOffer', { offerId: id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger.act('volunteer', { offerId: id })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await offers('', stranger)).toEqual([]);
    await nestor.does('leaveCollective', { confirmed: true });
    for (const [token, code] of [
      [null, 'NOT_SIGNED_IN'],
      [nestor.token, 'NOT_A_MEMBER'],
    ] as const)
      expect(
        await world.ask(
          token,
          'mutation { offerMandate(input: { title: "x" }) { ... on Problem { code } } }',
        ),
      ).toMatchObject({ data: { offerMandate: { code } } });
  });

  it('comes from one thing, and from one that is there', async () => {
    const { decision } = await (
      await collective.propose({ title: 'Tenir un stand' })
    ).decideIn(await collective.assembly(3), { for: 3 });
    const group = await groupNamed(collective, 'Logistique');
    expect(
      await louise.act('offerMandate', { title: 'Deux fois', decisionId: decision?.id, groupId: group.id }),
    ).toMatchObject({ code: 'INVALID_INPUT' });
    const none = '00000000-0000-4000-8000-000000000000';
    for (const sent of [
      { decisionId: collective.globalId('Decision', none) },
      { agendaItemId: collective.globalId('AgendaItem', none) },
      { groupId: collective.globalId('WorkingGroup', none) },
    ])
      expect([sent, await louise.act('offerMandate', { title: 'Rien', ...sent })]).toMatchObject([
        sent,
        { code: 'NOT_FOUND' },
      ]);
  });
});
