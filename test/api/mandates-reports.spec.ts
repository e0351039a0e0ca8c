import { grant, revoke } from '../world/effects.js';
import { mandateFor } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Beside {
  readonly task: string;
  readonly state: string;
  readonly boundByIds: readonly string[];
  readonly nextReportDueAt: string | null;
  readonly reportOverdue: boolean;
  readonly reportMissing: boolean;
  readonly reports: readonly { number: number; versions: readonly { version: number; body: string }[] }[];
  readonly instructionsAsked: readonly {
    proposalId: string;
    title: string;
    decisionId: string | null;
    outcome: string | null;
  }[];
  readonly handover: {
    items: readonly { kind: string; title: string; subjectId: string | null; dueAt: string | null }[];
    notes: readonly { body: string; authorId: string }[];
  } | null;
}

const BESIDE = `task state boundByIds nextReportDueAt reportOverdue reportMissing
  reports { number versions { version body } }
  instructionsAsked { proposalId title decisionId outcome }
  handover { items { kind title subjectId dueAt } notes { body authorId } }`;

let world: World;
let collective: TestCollective;
let louise: TestMember;
let nestor: TestMember;
let blanche: TestMember;
let mandateId: string;

/** The last mandate of the task that these members were given. */
async function give(holders: readonly TestMember[], overrides: object = {}): Promise<string> {
  const holderIds = holders.map(({ id }) => id);
  const proposal = await collective.propose({
    effects: [await grant(collective, { holderIds, ...overrides })],
  });
  await proposal.decideIn(await collective.assembly(3), { for: 3 });
  return (await collective.mandate('tresorerie')).id;
}

const read = async (id = mandateId): Promise<Beside> => {
  const { node } = await blanche.ask<{ node: Beside }>(
    `query($id: ID!) { node(id: $id) { ... on Mandate { ${BESIDE} } } }`,
    { id },
  );
  return node;
};

const listed = async (given: string): Promise<Beside[]> => {
  const { mandates } = await blanche.ask<{ mandates: { edges: { node: Beside }[] } }>(
    `{ mandates(first: 100, ${given}) { edges { node { ${BESIDE} } } } }`,
  );
  return mandates.edges.map(({ node }) => node);
};

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.travelTo('2026-10-05T09:00:00.000Z');
  await world.forgetJobs();
  collective = await world.collective().withMembers(5).grow();
  [louise, nestor, blanche] = collective.members as [TestMember, TestMember, TestMember];
  mandateId = await give([louise]);
});

describe('a report', () => {
  it('is written by whoever holds or held the mandate, and by nobody else', async () => {
    await louise.does('reportOnMandate', { mandateId, body: 'La caisse est **juste**.' });
    expect(await nestor.act('reportOnMandate', { mandateId, body: 'Moi aussi.' })).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    await louise.does('handBackMandate', { mandateId });
    await louise.does('reportOnMandate', { mandateId, body: 'Et voici la fin.' });
    expect((await read()).reports).toEqual([
      { number: 1, versions: [{ version: 1, body: 'La caisse est **juste**.' }] },
      { number: 2, versions: [{ version: 1, body: 'Et voici la fin.' }] },
    ]);
  });

  it('keeps each of its versions, and refuses one that follows another than its author read', async () => {
    await louise.does('reportOnMandate', { mandateId, body: 'Il manque 10 €.' });
    const again = { mandateId, number: 1, expectedVersion: 1, body: 'Ils sont retrouvés.' };
    await louise.does('reportOnMandate', again);
    expect(await louise.act('reportOnMandate', again)).toMatchObject({
      code: 'REPORT_CHANGED',
      facts: [{ name: 'currentVersion', value: '2' }],
    });
    expect((await read()).reports[0]?.versions.map(({ body }) => body)).toEqual([
      'Il manque 10 €.',
      'Ils sont retrouvés.',
    ]);
    await expect(
      world.transactions.write((tx) => tx.rows(`UPDATE ormee.mandate_report SET body = 'Rien.'`)),
    ).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['nothing', { body: ' ' }, 'INVALID_INPUT'],
    ['control characters', { body: 'a\u0007b' }, 'INVALID_INPUT'],
    ['a report that is not there', { body: 'Oui.', number: 7 }, 'NOT_FOUND'],
  ])('of %s is refused', async (_what, sent, code) => {
    expect(await louise.act('reportOnMandate', { mandateId, ...sent })).toMatchObject({ code });
  });

  it('of two at once gets two numbers, and of two for one key one', async () => {
    const bodies = ['Un.', 'Deux.'];
    await Promise.all(bodies.map((body) => louise.does('reportOnMandate', { mandateId, body })));
    const same = { mandateId, body: 'Trois.', idempotencyKey: 'trois' };
    await Promise.all([louise.does('reportOnMandate', same), louise.does('reportOnMandate', same)]);
    expect((await read()).reports.map(({ number }) => number)).toEqual([1, 2, 3]);
  });
});

