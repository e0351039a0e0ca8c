import type { OutboxRow } from '../../src/platform/outbox/outbox.entity.js';
import { ACT_RELAYED, writeActRelayedLetter } from '../../src/polls/relays/relay-letters.js';
import { TestElection, mandatesInRounds } from '../world/nominations.js';
import { mandateFor } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type Payload, type TestCollective, type TestMember } from '../world/world.js';

interface Relayed extends Payload {
  readonly relayedActId: string;
  readonly aboutId: string;
}
interface Mark {
  readonly way: string;
  readonly relayedBy: string;
  readonly contested: boolean;
}

const AT = '2026-05-04T09:00:00.000Z';

let world: World;
let collective: TestCollective;
let relay: TestMember;
let oldOne: TestMember;

const asks = (by: TestMember, way: string, member = oldOne) =>
  by.act('askForRelay', { memberId: member.id, way, otherActs: true }, 'stands');

/** An act that a relay does for whoever has no screen, who said it on the telephone unless this says otherwise. */
async function relays(
  mutation: string,
  input: object,
  { by = relay, ...said }: { by?: TestMember; memberId?: string; way?: string; readBack?: boolean } = {},
): Promise<Relayed> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await by.ask<Record<string, Relayed>>(
    `mutation($input: ${type}!, $for: SpeaksForInput) { ${mutation}(input: $input, speaksFor: $for) {
       __typename ... on RelayedSuccess { relayedActId aboutId } ... on Problem { code path facts { name value } } } }`,
    { input, for: { memberId: oldOne.id, way: 'PHONE', readBack: true, ...said } },
  );
  return answer[mutation] as Relayed;
}

const leaves = async (type: string): Promise<Record<string, unknown>[]> =>
  (
    await world.sql<{ encoded: string }>(
      'SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2 ORDER BY index',
      [collective.id, type],
    )
  ).map(({ encoded }) => (JSON.parse(encoded) as { body: Record<string, unknown> }).body);

const markOf = async (id: string, reader = collective.member(2)): Promise<Mark | null> =>
  (
    await reader.ask<{ node: { relayed: Mark | null } }>(
      `query($id: ID!) { node(id: $id) {
         ... on Contribution { relayed { way relayedBy contested } }
         ... on Proposal { relayed { way relayedBy contested } } } }`,
      { id },
    )
  ).node.relayed;

const letterTo = ({ collectiveId, memberId }: TestMember): OutboxRow => ({
  ...{ collectiveId, id: memberId, memberId, kind: ACT_RELAYED, subjectId: null },
  ...{ postedAt: AT, runAt: AT, attempts: 0, givenUpAt: null },
});

/** A working group of the collective, in which its founder is. */
async function groupOf(by: TestMember): Promise<{ groupId: string }> {
  const createGroup = { name: 'Le four', scope: 'Ce qui touche au four.' };
  const proposal = await collective.propose({ by, effects: [{ createGroup }] });
  await proposal.decideIn(await collective.assembly(3), { for: 3 });
  const { workingGroups } = await by.ask<{ workingGroups: { edges: { node: { id: string } }[] } }>(
    '{ workingGroups { edges { node { id } } } }',
  );
  return { groupId: workingGroups.edges[0]?.node.id as string };
}

const code = (payload: Payload): string => payload.code ?? payload.__typename;
const words = (thread: TestThread, body = 'Le four fume.') => ({
  threadId: thread.id,
  kind: 'CONCERN',
  body,
});

