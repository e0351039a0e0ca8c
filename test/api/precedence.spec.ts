import type { Votes } from '../world/decisions.js';
import { grant, replace } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';

interface Marked {
  readonly repealedById: string | null;
  readonly reopenedById: string | null;
  readonly effectsState: string;
}

/** Charter row 5, in all its cases; online polls that are open or waiting are met in venues.spec.ts. */
describe('an assembly’s decision and an online one', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world.collective().withMembers(4).grow();
  });
  afterAll(() => world.close());

  const THREE: Votes = { for: 3 };
  const rewording = (body: string) => replace(collective, 'Règle 1', body);
  const online = async (effects: object[], title = 'En ligne') =>
    (await (await collective.propose({ title, effects })).decideOnline(THREE)).decision;
  const inAssembly = async (
    effects: object[],
    votes: Votes = THREE,
    form: 'PHYSICAL' | 'REMOTE' = 'PHYSICAL',
    title = 'En assemblée',
  ) =>
    (await (await collective.propose({ title, effects })).decideIn(await collective.assembly(3, form), votes))
      .decision;
  const marks = async (id = ''): Promise<Marked> =>
    (
      await collective
        .member(0)
        .ask<{ node: Marked }>(
          'query($id: ID!) { node(id: $id) { ... on Decision { repealedById reopenedById effectsState } } }',
          { id },
        )
    ).node;

  it('meet when the online one is executed: the assembly changes it, and online nobody changes it back', async () => {
    const first = await online([await rewording('En ligne.')]);
    expect(first).toMatchObject({ effectsState: 'APPLIED' });
    const second = await inAssembly([await rewording('En salle.')]);
    expect(second).toMatchObject({ effectsState: 'APPLIED' });
    expect(await marks(first?.id)).toMatchObject({ effectsState: 'APPLIED', repealedById: null });
    const back = await collective.propose({ effects: [await rewording('De nouveau en ligne.')] });
    await expect(back.open()).rejects.toMatchObject({
      code: 'ASSEMBLY_PREVAILS',
      facts: { decision: second?.label },
    });
  });

  it('meet between opening and proclamation: the online one is numbered, and not applied', async () => {
    const poll = await (await collective.propose({ effects: [await grant(collective)] })).open();
    await poll.votes(THREE);
    // Rejected at a distance, an assembly lets the online poll go on; decided on in a room, it does not.
    await inAssembly([await grant(collective)], { against: 3 });
    expect(await poll.read()).toMatchObject({ state: 'SUPERSEDED', decision: null });
  });

  describe('may be opened to online change', () => {
    const reopen = (decisionId = ''): object => ({ reopenDecision: { decisionId } });

    it('by an assembly: what it decided may then be changed online', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      const opening = await inAssembly([reopen(decided?.id)]);
      expect(opening).toMatchObject({ effectsState: 'APPLIED' });
      expect(await marks(decided?.id)).toMatchObject({ reopenedById: opening?.id });
      expect(await online([await rewording('En ligne.')])).toMatchObject({ effectsState: 'APPLIED' });
    });

    it('and then also be replaced online', async () => {
      const decided = await inAssembly([]);
      const repeal = { repealDecision: { decisionId: decided?.id } };
      await expect((await collective.propose({ effects: [repeal] })).open()).rejects.toMatchObject({
        code: 'ASSEMBLY_PREVAILS',
      });
      await inAssembly([reopen(decided?.id)]);
      expect(await online([repeal])).toMatchObject({ effectsState: 'APPLIED' });
    });

    it('never by an online poll', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      await expect(
        (await collective.propose({ effects: [reopen(decided?.id)] })).open(),
      ).rejects.toMatchObject({
        code: 'ASSEMBLY_PREVAILS',
        facts: { decision: decided?.label },
      });
    });

    it('not by an assembly that rejects it', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      await inAssembly([reopen(decided?.id)], { against: 3 });
      expect(await marks(decided?.id)).toMatchObject({ reopenedById: null });
      await expect(
        (await collective.propose({ effects: [await rewording('En ligne.')] })).open(),
      ).rejects.toMatchObject({ code: 'ASSEMBLY_PREVAILS' });
    });

    it('until an assembly decides again', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      await inAssembly([reopen(decided?.id)]);
      await inAssembly([await rewording('De nouveau en salle.')]);
      await expect(
        (await collective.propose({ effects: [await rewording('En ligne.')] })).open(),
      ).rejects.toMatchObject({ code: 'ASSEMBLY_PREVAILS' });
    });

    it('only where it is closed: not twice, nor an online one, nor one at a distance, nor where the rule opens it', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      await inAssembly([reopen(decided?.id)]);
      const remote = await inAssembly([], THREE, 'REMOTE');
      const there = await online([]);
      for (const decision of [decided, remote, there])
        await expect(collective.propose({ effects: [reopen(decision?.id)] })).rejects.toMatchObject({
          code: 'DECISION_NOT_CLOSED',
          facts: { decision: decision?.label },
        });
      collective = await world
        .collective()
        .withMembers(3)
        .withRules((rules) => rules.map((rule) => ({ ...rule, revocableOnline: true })))
        .grow();
      const open = await inAssembly([]);
      await expect(collective.propose({ effects: [reopen(open?.id)] })).rejects.toMatchObject({
        code: 'DECISION_NOT_CLOSED',
      });
    });

    it('by the matter under which it was taken', async () => {
      const decided = await inAssembly([await rewording('En salle.')]);
      expect((await collective.propose({ effects: [reopen(decided?.id)] })).matter).toBe('DEEP');
      const nothing = collective.globalId('Decision', collective.id);
      await expect(collective.propose({ effects: [reopen(nothing)] })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  describe('are replaced only by another', () => {
    const repeal = (decisionId = ''): object => ({ repealDecision: { decisionId } });

    it('which is shown on it, and undoes nothing of what it did', async () => {
      const first = await online([await rewording('En ligne.')]);
      const second = await online([repeal(first?.id)]);
      expect(await marks(first?.id)).toMatchObject({ repealedById: second?.id, effectsState: 'APPLIED' });
      expect(await marks(second?.id)).toMatchObject({ repealedById: null });
      const { node } = await collective
        .member(0)
        .ask<{ node: { consolidated: { markdown: string } } }>(
          'query($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown } } } }',
          { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
        );
      expect(node.consolidated.markdown).toContain('En ligne.');
    });

    it('with the effects that undo it, in the same decision', async () => {
      const first = await online([await rewording('En ligne.')]);
      const second = await online([repeal(first?.id), await rewording('Comme avant.')]);
      expect(second).toMatchObject({ effectsState: 'APPLIED' });
      expect(await marks(first?.id)).toMatchObject({ repealedById: second?.id });
    });

    it('once, and only when they adopted something', async () => {
      const first = await online([]);
      await online([repeal(first?.id)]);
      await expect(collective.propose({ effects: [repeal(first?.id)] })).rejects.toMatchObject({
        code: 'DECISION_REPEALED',
      });
      const rejected = await inAssembly([], { against: 3 });
      await expect(collective.propose({ effects: [repeal(rejected?.id)] })).rejects.toMatchObject({
        code: 'DECISION_NOT_ADOPTED',
      });
    });

    it('the assembly’s never online, and an online one no longer once an assembly kept it', async () => {
      const decided = await inAssembly([]);
      await expect(
        (await collective.propose({ effects: [repeal(decided?.id)] })).open(),
      ).rejects.toMatchObject({
        code: 'ASSEMBLY_PREVAILS',
      });
      const there = await online([]);
      await inAssembly([repeal(there?.id)], { against: 3 });
      await expect((await collective.propose({ effects: [repeal(there?.id)] })).open()).rejects.toMatchObject(
        {
          code: 'ASSEMBLY_PREVAILS',
        },
      );
    });

    it('by the matter under which they were taken, the founding’s by governance', async () => {
      const first = await online([await rewording('En ligne.')]);
      expect((await collective.propose({ effects: [repeal(first?.id)] })).matter).toBe('DEEP');
      const [founding] = await world.sql<{ id: string }>(
        'SELECT id FROM ormee.decision WHERE collective_id = $1 AND number = 0',
        [collective.id],
      );
      const effect = repeal(collective.globalId('Decision', founding?.id ?? ''));
      expect((await collective.propose({ effects: [effect] })).matter).toBe('GOVERNANCE');
    });

    it('and never edited: the serving role cannot touch a mark either', async () => {
      const act = world.transactions.write((tx) => tx.rows('UPDATE ormee.decision_mark SET kind = kind'));
      await expect(act).rejects.toThrow('permission denied');
    });
  });
});
