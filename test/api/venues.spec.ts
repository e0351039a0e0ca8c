import type { Clause } from '../../src/core/charter/clause.js';
import type { PollRead, TestPoll, Votes } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';

const THREE: Votes = { for: 3 };

describe('a question put in two venues', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world.collective().withMembers(5).grow();
  });
  afterAll(() => world.close());

  /** Proposals that each give the same article other words, so that they touch one target. */
  const rewording = async (body: string) =>
    collective.propose({ title: body, effects: [await replace(collective, 'Règle 1', body)] });

  /** An online poll with ballots in its box, then one in an assembly on the same article. */
  const bothVenues = async (
    form: 'PHYSICAL' | 'REMOTE' = 'PHYSICAL',
  ): Promise<{ online: TestPoll; sitting: TestPoll }> => {
    const online = await (await rewording('En ligne.')).open();
    await online.votes({ for: 2 });
    const sitting = await (await rewording('En assemblée.')).openIn(await collective.assembly(4, form));
    return { online, sitting };
  };

  it('keeps the online poll open to ballots while the assembly deliberates', async () => {
    const { online } = await bothVenues();
    await expect(online.cast(collective.member(2), 'AGAINST')).resolves.toMatchObject({ revision: 1 });
    expect(await online.read()).toMatchObject({ state: 'OPEN', castCount: 3 });
  });

  it('closes the online poll at its deadline, and proclaims nothing while the assembly’s stands', async () => {
    const { online } = await bothVenues();
    const { closesAt } = await online.read();
    const waiting = { state: 'CLOSED', closedAt: closesAt, outcome: null, decision: null };
    expect(await online.end()).toMatchObject(waiting);
    await world.runDueJobs();
    expect(await online.proclaim()).toMatchObject(waiting);
    await expect(online.cast(collective.member(3), 'FOR')).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
  });

  it.each(['OPEN', 'CLOSED'])(
    'supersedes an %s online poll when the assembly adopts, and keeps its ballots',
    async (state) => {
      const { online, sitting } = await bothVenues();
      if (state === 'CLOSED') await online.end();
      expect((await online.read()).state).toBe(state);
      const { decision } = await (await sitting.votes(THREE)).lastCall();
      expect(decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
      expect(await online.read()).toMatchObject({ state: 'SUPERSEDED', castCount: 2, outcome: null });
      expect(await online.ballots()).toHaveLength(2);
      await expect(online.cast(collective.member(3), 'FOR')).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
      expect(await online.end()).toMatchObject({ state: 'SUPERSEDED', decision: null });
    },
  );

  it('supersedes the online poll when an assembly in a form that prevails rejects', async () => {
    const { online, sitting } = await bothVenues();
    const { decision } = await (await sitting.votes({ against: 3 })).lastCall();
    expect(decision?.outcome).toBe('REJECTED');
    expect(await online.read()).toMatchObject({ state: 'SUPERSEDED', castCount: 2 });
  });

  const goesOn: [string, 'PHYSICAL' | 'REMOTE', Votes, PollRead['state']][] = [
    ['an assembly at a distance rejects', 'REMOTE', { against: 3 }, 'REJECTED'],
    ['nobody votes in the assembly', 'PHYSICAL', {}, 'NO_DECISION'],
  ];

  it.each(goesOn)(
    'lets a closed online poll be proclaimed by its job when %s',
    async (_, form, votes, code) => {
      const { online, sitting } = await bothVenues(form);
      expect((await online.end()).state).toBe('CLOSED');
      expect((await (await sitting.votes(votes)).lastCall()).outcome?.code).toBe(code);
      await world.runDueJobs();
      expect(await online.read()).toMatchObject({
        state: 'DECIDED',
        outcome: { code: 'ADOPTED' },
        decision: { effectsState: 'APPLIED' },
      });
    },
  );

  it.each(goesOn)('lets an open online poll go on to its deadline when %s', async (_, form, votes, code) => {
    const { online, sitting } = await bothVenues(form);
    expect((await (await sitting.votes(votes)).lastCall()).outcome?.code).toBe(code);
    await online.cast(collective.member(2), 'FOR');
    expect(await online.end()).toMatchObject({ castCount: 3, decision: { effectsState: 'APPLIED' } });
  });

  it('lets the online poll of the very proposal go on, but a proposal once decided is not opened again', async () => {
    const proposal = await rewording('Des deux côtés.');
    const online = await proposal.open();
    const sitting = await proposal.openIn(await collective.assembly(4));
    expect((await (await sitting.votes(THREE)).lastCall()).decision?.outcome).toBe('ADOPTED');
    expect((await online.read()).state).toBe('SUPERSEDED');
    await expect(proposal.open()).rejects.toMatchObject({ code: 'PROPOSAL_NOT_OPEN' });
  });

  it('refuses a second poll on the same article in the same venue, and names the first', async () => {
    const first = await (await rewording('Les uns.')).open();
    await expect((await rewording('Les autres.')).open()).rejects.toMatchObject({
      code: 'TARGET_RESERVED',
      facts: { poll: first.id },
    });
    await first.end();
    await expect((await rewording('Les autres.')).open()).resolves.toBeDefined();
  });

  it.each(['online', 'in a sitting'])(
    'lets one of two members who open a poll on the same article %s at the same time',
    async (venue) => {
      const one = await rewording('Les uns.');
      const other = await rewording('Les autres.');
      const opening = [one, other].map(async (proposal) =>
        venue === 'online' ? proposal.open() : proposal.openIn(await collective.assembly(2)),
      );
      const settled = await Promise.allSettled(opening);
      const won = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []));
      const lost = settled.flatMap((result) =>
        result.status === 'rejected' ? [result.reason as unknown] : [],
      );
      expect(won).toHaveLength(1);
      expect(lost).toEqual([
        expect.objectContaining({
          code: 'TARGET_RESERVED',
          facts: expect.objectContaining({ poll: won[0] }) as unknown,
        }),
      ]);
    },
  );

  it('lets polls on different articles stand side by side', async () => {
    await (await rewording('Les uns.')).open();
    const other = await replace(collective, 'Règle 2', 'Les autres.');
    await expect((await collective.propose({ effects: [other] })).open()).resolves.toBeDefined();
  });

  it('refuses what the rule refuses at opening: too little support, and a method it does not allow', async () => {
    const strict = (rules: readonly Clause[]) =>
      rules.map((rule) => ({ ...rule, supportNeeded: 2, allowedMethods: ['threshold@1' as const] }));
    collective = await world.collective().withMembers(3).withRules(strict).grow();
    const proposal = await collective.propose();
    await expect(proposal.open()).rejects.toMatchObject({
      code: 'SUPPORT_MISSING',
      facts: { needed: '2', has: '0' },
    });
    for (const place of [1, 2])
      await collective.member(place).does('supportProposal', { proposalId: proposal.id, version: 1 });
    await expect(proposal.open({ method: 'CONSENT_1' })).rejects.toMatchObject({
      code: 'METHOD_NOT_ALLOWED',
    });
    await expect(proposal.open()).resolves.toBeDefined();
  });
});
