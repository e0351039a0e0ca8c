import type { TestAssembly } from '../world/decisions.js';
import { grant } from '../world/effects.js';
import { groupNamed } from '../world/groups.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Mandate {
  readonly id: string;
  readonly task: string;
  readonly state: string;
  readonly role: string | null;
  readonly holders: readonly { id: string }[];
}

interface Line {
  readonly id: string;
  readonly task: string;
  readonly state: string;
  readonly holderIds: readonly string[];
  readonly settledById: string | null;
  readonly mandateId: string | null;
}

const LINE = 'id task title state holderIds settledById mandateId reportEvery';
const POLL = 'poll { id title matter state decision { id effectsState } }';

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
  collective = await world.collective().withMembers(5).withLegalMember('Coopérative').grow();
  [louise, nestor, blanche] = collective.members as [TestMember, TestMember, TestMember];
  cooperative = collective.member(5);
});

const in20Days = () => world.in('20 days');

/** "Réserver la salle : Nestor, jusqu’à …". */
const noting = async (overrides: object = {}) => ({
  title: 'Réserver la salle',
  holderIds: [nestor.id],
  until: await in20Days(),
  ...overrides,
});

const note = async (overrides: object = {}, by = louise): Promise<Line> =>
  (await by.does<{ line: Line }>('noteMandate', await noting(overrides), `line { ${LINE} }`)).line;

const lines = async (state: string | null = null): Promise<Line[]> => {
  const { mandateLines } = await blanche.ask<{ mandateLines: { edges: { node: Line }[] } }>(
    `query($state: MandateLineState) { mandateLines(state: $state, first: 100) { edges { node { ${LINE} } } } }`,
    { state },
  );
  return mandateLines.edges.map(({ node }) => node);
};

/** Those that decisions gave; roles of sittings are none. */
const mandates = async (): Promise<Mandate[]> => {
  const { mandates: page } = await blanche.ask<{ mandates: { edges: { node: Mandate }[] } }>(
    '{ mandates(first: 100) { edges { node { id task state holders { id } role scope { acts } } } } }',
  );
  return page.edges.map(({ node }) => node).filter(({ role }) => role === null);
};
const tasks = async () => (await mandates()).map(({ task }) => task);

/** Puts all that waits, and answers the poll once it is proclaimed. */
async function decideWaiting(assembly: TestAssembly, votes: { for?: number; against?: number }) {
  const { poll } = await assembly.facilitator.does<{ poll: { id: string } }>(
    'putMandateLines',
    { assemblyId: assembly.id },
    POLL,
  );
  const opened = await collective.poll(poll.id, assembly.facilitator).votes(votes);
  return opened.lastCall();
}

