import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { TestConsent, inRounds } from '../world/consents.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('consent, sought online', () => {
  let world: World;
  let collective: TestCollective;
  let [author, ada, blaise, camille]: TestMember[] = [];
  const member = (one: TestMember | undefined): TestMember => one as TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.forgetJobs());
  afterAll(() => world.close());

  const grow = async (rule: Parameters<typeof inRounds>[0] = {}): Promise<TestConsent> => {
    collective = await world.collective().withMembers(6).withRules(inRounds(rule)).grow();
    [author, ada, blaise, camille] = [0, 1, 2, 3].map((place) => collective.member(place));
    const proposal = await collective.propose({ by: member(author), title: 'Se voir le jeudi' });
    return TestConsent.start(proposal);
  };

  it('goes through its phases by the clock of its rule, and asks for objections last', async () => {
    const consent = await grow();
    expect(await consent.read()).toMatchObject({ state: 'RUNNING', phase: 'PRESENTATION', round: 0 });
    expect(await consent.pass('1 day')).toMatchObject({ phase: 'CLARIFICATION' });
    expect(await consent.pass('2 days')).toMatchObject({ phase: 'REACTION' });
    expect(await consent.pass('2 days')).toMatchObject({ phase: 'INTEGRATION', rounds: [] });
    const asked = await consent.pass('3 days');
    expect(asked).toMatchObject({ phase: 'OBJECTION', round: 1, phaseEndsAt: null });
    expect(asked.steps.map(({ phase }) => phase)).toEqual([
      'PRESENTATION',
      'CLARIFICATION',
      'REACTION',
      'INTEGRATION',
      'OBJECTION',
    ]);
    await (await consent.poll()).consent(member(ada));
    const ended = await consent.shut();
    expect(ended).toMatchObject({
      state: 'ADOPTED',
      rounds: [{ state: 'DECIDED', outcome: { code: 'ADOPTED' } }],
    });
    expect(ended.rounds[0]?.decision).toMatchObject({ outcome: 'ADOPTED' });
  });

  it('integrates objections in a new version, and asks again', async () => {
    const consent = await grow();
    const first = await consent.untilAsked();
    await first.object(member(ada), 'Le jeudi, je travaille.');
    await first.object(member(blaise), 'Et la garde des enfants ?');
    await first.consent(member(camille));
    const met = await consent.shut();
    expect(met).toMatchObject({ state: 'RUNNING', phase: 'INTEGRATION', round: 1 });
    expect(met.rounds[0]).toMatchObject({ state: 'CLOSED', outcome: null, decision: null });

    const objections = await consent.objections();
    expect(objections.map(({ stands }) => stands)).toEqual([true, true]);
    expect(await consent.integrate([])).toMatchObject({ code: 'REVISION_INTEGRATES_NOTHING' });
    expect(await consent.integrate(objections, 'Se voir le mardi, avec une garde')).not.toHaveProperty(
      'code',
      expect.anything(),
    );
    expect((await consent.objections()).map(({ ended, integratedBy }) => [ended, integratedBy])).toEqual([
      ['INTEGRATED', 2],
      ['INTEGRATED', 2],
    ]);

    expect(await consent.move(member(ada))).toMatchObject({ code: 'CONSENT_NOT_YET' });
    expect(await consent.move()).not.toHaveProperty('code', expect.anything());
    const again = await consent.read();
    expect(again).toMatchObject({
      phase: 'OBJECTION',
      round: 2,
      rounds: [{ outcome: { code: 'REJECTED' }, decision: null }, { state: 'OPEN' }],
    });
    await (await consent.poll()).consent(member(ada));
    expect(await consent.shut()).toMatchObject({ state: 'ADOPTED' });
  });

  const asked = async (consent: TestConsent, objectors: readonly [TestMember | undefined, string][]) => {
    const poll = await consent.untilAsked();
    for (const [objector, reason] of objectors) await poll.object(member(objector), reason);
    await poll.consent(member(camille));
    return consent.shut();
  };
  const atWork = (): [TestMember | undefined, string][] => [[ada, 'Le jeudi, je travaille.']];

  it('adopts at once when the last who objected withdraws, and nobody else can withdraw for them', async () => {
    const consent = await grow();
    await asked(consent, [...atWork(), [blaise, 'Trop loin.']]);
    const [hers, his] = [await consent.objectionOf(member(ada)), await consent.objectionOf(member(blaise))];
    expect(await member(blaise).act('withdrawObjection', { objectionId: hers.id })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await member(ada).does('withdrawObjection', { objectionId: hers.id });
    expect(await consent.read()).toMatchObject({ state: 'RUNNING', phase: 'INTEGRATION' });
    await member(blaise).does('withdrawObjection', { objectionId: his.id });
    const adopted = await consent.read();
    expect(adopted).toMatchObject({ state: 'ADOPTED', rounds: [{ outcome: { code: 'ADOPTED' } }] });
    expect(adopted.rounds[0]?.outcome?.explanation.join(' ')).toContain(
      'Objections levées après le tour : retirées par leur auteur, 2 ; écartées par la règle, 0.',
    );
    await member(blaise).does('withdrawObjection', { objectionId: his.id });
  });

  it('falls back to a vote after its rounds, and opens it by itself', async () => {
    const consent = await grow({ rounds: 1 });
    await asked(consent, atWork());
    expect(await consent.integrate(await consent.objections())).toMatchObject({
      code: 'CONSENT_ROUNDS_OVER',
    });
    const fallen = await consent.pass('3 days');
    expect(fallen).toMatchObject({
      state: 'FALLEN_BACK',
      rounds: [{ outcome: { code: 'REJECTED' }, decision: null }],
    });
    await world.runDueJobs();
    const { node } = await member(author).ask<{
      node: { state: string; polls: { id: string; method: string; state: string }[] };
    }>('query($id: ID!) { node(id: $id) { ... on Proposal { state polls { id method state } } } }', {
      id: consent.proposal.id,
    });
    expect(node).toMatchObject({
      state: 'OPEN',
      polls: [
        { method: 'CONSENT_1', state: 'DECIDED' },
        { method: 'THRESHOLD_1', state: 'OPEN' },
      ],
    });
  });

  it('rejects after its rounds where the rule says so', async () => {
    const consent = await grow({ rounds: 1, fallback: 'REJECTED' });
    await asked(consent, atWork());
    const rejected = await consent.pass('3 days');
    expect(rejected).toMatchObject({ state: 'REJECTED', rounds: [{ decision: { outcome: 'REJECTED' } }] });
  });

  it('never asks the same words again over an objection that nobody met', async () => {
    const consent = await grow({ rounds: 3 });
    await asked(consent, [...atWork(), [blaise, 'Trop loin.']]);
    await consent.integrate([await consent.objectionOf(member(ada))]);
    expect(await consent.move()).toMatchObject({ code: 'CONSENT_NOT_YET' });
    expect(await consent.pass('3 days')).toMatchObject({ state: 'FALLEN_BACK', round: 1 });
  });

  it('sets an objection aside by its rule alone, with reasons that all read', async () => {
    const consent = await grow({ setAside: { fraction: '2/3', strict: false, plus: 0 } });
    await asked(consent, atWork());
    const { id: objectionId } = await consent.objectionOf(member(ada));
    const doubt = (by: TestMember, reason = 'C’est un goût, pas un argument.') =>
      by.act('doubtObjection', { objectionId, reason });
    expect(await doubt(member(ada))).toMatchObject({ code: 'NOT_ON_ROLL' });
    expect(await doubt(member(blaise), ' ')).toMatchObject({ code: 'INVALID_INPUT' });
    // Five others were asked: four of them are two thirds, three are not, and once each.
    for (const by of [author, blaise, blaise, camille]) await doubt(member(by));
    expect(await consent.read()).toMatchObject({ state: 'RUNNING' });
    await doubt(collective.member(4));
    const adopted = await consent.read();
    expect(adopted).toMatchObject({ state: 'ADOPTED', rounds: [{ objections: [{ ended: 'SET_ASIDE' }] }] });
    expect(adopted.rounds[0]?.objections[0]?.doubts).toHaveLength(4);
    expect(await doubt(collective.member(5))).toMatchObject({ code: 'OBJECTION_STANDS_NO_MORE' });
  });

  it('lets nobody set an objection aside where the rule does not', async () => {
    const consent = await grow();
    await asked(consent, atWork());
    const { id: objectionId } = await consent.objectionOf(member(ada));
    const said = await member(blaise).act('doubtObjection', { objectionId, reason: 'Un goût.' });
    expect(said).toMatchObject({ code: 'SET_ASIDE_NOT_ALLOWED' });
  });

  it('decides nothing when nobody answers', async () => {
    const consent = await grow();
    await consent.untilAsked();
    expect(await consent.shut()).toMatchObject({
      state: 'UNDECIDED',
      rounds: [{ outcome: { code: 'NO_DECISION' } }],
    });
    await TestConsent.start(consent.proposal);
  });

  it('is one at a time, alone with its question, and of the version that was read', async () => {
    const consent = await grow();
    const { proposal } = consent;
    await expect(TestConsent.start(proposal)).rejects.toMatchObject({ code: 'CONSENT_RUNNING' });
    await expect(proposal.open()).rejects.toMatchObject({ code: 'CONSENT_RUNNING' });
    await consent.untilAsked();
    await expect(proposal.revise({ title: 'Autre chose' })).rejects.toMatchObject({
      code: 'CONSENT_ROUND_OPEN',
    });
    expect(await consent.move()).toMatchObject({ code: 'CONSENT_ROUND_OPEN' });
    const other = await collective.propose({});
    await expect(other.open({ method: 'CONSENT_1' })).rejects.toMatchObject({ code: 'CONSENT_IN_ROUNDS' });
    await other.revise({ title: 'Autre version' });
    other.version -= 1;
    await expect(TestConsent.start(other)).rejects.toMatchObject({ code: 'PROPOSAL_CHANGED' });
  });

  it('is asked once where the rule has no rounds', async () => {
    const plain = await world.collective().withMembers(3).grow();
    await expect(TestConsent.start(await plain.propose({}))).rejects.toMatchObject({
      code: 'CONSENT_ASKED_ONCE',
    });
  });

  it('waits for whoever tries again when a round cannot be asked, and says why', async () => {
    const consent = await grow();
    await consent.pass('1 day 1 minute');
    await consent.pass('2 days 1 minute');
    await consent.pass('2 days 1 minute');
    const other = await collective.propose({ by: member(author), title: 'Une autre' });
    const poll = await other.open();
    await world.sql('UPDATE ormee.reservation SET target = $3 WHERE collective_id = $1 AND poll_id = $2', [
      collective.id,
      collective.rowId(poll.id),
      `proposal:${collective.rowId(consent.proposal.id)}`,
    ]);
    const held = await consent.pass('3 days');
    expect(held).toMatchObject({
      state: 'RUNNING',
      phase: 'INTEGRATION',
      heldBy: 'TARGET_RESERVED',
      phaseEndsAt: null,
    });
    expect(held.whatNow).toContain('Le tour n’a pas pu s’ouvrir : un autre scrutin porte déjà');
    expect(await consent.move(member(blaise))).toMatchObject({ code: 'TARGET_RESERVED' });
    await other.author.does('withdrawPoll', { pollId: poll.id });
    await consent.move(member(blaise));
    expect(await consent.read()).toMatchObject({ phase: 'OBJECTION', heldBy: null });
  });

  it('tells who objected only as the rule tells ballots, and the reason to all', async () => {
    collective = await world
      .collective()
      .withMembers(4)
      .withRules(inRounds())
      .withRules((rules) => rules.map((rule) => ({ ...rule, ballotsVisibleTo: 'NOBODY' })))
      .grow();
    [author, ada, blaise] = [0, 1, 2].map((place) => collective.member(place));
    const consent = await TestConsent.start(await collective.propose({ by: member(author) }));
    await (await consent.untilAsked()).object(member(ada), 'Le jeudi, je travaille.');
    await consent.shut();
    const read = async (by: TestMember | undefined) => (await consent.read(member(by))).rounds[0]?.objections;
    for (const by of [author, blaise])
      expect(await read(by)).toMatchObject([{ memberId: null, reason: 'Le jeudi, je travaille.' }]);
    expect(await read(ada)).toMatchObject([{ memberId: member(ada).id }]);
    const takenHome = async (by: TestMember | undefined) =>
      (await bundleOf(collective, 'MEMBER', member(by).memberId)).tables['objection'];
    expect(await takenHome(blaise)).toMatchObject([{ memberId: null, reason: 'Le jeudi, je travaille.' }]);
    expect(await takenHome(ada)).toMatchObject([{ memberId: member(ada).memberId }]);
    await member(ada).does('withdrawObjection', { objectionId: (await consent.objections())[0]?.id });
    for (const { memberId } of [member(ada), member(blaise)])
      expect(faultsOf(verified(await bundleOf(collective, 'MEMBER', memberId)))).toEqual([]);
  });

  it('is taken back by whoever began it before anybody was asked, and not after', async () => {
    const consent = await grow();
    expect(await member(ada).act('withdrawConsent', { consentId: consent.id })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await consent.untilAsked();
    expect(await member(author).act('withdrawConsent', { consentId: consent.id })).toMatchObject({
      code: 'CONSENT_ROUND_OPEN',
    });
    await member(author).does('withdrawPoll', { pollId: (await consent.poll()).id });
    expect(await consent.read()).toMatchObject({ state: 'WITHDRAWN' });
    const again = await TestConsent.start(consent.proposal);
    await member(author).does('withdrawConsent', { consentId: again.id });
    expect(await again.read()).toMatchObject({ state: 'WITHDRAWN' });
  });
});

