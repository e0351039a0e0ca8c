import type { TestPoll } from '../world/decisions.js';
import { replace } from '../world/effects.js';
import { bundleOf, faultsOf, verified } from '../exchange/lived.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('a poll opened by mistake', () => {
  let world: World;
  let collective: TestCollective;
  let opener: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).grow();
    opener = collective.member(0);
  });
  afterAll(() => world.close());

  const withdraw = async (poll: TestPoll, by = opener): Promise<string> =>
    (await by.does<{ poll: { state: string } }>('withdrawPoll', { pollId: poll.id }, 'poll { state }')).poll
      .state;
  const rewording = async () =>
    collective.propose({ effects: [await replace(collective, 'Règle 1', 'Une fois par an.')] });

  it('is taken back by whoever opened it, and its proposal and targets are free again', async () => {
    const proposal = await rewording();
    const poll = await proposal.open({ lasting: '9 days' });
    await expect(proposal.open()).rejects.toMatchObject({ code: 'TARGET_RESERVED' });
    expect(await withdraw(poll)).toBe('CANCELLED');
    expect(await withdraw(poll)).toBe('CANCELLED');
    await proposal.revise({ title: 'Mieux dit', effects: [] });
    const { decision } = await (await rewording()).decideOnline({ for: 3 });
    expect(decision).toMatchObject({ effectsState: 'APPLIED' });
    expect(await (await proposal.open()).read()).toMatchObject({ title: 'Mieux dit', state: 'OPEN' });
  });

  it('takes no ballot from then on, and comes to no outcome, whatever its deadline', async () => {
    const poll = await (await collective.propose()).open({ lasting: '2 days' });
    await withdraw(poll);
    await expect(poll.cast(collective.member(1), 'FOR')).rejects.toMatchObject({
      code: 'POLL_NOT_OPEN',
      facts: { state: 'CANCELLED' },
    });
    await world.wait('2 days');
    await world.runDueJobs();
    for (const read of [await poll.close(), await poll.proclaim()])
      expect(read).toMatchObject({ state: 'CANCELLED', outcome: null, decision: null });
  });

  it('stays once a ballot is in, also a ballot of its opener', async () => {
    const poll = await (await collective.propose()).open();
    await poll.cast(opener, 'ABSTAIN');
    await expect(withdraw(poll)).rejects.toMatchObject({ code: 'POLL_HAS_BALLOTS' });
    expect(await poll.read()).toMatchObject({ state: 'OPEN' });
  });

  it('stays past its deadline, though no job has shut it', async () => {
    const poll = await (await collective.propose()).open({ lasting: '2 days' });
    await world.sql(`DELETE FROM ormee.job WHERE kind = 'close-poll'`);
    await world.wait('2 days');
    await expect(withdraw(poll)).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
  });

  it('is nobody else’s to take back', async () => {
    const poll = await (await collective.propose()).open();
    await expect(withdraw(poll, collective.member(1))).rejects.toMatchObject({
      code: 'POLL_NOT_YOURS_TO_WITHDRAW',
    });
    const other = await world.collective().withMembers(1).named('Un autre collectif').grow();
    await expect(withdraw(poll, other.member(0))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('in a sitting is taken back by whoever facilitates it then, and lets online polls that waited for it go on', async () => {
    const online = await (await rewording()).open();
    const assembly = await collective.assembly(3);
    const poll = await (await rewording()).openIn(assembly);
    await world.wait('8 days');
    expect(await online.close()).toMatchObject({ state: 'CLOSED' });
    await assembly.facilitator.does('leaveRole', { assemblyId: assembly.id, role: 'FACILITATOR' });
    const next = collective.member(2);
    await next.does('takeRole', { assemblyId: assembly.id, role: 'FACILITATOR' });
    await expect(withdraw(poll, collective.member(1))).rejects.toMatchObject({
      code: 'POLL_NOT_YOURS_TO_WITHDRAW',
    });
    expect(await withdraw(poll, next)).toBe('CANCELLED');
    await world.runDueJobs();
    expect(await online.read()).toMatchObject({ state: 'DECIDED', outcome: { code: 'NO_DECISION' } });
    await expect(next.does('endAssembly', { assemblyId: assembly.id })).resolves.toBeDefined();
  });

  it('is a leaf of the register without a name, and what is taken home of it holds', async () => {
    const poll = await (await rewording()).open();
    await withdraw(poll);
    const [leaf] = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'poll.withdrawn'`,
      [collective.id],
    );
    expect(leaf?.encoded).toContain(collective.rowId(poll.id));
    expect(leaf?.encoded).not.toContain(opener.memberId);
    for (const kind of ['FULL', 'PUBLIC', 'MEMBER'] as const) {
      const member = kind === 'MEMBER' ? opener.memberId : undefined;
      expect(faultsOf(verified(await bundleOf(collective, kind, member)))).toEqual([]);
    }
  });

  it('is found out offline, where a ballot was in it after all or it is said to be open still', async () => {
    const [kept, gone] = [
      await (await collective.propose()).open(),
      await (await collective.propose()).open(),
    ];
    await kept.cast(opener, 'FOR');
    await withdraw(gone);
    const bundle = await bundleOf(collective, 'FULL');
    const id = collective.rowId(gone.id);
    const change = (table: string, by: (row: object) => object): string[] =>
      faultsOf(
        verified({
          ...bundle,
          tables: { ...bundle.tables, [table]: (bundle.tables[table] ?? []).map(by) as never },
        }),
      );
    expect(change('ballot', (row) => ({ ...row, pollId: id }))).toContain(`POLLS POLL_STATE ${id}`);
    const reopened = change('poll', (row) =>
      'id' in row && row.id === id ? { ...row, state: 'OPEN' } : row,
    );
    expect(reopened).toContain(`POLLS POLL_STATE ${id}`);
  });

  it('is refused in French and in English', async () => {
    const poll = await (await collective.propose()).open();
    await poll.cast(opener, 'FOR');
    const said = await Promise.all(
      (['fr', 'en'] as const).map((locale) => opener.act('withdrawPoll', { pollId: poll.id }, '', locale)),
    );
    expect(said.map(({ message }) => message)).toEqual([
      'Des bulletins sont déjà dans l’urne : ce scrutin ne se retire plus, il va jusqu’à son terme.',
      'Ballots are in the box already: this poll is no longer taken back, it goes to its end.',
    ]);
  });
});
