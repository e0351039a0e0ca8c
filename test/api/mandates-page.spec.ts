import { addressOf } from '../../src/web/address.js';
import { Browser, hiddenIn, refusalOf } from '../world/browser.js';
import { grant } from '../world/effects.js';
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

const get = (one: TestMember | null, url = HERE, headers = {}) => browser.get(one, url, headers);
const send = (one: TestMember | null, url: string, form: Record<string, string>, origin?: string) =>
  browser.send(one, url, form, origin);
const keyIn = (body: string): string => hiddenIn('key', { body });

/** A mandate of the first member, given by an assembly. */
async function give(fields: object = {}): Promise<{ id: string; url: string }> {
  const effect = await grant(collective, { holderIds: [awa.id], ...fields });
  const proposal = await collective.propose({ title: 'Une caisse', effects: [effect] });
  await proposal.decideIn(await collective.assembly(3), { for: 3 });
  const { id } = await collective.mandate((fields as { task?: string }).task ?? 'tresorerie');
  return { id, url: `${HERE}/${addressOf('Mandate', id)}` };
}

/** A decision that asks something of somebody. */
async function decide(title = 'Ouvrir un <local>'): Promise<{ id: string; url: string }> {
  const proposal = await collective.propose({ title });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  const id = decision?.id as string;
  return { id, url: `${HERE}/decisions/${addressOf('Decision', id)}` };
}

const offer = async (more: object = {}): Promise<string> =>
  (
    await elouan.does<{ offer: { id: string } }>(
      'offerMandate',
      { title: 'Tenir la <table>', ...more },
      'offer { id }',
    )
  ).offer.id;

const steps = async (id: string) =>
  (
    await awa.ask<{ node: { followUp: { steps: { state: string; note: string; authorId: string }[] } } }>(
      'query ($id: ID!) { node(id: $id) { ... on Decision { followUp { steps { state note authorId } } } } }',
      { id },
    )
  ).node.followUp.steps;

const mandateOf = async (id: string) =>
  (
    await zephyr.ask<{
      node: {
        state: string;
        reports: { versions: { body: string }[] }[];
        instructionsAsked: { title: string }[];
        handover: { notes: { body: string }[] } | null;
      };
    }>(
      `query ($id: ID!) { node(id: $id) { ... on Mandate { state reports { versions { body } }
         instructionsAsked { title } handover { notes { body } } } } }`,
      { id },
    )
  ).node;

