import { GraphQLSchemaHost } from '@nestjs/graphql';
import type { GraphQLEnumType } from 'graphql';
import { addressOf } from '../../src/web/address.js';
import { WORDS } from '../../src/web/home/words.js';
import { mintLink } from '../../src/platform/links/links.js';
import { electingBy } from '../world/elections.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('the page behind a one-time link', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(1).grow();
  });

  afterAll(() => world.close());

  const newLink = async (): Promise<string> => {
    const { collectiveId, memberId } = collective.member(0);
    return world.transactions.write((tx) => mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', 'P1D'));
  };
  const open = (link: string) => world.app.inject({ method: 'GET', url: `/entrer/${link}` });
  const press = (link: string) => world.app.inject({ method: 'POST', url: `/entrer/${link}` });

  it('opens a session that the API knows, by its button', async () => {
    const entered = await press(await newLink());
    expect([entered.statusCode, entered.headers.location]).toEqual([303, '/']);
    const [cookie] = entered.cookies as [
      { name: string; value: string; httpOnly: boolean; sameSite: string },
    ];
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });

    const { json } = await world.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', cookie: `${cookie.name}=${cookie.value}` },
      payload: { query: '{ viewer { memberId } }' },
    });
    expect(json()).toEqual({ data: { viewer: { memberId: collective.member(0).id } } });
  });

  it('uses nothing up when it is opened, so that a preview costs nobody their link', async () => {
    const link = await newLink();
    for (const page of [await open(link), await open(link)]) expect(page.statusCode).toBe(200);
    expect((await press(link)).statusCode).toBe(303);
  });

  // Under `no-referrer` a browser sends this very form with `Origin: null` (Fetch, “serializing a request origin”), which is refused.
  it('lets the browser say that its form comes from here, and nothing to anybody else', async () => {
    const { body, headers } = await open(await newLink());
    expect(body).toContain('<meta name="referrer" content="same-origin">');
    expect(headers['referrer-policy'] ?? 'same-origin').toBe('same-origin');
  });

  it('answers 410 and no cookie to a link that was used', async () => {
    const link = await newLink();
    await press(link);
    const again = await press(link);
    expect(again.statusCode).toBe(410);
    expect(again.cookies).toEqual([]);
    expect(again.body).toContain('déjà utilisé');
  });

  it('lets no page elsewhere sign a browser in, and uses nothing up', async () => {
    const link = await newLink();
    const from = (origin: string) =>
      world.app.inject({
        method: 'POST',
        url: `/entrer/${link}`,
        headers: { origin, host: 'ormee.example' },
      });
    expect((await from('http://evil.example')).statusCode).toBe(403);
    expect((await from('null')).statusCode).toBe(403);
    expect((await from('https://ormee.example')).statusCode).toBe(303);
  });
});

