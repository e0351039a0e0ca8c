import { grant } from '../world/effects.js';
import { groupNamed } from '../world/groups.js';
import { statementsOf } from '../world/statements.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Read {
  readonly kind: string;
  readonly reason: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly title: string | null;
  readonly dueAt: string | null;
  readonly count: number | null;
}

const ITEM = 'kind reason objectType objectId title dueAt count';

describe('what awaits a member', () => {
  let world: World;
  let collective: TestCollective;
  let awa: TestMember;
  let boris: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
    [awa, boris] = [collective.member(0), collective.member(1)];
  });
  afterAll(() => world.close());

  const page = async (member: TestMember, args: string) =>
    (
      await member.ask<{
        awaitingMe: { edges: { node: Read; cursor: string }[]; pageInfo: { endCursor: string | null } };
      }>(`{ awaitingMe(${args}) { edges { cursor node { ${ITEM} } } pageInfo { endCursor } } }`)
    ).awaitingMe;
  const awaits = async (member: TestMember): Promise<Read[]> =>
    (await page(member, 'first: 100')).edges.map(({ node }) => node);
  const kindsOf = async (member: TestMember) =>
    (await awaits(member)).map(({ kind, reason }) => [kind, reason]);

  it('is nothing where nothing is open', async () => {
    expect(await awaits(awa)).toEqual([]);
  });

  it('is a poll on whose roll they are, until their ballot is in the box or the box is shut', async () => {
    const poll = await (await collective.propose({ title: 'Le local' })).open();
    const waiting = {
      kind: 'VOTE',
      reason: 'ON_ROLL',
      objectType: 'Poll',
      objectId: poll.id,
      title: 'Le local',
    };
    expect(await awaits(awa)).toMatchObject([waiting]);
    expect(await awaits(collective.member(4))).toEqual([]); // a legal person has no ballot
    await poll.votes({ for: 1 });
    expect(await awaits(awa)).toEqual([]);
    expect(await awaits(boris)).toMatchObject([waiting]);
    await world.wait('9 days');
    expect(await awaits(boris)).toEqual([]);
  });

  it('is in a sitting for whoever is present, and for nobody else', async () => {
    const poll = await (await collective.propose({ title: 'En salle' })).openIn(await collective.assembly(2));
    expect((await awaits(boris)).filter(({ kind }) => kind === 'VOTE')).toMatchObject([
      { objectId: poll.id, dueAt: null },
    ]);
    expect(await awaits(collective.member(3))).toEqual([]);
  });

  it('is a thread in which others spoke since, called as what it is about', async () => {
    const proposal = await collective.propose({ title: 'Le chauffage' });
    const thread = await TestThread.open(collective, {
      title: null,
      subjects: [{ proposalId: proposal.id }],
    });
    await thread.say({ by: awa });
    await thread.say({ by: boris });
    await thread.say({ by: boris });
    expect(await awaits(awa)).toMatchObject([
      {
        kind: 'READ',
        reason: 'UNREAD',
        objectType: 'Thread',
        objectId: thread.id,
        title: 'Le chauffage',
        count: 2,
      },
    ]);
    expect(await awaits(boris)).toMatchObject([{ kind: 'READ', count: 1 }]);
    await awa.does('markThreadRead', { threadId: thread.id, upTo: 3 });
    expect(await awaits(awa)).toEqual([]);
  });

  it('is the answer to whoever asks for their exclusion, then the last word, and is told to nobody else', async () => {
    const { exclusion } = await awa.does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId: boris.id, grounds: 'Il est parti avec la caisse.' },
      'exclusion { id }',
    );
    const { id } = exclusion;
    const [asked, ...others] = await awaits(boris);
    expect(others).toEqual([]);
    expect(asked).toMatchObject({ kind: 'ANSWER', reason: 'EXCLUSION_ASKED', objectId: id, title: null });
    expect(asked?.dueAt).not.toBeNull();
    expect(await awaits(awa)).toEqual([]);
    await boris.does('answerExclusion', { exclusionId: id, answer: 'Je n’y étais pas.' });
    expect(await kindsOf(boris)).toEqual([['ANSWER', 'LAST_WORD']]);
    await boris.does('sayLastWord', { exclusionId: id, words: 'Rien de plus.' });
    expect(await awaits(boris)).toEqual([]);
  });

  it('is their mandates, with the day of the report that they owe', async () => {
    const reportDueAt = await world.in('5 days');
    const holderIds = [boris.id];
    const given = await grant(collective, { title: 'Tenir la caisse', holderIds, reportDueAt });
    await (await collective.propose({ effects: [given] })).decideIn(await collective.assembly(3), { for: 3 });
    const ofMandates = async () => (await awaits(boris)).filter(({ title }) => title === 'Tenir la caisse');
    expect(await ofMandates()).toMatchObject([{ kind: 'MANDATE', reason: 'REPORT_DUE', dueAt: reportDueAt }]);
    await world.wait('6 days');
    const [overdue] = await ofMandates();
    expect(overdue).toMatchObject({ reason: 'REPORT_OVERDUE', objectType: 'Mandate' });
    await boris.does('reportOnMandate', { mandateId: overdue?.objectId, body: 'Tout est juste.' });
    expect(await ofMandates()).toMatchObject([{ reason: 'HOLDS' }]);
  });

  it('is their groups, with the tasks that look for somebody there', async () => {
    const group = await groupNamed(collective, 'Chauffage', boris);
    await awa.does('offerMandate', { title: 'Purger les radiateurs', groupId: group.id });
    expect(await awaits(boris)).toMatchObject([
      {
        kind: 'GROUP',
        reason: 'IN_GROUP',
        objectType: 'WorkingGroup',
        objectId: group.id,
        title: 'Chauffage',
        count: 1,
      },
    ]);
    await group.leftBy(boris);
    expect(await awaits(boris)).toEqual([]);
  });

  it('begins with what closes first, and is read page by page', async () => {
    const thread = await TestThread.open(collective);
    await thread.say({ by: boris });
    const later = await (await collective.propose({ title: 'Plus tard' })).open({ lasting: '9 days' });
    const soon = await (await collective.propose({ title: 'Bientôt' })).open({ lasting: '3 days' });
    const all = (await awaits(awa)).map(({ objectId }) => objectId);
    expect(all).toEqual([soon.id, later.id, thread.id]);
    const seen: string[] = [];
    let after = '';
    for (let turn = 0; turn < 4; turn += 1) {
      const { edges, pageInfo } = await page(awa, `first: 1 ${after}`);
      seen.push(...edges.map(({ node }) => node.objectId));
      if (pageInfo.endCursor === null) break;
      after = `after: "${pageInfo.endCursor}"`;
    }
    expect(seen).toEqual(all);
  });

  it('leads to what `node` shows', async () => {
    await (await collective.propose({ title: 'À lire' })).open();
    const [{ objectId, objectType } = { objectId: '', objectType: '' }] = await awaits(awa);
    const { node } = await awa.ask<{ node: { __typename: string } }>(
      'query($id: ID!) { node(id: $id) { __typename } }',
      {
        id: objectId,
      },
    );
    expect(node.__typename).toBe(objectType);
  });

  it('is asked in one statement, whatever there is', async () => {
    const asking = () => statementsOf(() => awaits(awa));
    const nothing = await asking();
    const thread = await TestThread.open(collective);
    await thread.say({ by: boris });
    for (const title of ['Un', 'Deux', 'Trois']) await (await collective.propose({ title })).open();
    await groupNamed(collective, 'Chauffage', awa);
    expect((await awaits(awa)).length).toBeGreaterThan(4);
    expect((await asking()).length).toBe(nothing.length);
    expect(nothing).toHaveLength(2); // who asks, and what awaits them
  });

  it('is of whoever asks, and of nobody without a session', async () => {
    const { errors } = await world.ask(null, '{ awaitingMe { edges { node { kind } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
  });
});