describe('the page that says who does what', () => {
  const volunteers = async () =>
    (
      await awa.ask<{ mandateOffers: { edges: { node: { volunteerIds: string[] } }[] } }>(
        '{ mandateOffers(state: null) { edges { node { volunteerIds } } } }',
      )
    ).mandateOffers.edges.map(({ node }) => node.volunteerIds);

  it('is led to from the first page, and says what waits for somebody and what is held', async () => {
    await offer({ instructions: 'De **dix** heures à midi. <script>' });
    await decide();
    const { url } = await give({ title: 'Tenir la <caisse>' });
    const { body: home } = await get(awa, '/');
    expect(home).toContain(`href="${HERE}"`);
    expect(home).toContain(`<a href="${url}">Mandat`);
    const { body, statusCode, headers } = await get(zephyr);
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h3>Tenir la &#60;table&#62;</h3>');
    expect(body).toContain('De <strong>dix</strong> heures');
    expect(body).toContain('Personne ne s’est encore proposé.');
    expect(body).toContain('Ouvrir un &#60;local&#62;</a> (');
    expect(body).toMatch(new RegExp(`<a href="${url}">Tenir la &#60;caisse&#62;</a>\\s*<br>Tenu par Awa, `));
    expect(body).not.toContain('<script');
    const english = (await get(zephyr, HERE, { 'accept-language': 'en' })).body;
    for (const said of ['Nobody has come forward yet.', 'Held by Awa', '<h1>Who does what</h1>'])
      expect(english).toContain(said);
  });

  it('lets a member come forward, and think better of it, each once and twice', async () => {
    const id = await offer();
    const press = (act: string) => send(awa, HERE, { act, offer: id });
    for (const { statusCode, headers } of [await press('volunteer'), await press('volunteer')])
      expect([statusCode, headers.location]).toEqual([303, `${HERE}#${id}`]);
    expect(await volunteers()).toEqual([[awa.id]]);
    expect((await get(zephyr)).body).toContain('Se proposent : Awa.');
    expect((await get(zephyr)).body).toContain('value="volunteer"');
    expect((await get(awa)).body).toContain('value="withdraw"');
    for (const { statusCode } of [await press('withdraw'), await press('withdraw')])
      expect(statusCode).toBe(303);
    expect(await volunteers()).toEqual([[]]);
  });

  it('says why somebody cannot come forward', async () => {
    const id = await offer();
    const press = (by: TestMember) => send(by, HERE, { act: 'volunteer', offer: id });
    const coop = collective.member(3);
    expect(refusalOf(await press(coop))).toMatch(/^422 .*personne morale/);
    await elouan.does('withdrawOffer', { offerId: id });
    expect(refusalOf(await press(awa))).toMatch(/^422 .*ne cherche plus/);
    expect((await send(awa, HERE, { act: 'volunteer', offer: 'rien' })).statusCode).toBe(422);
    expect(await volunteers()).toEqual([[]]);
  });

  it('says that a report is due or overdue, and lists what is held and no more', async () => {
    await give({ reportDueAt: await world.in('2 days'), endsAt: await world.in('4 days') });
    await give({ task: 'accueil', title: 'Tenir l’accueil' });
    expect((await get(zephyr)).body).toMatch(/Un compte rendu est attendu pour le/);
    await world.wait('3 days');
    const late = (await get(zephyr)).body;
    expect(late).toContain('<h2>Comptes rendus en retard</h2>');
    expect(late).not.toMatch(/en retard<\/h2>[\s\S]*l’accueil[\s\S]*<h2>/);
    expect(late).toContain('l’accueil');
    expect(late.match(/Un compte rendu était attendu pour le/g)).toHaveLength(2);
    await world.wait('2 days');
    // Owed still, and held no more.
    expect((await get(zephyr)).body.match(/Un compte rendu était attendu pour le/g)).toHaveLength(1);
  });

  it('goes on where a list is long, and stays where an offer stands', async () => {
    for (let number = 1; number <= 21; number += 1) await offer({ title: `Tâche n° ${number}.` });
    const { body } = await get(awa);
    expect(body).not.toContain('Tâche n° 21.');
    const next = /href="(\/qui-fait-quoi\?offres=[^"]+)"/.exec(body)?.[1] as string;
    const page = (await get(awa, next)).body;
    expect(page).toContain('Tâche n° 21.');
    expect(page).not.toContain('Tâche n° 1.');
    const field = (name: string): string =>
      new RegExp(`name="${name}" value="([^"]+)"`).exec(page)?.[1] ?? '';
    const { headers } = await send(awa, HERE, {
      act: 'volunteer',
      offer: field('offer'),
      after: field('after'),
    });
    expect((headers.location as string).split('#')[0]).toBe(next);
    expect((await get(awa, next)).body).toContain('Se proposent : Awa.');
  });

  it('is for no page elsewhere, and for nobody without a session', async () => {
    const id = await offer();
    const press = { act: 'volunteer', offer: id };
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    expect((await send(awa, HERE, press, 'https://evil.example')).statusCode).toBe(403);
    const answers = [
      await get(null),
      await get(null, `${HERE}/decisions`),
      await send(null, HERE, press),
      await get(awa, `${HERE}?offres=x`),
      await get(awa, `${HERE}/decisions?apres=x`),
    ];
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect((await send(stranger, HERE, press)).statusCode).toBe(422);
    expect((await get(stranger)).body).not.toContain('Tenir la');
    expect(await volunteers()).toEqual([[]]);
  });
});

