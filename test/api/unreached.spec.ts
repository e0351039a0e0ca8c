import { forgetSessions } from '../exchange/lived-among-relays.js';
import { inRounds, TestConsent } from '../world/consents.js';
import { mandateFor, stayingSignedIn } from '../world/people.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';
import { readPdf } from '../texts/papers/read-pdf.js';

let world: World;
let collective: TestCollective;
let relay: TestMember;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  collective = await world
    .collective()
    .withMembers(4)
    .withMember('Odile', 'odile@example.org')
    .withRules((rules) =>
      rules.map((rule) => (rule.matter === 'ROUTINE' ? { ...rule, silenceConsents: true } : rule)),
    )
    .grow();
  relay = collective.member(0);
  await mandateFor(collective, relay, 'castForMember');
  for (const member of collective.members.slice(1, 4))
    await member.does('askForRelay', { memberId: member.id, way: 'ONESELF' });
});

const ask = async () =>
  (await collective.propose({ title: 'Le four du dimanche' })).open({ method: 'CONSENT_1' });
const unreached = (): Promise<object[]> =>
  world.sql('SELECT member_id FROM ormee.poll_unreached WHERE collective_id = $1', [collective.id]);
const stepsOf = (poll: unknown): string => JSON.stringify(poll);

describe('the silence of those whom nothing told', () => {
  it('is counted as nothing, and that of those whom a relay reached is counted', async () => {
    const poll = await ask();
    const [, first, second, third] = collective.members as [TestMember, TestMember, TestMember, TestMember];
    expect(
      await relay.act('recordReached', { memberId: first.id, pollId: poll.id }, 'reached'),
    ).toMatchObject({
      reached: true,
    });
    await relay.does('recordReached', { memberId: first.id, pollId: poll.id });
    await forgetSessions(collective, [first, second, third]);
    await world.wait('8 days');
    const closed = await poll.close();
    expect(await unreached()).toEqual(
      expect.arrayContaining([{ member_id: second.memberId }, { member_id: third.memberId }]),
    );
    expect(await unreached()).toHaveLength(2);
    expect(stepsOf(closed)).toContain('ADOPTED');
    const [outcome] = await world.sql<{ working: unknown }>(
      'SELECT working FROM ormee.outcome WHERE poll_id = $1',
      [collective.rowId(poll.id)],
    );
    expect(stepsOf(outcome)).toContain('"silent":"3"');
  });

  it('adopts nothing where nobody else is', async () => {
    await world.sql('UPDATE ormee.member SET email = NULL WHERE collective_id = $1', [collective.id]);
    const poll = await ask();
    await forgetSessions(collective, collective.members);
    await world.wait('8 days');
    await world.runDueJobs();
    expect(await unreached()).toHaveLength(5);
    const [outcome] = await world.sql<{ code: string }>('SELECT code FROM ormee.outcome WHERE poll_id = $1', [
      collective.rowId(poll.id),
    ]);
    expect(outcome).toEqual({ code: 'NO_DECISION' });
  });
});