describe('a line of a mandate', () => {
  it('is written down by one act, and counts for nothing until a decision confirms it', async () => {
    const line = await note();
    expect(line).toMatchObject({
      task: 'reserver-la-salle',
      state: 'PROPOSED',
      holderIds: [nestor.id],
      mandateId: null,
    });
    expect(await lines('PROPOSED')).toHaveLength(1);
    expect(await mandates()).toEqual([]);
    const [roles] = await world.sql<{ held: number }>(
      'SELECT count(*)::int AS held FROM ormee.mandate_holder WHERE collective_id = $1',
      [collective.id],
    );
    expect(roles).toEqual({ held: 0 });
  });

  it('is confirmed with all that wait in its sitting, by one question and one act', async () => {
    const assembly = await collective.assembly(4);
    await note({ assemblyId: assembly.id });
    await note(
      { assemblyId: assembly.id, title: 'Écrire le tract', holderIds: [louise.id, blanche.id] },
      nestor,
    );
    await note({ title: 'Hors séance' });
    const { decision } = await decideWaiting(assembly, { for: 4 });
    expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    expect(await mandates()).toMatchObject([
      { task: 'reserver-la-salle', state: 'LIVE', holders: [{ id: nestor.id }], scope: { acts: [] } },
      { task: 'ecrire-le-tract', state: 'LIVE', scope: { acts: [] } },
    ]);
    const [first, , outside] = await lines();
    expect(first).toMatchObject({ state: 'CONFIRMED', settledById: decision?.id });
    expect(first?.mandateId).toBe((await mandates())[0]?.id);
    expect(outside).toMatchObject({ state: 'PROPOSED', settledById: null });
  });

  it('holds up none of all that wait, where it cannot be put now, and is named where it is asked for', async () => {
    const group = await groupNamed(collective, 'Logistique', louise);
    const decided = await (await collective.propose({})).decideIn(await collective.assembly(3), { for: 3 });
    const offer = { title: 'Porter les bancs', groupId: group.id };
    await louise.does('offerMandate', offer);
    const ended = await note({ title: 'Charger le camion', groupId: group.id });
    const held = await note({ title: 'Tresorerie' });
    const recalled = await note({ title: 'Une suite', decisionId: decided.decision?.id });
    const put = await note({ title: 'Fermer à clé' });
    const [effect, repeal] = [
      await grant(collective, { holderIds: [blanche.id] }),
      { repealDecision: { decisionId: decided.decision?.id } },
    ];
    const end = { endGroup: { groupId: group.id, named: 'Logistique' } };
    const all = await collective.propose({ effects: [effect, repeal, end] });
    const { decision } = await all.decideIn(await collective.assembly(3), { for: 3 });
    expect(decision?.effectsState).toBe('APPLIED');
    const closesAt = await world.in('9 days');
    await louise.does('putMandateLines', { lineIds: [put.id], closesAt });
    const free = await note({ title: 'Écrire le tract' });

    const states = new Map((await lines()).map(({ id, state }) => [id, state]));
    expect([ended, recalled, held].map(({ id }) => states.get(id))).toEqual([
      ...['WITHDRAWN', 'WITHDRAWN', 'PROPOSED'],
    ]);
    const offers = await world.sql('SELECT state FROM ormee.mandate_offer WHERE collective_id = $1', [
      collective.id,
    ]);
    expect(offers).toEqual([{ state: 'WITHDRAWN' }]);
    expect(await louise.act('offerMandate', offer)).toMatchObject({ code: 'NOT_FOUND' });
    for (const [line, code, fact] of [
      [ended, 'MANDATE_LINE_SETTLED', { name: 'task', value: 'charger-le-camion' }],
      [held, 'MANDATE_TASK_HELD', { name: 'task', value: 'tresorerie' }],
      [put, 'TARGET_RESERVED', { name: 'target', value: 'mandate:fermer-a-cle' }],
    ] as const)
      expect(await nestor.act('putMandateLines', { lineIds: [free.id, line.id], closesAt })).toMatchObject({
        code,
        facts: expect.arrayContaining([fact]) as unknown,
        path: ['input', 'lineIds', '1'],
      });
    const { poll } = await nestor.does<{ poll: { title: string } }>('putMandateLines', { closesAt }, POLL);
    expect(poll.title).toBe('Mandats : Écrire le tract');
  });

  it('of a task that a prevailing assembly decided on waits for one, and holds up no other online', async () => {
    const given = await collective.propose({
      effects: [await grant(collective, { holderIds: [nestor.id] })],
    });
    await given.decideIn(await collective.assembly(3), { for: 3 });
    const { id } = await collective.mandate('tresorerie');
    await nestor.does('handBackMandate', { mandateId: id });
    await note({ title: 'Trésorerie' });
    await note({ title: 'Écrire le tract' });
    const closesAt = await world.in('9 days');
    const { poll } = await louise.does<{ poll: { title: string } }>('putMandateLines', { closesAt }, POLL);
    expect(poll.title).toBe('Mandats : Écrire le tract');
  });

  it('is decided by the rule on mandates, online where that rule says so', async () => {
    const line = await note();
    const closesAt = await world.in('8 days');
    const { poll } = await louise.does<{ poll: { id: string; title: string; matter: string } }>(
      'putMandateLines',
      { lineIds: [line.id], closesAt },
      POLL,
    );
    expect(poll).toMatchObject({ title: 'Mandats : Réserver la salle', matter: 'MANDATE' });
    await (await collective.poll(poll.id, louise).votes({ for: 3 })).end('8 days');
    expect(await tasks()).toEqual(['reserver-la-salle']);
  });

  it('is confirmed by the decision on a proposal that lists it, beside its other effects', async () => {
    const line = await note({ reportDueAt: await world.in('5 days'), reportEvery: 'P1M' });
    const proposal = await collective.propose({ mandateLineIds: [line.id] });
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    expect(await mandates()).toMatchObject([{ task: 'reserver-la-salle', state: 'LIVE' }]);
    expect((await lines('CONFIRMED'))[0]).toMatchObject({ id: line.id, reportEvery: 'P1M' });
  });

  it('that the collective rejects waits no more', async () => {
    await note();
    const { decision } = await decideWaiting(await assemblyWithLines(), { against: 3 });
    expect(decision).toMatchObject({ outcome: 'REJECTED' });
    expect(await lines()).toMatchObject([
      { state: 'PROPOSED' },
      { state: 'REFUSED', settledById: decision?.id },
    ]);
    expect(await mandates()).toEqual([]);
  });

  async function assemblyWithLines(): Promise<TestAssembly> {
    const assembly = await collective.assembly(3);
    await note({ assemblyId: assembly.id, title: 'Tenir la buvette' });
    return assembly;
  }

  it('is taken back by whom it names, for nobody is mandated against their will, and by nobody else', async () => {
    const line = await note();
    expect(await blanche.act('withdrawMandateLine', { lineId: line.id })).toMatchObject({
      code: 'MANDATE_LINE_NOT_YOURS',
    });
    const proposal = await collective.propose({ mandateLineIds: [line.id] });
    for (const twice of [1, 2])
      expect([twice, await nestor.act('withdrawMandateLine', { lineId: line.id })]).toMatchObject([
        twice,
        { __typename: 'WithdrawMandateLineSuccess' },
      ]);
    // What was put meanwhile finds it gone.
    const assembly = await collective.assembly(3);
    await expect(proposal.openIn(assembly)).rejects.toMatchObject({ code: 'MANDATE_LINE_SETTLED' });
    expect(
      await louise.act('putMandateLines', { lineIds: [line.id], assemblyId: assembly.id }),
    ).toMatchObject({
      code: 'MANDATE_LINE_SETTLED',
    });
  });

  it('that is taken back while it is voted on leaves a decision that is not applied', async () => {
    const assembly = await collective.assembly(3);
    const line = await note({ assemblyId: assembly.id });
    const other = await note({ assemblyId: assembly.id, title: 'Écrire le tract' });
    const { poll } = await louise.does<{ poll: { id: string } }>(
      'putMandateLines',
      { assemblyId: assembly.id },
      POLL,
    );
    await nestor.does('withdrawMandateLine', { lineId: line.id });
    const opened = await collective.poll(poll.id, louise).votes({ for: 3 });
    expect((await opened.lastCall()).decision).toMatchObject({
      effectsState: 'NOT_APPLIED',
      notApplied: { code: 'MANDATE_LINE_SETTLED' },
    });
    expect(await lines('PROPOSED')).toMatchObject([{ id: other.id }]);
    expect(await mandates()).toEqual([]);
  });

  it('waits no more once somebody whom it names leaves', async () => {
    const line = await note();
    await nestor.does('leaveCollective', { confirmed: true });
    expect(await lines()).toMatchObject([{ id: line.id, state: 'WITHDRAWN' }]);
  });

  it('frees the name of its task once its day came before its decision', async () => {
    await note({ until: await world.in('1 day') });
    await world.wait('2 days');
    expect(await note()).toMatchObject({ state: 'PROPOSED' });
    expect(await lines()).toMatchObject([{ state: 'WITHDRAWN' }, { state: 'PROPOSED' }]);
  });

  it('is the same one for the same key', async () => {
    const sent = await noting({ idempotencyKey: 'une' });
    const ids = [];
    for (const by of [louise, louise])
      ids.push((await by.does<{ line: Line }>('noteMandate', sent, 'line { id }')).line.id);
    expect(new Set(ids).size).toBe(1);
    expect(await lines()).toHaveLength(1);
  });
});