describe('the page of what became of a decision', () => {
  it('is led to from where it waits, and takes it up by a press', async () => {
    const { id, url } = await decide();
    expect((await get(awa)).body).toContain(`<form method="post" action="${url}">`);
    for (const { statusCode, headers } of [
      await send(awa, url, { act: 'take' }),
      await send(awa, url, { act: 'take' }),
    ])
      expect([statusCode, headers.location]).toEqual([303, url]);
    expect(await steps(id)).toEqual([{ state: 'UNDER_WAY', note: '', authorId: awa.id }]);
    const { body } = await get(zephyr, url);
    expect(body).toContain('<h1>Ouvrir un &#60;local&#62;</h1>');
    expect(body).toContain('En cours : Awa s’en occupe.');
    expect(body).not.toContain('value="leave"');
    expect((await get(awa, url)).body).toContain('value="leave"');
    const refused = await send(zephyr, url, { act: 'take', note: 'Moi <i>aussi' });
    expect(refusalOf(refused)).toMatch(/^422 .*Quelqu’un d’autre/);
    expect(refused.body).toContain('Moi &#60;i&#62;aussi</textarea>');
    // Other words are not those that were sent: they are kept, and nothing says that they were taken.
    expect((await send(awa, url, { act: 'take', note: 'Dès lundi.' })).statusCode).toBe(422);
  });

  it('says that it is done, dropped or let go, with a word, each once and twice', async () => {
    const { id, url } = await decide();
    const twice = async (by: TestMember, form: Record<string, string>) => {
      for (const { statusCode } of [await send(by, url, form), await send(by, url, form)])
        expect([form, statusCode]).toEqual([form, 303]);
    };
    await twice(awa, { act: 'take', note: 'Je m’y mets.' });
    await twice(awa, { act: 'leave', note: '' });
    await twice(awa, { act: 'drop', note: 'Aucun\n\nlocal.' });
    await twice(zephyr, { act: 'done', note: 'Le bail est **signé**. <script>' });
    expect(await steps(id)).toEqual([
      { state: 'UNDER_WAY', note: 'Je m’y mets.', authorId: awa.id },
      { state: 'NOBODY', note: '', authorId: awa.id },
      { state: 'DROPPED', note: 'Aucun\n\nlocal.', authorId: awa.id },
      { state: 'DONE', note: 'Le bail est **signé**. <script>', authorId: zephyr.id },
    ]);
    const { body } = await get(elouan, url);
    expect(body).toMatch(
      /<strong>Faite\.<\/strong>[\s\S]*Zéphyr dit que c’est fait[\s\S]*Awa dit que c’est abandonné/,
    );
    expect(body).toContain('Le bail est <strong>signé</strong>.');
    expect(body).not.toContain('<script');
    expect((await get(elouan, url, { 'accept-language': 'en' })).body).toContain('<strong>Done.</strong>');
  });

  it('loses no word of what cannot be taken, and says why', async () => {
    const { id, url } = await decide();
    expect(refusalOf(await send(awa, url, { act: 'done', note: ' ' }))).toMatch(/^422 .*note/);
    for (const note of ['a\u0000b', 'a'.repeat(110_000), 'a'.repeat(10_001)]) {
      const { statusCode, body } = await send(awa, url, { act: 'done', note });
      expect([statusCode, body.includes(`${note}</textarea>`)]).toEqual([422, true]);
    }
    expect(refusalOf(await send(awa, url, { act: 'leave' }))).toMatch(/^422 .*occupez pas/);
    expect((await send(awa, url, { act: 'rien' })).statusCode).toBe(303);
    expect(await steps(id)).toEqual([]);
  });

  it('shows the last of what was said, and leads to what came before', async () => {
    const { url } = await decide();
    for (let number = 1; number <= 21; number += 1)
      await send(awa, url, { act: 'done', note: `Étape n° ${number}.` });
    const { body } = await get(awa, url);
    expect(body).toMatch(/Étape n° 21\.[\s\S]*Étape n° 2\./);
    expect(body).not.toContain('Étape n° 1.');
    expect((await get(awa, `${url}?jusque=1`)).body).toContain('Étape n° 1.');
    expect(body).toContain(`href="${url}?jusque=1"`);
    for (const wild of ['0', '-1', 'x', '999999999', '1&jusque=2'])
      expect((await get(awa, `${url}?jusque=${wild}`)).body).toBe(body);
  });

  it('stands in a list, by what became of it, page by page', async () => {
    const taken = await decide('Réparer le four');
    const left = await decide('Peindre le mur');
    const given = await give();
    await send(awa, taken.url, { act: 'take' });
    const list = async (query = '') => (await get(zephyr, `${HERE}/decisions${query}`)).body;
    const all = await list();
    expect(all).toMatch(/Peindre le mur<\/a> \([\s\S]*Personne ne s’en occupe\.[\s\S]*Réparer le four/);
    expect(all).toContain('En cours : Awa s’en occupe.');
    // What did all that it says asks nothing of anybody.
    expect(all).not.toContain('Une caisse');
    expect(await list('?etat=personne')).not.toContain('Réparer le four');
    expect(await list('?etat=en-cours')).not.toContain('Peindre le mur');
    for (const wild of ['?etat=x', '?etat=toString', '?etat=faites&etat=x'])
      expect(await list(wild)).toBe(all);
    const { node } = await awa.ask<{ node: { grantedById: string } }>(
      'query ($id: ID!) { node(id: $id) { ... on Mandate { grantedById } } }',
      { id: given.id },
    );
    const granting = `${HERE}/decisions/${addressOf('Decision', node.grantedById)}`;
    const { body } = await get(zephyr, granting);
    expect(body).toContain('Elle ne demande rien à personne.');
    expect(body).not.toContain('<form');
    expect(left.url).not.toBe(taken.url);
  });

  it('is for no page elsewhere, no stranger, and nobody without a session', async () => {
    const { id, url } = await decide();
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const form = { act: 'done', note: 'Le bail <b>.' };
    expect((await send(awa, url, form, 'https://evil.example')).statusCode).toBe(403);
    const answers = [await get(null, url), await get(stranger, url), await get(awa, `${HERE}/decisions/x`)];
    for (const one of [null, stranger]) {
      const { statusCode, body } = await send(one, url, form);
      // Whoever is no longer signed in keeps what they wrote.
      expect([statusCode, body.includes('Le bail &#60;b&#62;.</textarea>')]).toEqual([404, true]);
    }
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect(await steps(id)).toEqual([]);
  });

  it('shows to no other collective what was decided in public', async () => {
    const proposal = await collective.propose({ title: 'Dit à tout le monde', visibility: 'PUBLIC' });
    const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const url = `${HERE}/decisions/${addressOf('Decision', decision?.id as string)}`;
    expect((await get(awa, url)).statusCode).toBe(200);
    expect((await get(stranger, url)).statusCode).toBe(404);
  });
});

describe('the page of a mandate', () => {
  it('says the task, who holds it, what binds them and who had it before, and has forms for holders alone', async () => {
    const rule = await decide('Pas plus de <cent> euros');
    const first = await give({ holderIds: [elouan.id] });
    await elouan.does('handBackMandate', { mandateId: first.id, handover: 'Le code est au **coffre**.' });
    const { url } = await give({
      title: 'Tenir la <caisse>',
      instructions: 'Dire **ce qui est entré**. <script>',
      boundByIds: [rule.id],
      scopeActs: ['exportCollective'],
    });
    const { body, statusCode, headers } = await get(zephyr, url);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toContain('<h1>Tenir la &#60;caisse&#62;</h1>');
    expect(body).toContain('Dire <strong>ce qui est entré</strong>.');
    expect(body).toContain('<li>Pas plus de &#60;cent&#62; euros (');
    expect(body).toContain('<code>exportCollective</code>');
    expect(body).toContain('Donné par la décision « Une caisse (');
    expect(body).toContain(`<a href="${first.url}">Tenu par Élouan`);
    expect(body).toMatch(/Tenu par Awa[^<]*<[\s\S]*en cours \(ce mandat\)/);
    expect(body).not.toMatch(/<script|<form/);
    expect((await get(awa, url)).body).toContain(`<form method="post" action="${url}">`);
    expect((await get(zephyr, url, { 'accept-language': 'en' })).body).toContain('No report is written yet.');
    const before = (await get(zephyr, first.url)).body;
    expect(before).toContain('Ce mandat a été rendu.');
    expect(before).toMatch(/Élouan, [\s\S]*Le code est au <strong>coffre<\/strong>\./);
  });

  it('takes a report and a question for the collective, each once and twice', async () => {
    const { id, url } = await give();
    const key = keyIn((await get(awa, url)).body);
    const report = { act: 'report', report: 'La caisse est **juste**.\n\nOuf.', key };
    const asking = { act: 'ask', title: 'Un <coffre>', question: 'Le collectif achète un coffre.', key };
    for (const form of [report, report, asking, asking]) {
      const { statusCode, headers } = await send(awa, url, form);
      expect([statusCode, headers.location]).toEqual([303, url]);
    }
    expect(await mandateOf(id)).toMatchObject({
      reports: [{ versions: [{ body: report.report }] }],
      instructionsAsked: [{ title: 'Un <coffre>' }],
    });
    const { body } = await get(zephyr, url);
    expect(body).toMatch(/1\. Awa, [\s\S]*La caisse est <strong>juste<\/strong>\./);
    expect(body).toMatch(/Un &#60;coffre&#62;<br>Awa, [\s\S]*le collectif n’a pas encore répondu/);
  });

  it('loses no word of what cannot be taken, and says why', async () => {
    const { id, url } = await give();
    const refused = await send(awa, url, { act: 'ask', title: '', question: 'Un <coffre> ?' });
    expect(refusalOf(refused)).toMatch(/^422 .*title/);
    expect(refused.body).toContain('Un &#60;coffre&#62; ?</textarea>');
    for (const report of [' ', 'a\u0000b', 'a'.repeat(110_000)])
      expect((await send(awa, url, { act: 'report', report })).statusCode).toBe(422);
    const other = await send(zephyr, url, { act: 'report', report: 'Moi aussi.' });
    expect(refusalOf(other)).toMatch(/^422 .*reportOnMandate/);
    expect(other.body).toContain('Moi aussi.</textarea>');
    const key = keyIn((await get(awa, url)).body);
    await send(awa, url, { act: 'report', report: 'Un.', key });
    const changed = await send(awa, url, { act: 'report', report: 'Un, et demi.', key });
    expect([changed.statusCode, changed.body.includes('Un, et demi.</textarea>')]).toEqual([422, true]);
    expect(keyIn(changed.body)).not.toBe(key);
    expect((await send(awa, url, { act: 'rien' })).statusCode).toBe(303);
    expect(await mandateOf(id)).toMatchObject({ reports: [{}], instructionsAsked: [] });
  });

  it('is handed back on a page that says what that does, by whoever ticks that they do, once and twice', async () => {
    const { id, url } = await give();
    const { body } = await get(awa, url);
    expect(body).toContain(`<a href="${url}/rendre">`);
    const page = await get(awa, `${url}/rendre`);
    expect(page.body).toContain('vous ne le tenez plus');
    expect((await get(zephyr, `${url}/rendre`)).body).not.toContain('<form');
    const word = 'Le code <est> au coffre.\nLa clé aussi.';
    const unsure = await send(awa, `${url}/rendre`, { word });
    expect(refusalOf(unsure)).toMatch(/^422 .*Cochez/);
    expect(unsure.body).toContain('Le code &#60;est&#62; au coffre.');
    expect((await mandateOf(id)).state).toBe('LIVE');
    const form = { word, sure: 'yes' };
    const other = await send(zephyr, `${url}/rendre`, form);
    expect([other.statusCode, other.body.includes('Le code &#60;est&#62; au coffre.')]).toEqual([422, true]);
    for (const { statusCode, headers } of [
      await send(awa, `${url}/rendre`, form),
      await send(awa, `${url}/rendre`, form),
    ])
      expect([statusCode, headers.location]).toEqual([303, url]);
    expect(await mandateOf(id)).toMatchObject({
      state: 'HANDED_BACK',
      handover: { notes: [{ body: word }] },
    });
    expect((await mandateOf(id)).handover?.notes).toHaveLength(1);
    const after = (await get(awa, url)).body;
    expect(after).toContain('Ce mandat a été rendu.');
    expect(after).not.toContain('/rendre');
    expect((await get(awa, `${url}/rendre`)).body).not.toContain('<form');
    expect((await get(zephyr)).body).not.toContain(url);
  });

  it('past its end takes a report that is owed and a word for whoever comes next', async () => {
    const { id, url } = await give({
      endsAt: await world.in('2 days'),
      reportDueAt: await world.in('1 day'),
    });
    await world.wait('3 days');
    const { body } = await get(awa, url);
    expect(body).toContain('Ce mandat est terminé.');
    expect(body).toContain('Un compte rendu était attendu');
    expect(body).toMatch(/, terminé \(ce mandat\)/);
    expect(body).not.toMatch(/value="ask"|\/rendre/);
    const late = await send(awa, url, { act: 'ask', title: 'Un coffre', question: 'Lequel <> ?' });
    expect(refusalOf(late)).toMatch(/^422 .*plus en cours/);
    expect(late.body).toMatch(/Un coffre<\/textarea>[\s\S]*Lequel &#60;&#62; \?<\/textarea>/);
    const key = keyIn(body);
    const form = { act: 'leave', word: 'Deux chèques à déposer.', key };
    for (const { statusCode } of [
      await send(awa, url, { act: 'report', report: 'Tout est juste.', key }),
      await send(awa, url, form),
      await send(awa, url, form),
    ])
      expect(statusCode).toBe(303);
    const { reports, handover } = await mandateOf(id);
    expect([reports.length, handover?.notes]).toEqual([1, [{ body: form.word }]]);
  });

  it('takes the report of a mandate from whoever has its task next, and no more', async () => {
    const { id, url } = await give({ reportDueAt: await world.in('1 day') });
    await awa.does('handBackMandate', { mandateId: id });
    await give({ holderIds: [zephyr.id] });
    await world.wait('2 days');
    const { body } = await get(zephyr, url);
    expect(body).toContain('Cette tâche est à vous maintenant');
    expect(body).not.toMatch(/value="(ask|leave)"|\/rendre/);
    expect((await get(elouan, url)).body).not.toContain('<form');
    const report = { act: 'report', report: 'Rien n’est écrit.', key: keyIn(body) };
    expect((await send(zephyr, url, report)).statusCode).toBe(303);
    expect((await mandateOf(id)).reports).toHaveLength(1);
  });

  it('shows the last reports, and leads to those before', async () => {
    const { id, url } = await give();
    for (let number = 1; number <= 21; number += 1)
      await awa.does('reportOnMandate', { mandateId: id, body: `Semaine ${number}.` });
    const { body } = await get(zephyr, url);
    expect(body).toMatch(/Semaine 21\.[\s\S]*Semaine 2\./);
    expect(body).not.toContain('Semaine 1.');
    expect(body).toContain(`href="${url}?jusque=1"`);
    expect((await get(zephyr, `${url}?jusque=1`)).body).toContain('Semaine 1.');
  });

  it('is for no page elsewhere, no stranger, and nobody without a session', async () => {
    const { id, url } = await give();
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const forms = [
      [url, { act: 'report', report: 'Tout <va>.' }],
      [`${url}/rendre`, { sure: 'yes', word: 'Tout <va>.' }],
    ] as const;
    for (const [at, form] of forms) {
      expect((await send(awa, at, form, 'https://evil.example')).statusCode).toBe(403);
      for (const one of [null, stranger]) {
        const { statusCode, body } = await send(one, at, form);
        // Whoever is no longer signed in keeps what they wrote.
        expect([statusCode, body.includes('Tout &#60;va&#62;.</textarea>')]).toEqual([404, true]);
      }
    }
    const answers = [
      await get(null, url),
      await get(stranger, url),
      await get(null, `${url}/rendre`),
      await get(stranger, `${url}/rendre`),
      await get(awa, `${HERE}/x`),
      await get(awa, `${url}?apres=x`),
    ];
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect(await mandateOf(id)).toMatchObject({ state: 'LIVE', reports: [] });
  });
});
