import { Outbox } from '../../src/platform/outbox/outbox.js';
import { answerConcern, carriedBy, concernsAwaiting, toReview, voice } from '../world/concerns.js';
import { TestConsent, inRounds } from '../world/consents.js';
import type { TestProposal } from '../world/decisions.js';
import { grant, revoke } from '../world/effects.js';
import { TestGroup, groupsOf } from '../world/groups.js';
import { Mailbox } from '../world/mailbox.js';
import { stayingSignedIn } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';
import { bundleOf, faultsOf, verified } from '../exchange/lived.js';

/**
 * Six months of a collective, through the API alone: forty people, of whom three have no screen; four working groups; two
 * questions decided by consent, of which one falls back to a vote and one carries a concern that comes back; a mandate given and taken back, a group's decision
 * recalled, an appeal with three hundred signatures. Whoever has no screen speaks and votes by a relay. Each month goes on from the one before, and every state is read.
 */
const GROUPS = ['Communication', 'Technique', 'Accueil', 'Enquête'] as const;
const PEOPLE = 40;
const WITHOUT_SCREEN = 3;

let mailbox: Mailbox;
let world: World;
let collective: TestCollective;
const groups = new Map<string, TestGroup>();
let press: string;
let appeal: string;
let leaflet: TestProposal;
let worry: string;

const member = (place: number): TestMember => collective.member(place);
const group = (name: (typeof GROUPS)[number]): TestGroup => groups.get(name) as TestGroup;

/** So many months after the founding, with everybody still signed in. */
async function month(number: number): Promise<void> {
  await world.travelTo(`2026-0${3 + number}-02T18:00:00.000Z`);
  await world.runDueJobs();
  await stayingSignedIn(collective);
}

beforeAll(async () => {
  mailbox = await Mailbox.open();
  world = await World.open({ SMTP_URL: mailbox.url, MAIL_FROM: 'bonjour@ormee.example' });
  await world.travelTo('2026-04-02T18:00:00.000Z');
  let builder = world.collective().withRules(inRounds({ rounds: 2, fallback: 'POLL' }));
  for (let place = 1; place <= PEOPLE; place += 1)
    builder = builder.withMember(
      `Personne ${place}`,
      place > PEOPLE - WITHOUT_SCREEN ? null : `personne-${place}@example.org`,
    );
  collective = await builder.grow();
  await stayingSignedIn(collective);
}, 120_000);

afterAll(async () => {
  await world.close();
  await mailbox.close();
});

