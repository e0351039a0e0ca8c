import { forgetSessions } from '../exchange/lived-among-relays.js';
import { mandateFor } from '../world/people.js';
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
    await ask();
    const response = await get('/paper/calls', relay);
    const words = (await readPdf(response.rawPayload)).pages.join(' ').replace(/\s+/g, ' ');
    for (const said of ['Liste d’appel', 'Membre 2', 'Membre 4', 'Le four du dimanche', 'numéro'])
      expect(words).toContain(said);
    expect(words).not.toContain('Odile');
    expect((await get('/paper/calls', collective.member(1))).json()).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
  });
});
