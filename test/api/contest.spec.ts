import type { PollRead } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Contest {
  readonly id: string;
  readonly state: string;
  readonly reason: string;
  readonly heardById: string | null;
  readonly memberId: string | null;
}

const CONTESTS = 'contests { id state reason heardById memberId }';

describe('a contest of an outcome', () => {
  let world: World;
  let collective: TestCollective;
  let contester: TestMember;
  let poll: PollRead;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
    contester = collective.member(3);
    const rewording = await replace(collective, 'Règle 1', 'Une fois par trimestre.');
    poll = await (await collective.propose({ effects: [rewording] })).decideOnline({ for: 3 });
  });
  afterAll(() => world.close());

  const contest = async (
    by = contester,
    reason = 'Deux bulletins ont été comptés à tort.',
  ): Promise<Contest> =>
    (
      await by.does<{ contest: Contest }>(
        'contestOutcome',
        { pollId: poll.id, reason },
        'contest { id state reason heardById memberId }',
      )
    ).contest;
  const read = async (type: 'Poll' | 'Decision', id = poll.id): Promise<Contest[]> =>
    (
      await contester.ask<{ node: { contests: Contest[] } }>(
        `query($id: ID!) { node(id: $id) { ... on ${type} { ${CONTESTS} } } }`,
        { id },
      )
    ).node.contests;

  it('is shown on the poll and on the decision, and suspends nothing', async () => {
    const { id } = await contest();
    const shown = { id, state: 'STANDING', memberId: contester.id };
    expect(await read('Poll')).toMatchObject([shown]);
    expect(await read('Decision', poll.decision?.id)).toMatchObject([shown]);
    const text = await contester.ask<{ node: { consolidated: { markdown: string } } }>(
      'query($id: ID!) { node(id: $id) { ... on LegalText { consolidated { markdown } } } }',
      { id: collective.globalId('LegalText', collective.planted.textIds[1] as string) },
    );
    expect(text.node.consolidated.markdown).toContain('Une fois par trimestre.');
    expect(poll.decision).toMatchObject({ effectsState: 'APPLIED' });
  });

  it('comes from anyone on the roll, with a ballot or without', async () => {
    await expect(contest(collective.member(4))).resolves.toMatchObject({ state: 'STANDING' });
    await expect(contest(collective.member(0))).resolves.toMatchObject({ state: 'STANDING' });
  });

  it('comes from somebody who left, where the late rule let them finish the poll', async () => {
    const kept = await (await collective.propose({ title: 'Une autre question' })).open();
    await contester.does('leaveCollective', { confirmed: true });
    await (await kept.votes({ for: 3 })).end();
    const reason = 'Deux bulletins ont été comptés à tort.';
    await expect(contester.does('contestOutcome', { pollId: kept.id, reason })).resolves.toBeDefined();
    await expect(contest()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused to somebody who left and lost their place', async () => {
    const struck = await (await collective.propose({ title: 'Une autre question' })).open();
    await world.sql(
      `UPDATE ormee.poll SET clauses = (SELECT jsonb_agg(clause || '{"lateRule": "STRIKE_UNCAST"}')
         FROM jsonb_array_elements(clauses) clause) WHERE id = $1`,
      [collective.rowId(struck.id)],
    );
    await contester.does('leaveCollective', { confirmed: true });
    await (await struck.votes({ for: 3 })).end();
    await expect(
      contester.does('contestOutcome', { pollId: struck.id, reason: 'Je n’ai pas pu voter.' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused to whoever came after the roll was drawn up', async () => {
    await world.sql('DELETE FROM ormee.roll_entry WHERE collective_id = $1 AND member_id = $2', [
      collective.id,
      contester.memberId,
    ]);
    await expect(contest()).rejects.toMatchObject({ code: 'NOT_ON_ROLL', facts: { reason: 'NOT_LISTED' } });
  });

  it('is refused without a reason, twice by one member, and to another collective', async () => {
    await expect(contest(contester, ' ')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const settled = await Promise.allSettled([contest(), contest()]);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(contest()).rejects.toMatchObject({ code: 'DUPLICATE' });
    const other = await world.collective().withMembers(1).grow();
    await expect(contest(other.member(0))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused before an outcome is proclaimed', async () => {
    const open = await (await collective.propose()).open();
    await expect(
      contester.does('contestOutcome', { pollId: open.id, reason: 'Trop tôt.' }),
    ).rejects.toMatchObject({ code: 'OUTCOME_NOT_PROCLAIMED', facts: { state: 'OPEN' } });
  });

  it('is heard within the period of the rule, counted on the collective’s calendar, and refused after its end', async () => {
    await world.wait('6 days 23 hours 50 minutes');
    await expect(contest()).resolves.toBeDefined();
    await world.wait('11 minutes');
    await expect(contest(collective.member(0))).rejects.toMatchObject({
      code: 'CONTEST_PERIOD_OVER',
      facts: { endedAt: expect.stringMatching(/^20\d\d-/) as unknown },
    });
  });

  it('is closed by the decision on the proposal that answers it, which leaves the first one as it was', async () => {
    const { id } = await contest();
    const back = await replace(collective, 'Règle 1', 'Une fois par mois.');
    const { proposal } = await collective
      .member(0)
      .does<{ proposal: { id: string } }>(
        'submitProposal',
        { title: 'Recompter et revenir', effects: [back], answersContestId: id },
        'proposal { id }',
      );
    const closesAt = await world.in('8 days');
    const { poll: again } = await collective
      .member(0)
      .does<{ poll: PollRead }>('openPoll', { proposalId: proposal.id, version: 1, closesAt }, 'poll { id }');
    for (const place of [0, 1, 2])
      await collective
        .member(place)
        .does('castBallot', { pollId: again.id, expectedRevision: 0, ballot: { choice: 'FOR' } });
    await world.wait('8 days');
    const { poll: ended } = await collective
      .member(0)
      .does<{ poll: PollRead }>(
        'closePoll',
        { pollId: again.id },
        'poll { id decision { id effectsState } }',
      );
    expect(await read('Poll')).toMatchObject([{ id, state: 'HEARD', heardById: ended.decision?.id }]);
    expect(ended.decision).toMatchObject({ effectsState: 'APPLIED' });
    await expect(contester.does('withdrawContest', { contestId: id })).rejects.toMatchObject({
      code: 'CONTEST_CLOSED',
    });
    await expect(
      collective.member(0).does('submitProposal', { title: 'Encore', answersContestId: id }),
    ).rejects.toMatchObject({ code: 'CONTEST_CLOSED' });
  });

  it('is taken back by its author alone, and then answered by nobody', async () => {
    const { id: contestId } = await contest();
    await expect(collective.member(0).does('withdrawContest', { contestId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await contester.does('withdrawContest', { contestId });
    await contester.does('withdrawContest', { contestId });
    expect(await read('Poll')).toMatchObject([{ state: 'WITHDRAWN' }]);
    await expect(
      collective.member(0).does('submitProposal', { title: 'Une réponse', answersContestId: contestId }),
    ).rejects.toMatchObject({ code: 'CONTEST_CLOSED' });
    await expect(contest()).resolves.toMatchObject({ state: 'STANDING' });
  });

  it('is not the host’s to hear: it names nobody in the register, and the proposal of a stranger’s contest is refused', async () => {
    await contest();
    const leaves = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'contest.raised'`,
      [collective.id],
    );
    expect(leaves).toHaveLength(1);
    expect(leaves[0]?.encoded).not.toContain(contester.memberId);
    expect(leaves[0]?.encoded).not.toContain('Deux bulletins');
    const nothing = collective.globalId('Contest', collective.id);
    await expect(
      contester.does('submitProposal', { title: 'Réponse', answersContestId: nothing }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
