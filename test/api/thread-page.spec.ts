import { addressOf } from '../../src/web/address.js';
import { Browser } from '../world/browser.js';
import { mandateFor } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('the page of a thread', () => {
  let world: World;
  let browser: Browser;
  let collective: TestCollective;
  let thread: TestThread;
  const member = (place: number): TestMember => collective.member(place);

  beforeAll(async () => {
    world = await World.open();
    browser = new Browser(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    collective = await world
      .collective()
      .withMember('Awa', null)
      .withMember('Élouan', null)
      .withMembers(2)
      .grow();
    const proposal = await collective.propose({ title: 'Le <four> du samedi' });
    thread = await TestThread.open(collective, { title: null, subjects: [{ proposalId: proposal.id }] });
  });

  const url = () => `/fils/${addressOf('Thread', thread.id)}`;
  const get = (one: TestMember | null, address = url(), headers = {}) => browser.get(one, address, headers);
  const send = (one: TestMember | null, form: Record<string, string>, origin?: string) =>
    browser.send(one, url(), form, origin);
  const says = (one: TestMember, body: string, more = {}) =>
    send(one, { act: 'say', kind: 'REACTION', body, ...more });

  it('is led to from the first page, and says what it is about and what was said', async () => {
    await thread.say({ by: member(1), kind: 'QUESTION', body: 'Qui allume **le four** ? <script>' });
    const { body: home } = await get(member(0), '/');
    expect(home).toContain(`href="${url()}"`);
    const { body, statusCode, headers } = await get(member(0));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h1>Le &#60;four&#62; du samedi</h1>');
    expect(body).toContain('1. Élouan');
    expect(body).toContain('<strong>le four</strong>');
    expect(body).not.toContain('<script');
    expect((await get(member(0), url(), { 'accept-language': 'en' })).body).toContain('One contribution.');
  });

  it('takes words and the number that they reply to, and leads to where they stand', async () => {
    await thread.say({ by: member(1), kind: 'QUESTION', body: 'Qui allume le four ?' });
    const two = 'Moi.\n\nEt toi ?';
    const { statusCode, headers } = await says(member(0), two, { kind: 'ANSWER', repliesTo: ' 1 ' });
    expect(statusCode).toBe(303);
    expect(headers.location).toBe(`${url()}?apres=0#n2`);
    const said = await thread.contributions(member(2));
    expect(said).toMatchObject([{}, { number: 2, kind: 'ANSWER', body: two, repliesToNumber: 1 }]);
    expect((await get(member(2))).body).toContain('réponse, à propos du n° 1');
  });

  it('says once what a form sends twice', async () => {
    const key = /name="key" value="([^"]+)"/.exec((await get(member(0))).body)?.[1] as string;
    const answers = [
      await says(member(0), 'Deux fois.', { key }),
      await says(member(0), 'Deux fois.', { key }),
    ];
    expect(answers.map(({ headers }) => headers.location)).toEqual(Array(2).fill(`${url()}?apres=0#n1`));
    expect(await thread.contributions(member(0))).toHaveLength(1);
  });

  it('loses no word of what cannot be taken, and says why', async () => {
    for (const [more, sentence] of [
      [{ repliesTo: '7' }, 'Il n’y a pas de contribution n° 7'],
      [{ repliesTo: 'sept' }, 'Il n’y a pas de contribution n° sept'],
      [{ kind: 'ANSWER' }, ''],
      [{ kind: 'CRI' }, 'Dites ce que c’est'],
    ] as const) {
      const { statusCode, body } = await says(member(0), 'Des mots <i>.', more);
      expect([statusCode, body.includes('role="alert"'), body.includes(sentence)]).toEqual([422, true, true]);
      expect(body).toContain('Des mots &#60;i&#62;.</textarea>');
    }
    for (const body of [' ', 'a\u0000b', 'a'.repeat(110_000)])
      expect((await says(member(0), body)).statusCode).toBe(422);
    expect(await thread.contributions(member(0))).toEqual([]);
  });

  it('shows what was taken back, hidden or brought by a relay, and never what it said', async () => {
    const mine = await thread.say({ by: member(1), body: 'Une parole reprise.' });
    await member(1).does('withdrawContribution', { contributionId: mine.id });
    await mandateFor(collective, member(2), 'hideContribution', 'speaksFor');
    const hidden = await thread.say({ by: member(1), body: 'Une injure.' });
    await member(2).does('hideContribution', {
      contributionId: hidden.id,
      version: 1,
      reason: 'Ne pas <insulter>.',
    });
    await member(0).does('askForRelay', { memberId: member(0).id, way: 'ONESELF' });
    await member(2).ask(
      `mutation($input: ContributeInput!, $for: SpeaksForInput) { contribute(input: $input, speaksFor: $for) {
         __typename } }`,
      {
        input: { threadId: thread.id, kind: 'CONCERN', body: 'Le four fume.' },
        for: { memberId: member(0).id, way: 'PHONE', readBack: true },
      },
    );
    const { body } = await get(member(3));
    expect(body).toContain('Ces mots ont été repris par qui les avait dits.');
    expect(body).toContain('Masqué par la modération : Ne pas &#60;insulter&#62;.');
    expect(body).toMatch(
      /3\. Awa[\s\S]*inquiétude[\s\S]*transmis de vive voix par Membre 3[\s\S]*Le four fume\./,
    );
    expect(body).not.toMatch(/Une parole reprise|Une injure/);
  });

  it('opens a long thread where one stopped reading, and is read only once one says so', async () => {
    for (let number = 1; number <= 60; number += 1)
      await thread.say({ by: member(1), body: `Mot ${number}.` });
    const start = await get(member(0));
    expect(start.body).toContain('id="n50"');
    expect(start.body).not.toContain('id="n51"');
    expect(start.body).toContain(`${url()}?apres=50`);
    expect((await thread.readBy(member(0))).viewerReadUpTo).toBe(0);
    expect((await send(member(0), { act: 'read', upTo: '50' })).statusCode).toBe(303);
    expect((await thread.readBy(member(0))).viewerReadUpTo).toBe(50);
    const { body } = await get(member(0));
    expect(body).toContain('id="n60"');
    expect(body).not.toContain('id="n49"');
    expect(body).toContain('Vous n’en avez pas lu 10.');
    for (const wild of ['?apres=-1', '?apres=9999999999', '?apres=a&apres=b', '?apres=70'])
      expect((await get(member(0), `${url()}${wild}`)).statusCode).toBe(200);
    expect((await send(member(0), { act: 'read', upTo: '61' })).statusCode).toBe(303);
    // No further than what there is.
    expect((await thread.readBy(member(0))).viewerReadUpTo).toBe(60);
  });

  it('stands in the list of threads, which the first page leads to, and from which another is opened', async () => {
    const of = (path: string) => get(member(0), path);
    const open = (title: string, key: string, one: TestMember | null = member(0)) =>
      browser.send(one, '/fils', { title, key });
    await thread.say({ by: member(1) });
    expect((await of('/')).body).toContain('<a href="/fils">');
    const { body } = await of('/fils');
    expect(body).toContain(`<a href="${url()}">Le &#60;four&#62; du samedi</a>`);
    expect(body).toContain('Une contribution. Vous n’en avez pas lu une.');
    const key = /name="key" value="([^"]+)"/.exec(body)?.[1] as string;
    const [first, again] = [await open('La <cave>', key), await open('La <cave>', key)];
    expect([first.statusCode, again.headers.location]).toEqual([303, first.headers.location]);
    expect((await of(first.headers.location as string)).body).toContain('<h1>La &#60;cave&#62;</h1>');
    const empty = await open('', '');
    expect([empty.statusCode, empty.body.includes('role="alert"')]).toEqual([422, true]);
    expect((await of('/fils')).body.match(/<li>/g)).toHaveLength(2);
    for (let number = 1; number <= 50; number += 1)
      await TestThread.open(collective, { title: `Fil ${number}` });
    const next = /href="(\/fils\?apres=[^"]+)"/.exec((await of('/fils')).body)?.[1] as string;
    expect((await of(next)).body).toContain('Le &#60;four&#62; du samedi');
    for (const answer of [await get(null, '/fils'), await open('Rien', '', null), await of('/fils?apres=x')])
      expect(answer.statusCode).toBe(404);
    expect((await open('La <cave>', '', null)).body).toContain('La &#60;cave&#62;</textarea>');
  });

  it('is for no page elsewhere, no stranger, and nobody without a session', async () => {
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const said = { act: 'say', kind: 'REACTION', body: 'Bonjour.' };
    expect((await send(member(0), said, 'https://evil.example')).statusCode).toBe(403);
    const answers = [await get(null), await get(stranger), await get(member(0), '/fils/x')];
    for (const one of [null, stranger]) {
      const { statusCode, body } = await send(one, said);
      // Whoever is no longer signed in keeps what they wrote.
      expect([statusCode, body.includes('Bonjour.</textarea>')]).toEqual([404, true]);
    }
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect(await thread.contributions(member(0))).toEqual([]);
  });
});
