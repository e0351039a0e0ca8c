import { GraphQLSchemaHost } from '@nestjs/graphql';
import { ANONYMOUS } from '../../src/core/kernel/actors.js';
import { SessionActors } from '../../src/auth/actor-loader.js';
import { readSecret } from '../../src/platform/links/secret.js';
import { voice } from '../world/concerns.js';
import { grant, replace } from '../world/effects.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

/** Words that only the neighbours use. */
const THEIRS = 'Girofle';

/** Every root query, asked for all that could name somebody else's things. */
const ROOT_QUERIES: Readonly<Record<string, string>> = {
  viewer: 'viewer { memberId member { publicName } }',
  collective: 'collective { id name charter { openedById clause { provisionId } } }',
  members: 'members(first: 100) { edges { cursor node { id publicName } } }',
  proposals: 'proposals(first: 100) { edges { cursor node { id title polls { id } author { id } } } }',
  polls: 'polls(first: 100) { edges { cursor node { id title proposalId } } }',
  decisions: 'decisions(first: 100) { edges { cursor node { id title proposalId } } }',
  legalTexts: 'legalTexts(first: 100) { edges { cursor node { id title } } }',
  mandates: 'mandates(first: 100) { edges { cursor node { id title holders { id } } } }',
  mandateOffers: 'mandateOffers(first: 100) { edges { cursor node { title authorId } } }',
  mandateLines: 'mandateLines(first: 100) { edges { cursor node { title holderIds } } }',
  followUps:
    'followUps(first: 100) { edges { cursor node { decisionId title followUp { steps { note } } } } }',
  callsToMake:
    'callsToMake(first: 100) { edges { cursor node { memberId publicName questions { title } } } }',
  assemblies: 'assemblies(first: 100) { edges { cursor node { id title } } }',
  exclusions: 'exclusions(first: 100) { edges { cursor node { id grounds memberId } } }',
  applications: 'applications(first: 100) { edges { cursor node { id publicName } } }',
  threads:
    'threads(first: 100) { edges { cursor node { id title openedBy { id } contributions { edges { node { id body } } } } } }',
  concernsToReview:
    'concernsToReview(first: 100, states: [VOICED]) { edges { cursor node { reviewAt contributionId } } }',
  awaitingMe: 'awaitingMe(first: 100) { edges { cursor node { objectId title } } }',
  electionsWithoutCandidates:
    'electionsWithoutCandidates(first: 100) { edges { cursor node { id title explanation nominations { edges { node { personId } } } } } }',
  workingGroups:
    'workingGroups(first: 100) { edges { cursor node { id name members { edges { node { member { id } } } } } } }',
  appeals: 'appeals(first: 100) { edges { cursor node { id title } } }',
  cosignedTexts: 'cosignedTexts(first: 100) { edges { cursor node { id title } } }',
  takenOverDecisions: 'takenOverDecisions(first: 100) { edges { cursor node { id title } } }',
  exportLog: 'exportLog(first: 100) { edges { cursor node { memberId step at } } }',
  register: 'register(first: 100) { edges { cursor node { hash encoded } } }',
  checkpoint: 'checkpoint { root note }',
};

/** Queries of one thing by its id: a stranger's is refused as a missing one, below and in the specs of their rooms. */
const OF_ONE_THING = [
  ...['node', 'nodes', 'signatories', 'amendmentFile', 'preview'],
  ...['publicAppeal', 'signatureToConfirm'],
];

