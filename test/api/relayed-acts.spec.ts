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
  by.act('askForRelay', { memberId: member.id, way }, 'stands');

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

  it('that changes words of theirs shows on these too', async () => {
    await asks(oldOne, 'ONESELF');
    const { id: contributionId } = await (await TestThread.open(collective)).say({ by: oldOne });
    expect(await markOf(contributionId)).toBeNull();
    const edit = { contributionId, expectedVersion: 1, body: 'Dit autrement.' };
    expect(code(await relays('editContribution', edit, { way: 'PAPER' }))).toBe('RelayedSuccess');
    expect(await markOf(contributionId)).toEqual({ way: 'PAPER', relayedBy: 'Membre 2', contested: false });
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

  it('is any that they may do by themselves: a group, a task, support, a proposal, an item of the agenda', async () => {
    await asks(oldOne, 'ONESELF');
    const proposal = await collective.propose({ title: 'Le four du samedi' });
    const { offer } = await collective
      .member(2)
      .does<{ offer: { id: string } }>('offerMandate', { title: 'Balayer' }, 'offer { id }');
    expect(code(await relays('supportProposal', { proposalId: proposal.id, version: 1 }))).toBe(
      'RelayedSuccess',
    );
    expect(code(await relays('volunteer', { offerId: offer.id }))).toBe('RelayedSuccess');
    expect(await relay.ask('{ mandateOffers { edges { node { volunteerIds } } } }')).toEqual({
      mandateOffers: { edges: [{ node: { volunteerIds: [oldOne.id] } }] },
    });
    expect(
      await oldOne.ask('query($id: ID!) { node(id: $id) { ... on Proposal { viewerSupports } } }', {
        id: proposal.id,
      }),
    ).toEqual({ node: { viewerSupports: true } });
    expect((await leaves('act.relayed')).map(({ act }) => act)).toEqual(['supportProposal', 'volunteer']);
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

  it('is contested through another relay too, by whoever cannot enter', async () => {
    await asks(oldOne, 'ONESELF');
    const other = collective.member(4);
    await mandateFor(collective, other, 'speaksFor', 'castForMember');
    const { relayedActId, aboutId } = await relays('contribute', words(await TestThread.open(collective)));
    expect(code(await relays('contestRelayedAct', { relayedActId }, { by: other }))).toBe('RelayedSuccess');
    expect(await markOf(aboutId)).toMatchObject({ relayedBy: 'Membre 2', contested: true });
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
    ).toBe('NOT_FOUND');
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
      ...['answerExclusion', 'appealModeration', 'askAgendaItem', 'challengeProposal', 'contestRelayedAct'],
      ...[
        'contribute',
        'declineNomination',
        'editContribution',
        'handBackMandate',
        'joinGroup',
        'leaveGroup',
      ],
      ...['nominate', 'objectToAcceptance', 'openThread', 'reportOnMandate', 'sayLastWord', 'submitProposal'],
      ...['supportAmendment', 'supportProposal', 'takeUpDecision', 'volunteer', 'withdrawAmendmentSupport'],
      ...['withdrawChallenge', 'withdrawContribution', 'withdrawObjection', 'withdrawSupport'],
      'withdrawVolunteering',
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
