import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { groupNamed } from '../world/groups.js';
import { mandatesInRounds, TestElection, type RoleAsked } from '../world/nominations.js';
import { stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('an election without candidates, of somebody who cannot have the role any more', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(() => world.forgetJobs());
  afterAll(() => world.close());

  const member = (place: number): TestMember => collective.member(place);
  const grow = async (): Promise<void> => {
    collective = await world.collective().withMembers(6).withRules(mandatesInRounds()).grow();
  };
  /** Somebody is being put, and one has consented. */
  const put = async (role: RoleAsked = {}): Promise<TestElection> => {
    const election = await TestElection.start(collective, role, member(2));
    for (const [at, place] of [
      [2, 1],
      [3, 1],
      [1, 2],
    ] as const)
      await election.nominate(member(at), member(place), `Vu de ${at}.`);
    await election.pass('2 days 1 minute');
    await stayingSignedIn(collective);
    await election.pass('2 days 1 minute');
    await (await election.poll()).consent(member(3));
    await stayingSignedIn(collective);
    return election;
  };
  const decisionsOf = (election: TestElection): Promise<{ effects: string }[]> =>
    world.sql(
      `SELECT decision.effects_state AS effects FROM ormee.decision decision
       JOIN ormee.nominee nominee ON nominee.collective_id = decision.collective_id
         AND nominee.proposal_id = decision.proposal_id
       WHERE nominee.collective_id = $1 AND nominee.election_id = $2`,
      [collective.id, collective.rowId(election.id)],
    );
  const holds = async (): Promise<void> => {
    for (const kind of ['FULL', 'MEMBER'] as const)
      expect(faultsOf(verified(await bundleOf(collective, kind, member(0).memberId)))).toEqual([]);
  };
  /** The first is gone, the second has the turn, and is elected. */
  const passesOn = async (election: TestElection): Promise<void> => {
    const next = await election.pass('1 minute');
    expect(next).toMatchObject({
      state: 'RUNNING',
      nominees: [
        { personId: member(1).id, how: 'GONE' },
        { personId: member(2).id, how: null },
      ],
    });
    await (await election.poll()).consent(member(3));
    expect(await election.pass('1 day 1 minute')).toMatchObject({
      state: 'ELECTED',
      nominees: [{ how: 'GONE' }, { how: 'CONSENTED' }],
    });
    expect(await decisionsOf(election)).toEqual([{ effects: 'APPLIED' }]);
    await holds();
  };

  it('passes the turn on when they leave while they are being put, whatever is in the box', async () => {
    await grow();
    const election = await put();
    const poll = await election.poll();
    await member(1).does('leaveCollective', { confirmed: true });
    expect(await poll.read()).toMatchObject({ state: 'CANCELLED', castCount: 1, outcome: null });
    await passesOn(election);
  });

  it('passes the turn on when they are excluded meanwhile', async () => {
    await grow();
    const { exclusion } = await member(0).does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId: member(1).id, grounds: 'Trois réunions perturbées.' },
      'exclusion { id }',
    );
    await member(1).does('answerExclusion', { exclusionId: exclusion.id, answer: 'Je conteste.' });
    await world.wait('7 days');
    await stayingSignedIn(collective);
    const election = await put();
    const poll = await election.poll();
    const excludeMember = { exclusionId: exclusion.id, memberId: member(1).id };
    const exclude = await collective.propose({ title: 'Exclusion', effects: [{ excludeMember }] });
    await exclude.decideIn(await collective.assembly(6), { for: 6 });
    expect(await poll.read()).toMatchObject({ state: 'CANCELLED' });
    await passesOn(election);
  });

  it('passes the turn on when they have left the group whose role it is', async () => {
    await grow();
    const group = await groupNamed(collective, 'Accueil', member(1), member(2), member(3));
    const election = await put({ task: 'accueillir', title: 'Accueillir', groupId: group.id });
    await member(1).does('leaveGroup', { groupId: group.id });
    await election.pass('1 day 1 minute');
    await stayingSignedIn(collective);
    await passesOn(election);
  });

  it('elects nobody where the decision could not give the role, and says that it says why', async () => {
    await grow();
    const election = await put({ mandateEndsAt: await world.in('5 days') });
    const over = await election.pass('1 day 1 minute');
    expect(over).toMatchObject({ state: 'NOT_APPLIED', nominees: [{ how: 'NOT_APPLIED' }] });
    expect(over.whatNow).toContain('le rôle n’a pas pu être confié : la décision dit pourquoi');
    expect(over.explanation.join(' ')).not.toContain('c’est l’élection');
    expect(await decisionsOf(election)).toEqual([{ effects: 'NOT_APPLIED' }]);
    await holds();
  });
});
