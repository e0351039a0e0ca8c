import { addressOf } from '../../src/web/address.js';
import { dayIn } from '../../src/web/mandates/days.js';
import { Browser, hiddenIn, refusalOf } from '../world/browser.js';
import { grant } from '../world/effects.js';
import { groupNamed } from '../world/groups.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const HERE = '/qui-fait-quoi';

let world: World;
let browser: Browser;
let collective: TestCollective;
let awa: TestMember;
let elouan: TestMember;
let zephyr: TestMember;

beforeAll(async () => {
  world = await World.open();
  browser = new Browser(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  const growing = world.collective().withMember('Awa', null).withMember('Élouan', null);
  collective = await growing.withMember('Zéphyr', null).withLegalMember('Coop').grow();
  [awa, elouan, zephyr] = collective.members as [TestMember, TestMember, TestMember];
});

type Form = Record<string, string>;
type Answer = Awaited<ReturnType<Browser['get']>>;

const get = (one: TestMember | null, url = HERE, headers = {}) => browser.get(one, url, headers);
const send = (one: TestMember | null, url: string, form: Form, origin?: string) =>
  browser.send(one, url, form, origin);
const placeOf = ({ statusCode, headers }: Answer) => [statusCode, headers.location];

describe('a day that somebody types', () => {
  it('lasts until the next begins, whatever the clocks do, and ends in a year that can be written', () => {
    // In Santiago this day began at one o’clock, and the next at midnight.
    const short = dayIn('2024-09-08', 'until', 'en', 'America/Santiago');
    expect(short).toEqual({ at: '2024-09-09T02:59:59.999Z' });
    const last = ['Europe/Paris', 'America/Santiago'].map((zone) => dayIn('9999-12-31', 'until', 'en', zone));
    expect(last).toEqual([
      { at: '9999-12-31T22:59:59.999Z' },
      { fault: expect.stringMatching(/"until" does not fit/) as string },
    ]);
  });
});

describe('the form that looks for volunteers', () => {
  interface Offer {
    readonly id: string;
    readonly title: string;
    readonly until: string | null;
  }
  const offers = async () =>
    (
      await awa.ask<{ mandateOffers: { edges: { node: Offer }[] } }>(
        '{ mandateOffers { edges { node { id title instructions until reportDueAt groupId authorId } } } }',
      )
    ).mandateOffers.edges.map(({ node }) => node);
  const offer = (by: TestMember, form: Form = {}) => send(by, HERE, { act: 'offer', title: 'Une', ...form });

  it('offers a task of a group until the end of a day, once and twice', async () => {
    const { id: group } = await groupNamed(collective, 'La <cave>', elouan);
    const page = await get(awa);
    expect(page.body).toContain('La &#60;cave&#62;</option>');
    const typed = { title: 'Tenir la <table>', instructions: 'De **dix** heures\nà midi.', group };
    const form = { ...typed, until: '2031-03-30', reportDue: '15/04/2031', key: hiddenIn('key', page) };
    const answers = [await offer(awa, form), await offer(awa, form)].map(placeOf);
    const all = await offers();
    expect(all).toEqual([
      {
        ...{ id: all[0]?.id, title: typed.title, instructions: typed.instructions, groupId: group },
        authorId: awa.id,
        // The clocks of Paris go forward on that day.
        until: '2031-03-30T21:59:59.999Z',
        reportDueAt: '2031-04-15T21:59:59.999Z',
      },
    ]);
    expect(new Set(answers.map(String))).toEqual(new Set([`303,${HERE}#${all[0]?.id}`]));
    const { body } = await get(zephyr);
    expect(body).toContain('<h3>Tenir la &#60;table&#62;</h3>');
    expect(body).toContain('Proposée par Awa. C’est une tâche du groupe La &#60;cave&#62;.');
    expect(body).toContain('À faire jusqu’au 30 mars 2031 à 23:59.');
    expect(body).toContain('Un compte rendu est attendu pour le 15 avril 2031 à 23:59.');
    const english = (await get(zephyr, HERE, { 'accept-language': 'en' })).body;
    for (const said of [
      'Offered by Awa.',
      'Until which day, that day included',
      'Look for volunteers</button>',
    ])
      expect(english).toContain(said);
  });

  it('needs no more than a line', async () => {
    expect((await offer(awa)).statusCode).toBe(303);
    expect(await offers()).toMatchObject([{ title: 'Une', until: null, reportDueAt: null, groupId: null }]);
    expect((await get(awa)).body).not.toContain('<select name="group">');
  });

  it('keeps what was typed where it cannot be taken, and says why', async () => {
    const { id: group } = await groupNamed(collective, 'La cave', elouan);
    const instructions = 'De <dix> heures.';
    const reasons: [Form, RegExp][] = [
      [{ title: '' }, /^422 .*« title » .*vide/],
      [{ until: '2020-01-31' }, /^422 .*passée \(.*31 janvier 2020.*23.59/],
      [{ until: '2031-02-30' }, /^422 .*« until » .*pas une date/],
      [{ until: 'bientôt' }, /^422 .*« until » .*pas une date/],
      [{ until: '0000-01-01' }, /^422 .*« until » .*pas une date/],
      [{ reportDue: '9999-99-01' }, /^422 .*« reportDueAt » .*pas une date/],
      [{ reportDue: '2020-01-31' }, /^422 .*« reportDueAt » .*passé/],
      [{ group: 'aucun' }, /^422 .*identifiant/],
    ];
    for (const [wrong, said] of reasons) {
      const form = { title: 'Une <table>', until: '2031-01-15', reportDue: '2031-01-16', group, ...wrong };
      const answer = await offer(awa, { ...form, instructions });
      expect(refusalOf(answer)).toMatch(said);
      expect(answer.body).toContain('De &#60;dix&#62; heures.</textarea>');
      expect(answer.body).toContain(`name="title" value="${form.title === '' ? '' : 'Une &#60;table&#62;'}"`);
      for (const field of ['until', 'reportDue'] as const)
        expect(answer.body).toContain(`name="${field}" value="${form[field]}"`);
      if (form.group === group) expect(answer.body).toContain(`value="${group}" selected>`);
    }
    for (const long of ['a\u0000b', 'a'.repeat(110_000)]) {
      const { statusCode, body } = await offer(awa, { instructions: long });
      expect([statusCode, body.includes(`${long}</textarea>`)]).toEqual([422, true]);
    }
    const key = hiddenIn('key', await get(awa));
    await offer(awa, { key });
    const changed = await offer(awa, { key, instructions: 'Deux.' });
    expect([changed.statusCode, changed.body.includes('Deux.</textarea>')]).toEqual([422, true]);
    expect(hiddenIn('key', changed)).not.toBe(key);
    expect(await offers()).toMatchObject([{ title: 'Une' }]);
  });

  it('leads to the page on which the task stands', async () => {
    for (let number = 1; number <= 20; number += 1) await offer(elouan, { title: `Tâche n° ${number}.` });
    const { headers } = await offer(awa, { title: 'La dernière.' });
    const { body } = await get(awa, (headers.location as string).split('#')[0]);
    expect(body).toContain('<h3>La dernière.</h3>');
    expect(body).not.toContain('<h3>Tâche n° 20.</h3>');
  });

  it('lets whoever offered it take it back, and anybody once they are gone, once and twice', async () => {
    const button = async (by: TestMember) => (await get(by)).body.includes('value="takeBack"');
    const press = async (by: TestMember, id = '') =>
      (await send(by, HERE, { act: 'takeBack', offer: id })).statusCode;
    await offer(elouan);
    const [first] = await offers();
    expect([await button(elouan), await button(awa)]).toEqual([true, false]);
    expect(await press(awa, first?.id)).toBe(422);
    expect([await press(elouan, first?.id), await press(elouan, first?.id)]).toEqual([303, 303]);
    expect(await offers()).toEqual([]);
    await offer(elouan);
    const [second] = await offers();
    await elouan.does('leaveCollective', { confirmed: true });
    expect(await button(awa)).toBe(true);
    expect(await press(awa, second?.id)).toBe(303);
    expect(await offers()).toEqual([]);
  });

  it('is for no page elsewhere, and gives back what was typed without a session', async () => {
    const form = { act: 'offer', title: 'Une <table>', instructions: 'De <dix> heures.' };
    expect((await send(awa, HERE, form, 'https://evil.example')).statusCode).toBe(403);
    const { statusCode, body } = await send(null, HERE, form);
    expect(statusCode).toBe(404);
    for (const kept of ['Une &#60;table&#62;</textarea>', 'De &#60;dix&#62; heures.</textarea>'])
      expect(body).toContain(kept);
    expect(await offers()).toEqual([]);
  });
});

describe('the form that takes a decision up', () => {
  async function decide(): Promise<{ id: string; url: string }> {
    const proposal = await collective.propose({ title: 'Ouvrir un local' });
    const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const id = decision?.id as string;
    return { id, url: `${HERE}/decisions/${addressOf('Decision', id)}` };
  }
  const lines = async () =>
    (
      await awa.ask<{ mandateLines: { edges: { node: object }[] } }>(
        '{ mandateLines(state: PROPOSED) { edges { node { title endsAt holderIds decisionId } } } }',
      )
    ).mandateLines.edges.map(({ node }) => node);

  it('asks for a mandate until the end of a day, once and twice', async () => {
    const { id, url } = await decide();
    expect((await get(awa, url)).body).toContain('<input type="date" name="until" value="">');
    const form = { act: 'take', note: 'Dès lundi.', until: '2031-01-15' };
    for (const answer of [await send(awa, url, form), await send(awa, url, form)])
      expect(placeOf(answer)).toEqual([303, url]);
    const endsAt = '2031-01-15T22:59:59.999Z';
    const line = { title: 'Ouvrir un local', endsAt, holderIds: [awa.id], decisionId: id };
    expect(await lines()).toEqual([line]);
    const { body } = await get(zephyr, url);
    expect(body).toContain('Un mandat est demandé pour cela jusqu’au 15 janvier 2031 à 23:59');
    expect(body).not.toContain('name="until"');
    expect((await get(zephyr, url, { 'accept-language': 'en' })).body).toContain(
      'A mandate to it is asked for',
    );
    // Another day is not the one that was sent: nothing says that it was taken.
    for (const until of ['2031-01-16', '']) {
      const other = await send(awa, url, { ...form, until });
      expect([other.statusCode, other.body.includes(`readonly>${until}</textarea>`)]).toEqual([
        422,
        until !== '',
      ]);
    }
    await send(awa, url, { act: 'leave' });
    expect(await lines()).toEqual([]);
    expect((await get(zephyr, url)).body).not.toContain('Un mandat est demandé');
  });

  it('asks for none without a day', async () => {
    const { url } = await decide();
    expect((await send(awa, url, { act: 'take', until: '' })).statusCode).toBe(303);
    expect(await lines()).toEqual([]);
    expect((await get(zephyr, url)).body).not.toContain('Un mandat est demandé');
  });

  it('keeps what was typed where it cannot be taken, and says why', async () => {
    const { url } = await decide();
    const reasons: [string, RegExp][] = [
      ['2020-01-31', /^422 .*passée \(.*31 janvier 2020/],
      ['31/02/2031', /^422 .*« until » .*pas une date/],
    ];
    for (const [until, said] of reasons) {
      const answer = await send(awa, url, { act: 'take', note: 'Dès <lundi>.', until });
      expect(refusalOf(answer)).toMatch(said);
      expect(answer.body).toContain('Dès &#60;lundi&#62;.</textarea>');
      expect(answer.body).toContain(`name="until" value="${until}"`);
    }
    const coop = await send(collective.member(3), url, { act: 'take', until: '2031-01-15' });
    expect(refusalOf(coop)).toMatch(/^422 .*personne morale/);
    expect(await lines()).toEqual([]);
    expect((await get(awa, url)).body).toContain('Personne ne s’en occupe.');
  });
});

describe('the page of a report', () => {
  async function give(fields: object = {}): Promise<{ id: string; url: string }> {
    const effect = await grant(collective, { holderIds: [awa.id], ...fields });
    const proposal = await collective.propose({ title: 'Une caisse', effects: [effect] });
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const { id } = await collective.mandate('tresorerie');
    return { id, url: `${HERE}/${addressOf('Mandate', id)}` };
  }
  const report = (mandateId: string, body: string, by = awa) =>
    by.does('reportOnMandate', { mandateId, body });
  const versions = async (id: string) =>
    (
      await awa.ask<{ node: { reports: { versions: { body: string; authorId: string }[] }[] } }>(
        'query ($id: ID!) { node(id: $id) { ... on Mandate { reports { versions { body authorId } } } } }',
        { id },
      )
    ).node.reports.map((one) => one.versions);

  it('begins with the words that stand, and writes a new version, once and twice', async () => {
    const { id, url } = await give();
    await report(id, 'La caisse est <juste>.');
    await report(id, 'Deux.');
    expect((await get(awa, url)).body).toContain(
      `<a href="${url}/comptes-rendus/1">Réécrire ce compte rendu</a>`,
    );
    const at = `${url}/comptes-rendus/1`;
    const page = await get(awa, at);
    expect([page.statusCode, page.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(page.body).toMatch(/<textarea name="report"[^>]*>\nLa caisse est &#60;juste&#62;\.<\/textarea>/);
    const form = {
      key: hiddenIn('key', page),
      version: hiddenIn('version', page),
      report: 'Il **manque**\n\nsix euros.',
    };
    for (const answer of [await send(awa, at, form), await send(awa, at, form)])
      expect(placeOf(answer)).toEqual([303, `${url}#r1`]);
    expect(await versions(id)).toEqual([
      [
        { body: 'La caisse est <juste>.', authorId: awa.id },
        { body: form.report, authorId: awa.id },
      ],
      [{ body: 'Deux.', authorId: awa.id }],
    ]);
    const read = (await get(zephyr, url)).body;
    expect(read).toMatch(/Il <strong>manque<\/strong>/);
    expect(read).toContain(`<a href="${at}#versions">version 2</a>`);
    expect(read).not.toContain('La caisse est');
    expect((await get(zephyr, at)).body).toMatch(
      /2\. Awa, [\s\S]*manque[\s\S]*1\. Awa, [\s\S]*La caisse est/,
    );
    expect((await get(awa, at, { 'accept-language': 'en' })).body).toContain('Write this version</button>');
  });

  it('is written anew by whoever held it, or has its task now, and says to others why not', async () => {
    const { id, url } = await give({ holderIds: [awa.id, elouan.id] });
    await report(id, 'Un.');
    await elouan.does('handBackMandate', { mandateId: id });
    const at = `${url}/comptes-rendus/1`;
    const rewrite = async (by: TestMember, words: string) => {
      const page = await get(by, at);
      return send(by, at, { key: hiddenIn('key', page), version: hiddenIn('version', page), report: words });
    };
    expect((await rewrite(elouan, 'Deux.')).statusCode).toBe(303);
    const mayNot = await get(zephyr, at);
    expect(mayNot.body).toContain('Ce n’est pas votre cas.');
    expect(mayNot.body).not.toContain('<form');
    expect((await get(zephyr, url)).body).not.toContain('Réécrire');
    const refused = await send(zephyr, at, { version: '2', report: 'Moi <aussi>.' });
    expect(refusalOf(refused)).toMatch(/^422 .*reportOnMandate/);
    expect(refused.body).toContain('Moi &#60;aussi&#62;.</textarea>');
    await awa.does('handBackMandate', { mandateId: id });
    await give({ holderIds: [zephyr.id] });
    expect((await get(zephyr, url)).body).toContain('Réécrire');
    expect((await rewrite(zephyr, 'Trois.')).statusCode).toBe(303);
    const authors = (await versions(id))[0]?.map(({ authorId }) => authorId);
    expect(authors).toEqual([awa.id, elouan.id, zephyr.id]);
  });

  it('loses no word of what cannot be taken, and says why', async () => {
    const { id, url } = await give();
    await report(id, 'Un.');
    const at = `${url}/comptes-rendus/1`;
    for (const words of [' ', 'a\u0000b', 'a'.repeat(110_000)]) {
      const { statusCode, body } = await send(awa, at, { version: '1', report: words });
      expect([statusCode, body.includes(`${words.trim()}</textarea>`)]).toEqual([422, true]);
    }
    await awa.does('reportOnMandate', { mandateId: id, body: 'Autre.', number: 1, expectedVersion: 1 });
    const late = await send(awa, at, { version: '1', report: 'Un <bis>.' });
    expect(refusalOf(late)).toMatch(/^422 .*changé entre-temps \(version 2\)/);
    expect(late.body).toContain('Un &#60;bis&#62;.</textarea>');
    expect(late.body).toContain('<p>Autre.</p>');
    // What was written meanwhile is read beside it: sent again, it follows that.
    const again = { version: hiddenIn('version', late), key: hiddenIn('key', late), report: 'Un <bis>.' };
    expect((await send(awa, at, again)).statusCode).toBe(303);
    expect((await versions(id))[0]?.map(({ body }) => body)).toEqual(['Un.', 'Autre.', 'Un <bis>.']);
  });

  it('leads back to where a report stands among many', async () => {
    const { id, url } = await give();
    for (let number = 1; number <= 21; number += 1) await report(id, `Semaine ${number}.`);
    const at = `${url}/comptes-rendus/1`;
    const { headers } = await send(awa, at, { version: '1', report: 'Semaine un.' });
    expect(headers.location).toBe(`${url}?jusque=1#r1`);
    expect((await get(awa, `${url}?jusque=1`)).body).toContain('Semaine un.');
  });

  it('is for no page elsewhere, no stranger, and nobody without a session', async () => {
    const { id, url } = await give();
    await report(id, 'Un.');
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const at = `${url}/comptes-rendus/1`;
    const form = { version: '1', report: 'Tout <va>.' };
    expect((await send(awa, at, form, 'https://evil.example')).statusCode).toBe(403);
    for (const [one, place] of [
      [null, at],
      [stranger, at],
      [awa, `${url}/comptes-rendus/2`],
    ] as const) {
      expect((await get(one, place)).statusCode).toBe(404);
      const { statusCode, body } = await send(one, place, form);
      expect([statusCode, body.includes('Tout &#60;va&#62;.</textarea>')]).toEqual([404, true]);
    }
    expect(await versions(id)).toEqual([[{ body: 'Un.', authorId: awa.id }]]);
  });
});
