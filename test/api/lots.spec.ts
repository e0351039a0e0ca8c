import { commitmentTo } from '../../src/core/charter/lot.js';
import { orderByLot } from '../../src/core/counting/elections/lot.js';
import type { TestPoll } from '../world/decisions.js';
import { castAll, electingBy, outcomeOf, ranking } from '../world/elections.js';
import { World, type TestMember } from '../world/world.js';

describe('a poll that is tied', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const tied = async (rest: Parameters<typeof electingBy>[2], opening: object = {}) => {
    const collective = await world
      .collective()
      .withMembers(5)
      .withRules(electingBy(['plurality@1'], {}, { base: 'EXPRESSED', ...rest }))
      .grow();
    const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open(opening);
    return { collective, poll };
  };
  const enter = (poll: TestPoll, member: TestMember, value: string) =>
    member.does('enterLotValue', { pollId: poll.id, value });

  it('changes nothing, or is left to a further poll, as its clause says', async () => {
    for (const [tieRule, code] of [
      ['STATUS_QUO', 'REJECTED'],
      ['FURTHER_POLL', 'TIED'],
    ] as const) {
      const { collective, poll } = await tied({ tieRule });
      await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
      const done = await poll.end();
      expect(done.outcome).toMatchObject({ code });
      expect(outcomeOf(done)).toMatchObject({ chosen: [], election: { winners: [['Bleu', 'Vert']] } });
    }
  });

  it('waits for a value that two voters type alike, and comes out the same for everybody who redoes it', async () => {
    const { collective, poll } = await tied({ tieRule: 'LOT' });
    await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
    await expect(enter(poll, collective.member(0), '4 2 6')).rejects.toMatchObject({
      code: 'LOT_NOT_AWAITED',
    });
    const shut = await poll.end();
    expect(shut).toMatchObject({
      state: 'CLOSED',
      outcome: null,
      lot: { source: 'TWO_MEMBERS', awaited: true, enteredCount: 0 },
    });
    await enter(poll, collective.member(0), '4 2 6');
    // The same person twice is one person, and another value is no agreement.
    await enter(poll, collective.member(0), ' 4 2 6 ');
    expect(await poll.read()).toMatchObject({ outcome: null, lot: { enteredCount: 1 } });
    // Who misreads the dice keeps nobody from agreeing.
    await enter(poll, collective.member(2), '4 2 5');
    await enter(poll, collective.member(1), '4 2 6');
    const done = await poll.read();
    expect(done).toMatchObject({ state: 'DECIDED', outcome: { code: 'ADOPTED' } });
    const { election } = outcomeOf(done);
    expect(election).toMatchObject({ drawn: '4 2 6', winnersBeforeLot: [['Bleu', 'Vert']] });
    expect(election?.winners).toEqual([[orderByLot('4 2 6', ['Vert', 'Bleu'])[0]]]);
    await expect(enter(poll, collective.member(2), '4 2 6')).rejects.toMatchObject({
      code: 'LOT_NOT_AWAITED',
    });
  });

  it('stays one where nobody draws within a week, and the question may be put again', async () => {
    const { collective, poll } = await tied({ tieRule: 'LOT' });
    await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
    await poll.end();
    await enter(poll, collective.member(0), 'seul');
    await world.wait('8 days');
    expect(await poll.proclaim()).toMatchObject({ state: 'DECIDED', outcome: { code: 'TIED' } });
    const reservations = await world.sql(
      'SELECT target FROM ormee.reservation WHERE collective_id = $1 AND poll_id = $2',
      [collective.id, collective.rowId(poll.id)],
    );
    expect(reservations).toEqual([]);
  });

  it('is typed by those who committed too, where one commitment alone would have chosen', async () => {
    const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
    // Whoever copies a commitment makes no second one.
    for (const place of [0, 1])
      await collective
        .member(place)
        .does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le même') });
    await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
    await poll.end();
    for (const place of [0, 2]) await enter(poll, collective.member(place), '6 6');
    expect(outcomeOf(await poll.read()).election).toMatchObject({ drawn: '6 6' });
  });

  it('goes by commitments that were made before anybody knew, and are all revealed', async () => {
    const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
    const [ana, bo, cy] = collective.members as [TestMember, TestMember, TestMember];
    await ana.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le secret d’Ana') });
    await bo.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('le secret de Bo') });
    await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
    await poll.end();
    await expect(
      cy.does('commitToLot', { pollId: poll.id, commitment: commitmentTo('trop tard') }),
    ).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
    await expect(enter(poll, ana, 'autre chose')).rejects.toMatchObject({ code: 'LOT_COMMITMENT_DIFFERS' });
    await expect(enter(poll, cy, 'autre chose')).rejects.toMatchObject({ code: 'LOT_REVEALING' });
    await enter(poll, ana, 'le secret d’Ana');
    expect((await poll.read()).outcome).toBeNull();
    await enter(poll, bo, 'le secret de Bo');
    const done = await poll.read();
    expect(outcomeOf(done).election?.drawn?.split('\n').sort()).toEqual(
      ['le secret d’Ana', 'le secret de Bo'].sort(),
    );
  });

  it('falls back on two members, where somebody keeps what they committed to', async () => {
    const { collective, poll } = await tied({ tieRule: 'LOT' }, { lotSource: 'COMMITMENTS' });
    for (const place of [0, 1])
      await collective
        .member(place)
        .does('commitToLot', { pollId: poll.id, commitment: commitmentTo(`secret ${place}`) });
    await castAll(poll, collective, ['1', '1', '2', '2'].map(ranking));
    await poll.end();
    await enter(poll, collective.member(0), 'secret 0');
    await world.wait('4 days');
    await enter(poll, collective.member(2), '1 1 1');
    await enter(poll, collective.member(3), '1 1 1');
    expect(outcomeOf(await poll.read()).election).toMatchObject({ drawn: '1 1 1' });
  });

  it('by yes and no goes by lot too', async () => {
    const collective = await world
      .collective()
      .withMembers(4)
      .withRules((rules) => rules.map((rule) => ({ ...rule, base: 'EXPRESSED', tieRule: 'LOT' })))
      .grow();
    const poll = await (await collective.propose()).open();
    await poll.votes({ for: 2, against: 2 });
    expect((await poll.end()).outcome).toBeNull();
    for (const place of [0, 1]) await enter(poll, collective.member(place), 'pile');
    const done = await poll.read();
    expect(done.outcome).toMatchObject({ code: orderByLot('pile', ['ADOPTED', 'REJECTED'])[0] });
    expect(outcomeOf(done).drawn).toBe('pile');
  });

  it('is nothing to whoever may not vote', async () => {
    const collective = await world
      .collective()
      .withMembers(2)
      .withLegalMember('Association')
      .withRules(electingBy(['plurality@1'], {}, { tieRule: 'LOT' }))
      .grow();
    const poll = await (await collective.propose({ options: ['Bleu', 'Vert'] })).open();
    await castAll(poll, collective, ['1', '2'].map(ranking));
    const legal = collective.members.at(-1) as TestMember;
    await poll.end();
    await expect(enter(poll, legal, '1')).rejects.toMatchObject({ code: 'NOT_ON_ROLL' });
  });
});