describe('papers for whoever has no screen', () => {
  const get = (url: string, member: TestMember | null) =>
    world.app.inject({
      ...{ method: 'GET', url },
      headers: member ? { authorization: `Bearer ${member.token}` } : {},
    });

  it('are a sheet for each open question, with its rule, its hour and a slip, for any member', async () => {
    const poll = await ask();
    const url = `/paper/question?poll=${encodeURIComponent(poll.id)}&contact=${encodeURIComponent('Nestor, 05 56 00 00 00')}`;
    const response = await get(url, collective.member(2));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'application/pdf',
      'cache-control': 'no-store',
    });
    const { pages, language, title } = await readPdf(response.rawPayload);
    expect({ title, language, sides: pages.length }).toEqual({
      ...{ title: 'Le four du dimanche', language: 'fr-FR' },
      sides: expect.any(Number) as number,
    });
    expect(pages.length).toBeLessThanOrEqual(2);
    const words = pages.join(' ').replace(/\s+/g, ' ');
    for (const said of [
      '05 56 00 00 00',
      'Questions courantes',
      'Je consens',
      'J’objecte',
      'On répond jusqu’au',
    ])
      expect(words).toContain(said);
    expect((await get(url, null)).statusCode).toBe(401);
  });

  it('stay on two sides, however long the question is, and say where the rest is', async () => {
    const poll = await ask();
    await world.sql('UPDATE ormee.proposal_version SET rationale = $2 WHERE collective_id = $1', [
      collective.id,
      'Un mot de plus pour le four. '.repeat(2_000),
    ]);
    const url = `/paper/question?poll=${encodeURIComponent(poll.id)}`;
    const { pages } = await readPdf((await get(url, relay)).rawPayload);
    expect(pages.length).toBeLessThanOrEqual(2);
    expect(pages.join(' ')).toContain('ne tient pas sur cette feuille');
    await poll.end();
    expect((await get(url, relay)).statusCode).toBe(409);
  });

  it('are a list of whom to call, for whoever holds the mandate alone', async () => {
    const { id } = await ask();
    const calls = `{ callsToMake(first: 2) { pageInfo { hasNextPage }
      edges { node { publicName questions { pollId title reached } } } } }`;
    await relay.does('recordReached', { memberId: collective.member(1).id, pollId: id });
    const { callsToMake } = await relay.ask<{
      callsToMake: { pageInfo: object; edges: { node: { publicName: string } }[] };
    }>(calls);
    expect(callsToMake.pageInfo).toEqual({ hasNextPage: true });
    expect(callsToMake.edges.map(({ node }) => node)).toEqual([
      { publicName: 'Membre 2', questions: [{ pollId: id, title: 'Le four du dimanche', reached: true }] },
      { publicName: 'Membre 3', questions: [{ pollId: id, title: 'Le four du dimanche', reached: false }] },
    ]);
    const refused = await world.ask(collective.member(1).token, calls);
    expect(JSON.stringify(refused.errors)).toContain('MANDATE_REQUIRED');
    const response = await get('/paper/calls', relay);
    const words = (await readPdf(response.rawPayload)).pages.join(' ').replace(/\s+/g, ' ');
    for (const said of ['Liste d’appel', 'Membre 2', 'Membre 4', 'Le four du dimanche', 'numéro'])
      expect(words).toContain(said);
    expect(words).not.toContain('Odile');
    expect((await get('/paper/calls', collective.member(1))).json()).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
  });

  it('are a list without the questions whose answers would be refused to whoever calls', async () => {
    const [first, late, odile] = [collective.member(1), collective.member(2), collective.member(4)];
    await late.does('endRelay', { memberId: late.id });
    await collective.member(3).does('endRelay', { memberId: collective.member(3).id });
    await ask();
    await relay.does('askForRelay', { memberId: first.id, way: 'PAPER' });
    await relay.does('askForRelay', { memberId: odile.id, way: 'PAPER' });
    await first.does('askForRelay', { memberId: late.id, way: 'PAPER' });
    const asked = [{ title: 'Le four du dimanche' }];
    const calls = async () =>
      (
        await relay.ask<{ callsToMake: { edges: { node: object }[] } }>(
          '{ callsToMake { edges { node { publicName wroteThemDown questions { title } } } } }',
        )
      ).callsToMake.edges.map(({ node }) => node);
    expect(await calls()).toEqual([
      { publicName: 'Odile', wroteThemDown: true, questions: [] },
      { publicName: 'Membre 2', wroteThemDown: false, questions: asked },
      { publicName: 'Membre 3', wroteThemDown: false, questions: [] },
    ]);
    const { pages } = await readPdf((await get('/paper/calls', relay)).rawPayload);
    const words = pages.join(' ').replace(/\s+/g, ' ');
    // Once among the open questions, and once to tick.
    expect(words.split('Le four du dimanche')).toHaveLength(3);
    expect(words).toContain('c’est à un autre relais d’appeler cette personne');
    await ask();
    expect(await calls()).toMatchObject([{ questions: [] }, {}, { questions: asked }]);
  });
});

interface WaitRead {
  readonly askedFor: string;
  readonly unreachedCount: number;
  readonly awaitsYou: boolean;
  readonly message: string;
}

