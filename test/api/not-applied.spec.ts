import { addRule, grant, insertAfter, removeRule, repeal, replace, revoke } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';

describe('an adopted decision whose effects no longer apply', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(() => world.close());

  const bylaws = async (): Promise<string> => {
    const { node } = await collective
      .member(0)
      .ask<{ node: { consolidated: { markdown: string } } }>(
        'query($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown } } } }',
        { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
      );
    return node.consolidated.markdown;
  };

  /** What the register says in clear of the decisions, from the founding on. */
  const leavesOf = async (type: string): Promise<Record<string, unknown>[]> => {
    const leaves = await world.sql<{ encoded: string }>(
      'SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2 ORDER BY index',
      [collective.id, type],
    );
    return leaves.map(({ encoded }) => (JSON.parse(encoded) as { body: Record<string, unknown> }).body);
  };

  it('is numbered and says why, when the article after which it inserts was repealed meanwhile', async () => {
    const insertion = await (
      await collective.propose({ effects: [insertAfter(collective, 'Règle 2', 'Règle 3')] })
    ).open({ lasting: '10 days' });
    await insertion.votes({ for: 3 });
    const without = await collective.propose({ effects: [await repeal(collective, 'Règle 2')] });
    expect((await without.decideOnline({ for: 3 })).decision).toMatchObject({
      number: 1,
      effectsState: 'APPLIED',
    });

    expect(await insertion.end('2 days')).toMatchObject({
      state: 'DECIDED',
      outcome: { code: 'ADOPTED' },
      decision: {
        number: 2,
        outcome: 'ADOPTED',
        effectsState: 'NOT_APPLIED',
        notApplied: { code: 'ANCHOR_NOT_IN_FORCE' },
      },
    });
    expect(await bylaws()).not.toContain('Règle 3');
    expect(await leavesOf('text.patched')).toHaveLength(3); // two texts of the founding, and the repeal
    expect((await leavesOf('decision.numbered')).at(-1)).toMatchObject({
      effects: 'NOT_APPLIED',
      notApplied: 'ANCHOR_NOT_IN_FORCE',
    });
  });

  it('applies none of several effects, when the mandate to revoke was handed back meanwhile', async () => {
    const holder = collective.member(2);
    await (
      await collective.propose({ effects: [await grant(collective)] })
    ).decideOnline({ for: 3 }, '25 hours');
    const { id } = await collective.mandate('tresorerie');
    const proposal = await collective.propose({
      effects: [
        await replace(collective, 'Règle 1', 'Des mots qui ne viendront pas.'),
        revoke(id),
        await grant(collective, { task: 'releve' }),
      ],
    });
    const poll = await (await proposal.open()).votes({ for: 3 });
    await holder.does('handBackMandate', { mandateId: id });

    expect((await poll.end()).decision).toMatchObject({
      outcome: 'ADOPTED',
      effectsState: 'NOT_APPLIED',
      notApplied: { code: 'MANDATE_NOT_LIVE' },
    });
    expect(await bylaws()).not.toContain('Des mots qui ne viendront pas');
    expect(await collective.mandate('tresorerie')).toMatchObject({ state: 'HANDED_BACK' });
    await expect(collective.mandate('releve')).rejects.toThrow('no mandate');
    expect((await leavesOf('mandate.granted')).map(({ task }) => task)).toEqual(['tresorerie']);
  });

  it('leaves the statutes alone, when the rule that it says unchanged was removed meanwhile', async () => {
    const all = { for: 3 };
    const withRule = await collective.propose({
      effects: [
        await addRule(collective, 'MANDATE', 'ROUTINE', { provisionId: collective.provision('Article 6') }),
      ],
    });
    expect((await withRule.decideIn(await collective.assembly(3), all)).decision?.effectsState).toBe(
      'APPLIED',
    );

    const { hash } = await collective.rule('MANDATE');
    const rewording = await replace(collective, 'Article 6', 'Un mandat se rend à tout moment.', {
      unchangedClauses: [{ matter: 'MANDATE', hash }],
    });
    const proposal = await collective.propose({ effects: [rewording] });
    const sitting = await collective.assembly(3);
    const poll = await (await proposal.openIn(sitting)).votes(all);
    const removal = await collective.propose({ effects: [await removeRule(collective, 'MANDATE')] });
    expect((await removal.decideIn(sitting, all)).decision?.effectsState).toBe('APPLIED');

    const before = await collective.hashOf('Article 6');
    expect((await poll.lastCall()).decision).toMatchObject({
      outcome: 'ADOPTED',
      effectsState: 'NOT_APPLIED',
      notApplied: { code: 'CLAUSE_CHANGED' },
    });
    expect(await collective.hashOf('Article 6')).toBe(before);
  });
});