describe('two collectives in one database', () => {
  let world: World;
  let ours: TestCollective;
  let theirs: TestCollective;

  /** A proposal, its poll, its decision, a mandate and an assembly, all in one word. */
  const live = async (collective: TestCollective, word: string): Promise<void> => {
    const sitting = await collective.assembly(2);
    const may = { title: word, task: word.toLowerCase(), scopeActs: ['exportCollective'] };
    const task = await grant(collective, may);
    await (await collective.propose({ title: word, effects: [task] })).decideIn(sitting, { for: 2 });
    await collective.member(1).does('exportCollective', {});
    const calling = { title: word, task: `${word.toLowerCase()}-appels`, scopeActs: ['castForMember'] };
    const calls = await grant(collective, { ...calling, holderIds: [collective.member(0).id] });
    await (await collective.propose({ title: word, effects: [calls] })).decideIn(sitting, { for: 2 });
    const asking = { memberId: collective.member(1).id, way: 'ONESELF' };
    await collective.member(1).does('askForRelay', asking);
    const until = await world.in('10 days');
    await collective.member(0).does('offerMandate', { title: word });
    await collective
      .member(0)
      .does('noteMandate', { title: `${word} une ligne`, holderIds: [collective.member(1).id], until });
    const { decision } = await (
      await collective.propose({ title: `${word} une position` })
    ).decideIn(sitting, { for: 2 });
    await collective.member(1).does('takeUpDecision', { decisionId: decision?.id, note: word });
    const rewording = await replace(collective, 'Règle 1', word);
    const reworded = await collective.propose({ title: word, effects: [rewording] });
    await reworded.open();
    await voice(collective.member(1), reworded, { body: word, reviewAt: await world.in('10 days') });
    await (await TestThread.open(collective, { title: word })).say({ by: collective.member(1), body: word });
  };
  /** In as many documents as the limit of fields at the root asks for. */
  const everything = async (member: TestMember): Promise<string> => {
    const queries = Object.values(ROOT_QUERIES);
    const answers = [];
    for (let start = 0; start < queries.length; start += 20)
      answers.push(await member.ask(`{ ${queries.slice(start, start + 20).join('\n')} }`));
    return JSON.stringify(answers);
  };
  const idsIn = (answer: string): string[] => [
    ...new Set([...answer.matchAll(/"(?:id|memberId)":"([^"]+)"/g)].map(([, id]) => id as string)),
  ];

  beforeAll(async () => {
    world = await World.open();
    ours = await world.collective().named('Chez nous').withMembers(2).grow();
    theirs = await world.collective().named(`Les ${THEIRS}s`).withMembers(2).grow();
    await live(ours, 'Muscade');
    await live(theirs, THEIRS);
  });
  afterAll(() => world.close());

  it('knows no session of one under the name of the other, when both are read together', async () => {
    const shown = readSecret(ours.member(0).token);
    if (!shown) throw new Error('a member has a session');
    const keys = [{ ...shown, collectiveId: theirs.id }, shown];
    expect(await new SessionActors().loadAll(world.transactions, keys)).toEqual([
      ANONYMOUS,
      expect.objectContaining({ kind: 'MEMBER', collectiveId: ours.id }),
    ]);
  });

  it('are each asked through every root query that there is', () => {
    const fields = Object.keys(world.app.get(GraphQLSchemaHost).schema.getQueryType()?.getFields() ?? {});
    expect(Object.keys(ROOT_QUERIES).sort()).toEqual(
      fields.filter((name) => !OF_ONE_THING.includes(name)).sort(),
    );
  });

  it('never see each other through any root query', async () => {
    const [here, there] = [await everything(ours.member(0)), await everything(theirs.member(0))];
    expect(there).toContain(THEIRS);
    expect(here).toContain('Muscade');
    expect(here).not.toContain(THEIRS);
    expect(there).not.toContain('Muscade');
    for (const id of idsIn(there)) expect(here).not.toContain(id);
    // Ids are opaque to a reader, not to the test: none stands for a thing of the other collective.
    const named = idsIn(here).map((id) => Buffer.from(id, 'base64url').toString('utf8'));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !id.includes(ours.id))).toEqual([]);
  });

  it('learn nothing by the ids of the other, through node and nodes, that a stranger does not', async () => {
    const ids = idsIn(await everything(theirs.member(0)));
    const document = 'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const asked = async (token: string | null): Promise<unknown> =>
      (await world.ask<{ nodes: unknown[] }>(token, document, { ids })).data?.nodes;
    const seen = (await asked(ours.member(0).token)) as ({ __typename: string } | null)[];
    expect(seen).toEqual(await asked(null));
    // What is public was made so: the texts, and the decision of the founding.
    const types = seen.flatMap((node) => (node ? [node.__typename] : []));
    expect(types.sort()).toEqual(['Decision', 'LegalText', 'LegalText']);
    expect(((await asked(theirs.member(0).token)) as unknown[]).every((node) => node !== null)).toBe(true);
    for (const id of ids) {
      const one = 'query($id: ID!) { node(id: $id) { __typename id } }';
      const { data } = await world.ask<{ node: unknown }>(ours.member(0).token, one, { id });
      expect([data?.node ?? null]).toEqual([seen[ids.indexOf(id)] ?? null]);
    }
  });

  it('do not read on from each other’s cursors', async () => {
    const there = await everything(theirs.member(0));
    const cursors = [...there.matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor as string);
    for (const list of [
      ...[
        'members',
        'proposals',
        'polls',
        'decisions',
        'mandates',
        'mandateOffers',
        'mandateLines',
        'followUps',
      ],
      ...['assemblies', 'register', 'callsToMake'],
    ])
      for (const after of new Set(cursors)) {
        const { data } = await world.ask(
          ours.member(0).token,
          `query($after: String) { ${list}(first: 100, after: $after) { edges { cursor node { __typename } } } }`,
          { after },
        );
        for (const cursor of cursorsIn(data)) expect(await mine()).toContain(cursor);
      }
  });

  let known: string | undefined;
  const mine = async (): Promise<string> => (known ??= await everything(ours.member(0)));
  const cursorsIn = (data: unknown): string[] =>
    [...JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g)].map(([, cursor]) => cursor as string);

  it('do not act on each other’s things', async () => {
    const polls = idsIn(await everything(theirs.member(0)));
    const member = ours.member(0);
    const before = await theirs.rowCounts();
    for (const id of polls) {
      for (const mutation of ['closePoll', 'proclaimPoll', 'callLastCall'])
        expect((await member.act(mutation, { pollId: id })).code).toBe('NOT_FOUND');
      for (const mutation of ['startAssembly', 'checkIn', 'endAssembly'])
        expect((await member.act(mutation, { assemblyId: id })).code).toBe('NOT_FOUND');
      expect((await member.act('handBackMandate', { mandateId: id })).code).toBe('NOT_FOUND');
    }
    expect(await theirs.rowCounts()).toEqual(before);
  });
});