describe('six months of a collective', () => {
  it('begin in an assembly that makes four groups and hands out its first tasks', async () => {
    const assembly = await collective.assembly(30, 'HYBRID');
    for (const name of GROUPS) {
      const createGroup = { name, scope: `Ce qui touche à : ${name}.` };
      const proposal = await collective.propose({ title: `Un groupe ${name}`, effects: [{ createGroup }] });
      expect((await proposal.decideIn(assembly, { for: 25, against: 2, abstain: 3 })).decision).toMatchObject(
        {
          outcome: 'ADOPTED',
          effectsState: 'APPLIED',
        },
      );
    }
    for (const { id, name } of await groupsOf(collective))
      groups.set(name, new TestGroup(collective, id, name));
    for (const [at, name] of GROUPS.entries())
      await group(name).joinedBy(...[0, 1, 2, 3, 4].map((place) => member(5 * at + place)));
    expect(await groupsOf(collective)).toMatchObject(
      GROUPS.map((name) => ({ name, state: 'OPEN', memberCount: 5 })),
    );

    await assembly.facilitator.does('noteMandate', {
      title: 'Réserver la salle',
      holderIds: [member(20).id],
      until: await world.in('60 days'),
      reportDueAt: await world.in('30 days'),
      assemblyId: assembly.id,
    });
    const given = await collective.propose({
      title: 'Confier la presse',
      effects: [
        await grant(collective, {
          task: 'presse',
          title: 'Répondre à la presse',
          holderIds: [member(7).id],
          scopeActs: ['importSignatories'],
          endsAt: await world.in('200 days'),
        }),
        await grant(collective, {
          task: 'relais',
          title: 'Appeler qui n’a pas d’écran',
          holderIds: [member(20).id],
          scopeActs: ['castForMember', 'speaksFor'],
          endsAt: await world.in('200 days'),
        }),
      ],
    });
    for (const place of [38, 39])
      await member(5).does('askForRelay', { memberId: member(place).id, way: 'PAPER', otherActs: true });
    for (const by of [5, 6])
      await member(by).does('askForRelay', { memberId: member(37).id, way: 'TWO_MEMBERS', otherActs: true });
    await given.decideIn(assembly, { for: 30 });
    const { poll } = await assembly.facilitator.does<{ poll: { id: string } }>(
      'putMandateLines',
      { assemblyId: assembly.id },
      'poll { id }',
    );
    await (await collective.poll(poll.id, assembly.facilitator).votes({ for: 28 })).lastCall();
    press = (await collective.mandate('presse')).id;
    expect(await collective.mandate('reserver-la-salle')).toMatchObject({ state: 'LIVE' });
    await assembly.facilitator.does('endAssembly', { assemblyId: assembly.id });
  }, 120_000);

  it('go on with an appeal that three hundred sign, on paper and by letter', async () => {
    await month(2);
    const publishAppeal = { title: 'Appel des métiers du numérique', body: 'Nous refusons.' };
    const proposal = await collective.propose({ title: 'Publier l’appel', effects: [{ publishAppeal }] });
    expect((await proposal.decideOnline({ for: 22, against: 1 })).decision).toMatchObject({
      effectsState: 'APPLIED',
    });
    await stayingSignedIn(collective);
    const { appeals } = await member(0).ask<{ appeals: { edges: { node: { id: string } }[] } }>(
      '{ appeals(first: 10) { edges { node { id } } } }',
    );
    appeal = appeals.edges[0]?.node.id as string;
    const list = Array.from({ length: 296 }, (_, place) => `* Signataire ${place + 1}, métier ${place % 7}`);
    const bring = () =>
      member(7).does('importSignatories', { appealId: appeal, file: list.join('\n'), format: 'MARKDOWN' });
    await bring();
    await bring(); // twice, and no doubles
    for (const name of ['louise', 'emma', 'rosa', 'flora']) await signByLetter(`${name}@example.org`, name);
    expect(await signatures()).toMatchObject({ verified: 4, takenOver: 296 });
    const { node } = await member(0).ask<{ node: { signatoryCount: number } }>(
      'query($id: ID!) { node(id: $id) { ... on Appeal { signatoryCount } } }',
      { id: appeal },
    );
    expect(node.signatoryCount).toBe(300);
  }, 120_000);

  it('talk, and decide by consent once two objections are integrated', async () => {
    await month(3);
    const proposal = await collective.propose({ by: member(2), title: 'Se voir le jeudi' });
    const thread = await TestThread.open(collective, {
      by: member(3),
      title: null as never,
      subjects: [{ kind: 'PROPOSAL', objectId: proposal.id }],
    }).catch(() => TestThread.open(collective, { by: member(3) }));
    const question = await thread.say({ by: member(8), kind: 'QUESTION', body: 'À quelle heure ?' });
    await thread.say({ by: member(2), kind: 'ANSWER', body: 'À 19 heures.', repliesToId: question.id });
    const consent = await TestConsent.start(proposal);
    const first = await consent.untilAsked();
    await stayingSignedIn(collective);
    await first.object(member(4), 'Le jeudi, je travaille.');
    await first.object(member(5), 'Et la garde des enfants ?');
    for (const place of [6, 7, 8, 9, 10]) await first.consent(member(place));
    expect(await consent.shut()).toMatchObject({ state: 'RUNNING', phase: 'INTEGRATION', round: 1 });
    await stayingSignedIn(collective);
    await consent.integrate(await consent.objections(), 'Se voir le mardi, avec une garde');
    await consent.move(member(2));
    // Whoever consents with a concern says when to look at it again.
    const reviewAt = '2026-08-24T18:00:00.000Z';
    worry = (await voice(member(9), proposal, { reviewAt, body: 'Et si personne ne peut garder ?' })).id;
    const second = await consent.poll();
    for (const place of [4, 5, 6, 7, 8]) await second.consent(member(place));
    const adopted = await consent.shut();
    expect(adopted).toMatchObject({ state: 'ADOPTED', round: 2 });
    expect(adopted.rounds.map(({ outcome, decision }) => [outcome?.code, decision?.outcome ?? null])).toEqual(
      [
        ['REJECTED', null],
        ['ADOPTED', 'ADOPTED'],
      ],
    );
    expect(adopted.rounds[0]?.objections.map(({ ended }) => ended)).toEqual(['INTEGRATED', 'INTEGRATED']);
  }, 120_000);

  it('let whoever has no screen speak and vote by a relay, and say where it is not what they said', async () => {
    const proposal = await collective.propose({ by: member(2), title: 'Un thé avant chaque réunion' });
    const thread = await TestThread.open(collective, {
      by: member(3),
      subjects: [{ proposalId: proposal.id }],
    });
    const poll = await proposal.open();
    for (const [place, choice, way] of [
      [37, 'FOR', 'PHONE'],
      [38, 'AGAINST', 'PAPER'],
      [39, 'FOR', 'PHONE'],
    ] as const)
      await member(20).does('castForMember', {
        ...{ memberId: member(place).id, pollId: poll.id, expectedRevision: 0, ballot: { choice } },
        ...{ way, readBack: true },
      });
    const said = await saidFor(member(38), thread, 'Le thé, oui. À l’heure, surtout.');
    await saidFor(member(39), thread, 'Je préfère le café.');
    await member(38).does('contestRelayedAct', { relayedActId: said });
    await poll.votes({ for: 10 });
    const { outcome, decision } = await poll.end();
    expect(decision).toMatchObject({ outcome: 'ADOPTED' });
    expect(outcome?.explanation.join(' ')).toMatch(/12.*1/);
    const { node } = await member(0).ask<{ node: { contributions: { edges: { node: object }[] } } }>(
      `query($id: ID!) { node(id: $id) { ... on Thread { contributions(first: 10) { edges { node {
         author { publicName } relayed { relayedBy contested } } } } } } }`,
      { id: thread.id },
    );
    const relayedBy = 'Personne 21';
    expect(node.contributions.edges.map((edge) => edge.node)).toEqual([
      { author: { publicName: 'Personne 39' }, relayed: { relayedBy, contested: true } },
      { author: { publicName: 'Personne 40' }, relayed: { relayedBy, contested: false } },
    ]);
    await stayingSignedIn(collective);
  }, 120_000);

  it('take a mandate back, at once, and recall what a group decided', async () => {
    await month(4);
    const back = await collective.propose({
      title: 'Reprendre la presse',
      effects: [revoke(press, 'presse')],
    });
    await back.decideOnline({ for: 20, against: 3 });
    await stayingSignedIn(collective);
    expect(await collective.mandate('presse')).toMatchObject({ state: 'REVOKED' });
    expect(
      await member(7).act('importSignatories', { appealId: appeal, file: '* Encore', format: 'MARKDOWN' }),
    ).toMatchObject({ code: 'MANDATE_REQUIRED' });

    leaflet = await group('Communication').propose({ by: member(1), title: 'Un tract en rouge' });
    const poll = await leaflet.open({ by: member(1), lasting: '2 days' });
    for (const place of [0, 1, 2, 3]) await poll.cast(member(place), 'FOR');
    await expect(poll.cast(member(9), 'AGAINST')).rejects.toMatchObject({ code: 'NOT_ON_ROLL' });
    const { decision } = await poll.end('2 days');
    expect(decision).toMatchObject({ outcome: 'ADOPTED' });
    await stayingSignedIn(collective);
    const recall = await collective.propose({
      title: 'Pas de tract en rouge',
      effects: [{ repealDecision: { decisionId: decision?.id } }],
    });
    expect((await recall.decideOnline({ for: 21, against: 4 })).decision).toMatchObject({
      effectsState: 'APPLIED',
    });
    await stayingSignedIn(collective);
    const { node } = await member(1).ask<{ node: { repealedById: string | null } }>(
      'query($id: ID!) { node(id: $id) { ... on Decision { repealedById } } }',
      { id: decision?.id },
    );
    expect(node.repealedById).not.toBeNull();
  }, 120_000);

  it('put to a vote what two rounds of consent left with an objection', async () => {
    await month(5);
    const proposal = await collective.propose({ by: member(11), title: 'Ouvrir le dimanche' });
    const consent = await TestConsent.start(proposal);
    const first = await consent.untilAsked();
    await stayingSignedIn(collective);
    await first.object(member(12), 'Le dimanche est à nous.');
    await first.consent(member(13));
    await consent.shut();
    await stayingSignedIn(collective);
    await consent.integrate(await consent.objections(), 'Ouvrir un dimanche sur deux');
    await consent.move(member(11));
    await (await consent.poll()).object(member(12), 'Un sur deux, c’est encore un de trop.');
    await consent.shut();
    expect(await consent.pass('3 days 1 minute')).toMatchObject({ state: 'FALLEN_BACK', round: 2 });
    await world.runDueJobs();
    await stayingSignedIn(collective);
    const { node } = await member(11).ask<{
      node: { polls: { id: string; method: string; state: string }[] };
    }>('query($id: ID!) { node(id: $id) { ... on Proposal { polls { id method state } } } }', {
      id: proposal.id,
    });
    expect(node.polls.at(-1)).toMatchObject({ method: 'THRESHOLD_1', state: 'OPEN' });
    const vote = collective.poll(node.polls.at(-1)?.id as string, member(11));
    await vote.votes({ for: 9, against: 14 });
    expect((await vote.end('2 days')).decision).toMatchObject({ outcome: 'REJECTED' });
  }, 120_000);

  it('look again at what worried somebody in June, at the day they said', async () => {
    expect([await concernsAwaiting(member(9)), await toReview(member(0))]).toEqual([[], []]);
    await month(6);
    expect(await concernsAwaiting(member(9))).toEqual([worry]);
    const [due] = await toReview(member(0));
    expect(due).toMatchObject({ state: 'DUE', contribution: { id: worry } });
    const [decisionId] = due?.contribution?.concern.decisionIds ?? [];
    expect(await carriedBy({ collective }, member(0).token, decisionId as string)).toHaveLength(1);
    const rota = await collective.propose({ by: member(9), title: 'Garder à tour de rôle' });
    await answerConcern(member(9), worry, { proposalId: rota.id }, 'Personne n’a pu en août.');
    expect([await concernsAwaiting(member(9)), await toReview(member(0))]).toEqual([[], []]);
    expect(await toReview(member(0), ['TAKEN_UP'])).toMatchObject([{ contribution: { id: worry } }]);
  }, 120_000);

  it('end with what became of each decision, and with what is overdue', async () => {
    const states = async (): Promise<Record<string, string>> => {
      const { followUps } = await member(0).ask<{
        followUps: { edges: { node: { title: string; decisionId: string; followUp: { state: string } } }[] };
      }>('{ followUps(first: 100) { edges { node { title decisionId followUp { state } } } } }');
      return Object.fromEntries(followUps.edges.map(({ node }) => [node.title, node.followUp.state]));
    };
    expect(await states()).toMatchObject({ 'Se voir le mardi, avec une garde': 'NOBODY' });
    const { followUps } = await member(0).ask<{
      followUps: { edges: { node: { title: string; decisionId: string } }[] };
    }>('{ followUps(first: 100) { edges { node { title decisionId } } } }');
    const tuesday = followUps.edges.find(({ node }) => node.title.startsWith('Se voir le mardi'))?.node;
    await member(14).does('takeUpDecision', {
      decisionId: tuesday?.decisionId,
      note: 'Je trouve une garde.',
    });
    expect(await states()).toMatchObject({ 'Se voir le mardi, avec une garde': 'UNDER_WAY' });
    await member(14).does('followUpDecision', {
      decisionId: tuesday?.decisionId,
      state: 'DONE',
      note: 'Trouvée.',
    });
    expect(await states()).toMatchObject({ 'Se voir le mardi, avec une garde': 'DONE' });
    await member(39).does('leaveCollective', { confirmed: true });
  }, 120_000);

  it('hold when somebody who trusts nobody checks them at home', async () => {
    const bundle = await bundleOf(collective, 'FULL');
    expect(faultsOf(verified(bundle))).toEqual([]);
  }, 120_000);
});

