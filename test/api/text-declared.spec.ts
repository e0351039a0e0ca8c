import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Awaited {
  readonly due: string;
  readonly sinceDecisionId: string;
  readonly sinceDecisionLabel: string;
}

interface Text {
  readonly node: { readonly declaration: Awaited | null };
}

const READ = `query ($id: ID!) { node(id: $id) { ... on LegalText {
  declaration { due sinceDecisionId sinceDecisionLabel } } } }`;

let world: World;
let collective: TestCollective;
let stranger: TestMember;
let changes = 0;

beforeAll(async () => {
  world = await World.open();
  await world.travelTo('2026-11-23T08:00:00.000Z');
  collective = await world.collective().withMembers(3).grow();
  stranger = (await world.collective().withMembers(2).grow()).member(0);
});
afterAll(() => world.close());

const textAt = (place: number): string =>
  collective.globalId('LegalText', collective.planted.textIds[place] as string);

const awaited = async (place = 0): Promise<Awaited | null> =>
  (await collective.member(2).ask<Text>(READ, { id: textAt(place) })).node.declaration;

/** Has an assembly insert an article; answers the decision. */
const change = async (place = 0): Promise<{ id: string; label: string }> => {
  const content = { number: `Article ${100 + (changes += 1)}`, heading: '', body: 'De nouveaux mots.' };
  const patchText = { textId: textAt(place), operations: [{ insert: { content } }] };
  const proposal = await collective.propose({ effects: [{ patchText }] });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  expect(decision).toMatchObject({ effectsState: 'APPLIED' });
  return decision as { id: string; label: string };
};

const mark = (decisionId: string, on: string | null, by = collective.member(1)) =>
  by.does('markTextDeclared', { textId: textAt(0), decisionId, on });

const refused = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) });

describe('the reminder to declare changed statutes', () => {
  let first: { id: string; label: string };

  it('begins with the first decision that changes them, for three months, and never with their adoption', async () => {
    expect(await awaited()).toBeNull();
    first = await change();
    await world.wait('20 days');
    await change();
    const { id: sinceDecisionId, label: sinceDecisionLabel } = first;
    expect(await awaited()).toEqual({ due: '2027-02-23', sinceDecisionId, sinceDecisionLabel });
  });

  it('is for texts of governance alone', async () => {
    await change(1);
    expect(await awaited(1)).toBeNull();
  });

  it('is for members alone, though anybody reads the text', async () => {
    for (const token of [null, stranger.token])
      expect((await world.ask<Text>(token, READ, { id: textAt(0) })).data?.node).toEqual({
        declaration: null,
      });
  });

  it('takes no day before the decision and none to come, no decision on another text, and nobody else’s word', async () => {
    await expect(mark(first.id, '2026-11-22')).rejects.toEqual(
      refused('INVALID_INPUT', { reason: 'BEFORE_THE_DECISION' }),
    );
    await expect(mark(first.id, '2026-12-14')).rejects.toEqual(
      refused('INVALID_INPUT', { reason: 'IN_THE_FUTURE' }),
    );
    await expect(mark((await change(1)).id, '2026-12-13')).rejects.toEqual(refused('NOT_FOUND'));
    await expect(mark(first.id, '2026-12-13', stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await awaited()).not.toBeNull();
  });

  it('ends once a member marks it done, up to the decision that they name', async () => {
    await mark(first.id, '2026-12-01');
    const left = await awaited();
    expect(left).toMatchObject({ due: '2027-03-13' });
    await mark(left?.sinceDecisionId as string, '2026-12-13');
    expect(await awaited()).toBeNull();
    const third = await change();
    expect(await awaited()).toMatchObject({ sinceDecisionId: third.id });
  });

  it('is left off by a collective that declares nothing, until a day is given again', async () => {
    const { sinceDecisionId } = (await awaited()) as Awaited;
    await mark(sinceDecisionId, null);
    const later = await change();
    expect(await awaited()).toBeNull();
    await mark(sinceDecisionId, '2026-12-13');
    expect(await awaited()).toMatchObject({ sinceDecisionId: later.id });
  });

  it('stands in the register, which tells who said it to whoever may know', async () => {
    for (const kind of ['FULL', 'PUBLIC'] as const)
      expect(faultsOf(verified(await bundleOf(collective, kind)))).toEqual([]);
    const [leaf] = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'text.declared' ORDER BY index LIMIT 1`,
      [collective.id],
    );
    expect(JSON.parse((leaf as { encoded: string }).encoded)).toMatchObject({ body: { on: '2026-12-01' } });
    expect(leaf?.encoded).not.toContain(collective.member(1).memberId);
  });
});