describe('an act that a relay does for somebody', () => {
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    collective = await world
      .collective()
      .withRules(mandatesInRounds())
      .withMembers(6)
      .withMember('Ada', 'ada@example.org')
      .grow();
    [relay, oldOne] = [collective.member(1), collective.member(6)];
    await mandateFor(collective, relay, 'speaksFor');
  });

  it('is theirs, and shows that a relay brought it; the register names nobody', async () => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    const said = await relays('contribute', words(thread));
    expect(said).toMatchObject({ __typename: 'RelayedSuccess' });
    const [contribution] = await thread.contributions(collective.member(2));
    expect(contribution).toMatchObject({
      ...{ id: said.aboutId, body: 'Le four fume.' },
      author: { publicName: 'Ada' },
    });
    const mark = { way: 'PHONE', relayedBy: 'Membre 2', contested: false };
    expect(await markOf(said.aboutId)).toEqual(mark);
    expect((await thread.say({ by: relay })).id).not.toBe(said.aboutId);
    expect(await oldOne.ask('{ viewer { relayedActs { id act aboutId way relayedBy contested } } }')).toEqual(
      {
        viewer: {
          relayedActs: [{ ...mark, id: said.relayedActId, act: 'contribute', aboutId: said.aboutId }],
        },
      },
    );
    expect(await relay.ask('{ viewer { relayedActs { id } } }')).toEqual({ viewer: { relayedActs: [] } });
    const [leaf] = await leaves('act.relayed');
    expect(leaf).toMatchObject({ act: 'contribute', way: 'PHONE', kind: 'Contribution' });
    for (const { memberId } of [oldOne, relay]) expect(JSON.stringify(leaf)).not.toContain(memberId);
  });

  it('that was contested stays so, whatever a relay does to the same words later', async () => {
    await asks(oldOne, 'ONESELF');
    const { relayedActId, aboutId: contributionId } = await relays(
      'contribute',
      words(await TestThread.open(collective)),
    );
    await oldOne.does('contestRelayedAct', { relayedActId });
    const edit = { contributionId, expectedVersion: 1, body: 'Dit autrement.' };
    expect(code(await relays('editContribution', edit, { way: 'PAPER' }))).toBe('RelayedSuccess');
    expect(await markOf(contributionId)).toEqual({ way: 'PAPER', relayedBy: 'Membre 2', contested: true });
    expect(await markOf((await relays('submitProposal', { title: 'Le four' })).aboutId)).toEqual({
      ...{ way: 'PHONE', relayedBy: 'Membre 2', contested: false },
    });
  });

  it('is told to them, without what it was', async () => {
    await asks(oldOne, 'ONESELF');
    await relays('contribute', words(await TestThread.open(collective)));
    const letter = await world.transactions.write((tx) =>
      writeActRelayedLetter('https://ormee.example')(tx, letterTo(oldOne)),
    );
    expect(letter).toMatchObject({
      to: 'ada@example.org',
      subject: 'Quelque chose a été fait pour vous dans Collectif d’essai',
    });
    expect(JSON.stringify(letter)).not.toContain('fume');
  });

  it('of an election is a nomination of theirs, which the relay is not answered', async () => {
    await asks(oldOne, 'ONESELF');
    const election = await TestElection.start(collective);
    const nominee = { electionId: election.id, personId: collective.member(3).id, reason: 'Il compte bien.' };
    expect(code(await relays('nominate', nominee))).toBe('RelayedSuccess');
    expect(await election.read(oldOne)).toMatchObject({
      ...{ heard: 1, viewerNomination: { personId: collective.member(3).id, reason: 'Il compte bien.' } },
    });
    expect(await election.read(relay)).toMatchObject({ heard: 1, viewerNomination: null });
    // Without a key, what is said again is brought again, and marked again; it is counted once.
    expect(code(await relays('nominate', nominee))).toBe('RelayedSuccess');
    expect((await election.read(relay)).heard).toBe(1);
    expect(await leaves('act.relayed')).toHaveLength(2);
  });

  it('is never put over what they said themselves, nor takes it away', async () => {
    await asks(oldOne, 'ONESELF');
    const election = await TestElection.start(collective);
    const names = (place: number) =>
      relays('nominate', { electionId: election.id, personId: collective.member(place).id, reason: 'Oui.' });
    expect(code(await names(1))).toBe('INVALID_INPUT'); // the relay themselves
    expect((await election.read()).heard).toBe(0);
    expect((await election.nominate(oldOne, collective.member(2))).code).toBeUndefined();
    expect(code(await names(3))).toBe('SAID_THEMSELVES');
    expect(await election.read(oldOne)).toMatchObject({
      viewerNomination: { personId: collective.member(2).id },
    });
    const own = await (await TestThread.open(collective)).say({ by: oldOne });
    const edit = { contributionId: own.id, expectedVersion: 1, body: 'Autre chose.' };
    expect(code(await relays('editContribution', edit))).toBe('SAID_THEMSELVES');
    expect(code(await relays('withdrawContribution', { contributionId: own.id }))).toBe('SAID_THEMSELVES');
    const { groupId } = await groupOf(collective.member(0));
    await oldOne.does('joinGroup', { groupId });
    for (const act of ['joinGroup', 'leaveGroup'])
      expect(code(await relays(act, { groupId }))).toBe('SAID_THEMSELVES');
    expect(await leaves('act.relayed')).toEqual([]);
  });

  it('is theirs again once they say it otherwise, or again, themselves', async () => {
    await asks(oldOne, 'ONESELF');
    const { aboutId: contributionId } = await relays('contribute', words(await TestThread.open(collective)));
    const edit = (by: TestMember, expectedVersion: number, body: string) =>
      by === oldOne
        ? oldOne.act('editContribution', { contributionId, expectedVersion, body })
        : relays('editContribution', { contributionId, expectedVersion, body });
    expect(code(await edit(relay, 1, 'Relu au téléphone.'))).toBe('RelayedSuccess');
    await edit(oldOne, 2, 'Ce que je dis.');
    expect(code(await edit(relay, 3, 'Autre chose.'))).toBe('SAID_THEMSELVES');
    expect(code(await relays('withdrawContribution', { contributionId }))).toBe('SAID_THEMSELVES');
    const { groupId } = await groupOf(collective.member(0));
    await relays('joinGroup', { groupId });
    for (const act of ['leaveGroup', 'joinGroup']) await oldOne.does(act, { groupId });
    expect(code(await relays('leaveGroup', { groupId }))).toBe('SAID_THEMSELVES');
  });

  it('is taken back by a relay where a relay did it', async () => {
    await asks(oldOne, 'ONESELF');
    const { groupId } = await groupOf(collective.member(0));
    for (const act of ['joinGroup', 'leaveGroup'])
      expect(code(await relays(act, { groupId }))).toBe('RelayedSuccess');
    const thread = await TestThread.open(collective);
    const { aboutId: contributionId } = await relays('contribute', words(thread));
    expect(code(await relays('withdrawContribution', { contributionId }))).toBe('RelayedSuccess');
    expect((await thread.contributions(relay))[0]).toMatchObject({ state: 'WITHDRAWN' });
    expect((await leaves('act.relayed')).map(({ act }) => act)).toEqual([
      ...['joinGroup', 'leaveGroup', 'contribute', 'withdrawContribution'],
    ]);
  });

  it('is marked no more where it changed nothing: what said so first is answered again', async () => {
    await asks(oldOne, 'ONESELF');
    const said = words(await TestThread.open(collective));
    const first = await relays('contribute', said);
    const edit = { contributionId: first.aboutId, expectedVersion: 1 };
    expect(await relays('editContribution', { ...edit, body: said.body })).toEqual(first);
    const second = await relays('editContribution', { ...edit, body: 'Relu.' });
    expect(second.relayedActId).not.toBe(first.relayedActId);
    expect(await relays('editContribution', { ...edit, body: 'Relu.' }, { way: 'PAPER' })).toEqual(second);
    expect(await markOf(first.aboutId)).toMatchObject({ way: 'PHONE' });
    const { groupId } = await groupOf(collective.member(0));
    expect(code(await relays('leaveGroup', { groupId }))).toBe('SAID_THEMSELVES');
    for (const act of ['joinGroup', 'leaveGroup'])
      expect(await relays(act, { groupId })).toEqual(await relays(act, { groupId }));
    expect((await leaves('act.relayed')).map(({ act }) => act)).toEqual([
      ...['contribute', 'editContribution', 'joinGroup', 'leaveGroup'],
    ]);
  });

  it('is done once, and told once, where the call is repeated', async () => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    const input = { ...words(thread), idempotencyKey: 'une fois' };
    const first = await relays('contribute', input);
    expect(await relays('contribute', input)).toEqual(first);
    expect(code(await relays('contribute', { ...input, body: 'Autre chose.' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await thread.contributions(relay)).toHaveLength(1);
    expect(await leaves('act.relayed')).toHaveLength(1);
  });

  it('that they contest says so to everybody, for ever, and stays theirs to take back', async () => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    const { relayedActId, aboutId } = await relays('contribute', words(thread));
    expect(code(await relay.act('contestRelayedAct', { relayedActId }))).toBe('NOT_FOUND');
    for (let times = 0; times < 2; times += 1)
      expect(code(await oldOne.act('contestRelayedAct', { relayedActId }))).toBe('ContestRelayedActSuccess');
    expect(await markOf(aboutId)).toMatchObject({ contested: true });
    expect(await leaves('act.relay-contested')).toHaveLength(1);
    expect(code(await oldOne.act('withdrawContribution', { contributionId: aboutId }))).toBe(
      'WithdrawContributionSuccess',
    );
    expect((await thread.contributions(relay))[0]).toMatchObject({ state: 'WITHDRAWN', body: null });
  });

  it('waits a week where others wrote the request down, and is never of whoever wrote it down', async () => {
    await asks(relay, 'PAPER');
    const thread = await TestThread.open(collective);
    expect(code(await relays('contribute', words(thread)))).toBe('RELAY_ASKED_FOR_BY_ITSELF');
    await oldOne.does('endRelay', { memberId: oldOne.id });
    await asks(collective.member(3), 'PAPER');
    expect(await relays('contribute', words(thread))).toMatchObject({
      code: 'RELAY_REQUEST_TOO_NEW',
      facts: [{ name: 'from' }],
    });
    await world.wait('7 days');
    expect(code(await relays('contribute', words(thread)))).toBe('RelayedSuccess');
    expect(await thread.contributions(relay)).toHaveLength(1);
  });

  it.each<[string, () => Parameters<typeof relays>[2], string]>([
    ['without a mandate', () => ({ by: collective.member(2) }), 'MANDATE_REQUIRED'],
    ['unread', () => ({ readBack: false }), 'INVALID_INPUT'],
    ['for oneself', () => ({ memberId: relay.id }), 'INVALID_INPUT'],
    ['for whoever did not ask', () => ({ memberId: collective.member(5).id }), 'RELAY_NOT_ASKED_FOR'],
    ['for nobody', () => ({ memberId: 'bm9ib2R5' }), 'NOT_FOUND'],
  ])('is refused %s, and nothing is done', async (_, how, expected) => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    expect(code(await relays('contribute', words(thread), how()))).toBe(expected);
    expect(await thread.contributions(relay)).toEqual([]);
    expect(await leaves('act.relayed')).toEqual([]);
  });

  it('wants a request that is for it: one for ballots alone opens no other act, until they ask for more', async () => {
    const thread = await TestThread.open(collective);
    const alone = collective.member(3);
    const said = () => relays('contribute', words(thread), { memberId: alone.id });
    await alone.does('askForRelay', { memberId: alone.id, way: 'ONESELF' });
    expect(code(await said())).toBe('RELAY_FOR_BALLOTS_ALONE');
    await asks(alone, 'ONESELF', alone);
    expect(code(await said())).toBe('RelayedSuccess');
    const [ofBallots, ofMore] = (await leaves('relay.asked')).slice(-2);
    expect([ofBallots?.['otherActs'], ofMore?.['otherActs']]).toEqual([false, true]);
    await alone.does('askForRelay', { memberId: alone.id, way: 'ONESELF' });
    await asks(collective.member(2), 'PAPER', alone);
    await world.wait('8 days');
    expect(code(await said())).toBe('RELAY_FOR_BALLOTS_ALONE');
    await alone.does('endRelay', { memberId: alone.id });
    expect(code(await said())).toBe('RELAY_NOT_ASKED_FOR');
  });

  it('needs a mandate for it: one to bring ballots opens no other act', async () => {
    await asks(oldOne, 'ONESELF');
    const other = collective.member(4);
    await mandateFor(collective, other, 'castForMember');
    const thread = await TestThread.open(collective);
    expect(code(await relays('contribute', words(thread), { by: other }))).toBe('MANDATE_REQUIRED');
  });

  it('is refused as theirs would be, with nothing of it written', async () => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    expect(code(await relays('contribute', words(thread, '')))).toBe('INVALID_INPUT');
    expect(
      code(await relays('withdrawContribution', { contributionId: (await thread.say({ by: relay })).id })),
    ).toBe('SAID_THEMSELVES');
    expect(await leaves('act.relayed')).toEqual([]);
  });

  it('is one of those that are listed here, and no other', async () => {
    const { __schema } = await relay.ask<{
      __schema: { mutationType: { fields: { name: string; args: { name: string }[] }[] } };
    }>('{ __schema { mutationType { fields { name args { name } } } } }');
    const open = __schema.mutationType.fields.filter(({ args }) =>
      args.some(({ name }) => name === 'speaksFor'),
    );
    expect(open.map(({ name }) => name).sort()).toEqual([
      ...['appealModeration', 'askAgendaItem', 'contribute', 'editContribution', 'joinGroup', 'leaveGroup'],
      ...['nominate', 'openThread', 'submitProposal', 'withdrawContribution'],
    ]);
  });

  it.each([
    ['leaveCollective', 'LeaveCollectiveInput', { confirmed: true }],
    ['changePublicName', 'ChangePublicNameInput', { publicName: 'Autre' }],
    ['askForRelay', 'AskForRelayInput', {}],
  ])('is never %s', async (mutation, type, input) => {
    await asks(oldOne, 'ONESELF');
    const { data, errors } = await world.ask(
      relay.token,
      `mutation($input: ${type}!) { ${mutation}(input: $input, speaksFor: { memberId: "${oldOne.id}", way: PHONE,
         readBack: true }) { __typename } }`,
      { input: { memberId: oldOne.id, ...input } },
    );
    expect(data ?? null).toBeNull();
    expect(JSON.stringify(errors)).toContain('speaksFor');
  });

  it('is never one under a mandate that has ended, whichever comes first', async () => {
    await asks(oldOne, 'ONESELF');
    const thread = await TestThread.open(collective);
    const { id } = await collective.mandate('speaksfor');
    const [done] = await Promise.all([
      relays('contribute', words(thread)),
      relay.does('handBackMandate', { mandateId: id }),
    ]);
    const isDone = code(done) === 'RelayedSuccess';
    expect(isDone || code(done) === 'MANDATE_REQUIRED').toBe(true);
    const order = await world.sql<{ type: string }>(
      `SELECT type FROM ormee.register_leaf WHERE collective_id = $1
         AND type IN ('act.relayed', 'mandate.ended') ORDER BY index`,
      [collective.id],
    );
    expect(order.map(({ type }) => type)).toEqual(
      isDone ? ['act.relayed', 'mandate.ended'] : ['mandate.ended'],
    );
    expect(await thread.contributions(relay)).toHaveLength(isDone ? 1 : 0);
    expect(code(await relays('contribute', words(thread)))).toBe('MANDATE_REQUIRED');
  });
});
