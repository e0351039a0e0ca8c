import { grant } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface FollowUp {
  readonly state: string;
  readonly takenUpById: string | null;
  readonly steps: readonly { state: string; note: string; authorId: string; lineId: string | null }[];
}
interface FollowedUp {
  readonly decisionId: string;
  readonly label: string;
  readonly title: string;
  readonly followUp: FollowUp;
}

const FOLLOW_UP = 'followUp { state takenUpById steps { state note authorId lineId saidAt } }';

let world: World;
let collective: TestCollective;
let louise: TestMember;
let nestor: TestMember;
let blanche: TestMember;
let decisionId: string;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  collective = await world.collective().withMembers(5).withLegalMember('Coopérative').grow();
  [louise, nestor, blanche] = collective.members as [TestMember, TestMember, TestMember];
  decisionId = await decide('Ouvrir un local');
});

/** A decision of an assembly of three; a position unless it has effects. */
async function decide(title: string, votes: object = { for: 3 }, effects: object[] = []): Promise<string> {
  const proposal = await collective.propose({ title, effects });
  return (await proposal.decideIn(await collective.assembly(3), votes)).decision?.id as string;
}

const followUps = async (states: readonly string[] | null = null): Promise<FollowedUp[]> => {
  const { followUps: page } = await blanche.ask<{ followUps: { edges: { node: FollowedUp }[] } }>(
    `query($states: [FollowUpState!]) { followUps(first: 100, states: $states) {
      edges { node { decisionId label title ${FOLLOW_UP} } } } }`,
    { states },
  );
  return page.edges.map(({ node }) => node);
};

const followUpOf = async (id = decisionId): Promise<FollowUp | null> => {
  const { node } = await blanche.ask<{ node: { followUp: FollowUp | null } }>(
    `query($id: ID!) { node(id: $id) { ... on Decision { ${FOLLOW_UP} } } }`,
    { id },
  );
  return node.followUp;
};

const says = (by: TestMember, state: string, note = '') =>
  by.act('followUpDecision', { decisionId, state, note });
const takes = (by: TestMember, more: object = {}) => by.act('takeUpDecision', { decisionId, ...more });

