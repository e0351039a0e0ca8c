import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { Amendments } from '../world/amendments.js';
import { TestConsent, inRounds } from '../world/consents.js';
import type { TestAssembly, TestPoll } from '../world/decisions.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('consent sought online, and an assembly', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.forgetJobs());
  afterAll(() => world.close());

  const member = (place: number): TestMember => collective.member(place);
  const grow = async (rule: Parameters<typeof inRounds>[0] = {}, byConsent = false): Promise<TestConsent> => {
    const once = { method: 'consent@1', allowedMethods: ['consent@1', 'threshold@1'] } as const;
    collective = await world
      .collective()
      .withMembers(6)
      .withRules((rules) =>
        inRounds(rule)(rules).map((clause) =>
          byConsent && clause.matter === 'ROUTINE' ? { ...clause, ...once } : clause,
        ),
      )
      .grow();
    const rationale = 'Nous nous voyons le jeudi soir.';
    return TestConsent.start(await collective.propose({ by: member(1), title: 'Se voir', rationale }));
  };
  /** A round with one objection, shut unless it is to stay open. */
  const objected = async (consent: TestConsent, staysOpen = false): Promise<TestPoll> => {
    const poll = await consent.untilAsked();
    await poll.object(member(2), 'Pas le jeudi.');
    await poll.consent(member(3));
    if (!staysOpen) await consent.shut();
    await stayingSignedIn(collective);
    return poll;
  };
  /** A sitting puts an amendment of the words, and has not decided on it yet. */
  const amending = async (consent: TestConsent, assembly?: TestAssembly): Promise<TestPoll> => {
    const amendments = new Amendments(consent.proposal);
    const sitting = assembly ?? (await collective.assembly(5));
    const put = { by: member(4), assembly: sitting, replace: 'jeudi', with: 'mardi' };
    return amendments.open([await amendments.put(put)], { assembly: sitting });
  };
  const amended = async (consent: TestConsent): Promise<void> => {
    await (await (await amending(consent)).votes({ for: 5 })).lastCall();
    await new Amendments(consent.proposal).all();
    expect(consent.proposal.version).toBe(2);
  };
  const withdraw = async (consent: TestConsent) => {
    const { id: objectionId } = await consent.objectionOf(member(2));
    return member(2).act('withdrawObjection', { objectionId });
  };
  const decided = (consent: TestConsent): Promise<{ version: number; outcome: string }[]> =>
    world.sql('SELECT proposal_version AS version, outcome FROM ormee.decision WHERE proposal_id = $1', [
      collective.rowId(consent.proposal.id),
    ]);
  const awaited = async (by: TestMember): Promise<string[]> => {
    const { awaitingMe } = await by.ask<{ awaitingMe: { edges: { node: { reason: string } }[] } }>(
      '{ awaitingMe(first: 100) { edges { node { reason } } } }',
    );
    return awaitingMe.edges.map(({ node }) => node.reason);
  };
  const holds = async (): Promise<void> => {
    for (const kind of ['FULL', 'MEMBER'] as const)
      expect(faultsOf(verified(await bundleOf(collective, kind, member(0).memberId)))).toEqual([]);
  };

  it.each([
    ['open', true],
    ['shut', false],
  ])('asks again on the words that an assembly amended under a round that is %s', async (_, staysOpen) => {
    const consent = await grow({ rounds: 1, fallback: 'REJECTED' });
    await objected(consent, staysOpen);
    await amended(consent);
    const called = await consent.read();
    expect(called).toMatchObject({ state: 'RUNNING', phase: 'INTEGRATION', round: 1, heldBy: null });
    expect(called.rounds).toMatchObject([{ state: 'CANCELLED', objections: [{ stands: false }] }]);
    expect(called.whatNow).toContain('la question est reposée sur le nouveau texte');
    expect(await withdraw(consent)).toMatchObject({ code: 'OBJECTION_STANDS_NO_MORE' });
    expect(await consent.integrate(await consent.objections())).toMatchObject({ code: 'NOT_FOUND' });
    expect(await awaited(member(2))).not.toContain('OBJECTION_STANDS');
    await consent.pass('1 minute');
    expect(await decided(consent)).toEqual([]);

    const again = await consent.pass('3 days 1 minute');
    expect(again).toMatchObject({ phase: 'OBJECTION', round: 2 });
    await (await consent.poll()).consent(member(0));
    expect(await consent.shut()).toMatchObject({ state: 'ADOPTED' });
    expect(await decided(consent)).toEqual([{ version: 2, outcome: 'ADOPTED' }]);
    await holds();
  });

  it('lets the author have them asked at once, and takes no answer to the words before', async () => {
    const consent = await grow();
    const poll = await objected(consent, true);
    await amended(consent);
    await expect(poll.consent(member(0))).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
    expect(await consent.move(member(5))).toMatchObject({ code: 'CONSENT_NOT_YET' });
    expect(await consent.move()).not.toHaveProperty('code', expect.anything());
    expect(await consent.read()).toMatchObject({ phase: 'OBJECTION', round: 2 });
  });

  it('waits while an assembly votes on amendments, says so, and then adopts what was consented to', async () => {
    const consent = await grow();
    await objected(consent);
    const poll = await amending(consent);
    await withdraw(consent);
    const held = await consent.read();
    expect(held).toMatchObject({ state: 'RUNNING', heldBy: 'ASSEMBLY_VOTES_FIRST' });
    expect(held.whatNow).toContain('une assemblée vote d’abord sur la même chose');
    expect(await decided(consent)).toEqual([]);
    await (await poll.votes({ against: 5 })).lastCall();
    expect(await consent.pass('1 minute')).toMatchObject({ state: 'ADOPTED' });
    expect(await decided(consent)).toEqual([{ version: 1, outcome: 'ADOPTED' }]);
  });

  it('goes on by its clock once the assembly’s poll is over, where its time ended beside it', async () => {
    const consent = await grow({ fallback: 'REJECTED' });
    await objected(consent);
    const assembly = await collective.assembly(5);
    const poll = await consent.proposal.openIn(assembly);
    // Whoever asks for it to be proclaimed does not stop the time to meet objections.
    await member(0).does('proclaimPoll', { pollId: (await consent.poll()).id });
    expect(await consent.read()).toMatchObject({ heldBy: null, phaseEndsAt: expect.any(String) as string });
    expect(await consent.pass('3 days 1 minute')).toMatchObject({
      state: 'RUNNING',
      phase: 'INTEGRATION',
      heldBy: 'ASSEMBLY_VOTES_FIRST',
      phaseEndsAt: null,
    });
    await stayingSignedIn(collective);
    expect(await consent.move(member(0))).toMatchObject({ code: 'ASSEMBLY_VOTES_FIRST' });
    await assembly.facilitator.does('withdrawPoll', { pollId: poll.id });
    expect(await consent.pass('1 minute')).toMatchObject({ state: 'REJECTED', heldBy: null });
  });

  it.each([
    ['rejects them', { against: 5 }, 2],
    ['adopts them', { for: 5 }, 3],
  ])('asks again beside amendments only once the assembly %s, and by itself', async (_, votes, version) => {
    const consent = await grow();
    await objected(consent);
    await member(1).does('reviseProposal', {
      ...{ title: 'Se voir, avec une garde', rationale: 'Nous nous voyons le jeudi midi.' },
      ...{ proposalId: consent.proposal.id, expectedVersion: 1 },
      integrates: (await consent.objections()).map(({ id }) => id),
    });
    const poll = await amending(consent, await collective.assembly(5, 'REMOTE'));
    expect(await consent.pass('3 days 1 minute')).toMatchObject({ round: 1, heldBy: 'ASSEMBLY_VOTES_FIRST' });
    await stayingSignedIn(collective);
    await (await poll.votes(votes)).lastCall();
    expect(await consent.pass('1 minute')).toMatchObject({ phase: 'OBJECTION', round: 2, heldBy: null });
    await (await consent.poll()).consent(member(0));
    expect(await consent.shut()).toMatchObject({ state: 'ADOPTED' });
    expect(await decided(consent)).toEqual([{ version, outcome: 'ADOPTED' }]);
    await holds();
  });

  it('has its box shut beside the assembly’s poll, and its objections met after it', async () => {
    const consent = await grow();
    await objected(consent, true);
    const assembly = await collective.assembly(5);
    const poll = await consent.proposal.openIn(assembly);
    expect(await consent.shut()).toMatchObject({ phase: 'OBJECTION', heldBy: 'ASSEMBLY_VOTES_FIRST' });
    await stayingSignedIn(collective);
    await assembly.facilitator.does('withdrawPoll', { pollId: poll.id });
    const met = await consent.pass('1 minute');
    expect(met).toMatchObject({ phase: 'INTEGRATION', round: 1, heldBy: null });
    expect(met.phaseEndsAt).not.toBeNull();
  });

  it.each([
    ['before anybody is asked', null],
    ['in a round that is open', true],
    ['after a round', false],
  ])('is taken over by an assembly, %s', async (_, staysOpen) => {
    const consent = await grow({}, true);
    if (staysOpen !== null) await objected(consent, staysOpen);
    const { proposal } = consent;
    const assembly = await collective.assembly(5);
    await expect(proposal.openIn(assembly)).rejects.toMatchObject({ code: 'CONSENT_IN_ROUNDS' });
    const sitting = await TestConsent.start(proposal, assembly.facilitator, { assemblyId: assembly.id });
    const before = await consent.read();
    expect(before).toMatchObject({ state: 'SUPERSEDED', heldBy: null });
    expect(before.rounds.map(({ state }) => state)).toEqual(staysOpen === null ? [] : ['CANCELLED']);
    await expect(TestConsent.start(proposal)).rejects.toMatchObject({ code: 'CONSENT_RUNNING' });
    await expect(
      TestConsent.start(proposal, assembly.facilitator, { assemblyId: assembly.id }),
    ).rejects.toMatchObject({ code: 'CONSENT_RUNNING' });
    await expect(proposal.openIn(assembly)).rejects.toMatchObject({ code: 'CONSENT_RUNNING' });

    for (let phases = 0; phases < 4; phases += 1) await sitting.move(assembly.facilitator);
    const { id: pollId } = await sitting.poll();
    await (await sitting.poll()).consent(member(2));
    await assembly.facilitator.does('callLastCall', { pollId });
    expect(await sitting.pass('61 seconds')).toMatchObject({ state: 'ADOPTED', round: 1 });
    expect(await decided(consent)).toEqual([{ version: 1, outcome: 'ADOPTED' }]);
    await holds();
  });
});