describe('a report that is due', () => {
  it('is overdue once its day is past, until it is written', async () => {
    mandateId = await give([louise], { task: 'accueil', reportDueAt: '2026-10-10T09:00:00.000Z' }).then(
      async () => (await collective.mandate('accueil')).id,
    );
    expect(await read()).toMatchObject({ nextReportDueAt: '2026-10-10T09:00:00.000Z', reportOverdue: false });
    expect(await listed('overdue: true')).toEqual([]);
    await world.travelTo('2026-10-10T09:00:01.000Z');
    expect(await listed('overdue: true')).toMatchObject([{ task: 'accueil', reportOverdue: true }]);
    await louise.does('reportOnMandate', { mandateId, body: 'Trois personnes.' });
    expect(await read()).toMatchObject({ nextReportDueAt: null, reportOverdue: false });
    expect(await listed('overdue: true')).toEqual([]);
  });

  it('comes back by the calendar of the collective, to the end of the mandate', async () => {
    await give([louise], {
      task: 'accueil',
      reportDueAt: '2026-10-20T08:00:00.000Z',
      reportEvery: 'P1W',
      endsAt: '2026-11-02T09:00:00.000Z',
    });
    mandateId = (await collective.mandate('accueil')).id;
    const report = () => louise.does('reportOnMandate', { mandateId, body: 'Rien de neuf.' });
    await report();
    // Paris: the clock goes back on 25 October, and ten in the morning stays ten.
    expect(await read()).toMatchObject({ nextReportDueAt: '2026-10-27T09:00:00.000Z' });
    await report();
    expect(await read()).toMatchObject({ nextReportDueAt: null, reportOverdue: false });
    // An end that somebody wrote down later asks for nothing that its own end did not.
    await world.sql(
      `UPDATE ormee.mandate SET state = 'ENDED', ended_at = ends_at + interval '30 days' WHERE collective_id = $1 AND id = $2`,
      [collective.id, collective.rowId(mandateId)],
    );
    expect(await read()).toMatchObject({ nextReportDueAt: null, reportOverdue: false });
  });

  it('stays due after a revocation', async () => {
    await give([louise], { task: 'accueil', reportDueAt: '2026-10-10T09:00:00.000Z' });
    const { id } = await collective.mandate('accueil');
    await (
      await collective.propose({ effects: [revoke(id, 'accueil')] })
    ).decideIn(await collective.assembly(3), { for: 3 });
    await world.travelTo('2026-10-11T09:00:00.000Z');
    expect(await listed('overdue: true')).toMatchObject([{ task: 'accueil', state: 'REVOKED' }]);
  });

  it('is missing once all who held it are gone, and falls to whoever has the task next', async () => {
    const due = { task: 'accueil', reportDueAt: '2026-10-10T09:00:00.000Z' };
    const holder = collective.member(4);
    await give([holder], due);
    mandateId = (await collective.mandate('accueil')).id;
    await world.travelTo('2026-10-11T09:00:00.000Z');
    await holder.does('leaveCollective', { confirmed: true });
    expect(await read()).toMatchObject({ reportOverdue: false, reportMissing: true });
    expect(await listed('overdue: true')).toEqual([]);
    const write = (by: TestMember) => by.act('reportOnMandate', { mandateId, body: 'Rien n’a été fait.' });
    expect(await write(blanche)).toMatchObject({ code: 'MANDATE_REQUIRED' });

    await give([blanche], { task: 'accueil' });
    expect(await listed('overdue: true')).toMatchObject([
      { state: 'HANDED_BACK', reportOverdue: true, reportMissing: false },
    ]);
    const { awaitingMe } = await blanche.ask<{ awaitingMe: { edges: { node: object }[] } }>(
      '{ awaitingMe(first: 100) { edges { node { reason objectId } } } }',
    );
    expect(awaitingMe.edges.map(({ node }) => node)).toContainEqual({
      reason: 'REPORT_OVERDUE',
      objectId: mandateId,
    });
    expect(await write(louise)).toMatchObject({ code: 'MANDATE_REQUIRED' });
    expect(await blanche.act('writeHandover', { mandateId, body: 'Rien de moi.' })).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    await blanche.does('reportOnMandate', { mandateId, body: 'Rien n’a été fait.' });
    expect(await listed('overdue: true')).toEqual([]);
    expect(await read()).toMatchObject({ nextReportDueAt: null, reportMissing: false });
  });
});