/** What somebody says in a thread by the relay; answers what says that it was brought. */
async function saidFor(author: TestMember, thread: TestThread, body: string): Promise<string> {
  const { contribute } = await member(20).ask<{ contribute: { relayedActId: string } }>(
    `mutation($input: ContributeInput!, $for: SpeaksForInput) { contribute(input: $input, speaksFor: $for) {
       ... on RelayedSuccess { relayedActId } } }`,
    {
      input: { threadId: thread.id, kind: 'REACTION', body },
      for: { memberId: author.id, way: 'PHONE', readBack: true },
    },
  );
  return contribute.relayedActId;
}

async function signByLetter(email: string, name: string): Promise<void> {
  const said = { appealId: appeal, name, email, named: true };
  await world.ask(null, 'mutation($input: SignAppealInput!) { signAppeal(input: $input) { __typename } }', {
    input: said,
  });
  await world.app.get(Outbox).runDue();
  const raw =
    mailbox.heard
      .filter(({ to }) => to.includes(email))
      .at(-1)
      ?.raw.replace(/=\r\n/g, '') ?? '';
  const link = /\/appels\/\S+/.exec(raw)?.[0].split('/').at(-1);
  await world.ask(
    null,
    'mutation($input: ConfirmSignatureInput!) { confirmSignature(input: $input) { __typename } }',
    {
      input: { link },
    },
  );
}

async function signatures(): Promise<object | undefined> {
  const { data } = await world.ask<{ publicAppeal: { signatures: object } }>(
    null,
    'query($id: ID!) { publicAppeal(id: $id) { signatures { verified named takenOver withdrawn } } }',
    { id: appeal },
  );
  return data?.publicAppeal.signatures;
}