describe('consent that meets what its rule did not foresee', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.forgetJobs());
  afterAll(() => world.close());

  const grow = async (rule: Parameters<typeof inRounds>[0] = {}, supportNeeded = 0): Promise<TestConsent> => {
    collective = await world
      .collective()
      .withMembers(6)
      .withRules((rules) =>
        inRounds(rule)(rules).map((clause) =>
          clause.matter === 'ROUTINE' ? { ...clause, supportNeeded } : clause,
        ),
      )
      .grow();
    const proposal = await collective.propose({ title: 'Se voir le jeudi' });
    if (supportNeeded > 0)
      await collective.member(3).does('supportProposal', { proposalId: proposal.id, version: 1 });
    return TestConsent.start(proposal);
  };
  const objected = async (consent: TestConsent): Promise<void> => {
    const poll = await consent.untilAsked();
    await poll.object(collective.member(1), 'Le jeudi, je travaille.');
    await poll.consent(collective.member(2));
    await consent.shut();
  };

  it('asks again once what held the next round up is gone, though the last one is proclaimed', async () => {
    const consent = await grow({}, 1);
    await objected(consent);
    await consent.integrate(await consent.objections());
    const held = await consent.pass('3 days 1 minute');
    expect(held).toMatchObject({
      state: 'RUNNING',
      phase: 'INTEGRATION',
      round: 1,
      heldBy: 'SUPPORT_MISSING',
    });
    expect(held.rounds).toMatchObject([{ state: 'DECIDED', outcome: { code: 'REJECTED' }, decision: null }]);
    expect(await consent.move(collective.member(4))).toMatchObject({ code: 'SUPPORT_MISSING' });
    await collective.member(3).does('supportProposal', { proposalId: consent.proposal.id, version: 2 });
    expect(await consent.move(collective.member(4))).not.toHaveProperty('code', expect.anything());
    expect(await consent.read()).toMatchObject({ phase: 'OBJECTION', round: 2, heldBy: null });
  });

  it('tries the vote that it falls back to each day, says what holds it up, and gives up on other words', async () => {
    const supports = (consent: TestConsent, act: 'supportProposal' | 'withdrawSupport', version = 1) =>
      collective.member(3).does(act, { proposalId: consent.proposal.id, version });
    const votes = ({ proposal }: TestConsent): Promise<object[]> =>
      world.sql(`SELECT FROM ormee.poll WHERE proposal_id = $1 AND method = 'threshold@1'`, [
        collective.rowId(proposal.id),
      ]);
    const fallen = async (): Promise<TestConsent> => {
      const consent = await grow({ rounds: 1 }, 1);
      await stayingSignedIn(collective);
      await objected(consent);
      await supports(consent, 'withdrawSupport');
      const held = await consent.pass('3 days 1 minute');
      expect(held).toMatchObject({ state: 'FALLEN_BACK', heldBy: 'SUPPORT_MISSING' });
      expect(held.whatNow).toContain('il manque des soutiens. Il est retenté chaque jour');
      return consent;
    };
    const consent = await fallen();
    expect(await consent.pass('1 day')).toMatchObject({ heldBy: 'SUPPORT_MISSING' });
    await supports(consent, 'supportProposal');
    expect(await votes(consent)).toHaveLength(0);
    expect(await consent.pass('1 day')).toMatchObject({ state: 'FALLEN_BACK', heldBy: null });
    expect(await votes(consent)).toHaveLength(1);

    const other = await fallen();
    await other.proposal.revise({ title: 'Tout autre chose' });
    await supports(other, 'supportProposal', 2);
    const given = await other.pass('1 day');
    expect(given).toMatchObject({ state: 'FALLEN_BACK', heldBy: 'PROPOSAL_CHANGED' });
    expect(given.whatNow).toContain('Il ne s’ouvrira pas de lui-même : le texte a changé depuis.');
    await other.pass('3 days');
    expect(await votes(other)).toHaveLength(0);
  });

  it('is given up by whoever began it where no round can be asked any more', async () => {
    const consent = await grow({}, 1);
    await objected(consent);
    await consent.integrate(await consent.objections());
    await consent.pass('3 days 1 minute');
    await collective.member(0).does('withdrawConsent', { consentId: consent.id });
    expect(await consent.read()).toMatchObject({ state: 'UNDECIDED' });
  });

  it('is asked by its own rule alone: words that came under another one are not', async () => {
    const consent = await grow({ setAside: { fraction: '1/2', strict: false, plus: 0 } });
    await consent.proposal.revise({ title: 'Se voir le jeudi', raiseTo: 'DEEP' });
    for (let phases = 0; phases < 4; phases += 1) await consent.pass('3 days 1 minute');
    expect(await consent.read()).toMatchObject({ round: 0, heldBy: 'CONSENT_RULE_DIFFERS' });
    await collective.member(0).does('withdrawConsent', { consentId: consent.id });
  });

  it('deliberates anew what a later version decides, and says so, though it began with something else', async () => {
    collective = await world
      .collective()
      .withMembers(6)
      .withRules((rules) =>
        inRounds()(rules).map((clause) =>
          clause.matter === 'ROUTINE' ? { ...clause, minimumDeliberation: 'P10D' } : clause,
        ),
      )
      .grow();
    const proposal = await collective.propose({ title: 'Se voir le jeudi' });
    const consent = await TestConsent.start(proposal);
    await consent.pass('7 days');
    const publishAppeal = { title: 'Un appel', body: 'Nous refusons.' };
    await proposal.revise({ title: 'Un appel', effects: [{ publishAppeal }] });
    for (let phases = 0; phases < 4; phases += 1) await consent.pass('2 days');
    expect(await consent.read()).toMatchObject({ round: 0, heldBy: 'DELIBERATION_TOO_SHORT' });
    expect(await consent.move()).toMatchObject({ code: 'DELIBERATION_TOO_SHORT' });
    await consent.pass('2 days 1 minute');
    expect(await consent.move()).not.toHaveProperty('code', expect.anything());
    expect(await consent.read()).toMatchObject({ phase: 'OBJECTION', round: 1 });
  });

  it('integrates an objection also where amendments are shut', async () => {
    const consent = await grow();
    await objected(consent);
    await world.sql(
      `INSERT INTO ormee.amendment_freeze (collective_id, proposal_id, frozen_at, version, hash)
       VALUES ($1, $2, ormee.instant(), 1, repeat('0', 64))`,
      [collective.id, collective.rowId(consent.proposal.id)],
    );
    expect(await consent.integrate(await consent.objections())).not.toHaveProperty('code', expect.anything());
  });

  it('keeps a later round open, for whoever objected in an earlier one is owed it', async () => {
    const consent = await grow();
    await objected(consent);
    await consent.integrate(await consent.objections());
    await consent.move();
    const { id: pollId } = await consent.poll();
    expect(await collective.member(0).act('withdrawPoll', { pollId })).toMatchObject({
      code: 'CONSENT_ROUND_OPEN',
    });
  });

  it('asks nobody any more once an assembly rejected the proposal, whatever its form', async () => {
    const consent = await grow();
    const poll = await consent.untilAsked();
    await poll.consent(collective.member(1));
    const assembly = await collective.assembly(5, 'REMOTE');
    await consent.proposal.decideIn(assembly, { for: 1, against: 4 });
    expect(await consent.read()).toMatchObject({ state: 'SUPERSEDED', rounds: [{ state: 'SUPERSEDED' }] });
  });

  it('is sought no more where its sitting ended before anybody was asked', async () => {
    await grow();
    const assembly = await collective.assembly(5);
    const other = await collective.propose({ title: 'Se voir ici' });
    const consent = await TestConsent.start(other, assembly.facilitator, { assemblyId: assembly.id });
    await assembly.facilitator.does('endAssembly', { assemblyId: assembly.id });
    expect(await consent.pass('1 day 1 minute')).toMatchObject({ state: 'WITHDRAWN' });
  });
});