describe('the first page', () => {
  let world: World;
  let collective: TestCollective;
  let awa: TestMember;

  beforeAll(async () => {
    world = await World.open({ PUBLIC_URL: 'https://ormee.example' });
  });
  beforeEach(async () => {
    collective = await world
      .collective()
      .named('Les <Ormeaux>')
      .withMember('Awa & co', null)
      .withMembers(3)
      .withRules(electingBy(['schulze/wv@1']))
      .grow();
    awa = collective.member(0);
  });
  afterAll(() => world.close());

  const as = (member: TestMember | null) => (member ? { cookie: `ormee_session=${member.token}` } : {});
  const get = (url: string, member: TestMember | null, headers: Record<string, string> = {}) =>
    world.app.inject({ method: 'GET', url, headers: { ...as(member), ...headers } });
  const send = (url: string, member: TestMember | null, form: Record<string, string>, origin?: string) =>
    world.app.inject({
      method: 'POST',
      url,
      headers: {
        ...as(member),
        ...(origin && { origin }),
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams(form).toString(),
    });
  const pageOf = ({ id }: { readonly id: string }) => `/scrutins/${addressOf('Poll', id)}`;
  const hrefs = (body: string) => [...body.matchAll(/href="([^"]*)"/g)].map(([, href]) => href ?? '');

  it('tells anybody what this is, where to enter and what is public, and names nobody', async () => {
    await (await collective.propose({ title: 'Le local' })).open();
    const { statusCode, body, headers } = await get('/', null);
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).not.toMatch(/<script|Awa|Le local|Membre/);
    expect(body).toContain('Les &#60;Ormeaux&#62;'); // its texts are public
    expect(hrefs(body)).toEqual(expect.arrayContaining(['/entrer', '/']));
    for (const href of hrefs(body)) {
      expect(href).toMatch(/^\/(?!\/)/); // here, and nowhere else
      expect([href, (await get(href.replaceAll('&#38;', '&'), null)).statusCode]).toEqual([href, 200]);
    }
    expect((await get('/', null, { 'accept-language': 'en' })).body).toContain('Nobody is in command');
  });

  it('names to nobody a collective that shows nothing', async () => {
    await world.sql(`UPDATE ormee.legal_text SET visibility = 'MEMBERS' WHERE collective_id = $1`, [
      collective.id,
    ]);
    await world.sql(`UPDATE ormee.decision SET visibility = 'MEMBERS' WHERE collective_id = $1`, [
      collective.id,
    ]);
    await world.sql(`UPDATE ormee.collective SET name = 'Très discret' WHERE id = $1`, [collective.id]);
    expect((await get('/', null)).body).not.toContain('Très discret');
    expect((await get('/', awa)).body).toContain('Très discret');
  });

  it('tells a member what awaits them, each with the page that answers it, and nothing of the neighbours', async () => {
    const stranger = (await world.collective().named('Les Voisins').withMembers(2).grow()).member(0);
    const poll = await (await collective.propose({ title: 'Le <b>local</b>' })).open();
    const { body } = await get('/', awa);
    expect(body).toContain('Bonjour Awa &#38; co');
    expect(body).toContain(`<a href="${pageOf(poll)}">Voter : Le &#60;b&#62;local&#60;/b&#62;</a>, <time`);
    expect((await get('/', stranger)).body).toContain('Rien ne vous attend');
    await poll.cast(awa, 'FOR');
    expect((await get('/', awa)).body).toContain('Rien ne vous attend');
  });

  it('has a sentence for whatever may await somebody', () => {
    const reasons = world.app.get(GraphQLSchemaHost).schema.getType('AwaitingReason') as GraphQLEnumType;
    const names = reasons.getValues().map(({ name }) => name);
    for (const locale of ['fr', 'en'] as const)
      expect(Object.keys(WORDS[locale].reasons).sort()).toEqual([...names].sort());
  });

  it('asks a browser to come again from here, which a link in a letter brought without its cookie', async () => {
    const fromMail = await get('/', null, { 'sec-fetch-site': 'cross-site' });
    expect(fromMail.headers['refresh']).toBe('0; url=/?again');
    expect(
      (await get('/?again', null, { 'sec-fetch-site': 'cross-site' })).headers['refresh'],
    ).toBeUndefined();
    const meant = collective.globalId('Collective', collective.id);
    expect(hrefs((await get(`/?collective=${meant}`, null)).body)).toContain(`/entrer?collective=${meant}`);
    expect((await get('/?collective=%22%3E%3Cb%3E', null)).body).not.toContain('<b>');
    expect((await get('/', null, { 'sec-fetch-site': 'same-origin' })).headers['refresh']).toBeUndefined();
  });

  it('sets how often letters come, and ends a session, for a form of ours alone', async () => {
    const rhythm = async () =>
      (await awa.ask<{ viewer: { noticeRhythm: string } }>('{ viewer { noticeRhythm } }')).viewer
        .noticeRhythm;
    expect((await send('/lettres', awa, { rhythm: 'DAILY' }, 'https://evil.example')).statusCode).toBe(403);
    expect((await send('/sortir', awa, {}, 'https://evil.example')).statusCode).toBe(403);
    expect(await rhythm()).toBe('WEEKLY');
    expect((await send('/lettres', awa, { rhythm: 'DAILY' })).statusCode).toBe(303);
    expect((await send('/lettres', awa, { rhythm: 'HOURLY' })).statusCode).toBe(303);
    expect((await send('/lettres', null, { rhythm: 'NONE' })).statusCode).toBe(303);
    expect(await rhythm()).toBe('DAILY');
    const left = await send('/sortir', awa, {});
    expect([left.statusCode, left.headers['set-cookie']]).toEqual([
      303,
      expect.stringContaining('Max-Age=0'),
    ]);
    expect((await get('/', awa)).body).not.toContain('Awa');
  });

  it('says that they are gone to whoever left', async () => {
    await awa.does('leaveCollective', { confirmed: true });
    const { body } = await get('/', awa);
    expect(body).toContain('Vous n’êtes plus membre');
    expect(body).not.toContain('Awa');
  });

  describe('leads to the page of a poll', () => {
    const rationale = 'Le bail finit en mars.\n\n<script>alert(1)</script>';

    it('which says what is asked and by which rule, and puts a ballot in the box', async () => {
      const poll = await (await collective.propose({ title: 'Le local', rationale })).open();
      const url = pageOf(poll);
      const { statusCode, body, headers } = await get(url, awa);
      expect(statusCode).toBe(200);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      for (const said of [
        '<h1>Le local</h1>',
        'Le bail finit en mars.',
        'La règle',
        'On répond jusqu’au',
        'Pour',
      ])
        expect(body).toContain(said);
      expect(body).not.toContain('<script');
      expect((await send(url, awa, { revision: '0' })).statusCode).toBe(422);
      expect((await send(url, awa, { revision: '0', choice: 'PERHAPS' })).statusCode).toBe(422);
      const done = await send(url, awa, { revision: '0', choice: 'AGAINST' });
      expect([done.statusCode, done.headers.location]).toEqual([303, url]);
      const after = (await get(url, awa)).body;
      expect(after).toContain('<strong>Contre</strong>');
      expect(after).toContain('name="revision" value="1"');
      // The form of before, sent again from a page that was kept: nothing newer is overwritten.
      const late = await send(url, awa, { revision: '0', choice: 'FOR' });
      expect(late.statusCode).toBe(422);
      expect(late.body).toContain('<strong>Contre</strong>');
    });

    it('for no page elsewhere, no stranger, and nobody without a session', async () => {
      const stranger = (await world.collective().withMembers(2).grow()).member(0);
      const poll = await (await collective.propose({ title: 'Le local' })).open();
      const url = pageOf(poll);
      const ballot = { revision: '0', choice: 'FOR' };
      expect((await send(url, awa, ballot, 'https://evil.example')).statusCode).toBe(403);
      const missing = pageOf({ id: collective.globalId('Poll', awa.memberId) });
      const answers = [
        await get(url, null),
        await get(url, stranger),
        await get(missing, awa),
        await get('/scrutins/x', awa),
        await send(url, null, ballot),
        await send(url, stranger, ballot),
      ];
      expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
      expect(answers[0]?.statusCode).toBe(404);
      expect((await poll.read()).castCount).toBe(0);
      await poll.end();
      const { body } = await get(url, awa);
      expect(body).not.toContain('<button>');
    });

    it('where no argument is lost that cannot be taken, nor one that is in the box', async () => {
      const poll = await (await collective.propose({ title: 'Le four' })).open({ method: 'CONSENT_1' });
      const url = pageOf(poll);
      const argument = 'Il <fume>.\r\nTrop.';
      const kept = 'Il &#60;fume&#62;.\nTrop.</textarea>';
      const object = (revision: string, one: TestMember | null = awa) =>
        send(url, one, { revision, consent: 'OBJECT', reason: argument });
      const chosen = '<input type="radio" name="consent" value="OBJECT" checked>';
      const unchosen = await send(url, awa, { revision: '0', reason: argument });
      expect([unchosen.statusCode, unchosen.body.includes(kept)]).toEqual([422, true]);
      expect(unchosen.body).not.toContain(' checked');
      const stale = await object('7');
      expect([stale.statusCode, stale.body.includes(kept), stale.body.includes(chosen)]).toEqual([
        422,
        true,
        true,
      ]);
      await object('0');
      expect((await get(url, awa)).body).toContain(`rows="5">${kept}`);
      expect((await get(url, awa)).body).toContain(chosen);
      const signedOut = await object('1', null);
      expect([signedOut.statusCode, signedOut.body.includes(kept)]).toEqual([404, true]);
      await poll.end();
      const late = await object('1');
      expect([late.statusCode, late.body.includes(`readonly>${kept}`)]).toEqual([422, true]);
    });

    it('where marks that cannot be taken stand again as they were typed', async () => {
      const options = ['Bleu', 'Vert'];
      const url = pageOf(await (await collective.propose({ title: 'La porte', options })).open());
      const { body } = await send(url, awa, { revision: '0', 'mark-1': '2', 'mark-2': '"x' });
      expect(body).toContain('name="mark-1" value="2"');
      expect(body).toContain('name="mark-2" value="&#34;x"');
    });

    it('where an objection needs its reason, and options are put in order', async () => {
      const consent = await (await collective.propose({ title: 'Le four' })).open({ method: 'CONSENT_1' });
      const url = pageOf(consent);
      expect((await send(url, awa, { revision: '0', consent: 'OBJECT', reason: ' ' })).statusCode).toBe(422);
      const reason = 'Il fume.\r\nTrop.';
      expect((await send(url, awa, { revision: '0', consent: 'OBJECT', reason })).statusCode).toBe(303);
      expect((await get(url, awa)).body).toContain('<blockquote>Il fume.\nTrop.</blockquote>');
      expect((await send(url, awa, { revision: '1', consent: 'CONSENT', reason })).statusCode).toBe(303);
      expect((await get(url, awa)).body).toContain('<strong>Je consens</strong>');

      const options = ['Bleu', 'Vert'];
      const colour = await (await collective.propose({ title: 'La porte', options })).open();
      const there = pageOf(colour);
      expect((await get(there, awa)).body).toMatch(/Bleu <input type="number"/);
      expect((await send(there, awa, { revision: '0', 'mark-1': '2', 'mark-2': 'x' })).statusCode).toBe(422);
      expect((await send(there, awa, { revision: '0', 'mark-1': '2', 'mark-2': '1' })).statusCode).toBe(303);
      expect((await get(there, awa)).body).toContain('Vert &#62; Bleu');
    });
  });
});