describe('a box where some have no mail', () => {
  let [first, second, written] = [] as unknown as [TestMember, TestMember, TestMember];

  beforeEach(async () => {
    collective = await world
      .collective()
      .withMembers(3)
      .withMember('Odile', 'odile@example.org')
      .withRules(inRounds({ fallback: 'REJECTED' }))
      .withRules((rules) =>
        rules.map((rule) => (rule.matter === 'ROUTINE' ? { ...rule, minimumVotingUnreached: 'P14D' } : rule)),
      )
      .grow();
    [relay, first, second, written] = collective.members as [TestMember, TestMember, TestMember, TestMember];
    await mandateFor(collective, relay, 'castForMember');
    await give(relay, 'relais@example.org');
    await stayingSignedIn(collective);
    await first.does('askForRelay', { memberId: first.id, way: 'ONESELF' });
  });

  const give = (member: TestMember, email: string | null): Promise<object[]> =>
    world.sql('UPDATE ormee.member SET email = $2 WHERE id = $1', [member.memberId, email]);
  const put = async (lasting = '2 days') => {
    const asked = await world.in(lasting);
    const poll = await (await collective.propose({ title: 'Le four du lundi' })).open({ closesAt: asked });
    return { poll, asked };
  };
  const read = async (pollId: string, by = written) =>
    (
      await by.ask<{ node: { closesAt: string; state: string; waitsForUnreached: WaitRead | null } }>(
        `query($id: ID!) { node(id: $id) { ... on Poll { closesAt state
           waitsForUnreached { askedFor unreachedCount awaitsYou message } } } }`,
        { id: pollId },
      )
    ).node;
  const tells = (by: TestMember, member: TestMember, pollId: string) =>
    by.act('recordReached', { memberId: member.id, pollId });
  const hours = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 3_600_000;

  it('stays open for the longer time that its rule gives, and says why, and for whom', async () => {
    const { poll, asked } = await put();
    const latest = await world.in('14 days');
    const { closesAt, waitsForUnreached } = await read(poll.id, second);
    expect(Math.abs(hours(closesAt, latest))).toBeLessThan(2);
    expect(waitsForUnreached).toMatchObject({ askedFor: asked, unreachedCount: 2, awaitsYou: true });
    expect(waitsForUnreached?.message).toContain('2 personnes sans adresse électronique');
    expect((await read(poll.id, written)).waitsForUnreached?.awaitsYou).toBe(false);
    await world.wait('3 days');
    await world.runDueJobs();
    expect((await read(poll.id)).state).toBe('OPEN');
    expect(await written.act('closePoll', { pollId: poll.id })).toMatchObject({ code: 'POLL_STILL_OPEN' });
    await poll.cast(second, 'FOR');
    await world.wait('11 days 2 hours');
    await world.runDueJobs();
    const shut = await read(poll.id);
    expect(shut.state).toBe('DECIDED');
    expect(shut.waitsForUnreached?.message).toContain('L’urne s’est fermée le');
  });

  it('closes as was asked once a relay told one, and the other says that they know', async () => {
    const { poll, asked } = await put();
    expect(await tells(relay, first, poll.id)).toMatchObject({ __typename: 'RecordReachedSuccess' });
    expect((await read(poll.id)).closesAt > asked).toBe(true);
    expect(await tells(second, first, poll.id)).toMatchObject({ code: 'MANDATE_REQUIRED' });
    expect(await tells(second, second, poll.id)).toMatchObject({ __typename: 'RecordReachedSuccess' });
    const { closesAt, waitsForUnreached } = await read(poll.id, second);
    expect(closesAt).toBe(asked);
    expect(waitsForUnreached).toMatchObject({ askedFor: asked, unreachedCount: 0, awaitsYou: false });
    expect(waitsForUnreached?.message).toContain('ont été prévenues');
    await poll.votes({ for: 3 });
    await world.wait('2 days 1 minute');
    await world.runDueJobs();
    expect((await read(poll.id)).state).toBe('DECIDED');
  });

  it('never closes within a day of the moment when the last was told, nor later than it would have', async () => {
    const { poll } = await put();
    const { poll: late } = await put();
    const latest = (await read(late.id)).closesAt;
    for (const { id } of [poll, late]) await tells(relay, first, id);
    await world.wait('5 days');
    await tells(second, second, poll.id);
    const told = await world.in('0 days');
    expect(hours(told, (await read(poll.id)).closesAt)).toBeCloseTo(24, 1);
    await world.wait('8 days 12 hours');
    await tells(second, second, late.id);
    expect((await read(late.id)).closesAt).toBe(latest);
  });

  it('waits for nobody where everybody has mail, nor where the rule says nothing of it', async () => {
    for (const member of [first, second]) await give(member, `${member.memberId}@example.org`);
    const { poll, asked } = await put();
    expect(await read(poll.id)).toMatchObject({ closesAt: asked, waitsForUnreached: null });
    await give(second, null);
    const closesAt = await world.in('8 days');
    const deep = await (await collective.propose({ raiseTo: 'DEEP' })).open({ closesAt });
    expect(await read(deep.id)).toMatchObject({ closesAt, waitsForUnreached: null });
  });

  it('is brought forward by the ballot that a relay brings, and by two who tell the last two at once', async () => {
    await second.does('askForRelay', { memberId: second.id, way: 'ONESELF' });
    const { poll, asked } = await put();
    await relay.does('castForMember', {
      ...{ memberId: first.id, pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } },
      ...{ way: 'PHONE', readBack: true },
    });
    await tells(relay, second, poll.id);
    expect((await read(poll.id)).closesAt).toBe(asked);
    for (let round = 0; round < 10; round += 1) {
      const { poll: one, asked: hour } = await put();
      await Promise.all([tells(relay, first, one.id), tells(second, second, one.id)]);
      expect((await read(one.id)).closesAt).toBe(hour);
      await collective.member(0).does('withdrawPoll', { pollId: one.id });
    }
  });

  it('is a round of consent as well, and a sheet on paper says both its hours', async () => {
    const search = await TestConsent.start(await collective.propose({ title: 'Le four du mardi' }));
    const poll = await search.untilAsked();
    const { waitsForUnreached } = await read(poll.id);
    expect(waitsForUnreached).toMatchObject({ unreachedCount: 2 });
    await stayingSignedIn(collective);
    await world.wait('2 days');
    await world.runDueJobs();
    expect((await read(poll.id)).state).toBe('OPEN');
    const url = `/paper/question?poll=${encodeURIComponent(poll.id)}`;
    const sheet = await world.app.inject({
      ...{ method: 'GET', url },
      headers: { authorization: `Bearer ${relay.token}` },
    });
    const words = (await readPdf(sheet.rawPayload)).pages.join(' ').replace(/\s+/g, ' ');
    for (const said of ['On répond jusqu’au', 'l’urne se ferme plus tôt', '14 jours'])
      expect(words).toContain(said);
  });
});
