import { addressOf } from '../../src/web/address.js';
import { Browser } from '../world/browser.js';
import { mandateFor, stayingSignedIn } from '../world/people.js';
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
    await member(0).does('askForRelay', { memberId: member(0).id, way: 'ONESELF', otherActs: true });
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
    expect(body).toMatch(
      /Membre 3 a masqué ces mots, au titre du mandat <a href="\/qui-fait-quoi\/[\w-]{43}">/,
    );
    expect(body).toContain('<blockquote lang="fr">Ne pas &#60;insulter&#62;.</blockquote>');
    expect(body).not.toContain('value="appeal"');
    expect(body).toMatch(
      /3\. Awa[\s\S]*préoccupation[\s\S]*transmis de vive voix par Membre 3[\s\S]*Le four fume\./,
    );
    expect(body).not.toMatch(/Une parole reprise|Une injure/);
  });

  describe('says to whom words were hidden that they may appeal', () => {
    const hide = (contributionId: string, version: number) =>
      member(2).does('hideContribution', { contributionId, version, reason: 'Une adresse.' });
    const appeals = (one: TestMember | null, form: Record<string, string>) =>
      send(one, { act: 'appeal', number: '1', version: '1', reason: 'C’est <public>.', ...form });
    let said: string;

    beforeEach(async () => {
      await mandateFor(collective, member(2), 'hideContribution');
      said = (await thread.say({ by: member(1), body: 'Zoé habite 3 rue des Lilas.' })).id;
    });

    it('where the first page leads, and to them alone; and takes their appeal', async () => {
      await hide(said, 1);
      const [, place] = /href="(\/fils\/paroles\/[\w-]{43})"/.exec((await get(member(1), '/')).body) ?? [];
      const led = await get(member(1), place);
      expect([led.statusCode, led.headers.location]).toEqual([303, `${url()}?apres=0#n1`]);
      expect((await get(member(1))).body).toContain('<button name="act" value="appeal">');
      expect((await get(member(0))).body).not.toContain('value="appeal"');
      expect((await appeals(member(1), {})).headers.location).toBe(`${url()}?apres=0#n1`);
      const { body } = await get(member(0));
      expect(body).toContain('<blockquote lang="fr">C’est &#60;public&#62;.</blockquote>');
      expect(body).toMatch(/ces mots réapparaissent le \d/);
      expect((await get(member(1))).body).not.toContain('value="appeal"');
      await world.wait('3 days');
      await world.runDueJobs();
      await stayingSignedIn(collective);
      expect((await get(member(0))).body).toContain('Personne n’ayant répondu à temps, ils sont rétablis.');
      expect((await get(member(0))).body).toContain('3 rue des Lilas');
    });

    it('of a former version too, of a title and of a summary', async () => {
      await member(1).does('editContribution', {
        contributionId: said,
        expectedVersion: 1,
        body: 'Bonjour.',
      });
      await hide(said, 1);
      const { body } = await get(member(1));
      expect(body).toContain('Membre 3 a masqué la version 1 de ces mots, dite avant, au titre du mandat');
      expect(body).toMatch(/name="number" value="1"><input type="hidden" name="version" value="1">/);
      expect((await appeals(member(1), {})).statusCode).toBe(303);
      thread = await TestThread.open(collective, { by: member(1), title: 'Zoé, rue des Lilas' });
      await thread.say({ by: member(0) });
      const summary = { threadId: thread.id, expectedVersion: 0, upTo: 1, body: 'Zoé, 3 rue des Lilas.' };
      await member(1).does('summarizeThread', summary);
      for (const words of [{}, { summaryVersion: 1 }])
        await member(2).does('hideThreadWords', { threadId: thread.id, reason: 'Une adresse.', ...words });
      expect((await get(member(0))).body).toMatch(/a masqué le titre[^]*a masqué le résumé n° 1/);
      expect((await get(member(0))).body).not.toMatch(/Lilas|value="appeal"/);
      for (const version of ['0', '1'])
        expect((await appeals(member(1), { number: '0', version })).headers.location).toBe(url());
      expect((await get(member(1))).body.match(/Qui les avait dits conteste/g)).toHaveLength(2);
    });

    it('and loses no word of an appeal that cannot be taken', async () => {
      await hide(said, 1);
      const unsaid = await appeals(member(1), { number: '7' });
      expect([unsaid.statusCode, unsaid.body.includes('n’est pas dans ce fil')]).toEqual([422, true]);
      for (const reason of ['', 'a\u0007', 'a'.repeat(2001)])
        expect((await appeals(member(1), { reason })).statusCode).toBe(422);
      const unreadable = await appeals(member(1), { reason: 'Un <mot>\u0007' });
      expect(unreadable.body).toContain('Un &#60;mot&#62;');
      expect((await appeals(member(0), {})).statusCode).toBe(422);
      const signedOut = await appeals(null, {});
      expect([signedOut.statusCode, signedOut.body.includes('C’est &#60;public&#62;.</textarea>')]).toEqual([
        404,
        true,
      ]);
      const wild = [await get(null, '/fils/paroles/x'), await get(member(0), '/fils/paroles/x')];
      expect(wild.map(({ statusCode }) => statusCode)).toEqual([404, 404]);
      expect((await thread.contributions(member(0)))[0]?.moderations).toMatchObject([{ appeal: null }]);
    });
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