describe('consent, sought in a sitting', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.forgetJobs());
  afterAll(() => world.close());

  it('moves on when its facilitator does, in an evening', async () => {
    const collective = await world.collective().withMembers(6).withRules(inRounds()).grow();
    const proposal = await collective.propose({ by: collective.member(1), title: 'Se voir le jeudi' });
    const assembly = await collective.assembly(5);
    await expect(
      TestConsent.start(proposal, collective.member(1), { assemblyId: assembly.id }),
    ).rejects.toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
    const consent = await TestConsent.start(proposal, assembly.facilitator, { assemblyId: assembly.id });
    expect(await consent.move(collective.member(1))).toMatchObject({ code: 'MANDATE_REQUIRED' });
    for (const phase of ['CLARIFICATION', 'REACTION', 'INTEGRATION', 'OBJECTION']) {
      await consent.move(assembly.facilitator);
      expect(await consent.read()).toMatchObject({ phase });
    }
    const lastCall = async () => {
      await assembly.facilitator.does('callLastCall', { pollId: (await consent.poll()).id });
      return consent.pass('61 seconds');
    };
    await (await consent.poll()).object(collective.member(2), 'Pas le jeudi.');
    await (await consent.poll()).consent(collective.member(3));
    expect(await lastCall()).toMatchObject({ phase: 'INTEGRATION', round: 1 });
    await consent.integrate(await consent.objections());
    await consent.move(assembly.facilitator);
    await (await consent.poll()).consent(collective.member(2));
    expect(await lastCall()).toMatchObject({ state: 'ADOPTED', round: 2 });
  });

  it('goes to its end when the sitting ends before it', async () => {
    const collective = await world
      .collective()
      .withMembers(6)
      .withRules(inRounds({ fallback: 'REJECTED' }))
      .grow();
    const proposal = await collective.propose({ by: collective.member(1), title: 'Se voir le jeudi' });
    const assembly = await collective.assembly(5);
    const consent = await TestConsent.start(proposal, assembly.facilitator, { assemblyId: assembly.id });
    for (let phases = 0; phases < 4; phases += 1) await consent.move(assembly.facilitator);
    const poll = await consent.poll();
    await poll.object(collective.member(2), 'Pas le jeudi.');
    await assembly.facilitator.does('callLastCall', { pollId: poll.id });
    await consent.pass('61 seconds');
    await assembly.facilitator.does('endAssembly', { assemblyId: assembly.id });
    expect(await consent.pass('1 day 1 minute')).toMatchObject({ state: 'REJECTED', round: 1 });
  });

  it('takes a question over from the members online', async () => {
    const collective = await world.collective().withMembers(6).withRules(inRounds()).grow();
    const proposal = await collective.propose({ by: collective.member(1), title: 'Se voir le jeudi' });
    const online = await TestConsent.start(proposal);
    const poll = await online.untilAsked();
    await poll.object(collective.member(2), 'Pas le jeudi.');
    const assembly = await collective.assembly(5);
    const decided = await proposal.decideIn(assembly, { for: 4 });
    expect(decided.decision).toMatchObject({ outcome: 'ADOPTED' });
    expect(await online.read()).toMatchObject({ state: 'SUPERSEDED', rounds: [{ state: 'SUPERSEDED' }] });
  });
});