describe('what became of a past decision', () => {
  it('is nobody’s until somebody takes it up, where it asks something of somebody', async () => {
    await decide('Refusée', { against: 3 });
    const given = await decide('Un mandat', { for: 3 }, [
      await grant(collective, { holderIds: [nestor.id] }),
    ]);
    expect(await followUps()).toMatchObject([
      { decisionId, title: 'Ouvrir un local', followUp: { state: 'NOBODY', takenUpById: null, steps: [] } },
    ]);
    expect(await followUpOf(given)).toBeNull();
  });

  it('is under way by whom, done, dropped with its reason: every word stays', async () => {
    await takes(nestor, { note: 'Je m’y mets.' });
    expect(await followUpOf()).toMatchObject({ state: 'UNDER_WAY', takenUpById: nestor.id });
    await says(nestor, 'DROPPED', 'Aucun local libre.');
    await takes(louise);
    await says(blanche, 'DONE', 'Le bail est **signé**.');
    expect(await followUpOf()).toMatchObject({
      state: 'DONE',
      takenUpById: null,
      steps: [
        { state: 'UNDER_WAY', note: 'Je m’y mets.', authorId: nestor.id },
        { state: 'DROPPED', note: 'Aucun local libre.', authorId: nestor.id },
        { state: 'UNDER_WAY', note: '', authorId: louise.id },
        { state: 'DONE', note: 'Le bail est **signé**.', authorId: blanche.id },
      ],
    });
    expect(await followUps(['NOBODY', 'UNDER_WAY'])).toEqual([]);
    expect(await followUps(['DONE'])).toHaveLength(1);
    const leaves = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'decision.followed-up'`,
      [collective.id],
    );
    expect(leaves).toHaveLength(4);
    for (const { encoded } of leaves) expect(encoded).not.toMatch(/bail|local/);
    await expect(
      world.transactions.write((tx) => tx.rows('DELETE FROM ormee.decision_follow_up')),
    ).rejects.toThrow(/permission denied/);
  });

  it('is taken up by one at a time, of two at once too, and left by whoever took it', async () => {
    const codes = (await Promise.all([takes(nestor), takes(louise)])).map(({ code }) => code ?? 'DONE');
    expect(codes.sort()).toEqual(['DECISION_TAKEN_UP', 'DONE']);
    const taker = (await followUpOf())?.takenUpById === nestor.id ? nestor : louise;
    expect(await says(blanche, 'NOBODY')).toMatchObject({ code: 'DECISION_NOT_YOURS_TO_LEAVE' });
    expect(await takes(taker)).toMatchObject({ code: 'DECISION_TAKEN_UP' });
    expect((await says(taker, 'NOBODY', 'Je n’ai pas le temps.')).code).toBeUndefined();
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', takenUpById: null });
    expect((await takes(blanche)).code).toBeUndefined();
  });

  it('is nobody’s again once whoever took it up has left', async () => {
    await takes(nestor);
    await nestor.does('leaveCollective', { confirmed: true });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', takenUpById: null });
    expect((await takes(blanche)).code).toBeUndefined();
  });

  it('is a mandate, where whoever takes it up notes it as a line and the next decision confirms it', async () => {
    await takes(nestor, { until: await world.in('20 days') });
    const [step] = (await followUpOf())?.steps ?? [];
    expect(step?.lineId).not.toBeNull();
    await (
      await collective.propose({ mandateLineIds: [step?.lineId as string] })
    ).decideIn(await collective.assembly(3), { for: 3 });
    const [{ task } = { task: '' }] = await world.sql<{ task: string }>(
      `SELECT task FROM ormee.mandate WHERE collective_id = $1 AND role IS NULL AND bound_by = ARRAY[$2::uuid]`,
      [collective.id, collective.rowId(decisionId)],
    );
    expect(task).toMatch(/^decision-\d{4}-001$/);
    const { id } = await collective.mandate(task);
    await nestor.does('handBackMandate', { mandateId: id });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY' });
    const { node } = await blanche.ask<{
      node: { handover: { items: { kind: string; subjectId: string }[] } };
    }>('query($id: ID!) { node(id: $id) { ... on Mandate { handover { items { kind subjectId } } } } }', {
      id,
    });
    expect(node.handover.items).toEqual([{ kind: 'DECISION_UNDER_WAY', subjectId: decisionId }]);
  });

  it('is refused where it says nothing, of what was rejected, of nothing, and to a legal person as a task', async () => {
    for (const state of ['DONE', 'DROPPED'])
      expect(await says(louise, state, ' ')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await says(louise, 'DONE', 'a\u0007b')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await takes(collective.member(5))).toMatchObject({ code: 'NATURAL_PERSON_NEEDED' });
    expect(await takes(nestor, { until: '2020-01-01T00:00:00.000Z' })).toMatchObject({
      code: 'MANDATE_END_PAST',
    });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', steps: [] });
    decisionId = await decide('Refusée', { against: 3 });
    expect(await takes(nestor)).toMatchObject({ code: 'DECISION_NOT_ADOPTED' });
    const stranger = (await world.collective().withMembers(1).grow()).member(0);
    expect(await takes(stranger)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes page by page, the latest first', async () => {
    for (const title of ['Un', 'Deux']) await decide(title);
    const page = async (after: string | null) =>
      (
        await blanche.ask<{
          followUps: { edges: { node: FollowedUp }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
        }>(
          `query($after: String) { followUps(first: 2, after: $after) { edges { node { title } }
            pageInfo { endCursor hasNextPage } } }`,
          { after },
        )
      ).followUps;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first, second].map(({ edges }) => edges.map(({ node }) => node.title))).toEqual([
      ['Deux', 'Un'],
      ['Ouvrir un local'],
    ]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('an assembly that is convened', () => {
  const agendaOf = async (): Promise<string[]> => {
    const { assembly } = await louise.does<{ assembly: { agenda: { title: string }[] } }>(
      'conveneAssembly',
      { title: 'Assemblée', form: 'REMOTE', agenda: [{ title: 'Le budget' }] },
      'assembly { agenda { title } }',
    );
    return assembly.agenda.map(({ title }) => title);
  };

  it('opens its agenda with past decisions, while one of them is not done or dropped', async () => {
    const opened = ['Les décisions passées et ce qu’elles sont devenues', 'Le budget'];
    expect(await agendaOf()).toEqual(opened);
    await takes(nestor);
    expect(await agendaOf()).toEqual(opened);
    await says(nestor, 'DONE', 'Fait.');
    expect(await agendaOf()).toEqual(['Le budget']);
  });
});
