import type { TestProposal } from '../world/decisions.js';
import { grant, replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Challenge {
  readonly id: string;
  readonly state: string;
  readonly matter: string | null;
  readonly decisionId: string | null;
  readonly version: number;
  readonly settledById: string | null;
}

const CHALLENGES = 'challenges { id state matter decisionId version settledById }';

describe('a challenge of a proposal', () => {
  let world: World;
  let collective: TestCollective;
  let challenger: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).grow();
    challenger = collective.member(1);
  });
  afterAll(() => world.close());

  const challenge = async (
    proposal: TestProposal,
    ground: object,
    { by = challenger, reason = 'Cela touche à notre façon de décider.', version = proposal.version } = {},
  ): Promise<Challenge> => {
    const done = await by.does<{ proposal: { challenges: Challenge[] } }>(
      'challengeProposal',
      { proposalId: proposal.id, version, ground, reason },
      `proposal { ${CHALLENGES} }`,
    );
    return done.proposal.challenges.at(-1) as Challenge;
  };
  const read = async ({ id }: TestProposal, challengeId: string): Promise<Challenge | undefined> => {
    const { node } = await challenger.ask<{ node: { challenges: Challenge[] } }>(
      `query($id: ID!) { node(id: $id) { ... on Proposal { ${CHALLENGES} } } }`,
      { id },
    );
    return node.challenges.find((one) => one.id === challengeId);
  };
  const settle = (challengeId: string, upheld: boolean, lasting = '25 hours') =>
    collective
      .propose({
        title: 'Régler une question de procédure',
        effects: [{ settleChallenge: { challengeId, upheld } }],
      })
      .then((proposal) => proposal.decideOnline({ for: 3 }, lasting));

  describe('that asks for a stricter matter', () => {
    it('holds the poll to that path until its author takes it back', async () => {
      const proposal = await collective.propose();
      const { id } = await challenge(proposal, { stricterMatter: 'DEEP' });
      await expect(proposal.open({ lasting: '25 hours' })).rejects.toMatchObject({
        code: 'VOTING_TOO_SHORT',
        facts: { minimum: 'P7D' },
      });
      await challenger.does('withdrawChallenge', { challengeId: id });
      await challenger.does('withdrawChallenge', { challengeId: id });
      expect(await read(proposal, id)).toMatchObject({ state: 'WITHDRAWN' });
      await expect(proposal.open({ lasting: '25 hours' })).resolves.toBeDefined();
    });

    it('is pinned in the poll that opens while it stands', async () => {
      const proposal = await collective.propose();
      await challenge(proposal, { stricterMatter: 'DEEP' });
      expect(await (await proposal.open()).read()).toMatchObject({ matter: 'DEEP' });
    });

    it('of governance leaves only an assembly to decide', async () => {
      const proposal = await collective.propose();
      await challenge(proposal, { stricterMatter: 'GOVERNANCE' });
      await expect(proposal.open()).rejects.toMatchObject({ code: 'VENUE_NOT_ALLOWED' });
      const { outcome } = await proposal.decideIn(await collective.assembly(3), { for: 2, against: 1 });
      expect(outcome?.code).toBe('ADOPTED');
    });

    it('outlives the version that it was raised against, and the strictest of several holds', async () => {
      const proposal = await collective.propose();
      const deep = await challenge(proposal, { stricterMatter: 'DEEP' });
      const more = await challenge(proposal, { stricterMatter: 'GOVERNANCE' }, { by: collective.member(2) });
      await proposal.revise({ title: 'Une autre rédaction' });
      await expect(proposal.open()).rejects.toMatchObject({ code: 'VENUE_NOT_ALLOWED' });
      await collective.member(2).does('withdrawChallenge', { challengeId: more.id });
      await expect(proposal.open({ lasting: '25 hours' })).rejects.toMatchObject({
        code: 'VOTING_TOO_SHORT',
      });
      expect(await read(proposal, deep.id)).toMatchObject({ state: 'STANDING', version: 1 });
    });

    it('is lifted by a decision that finds it wrong, and stays by one that finds it right', async () => {
      const proposal = await collective.propose();
      const first = await challenge(proposal, { stricterMatter: 'DEEP' });
      const { decision } = await settle(first.id, false);
      expect(decision).toMatchObject({ effectsState: 'APPLIED' });
      expect(await read(proposal, first.id)).toMatchObject({ state: 'DISMISSED', settledById: decision?.id });
      await expect(proposal.open({ lasting: '25 hours' })).resolves.toBeDefined();

      const other = await collective.propose();
      const second = await challenge(other, { stricterMatter: 'DEEP' });
      await settle(second.id, true);
      expect(await read(other, second.id)).toMatchObject({ state: 'UPHELD' });
      await expect(challenger.does('withdrawChallenge', { challengeId: second.id })).rejects.toMatchObject({
        code: 'CHALLENGE_SETTLED',
      });
      await expect(other.open({ lasting: '25 hours' })).rejects.toMatchObject({ code: 'VOTING_TOO_SHORT' });
    });

    it('stands when the decision that would settle it is rejected, and is settled once', async () => {
      const proposal = await collective.propose();
      const { id } = await challenge(proposal, { stricterMatter: 'DEEP' });
      const effects = [{ settleChallenge: { challengeId: id, upheld: false } }];
      await (await collective.propose({ effects })).decideOnline({ against: 3 }, '25 hours');
      expect(await read(proposal, id)).toMatchObject({ state: 'STANDING' });
      await settle(id, false);
      await expect(collective.propose({ effects })).rejects.toMatchObject({ code: 'CHALLENGE_SETTLED' });
    });

    it.each(['ROUTINE', 'DEEP'])(
      'is refused when it asks for %s of a question that is as strict',
      async (matter) => {
        const rewording = await replace(collective, 'Règle 1', 'Autrement.');
        const proposal = await collective.propose({ effects: [rewording] });
        await expect(challenge(proposal, { stricterMatter: matter })).rejects.toMatchObject({
          code: 'CHALLENGE_NOT_STRICTER',
          facts: { matter: 'DEEP' },
        });
      },
    );

    it('is refused of a matter that is fixed by its effect', async () => {
      await expect(
        challenge(await collective.propose(), { stricterMatter: 'EXCLUSION' }),
      ).rejects.toMatchObject({ code: 'CHALLENGE_NOT_STRICTER' });
    });
  });

  describe('that says a contradiction', () => {
    const decidedInAssembly = async (): Promise<string> => {
      const proposal = await collective.propose({ title: 'Nous restons une association' });
      const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
      return decision?.id ?? '';
    };

    it('leaves only an assembly to decide, until it is settled', async () => {
      const contradictsId = await decidedInAssembly();
      const proposal = await collective.propose({ title: 'Devenir une coopérative' });
      const { id } = await challenge(proposal, { contradictsId });
      await expect(proposal.open()).rejects.toMatchObject({
        code: 'CHALLENGED_AS_CONTRADICTING',
        facts: { decision: '2026-001' },
      });
      await settle(id, false);
      await expect(proposal.open()).resolves.toBeDefined();
      const again = await collective.propose({ title: 'Devenir une coopérative' });
      await challenge(again, { contradictsId });
      const { outcome } = await again.decideIn(await collective.assembly(3), { for: 3 });
      expect(outcome?.code).toBe('ADOPTED');
    });

    it('is refused of an online decision, and of none', async () => {
      const online = await (await collective.propose()).decideOnline({ for: 3 }, '25 hours');
      const proposal = await collective.propose();
      await expect(challenge(proposal, { contradictsId: online.decision?.id })).rejects.toMatchObject({
        code: 'NOT_OF_AN_ASSEMBLY',
      });
      await expect(
        challenge(proposal, { contradictsId: collective.globalId('Decision', collective.id) }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('is refused once a poll is open, without a reason, of another version, twice by one member', async () => {
    const proposal = await collective.propose();
    const ground = { stricterMatter: 'DEEP' };
    await expect(challenge(proposal, ground, { reason: '  ' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    await expect(challenge(proposal, ground, { version: 2 })).rejects.toMatchObject({
      code: 'PROPOSAL_CHANGED',
    });
    await expect(
      challenge(proposal, { ...ground, contradictsId: collective.globalId('Decision', collective.id) }),
    ).rejects.toThrow();
    await challenge(proposal, ground);
    await expect(challenge(proposal, ground)).rejects.toMatchObject({ code: 'DUPLICATE' });
    const open = await proposal.open();
    await expect(challenge(proposal, ground, { by: collective.member(2) })).rejects.toMatchObject({
      code: 'POLL_ALREADY_OPEN',
      facts: { poll: open.id },
    });
    await open.end();
    await expect(challenge(proposal, ground, { by: collective.member(2) })).resolves.toBeDefined();
  });

  it('meets an opening at the same time: the poll takes the stricter path, or the challenge comes too late', async () => {
    for (let round = 0; round < 5; round += 1) {
      const proposal = await collective.propose();
      const [opened, raised] = await Promise.allSettled([
        proposal.open({ lasting: '25 hours' }),
        challenge(proposal, { stricterMatter: 'DEEP' }),
      ]);
      expect([opened.status, raised.status].sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('holds a grant of a mandate beside its own matter', async () => {
    const proposal = await collective.propose({ effects: [await grant(collective)] });
    await challenge(proposal, { stricterMatter: 'DEEP' });
    await expect(proposal.open({ lasting: '25 hours' })).rejects.toMatchObject({ code: 'VOTING_TOO_SHORT' });
  });
});