describe('a line is refused', () => {
  it.each<[string, string, object]>([
    ['without a title', 'INVALID_INPUT', { title: ' ' }],
    ['with a title from which no name follows', 'INVALID_INPUT', { title: '？！' }],
    ['with marks that turn the direction of reading', 'INVALID_INPUT', { title: 'salle\u202eellas' }],
    ['with a name that is no name', 'INVALID_INPUT', { task: 'sitting/x' }],
    ['without anybody', 'INVALID_INPUT', { holderIds: [] }],
    ['with an end that is past', 'MANDATE_END_PAST', { until: '2020-01-01T00:00:00.000Z' }],
    ['with a report that was due', 'INVALID_INPUT', { reportDueAt: '2020-01-01T00:00:00.000Z' }],
    ['with a report that comes back before it is due', 'INVALID_INPUT', { reportEvery: 'P1M' }],
    [
      'with a report every hour',
      'INVALID_INPUT',
      { reportDueAt: '2030-01-01T00:00:00.000Z', reportEvery: 'PT1H' },
    ],
  ])('%s', async (_why, code, overrides) => {
    expect(await louise.act('noteMandate', await noting(overrides))).toMatchObject({ code });
    expect(await lines()).toEqual([]);
  });

  it('with somebody twice, an excluded or a legal person, or one of another collective', async () => {
    const stranger = (await world.collective().withMembers(1).grow()).member(0);
    expect(
      await louise.act('noteMandate', await noting({ holderIds: [nestor.id, nestor.id] })),
    ).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await louise.act('noteMandate', await noting({ holderIds: [stranger.id] }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    await world.sql(`UPDATE ormee.member SET state = 'EXCLUDED', left_at = ormee.instant() WHERE id = $1`, [
      blanche.memberId,
    ]);
    for (const { id } of [blanche, cooperative])
      expect(await louise.act('noteMandate', await noting({ holderIds: [nestor.id, id] }))).toMatchObject({
        code: 'MANDATE_HOLDER_NOT_ELIGIBLE',
      });
  });

  it('with a task that is held, or that another line names', async () => {
    await note();
    const waits = await louise.act('noteMandate', await noting());
    expect(waits).toMatchObject({ code: 'MANDATE_LINE_WAITS' });
    expect((waits as unknown as { message: string }).message).toContain('Aucun mandat n’est encore donné');
    await (
      await collective.propose({ mandateLineIds: [(await lines())[0]?.id as string] })
    ).decideIn(await collective.assembly(3), { for: 3 });
    expect(await louise.act('noteMandate', await noting())).toMatchObject({ code: 'MANDATE_TASK_HELD' });
    // Two at one moment meet in the database.
    const [one, two] = await Promise.all([
      louise.act('noteMandate', await noting({ task: 'caisse' })),
      nestor.act('noteMandate', await noting({ task: 'caisse' })),
    ]);
    expect([one, two].find(({ code }) => code !== undefined)).toMatchObject({
      code: 'MANDATE_LINE_WAITS',
      facts: [{ name: 'task', value: 'caisse' }],
    });
    expect([one, two].filter(({ code }) => code === undefined)).toHaveLength(1);
  });

  it('as a question where none waits, where it is twice in one, and beside options', async () => {
    const assembly = await collective.assembly(3);
    expect(await louise.act('putMandateLines', { assemblyId: assembly.id })).toMatchObject({
      code: 'NO_MANDATE_LINE_WAITS',
    });
    const { id } = await note();
    expect(
      await louise.act('submitProposal', {
        title: 'Un choix',
        options: [{ label: 'Une' }, { label: 'Deux' }],
        mandateLineIds: [id],
      }),
    ).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await louise.act('putMandateLines', { lineIds: [id] })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await nestor.act('putMandateLines', { lineIds: [id], assemblyId: assembly.id })).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    expect(await lines()).toHaveLength(1);
    const [left] = await world.sql<{ count: number }>(
      'SELECT count(*)::int FROM ormee.proposal WHERE collective_id = $1',
      [collective.id],
    );
    expect(left).toEqual({ count: 0 });
  });
});
