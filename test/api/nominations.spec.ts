import { inRounds } from '../world/consents.js';
import { groupNamed } from '../world/groups.js';
import { mandatesInRounds, TestElection } from '../world/nominations.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const LIVE = `{ mandates(first: 100) { edges { node { task state holders { id } } } } }`;

interface MandateRead {
  readonly task: string;
  readonly state: string;
  readonly holders: readonly { id: string }[];
}

const mandatesOf = async (member: TestMember): Promise<readonly MandateRead[]> => {
  const { mandates } = await member.ask<{ mandates: { edges: { node: MandateRead }[] } }>(LIVE);
  return mandates.edges.map(({ node }) => node).filter(({ task }) => task === 'tresorerie');
};

describe('an election without candidates, online', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const grow = async (
    rule: Parameters<typeof mandatesInRounds>[0] = {},
    clause: Parameters<typeof mandatesInRounds>[1] = {},
  ): Promise<TestElection> => {
    collective = await world.collective().withMembers(6).withRules(mandatesInRounds(rule, clause)).grow();
    return TestElection.start(collective);
  };
  const member = (place: number): TestMember => collective.member(place);
  /** What is said of the search for consent to whoever is being put. */
  const whatNow = async (election: TestElection): Promise<string> => {
    const { nominees } = await election.read();
    const { node } = await member(0).ask<{ node: { consents: { whatNow: string }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Proposal { consents { whatNow } } } }',
      { id: nominees.at(-1)?.proposalId },
    );
    return node.consents[0]?.whatNow ?? '';
  };

  it('hears everybody before anybody is read, lets them change, and gives the role to whom nobody objects', async () => {
    const election = await grow();
    expect(await election.read()).toMatchObject({
      state: 'RUNNING',
      phase: 'NOMINATION',
      round: 1,
      heard: 0,
    });
    await election.nominations([1, 2, 2, 1, 1]);
    const before = await election.read(member(3));
    expect(before).toMatchObject({ heard: 5, explanation: [], nominations: { edges: [] } });
    expect(before.viewerNomination).toEqual({ personId: member(1).id, reason: 'Vu de 3.' });
    // A later word takes the place of the one before.
    await election.nominate(member(4), member(2), 'À la réflexion.');

    const read = await election.pass('2 days 1 minute');
    expect(read).toMatchObject({ phase: 'CHANGE', round: 2, heard: 0, viewerNomination: null });
    const reasons = read.nominations.edges.map(({ node }) => [node.byId, node.personId, node.reason]);
    expect(reasons).toHaveLength(5);
    expect(reasons).toContainEqual([member(4).id, member(2).id, 'À la réflexion.']);
    expect(read.explanation).toEqual([expect.stringContaining('Premier tour, désignations')]);

    expect(await election.nominate(member(5), member(1))).toMatchObject({ code: 'NOTHING_TO_CHANGE' });
    await election.nominate(member(1), member(1), '');
    await election.nominate(member(2), member(1), 'Convaincu.');
    const put = await election.pass('2 days 1 minute');
    expect(put).toMatchObject({ phase: 'CONSENT', nominees: [{ personId: member(1).id, how: null }] });
    expect(put.explanation.at(-1)).toMatch(/^À soumettre au consentement : /u);
    expect(await election.nominate(member(0), member(3))).toMatchObject({ code: 'NOMINATIONS_CLOSED' });
    expect(await election.move()).toMatchObject({ code: 'NOMINEE_BEING_PUT' });

    const poll = await election.poll();
    await poll.consent(member(0));
    await poll.consent(member(1));
    const over = await election.pass('1 day 1 minute');
    expect(over).toMatchObject({ state: 'ELECTED', nominees: [{ how: 'CONSENTED' }] });
    expect(over.explanation.at(-1)).toContain('c’est l’élection');
    expect(await mandatesOf(member(0))).toMatchObject([{ state: 'LIVE', holders: [{ id: member(1).id }] }]);
    expect(await election.move()).toMatchObject({ code: 'ELECTION_ENDED' });
  });

  it('awaits whoever has a voice and was not heard, and then whoever may change their mind', async () => {
    const election = await grow();
    const awaited = async (place: number): Promise<readonly string[]> => {
      const { awaitingMe } = await member(place).ask<{
        awaitingMe: { edges: { node: { reason: string; objectId: string } }[] };
      }>('{ awaitingMe(first: 100) { edges { node { reason objectId } } } }');
      return awaitingMe.edges.flatMap(({ node }) => (node.objectId === election.id ? [node.reason] : []));
    };
    await election.nominate(member(0), member(1));
    expect([await awaited(0), await awaited(1)]).toEqual([[], ['NOMINATION_ASKED']]);
    await election.pass('2 days 1 minute');
    expect([await awaited(0), await awaited(1)]).toEqual([['REASONS_TO_READ'], []]);
    await election.nominate(member(0), member(1), '');
    expect(await awaited(0)).toEqual([]);
  });

  it('passes over somebody to whom an objection stands, and the collective pronounces on nobody', async () => {
    const election = await grow({ rounds: 1 });
    await election.put([1, 1, 1, 2, 2]);
    const first = await election.poll();
    await first.object(member(3), 'Elle part en mai.');
    await first.consent(member(0));
    await election.pass('1 day 1 minute');
    expect(await whatNow(election)).toContain('le tour passe à la personne suivante');
    const next = await election.pass('3 days 1 minute');
    expect(next).toMatchObject({
      state: 'RUNNING',
      nominees: [
        { personId: member(1).id, how: 'OBJECTED' },
        { personId: member(2).id, how: null },
      ],
    });
    const { node } = await member(0).ask<{ node: { state: string; polls: { decision: unknown }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Proposal { state polls { decision { id } } } } }',
      { id: next.nominees[0]?.proposalId },
    );
    expect(node).toEqual({ state: 'WITHDRAWN', polls: [{ decision: null }] });
    await (await election.poll()).consent(member(0));
    expect(await election.pass('1 day 1 minute')).toMatchObject({ state: 'ELECTED' });
    expect(await mandatesOf(member(0))).toMatchObject([{ holders: [{ id: member(2).id }] }]);
  });

  it('meets an objection by a version that gives the role to the same person, and to nobody else', async () => {
    const election = await grow();
    await election.put([1, 1, 1, 2]);
    const first = await election.poll();
    await first.object(member(3), 'Un an, c’est trop.');
    await first.consent(member(0));
    const { nominees } = await election.pass('1 day 1 minute');
    const proposalId = nominees[0]?.proposalId;
    const { node } = await member(0).ask<{ node: { polls: { objections: { id: string }[] }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Proposal { polls { objections { id } } } } }',
      { id: proposalId },
    );
    const objections = node.polls.flatMap(({ objections: raised }) => raised.map(({ id }) => id));
    const revise = async (holder: TestMember): Promise<{ code?: string }> =>
      member(0).act('reviseProposal', {
        proposalId,
        expectedVersion: 1,
        title: 'Tenir la caisse trois mois',
        rationale: '',
        integrates: objections,
        effects: [
          {
            grantMandate: {
              task: 'tresorerie',
              title: 'Tenir la caisse trois mois',
              instructions: '',
              holderIds: [holder.id],
              endsAt: await world.in('90 days'),
            },
          },
        ],
      });
    expect(await revise(member(2))).toMatchObject({ code: 'NOMINEE_IS_ANOTHER' });
    expect(await revise(member(1))).not.toHaveProperty('code', expect.anything());
    await election.pass('3 days 1 minute');
    await (await election.poll()).consent(member(3));
    const over = await election.pass('1 day 1 minute');
    expect(over).toMatchObject({ state: 'ELECTED', nominees: [{ how: 'CONSENTED' }] });
    expect(over.explanation.at(-1)).toContain('levées : 1');
  });

  it('elects nobody against their will: before their turn, or while they are being put', async () => {
    const election = await grow();
    await election.decline(member(1));
    expect(await election.nominate(member(0), member(1))).toMatchObject({ code: 'NOMINEE_DECLINED' });
    await election.put([2, 2, 2, 3, 3, 4]);
    const first = await election.poll();
    await first.consent(member(0));
    await first.consent(member(5));
    expect(await election.decline(member(2))).not.toHaveProperty('code', expect.anything());
    await election.decline(member(2));
    expect(
      await first.cast(member(4), { consent: { choice: 'CONSENT' } }).catch((error: Error) => error),
    ).toMatchObject({ code: 'POLL_NOT_OPEN' });
    const next = await election.pass('1 minute');
    expect(new Set(next.declinedIds)).toEqual(new Set([member(1).id, member(2).id]));
    expect(next).toMatchObject({
      nominees: [
        { personId: member(2).id, how: 'DECLINED' },
        { personId: member(3).id, how: null },
      ],
    });
    await election.decline(member(4));
    await election.decline(member(3));
    expect(await election.pass('1 minute')).toMatchObject({
      state: 'NO_DECISION',
      nominees: [{ how: 'DECLINED' }, { how: 'DECLINED' }, { how: 'DECLINED', proposalId: null }],
    });
    expect(await mandatesOf(member(0))).toEqual([]);
  });

  it('parts equals by a further round among them, never by the order of a list', async () => {
    const election = await grow();
    const tied = await election.put([1, 2, 2, 1, 3]);
    expect(tied).toMatchObject({ phase: 'FURTHER', round: 3, nominees: [] });
    expect(tied.explanation.at(-1)).toMatch(/^Égalité que rien ne départage/u);
    expect(await election.nominate(member(0), member(3))).toMatchObject({ code: 'NOT_AMONG_EQUALS' });
    await election.nominate(member(5), member(2));
    expect(await election.pass('2 days 1 minute')).toMatchObject({
      phase: 'CONSENT',
      round: 3,
      nominees: [{ personId: member(2).id, how: null }],
    });
  });

  it('decides nothing where nothing parts equals, nobody is named, or nobody answers', async () => {
    const election = await grow();
    await election.put([1, 2]);
    for (let rounds = 0; rounds < 2; rounds += 1) await election.pass('2 days 1 minute');
    expect(await election.pass('2 days 1 minute')).toMatchObject({
      state: 'NO_DECISION',
      round: 5,
      nominees: [],
    });

    const blank = await TestElection.start(collective);
    await blank.nominations([null, null]);
    expect(await blank.pass('2 days 1 minute')).toMatchObject({ state: 'NO_DECISION' });

    const silent = await TestElection.start(collective);
    await silent.put([1, 1]);
    expect(await silent.pass('1 day 1 minute')).toMatchObject({
      state: 'NO_DECISION',
      nominees: [{ how: 'UNANSWERED' }],
    });
    await TestElection.start(collective);
  });

  it('refuses by name what no circle would take', async () => {
    const election = await grow();
    const refused = { electionId: election.id, personId: member(1).id, reason: 'x' };
    expect(await member(0).act('nominate', { ...refused, reason: ' ' })).toMatchObject({
      code: 'INVALID_INPUT',
      path: ['input', 'reason'],
    });
    expect(await member(0).act('nominate', { ...refused, reason: 'a\u0000b' })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const gone = collective.globalId('Member', collective.planted.collectiveId);
    expect(await member(0).act('nominate', { ...refused, personId: gone })).toMatchObject({
      code: 'NOMINEE_NOT_ELIGIBLE',
    });
    expect(await election.move()).toMatchObject({ code: 'ELECTION_NOT_YET' });
    await expect(TestElection.start(collective)).rejects.toMatchObject({ code: 'ELECTION_RUNNING' });
    await expect(TestElection.start(collective, { task: 'Pas Un Slug' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(
      TestElection.start(collective, { task: 'hier', mandateEndsAt: '2020-01-01T00:00:00.000Z' }),
    ).rejects.toMatchObject({ code: 'MANDATE_END_PAST' });
    await expect(
      TestElection.start(collective, { task: 'chef', scopeActs: ['decideAll'] }),
    ).rejects.toMatchObject({ code: 'MANDATE_SCOPE_UNKNOWN' });
    expect(
      await member(1).act('withdrawElectionWithoutCandidates', { electionId: election.id }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    await member(0).does('withdrawElectionWithoutCandidates', { electionId: election.id });
    expect(await election.nominate(member(0), member(1))).toMatchObject({ code: 'ELECTION_ENDED' });
    const plain = await world.collective().withMembers(3).grow();
    await expect(TestElection.start(plain)).rejects.toMatchObject({ code: 'CONSENT_ASKED_ONCE' });
  });

  it('shows nobody who nominates whom where the rule shows ballots to nobody', async () => {
    const election = await grow({}, { ballotsVisibleTo: 'NOBODY' });
    await election.nominations([1, 1, 2]);
    const { nominations } = await election.pass('2 days 1 minute');
    expect(nominations.edges.map(({ node }) => node.byId)).toEqual([null, null, null]);
  });

  it('counts every nomination that it acknowledged, whatever moves on at the same moment', async () => {
    const election = await grow();
    await election.nominate(member(0), member(1));
    await world.wait('1 day 23 hours 59 minutes 59 seconds');
    const heard = await Promise.all([
      ...[1, 2, 3, 4, 5].map((place) => election.nominate(member(place), member(2), 'Vite.')),
      world.wait('1 second').then(() => election.move()),
    ]);
    const counted = heard.slice(0, 5).filter(({ code }) => code === undefined).length;
    const { nominations, phase } = await election.pass('1 second');
    expect(phase).toBe('CHANGE');
    expect(nominations.edges).toHaveLength(1 + counted);
  });

  it('keeps a nomination counted when its words are erased', async () => {
    const election = await grow();
    await election.nominations([1, 1, 2]);
    await member(2).does('leaveCollective', { confirmed: true });
    await member(2).does('eraseMyData', { confirmed: true });
    const { nominations, explanation } = await election.pass('2 days 1 minute');
    const words = nominations.edges.map(({ node }) => node.reason).sort();
    expect(words).toEqual(['', 'Vu de 0.', 'Vu de 1.']);
    expect(explanation[0]).toContain('Ont désigné quelqu’un : 3');
    const put = await election.pass('2 days 1 minute');
    expect(put).toMatchObject({ phase: 'CONSENT' });
    // Whoever is no longer a member is passed over.
    await election.decline(member(1));
    expect(await election.pass('1 minute')).toMatchObject({
      state: 'NO_DECISION',
      nominees: [{ how: 'DECLINED' }, { how: 'GONE', proposalId: null }],
    });
  });
});

describe('an election without candidates, in a sitting and in a group', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world
      .collective()
      .withMembers(6)
      .withRules((rules) => mandatesInRounds({ rounds: 1 })(inRounds()(rules)))
      .grow();
  });
  afterAll(() => world.close());

  it('is moved on by the facilitator, among those who are there', async () => {
    const assembly = await collective.assembly(4);
    const { facilitator } = assembly;
    const election = await TestElection.start(collective, { assemblyId: assembly.id }, facilitator);
    expect(await election.nominate(collective.member(5), collective.member(1))).toMatchObject({
      code: 'NOT_PRESENT',
    });
    // Whoever is absent may be named.
    for (const place of [0, 1, 2]) await election.nominate(collective.member(place), collective.member(5));
    expect(await election.move(collective.member(1))).toMatchObject({ code: 'MANDATE_REQUIRED' });
    await election.move(facilitator);
    await election.nominate(collective.member(0), collective.member(1), 'Elle est là.');
    await election.move(facilitator);
    expect(await election.read()).toMatchObject({ phase: 'CONSENT', phaseEndsAt: null });
    const poll = await election.poll();
    await poll.consent(collective.member(0));
    await poll.lastCall();
    expect(await election.read()).toMatchObject({
      state: 'ELECTED',
      nominees: [{ personId: collective.member(5).id, how: 'CONSENTED' }],
    });
  });

  it('gives a group’s role to one of the group, by the group alone', async () => {
    const [one, two, three] = [1, 2, 3].map((place) => collective.member(place)) as TestMember[];
    const group = await groupNamed(
      collective,
      'Accueil',
      one as TestMember,
      two as TestMember,
      three as TestMember,
    );
    const role = { task: 'accueillir', title: 'Accueillir', groupId: group.id };
    await expect(TestElection.start(collective, role, collective.member(5))).rejects.toMatchObject({
      code: 'NOT_IN_GROUP',
    });
    const election = await TestElection.start(collective, role, collective.member(1));
    expect(await election.nominate(collective.member(5), collective.member(1))).toMatchObject({
      code: 'NOT_ON_ROLL',
    });
    expect(await election.nominate(collective.member(1), collective.member(5))).toMatchObject({
      code: 'NOMINEE_NOT_ELIGIBLE',
    });
    for (const place of [1, 2, 3]) await election.nominate(collective.member(place), collective.member(2));
    await election.pass('2 days 1 minute');
    await election.pass('2 days 1 minute');
    await (await election.poll()).consent(collective.member(3));
    expect(await election.pass('1 day 1 minute')).toMatchObject({ state: 'ELECTED' });
  });

  it('ends with the group that held it', async () => {
    const group = await groupNamed(collective, 'Fanzine', collective.member(1));
    const election = await TestElection.start(
      collective,
      { task: 'relire', title: 'Relire', groupId: group.id },
      collective.member(1),
    );
    const end = await collective.propose({
      effects: [{ endGroup: { groupId: group.id, named: group.name } }],
    });
    await end.decideIn(await collective.assembly(4), { for: 4 });
    expect(await election.read()).toMatchObject({ state: 'SUPERSEDED' });
  });
});