describe('instructions', () => {
  const ask = { title: 'Acheter un coffre', question: 'Le collectif achète un coffre, 200 € au plus.' };

  it('are asked by one act, which opens a question that binds the mandate once it is adopted', async () => {
    await louise.does('askForInstructions', { mandateId, ...ask });
    const [asked] = (await read()).instructionsAsked;
    expect(asked).toMatchObject({ title: 'Acheter un coffre', decisionId: null, outcome: null });
    expect((await read()).boundByIds).toEqual([]);
    const { decision } = await decide(asked?.proposalId as string, { for: 3 });
    expect(await read()).toMatchObject({
      boundByIds: [decision?.id],
      instructionsAsked: [{ decisionId: decision?.id, outcome: 'ADOPTED' }],
    });
  });

  it('that are rejected are an answer, and bind nobody', async () => {
    await louise.does('askForInstructions', { mandateId, ...ask });
    await decide((await read()).instructionsAsked[0]?.proposalId as string, { against: 3 });
    expect(await read()).toMatchObject({ boundByIds: [], instructionsAsked: [{ outcome: 'REJECTED' }] });
  });

  async function decide(proposalId: string, votes: object) {
    const assembly = await collective.assembly(3);
    const { poll } = await louise.does<{ poll: { id: string } }>(
      'openPoll',
      { proposalId, version: 1, assemblyId: assembly.id },
      'poll { id }',
    );
    return (await collective.poll(poll.id, louise).votes(votes)).lastCall();
  }

  it('are asked by holders of a live mandate', async () => {
    expect(await nestor.act('askForInstructions', { mandateId, ...ask })).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    expect(await louise.act('askForInstructions', { mandateId, ...ask, title: '' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    await louise.does('handBackMandate', { mandateId });
    expect(await louise.act('askForInstructions', { mandateId, ...ask })).toMatchObject({
      code: 'MANDATE_NOT_LIVE',
    });
    expect((await read()).instructionsAsked).toEqual([]);
  });
});

describe('a handover', () => {
  it('tells all members, and the next holder, what is open and what the last one wrote', async () => {
    await louise.does('askForInstructions', {
      mandateId,
      title: 'Changer de banque',
      question: 'Laquelle ?',
    });
    await louise.does('conveneAssembly', {
      title: 'Point sur la caisse',
      form: 'PHYSICAL',
      startsAt: await world.in('3 days'),
    });
    expect((await read()).handover).toBeNull();
    await louise.does('handBackMandate', { mandateId, handover: 'Le code est au coffre.' });
    const next = await give([nestor]);
    expect(next).not.toBe(mandateId);
    const [before, now] = await listed('task: "tresorerie"');
    expect(before?.handover).toMatchObject({
      items: [
        { kind: 'INSTRUCTIONS_WAITING', title: 'Changer de banque' },
        { kind: 'SITTING_CONVENED', title: 'Point sur la caisse' },
      ],
      notes: [{ body: 'Le code est au coffre.', authorId: louise.id }],
    });
    expect(now).toMatchObject({ state: 'LIVE', handover: null });
  });

  it('is there after a revocation, with reports that are due and polls that are open, and what is done goes from it', async () => {
    await mandateFor(collective, louise, 'openPoll');
    const { id } = await collective.mandate('openpoll');
    const sitting = await collective.assembly(3);
    await (await collective.propose({ title: 'Le loyer', by: nestor })).openIn(sitting, { by: louise });
    await revokeMandate(id);
    const { handover } = await read(id);
    expect(handover?.items).toMatchObject([
      { kind: 'POLL_OPEN', title: 'Le loyer' },
      { kind: 'SITTING_CONVENED', title: 'Assemblée' },
    ]);
    await louise.does('callLastCall', { pollId: handover?.items[0]?.subjectId });
    await world.wait('61 seconds');
    await world.runDueJobs();
    await louise.does('endAssembly', { assemblyId: sitting.id });
    expect((await read(id)).handover).toMatchObject({ items: [], notes: [] });
  });

  async function revokeMandate(id: string): Promise<void> {
    const { task } = await read(id);
    const proposal = await collective.propose({ effects: [revoke(id, task)], by: nestor });
    await proposal.decideOnline({ for: 3 });
  }

  it('is there once the clock ended the mandate', async () => {
    await world.wait('21 days');
    expect(await read()).toMatchObject({ state: 'LIVE', handover: { items: [], notes: [] } });
  });

  it('is added to by whoever held the mandate, also once it was taken from them, and by nobody else', async () => {
    await revokeMandate(mandateId);
    await louise.does('writeHandover', { mandateId, body: 'Deux chèques à déposer.' });
    expect((await read()).handover?.notes).toMatchObject([{ body: 'Deux chèques à déposer.' }]);
    expect(await nestor.act('writeHandover', { mandateId, body: 'Oui.' })).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    expect(await louise.act('writeHandover', { mandateId, body: '' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  it('is left once by a mandate that is handed back twice', async () => {
    const back = { mandateId, handover: 'Le code est au coffre.' };
    for (const sent of [back, back, { ...back, handover: 'Et la clé aussi.' }])
      await louise.does('handBackMandate', sent);
    expect((await read()).handover?.notes.map(({ body }) => body)).toEqual([
      'Le code est au coffre.',
      'Et la clé aussi.',
    ]);
  });

  it('with nothing in it hands nothing back', async () => {
    expect(await louise.act('handBackMandate', { mandateId, handover: ' ' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await read()).toMatchObject({ state: 'LIVE', handover: null });
  });
});

describe('the list of what is held', () => {
  it('has neither what was handed back nor what is past its end', async () => {
    await give([nestor], { task: 'accueil', endsAt: await world.in('2 days') });
    await give([blanche], { task: 'tracts' });
    await louise.does('handBackMandate', { mandateId });
    const held = async () =>
      (await listed('live: true')).map(({ task }) => task).filter((task) => !task.startsWith('sitting/'));
    expect(await held()).toEqual(['accueil', 'tracts']);
    await world.wait('2 days');
    expect(await held()).toEqual(['tracts']);
  });
});

describe('the history of a task', () => {
  it('is its mandates, one after the other, whoever held them', async () => {
    await louise.does('handBackMandate', { mandateId });
    await give([nestor]);
    await give([blanche], { task: 'accueil' });
    expect(await listed('task: "tresorerie"')).toMatchObject([{ state: 'HANDED_BACK' }, { state: 'LIVE' }]);
    expect(await listed('task: "rien"')).toEqual([]);
  });
});
