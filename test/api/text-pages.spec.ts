import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { readTextJson } from '../../src/core/text/render/read-json.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Provision {
  readonly provisionId: string;
  readonly number: string;
  readonly hash: string;
}

type Element = DefaultTreeAdapterTypes.Element;

const READ = `query ($id: ID!) { node(id: $id) { ... on LegalText { consolidated {
  provisions { provisionId number hash } } } } }`;

const HTML = 'text/html; charset=utf-8';
const NOTHING = 'Aucun texte n’est à lire à cette adresse.';

let world: World;
let collective: TestCollective;
let stranger: TestMember;
let address: string;

beforeAll(async () => {
  world = await World.open();
  await world.travelTo('2026-11-23T08:00:00.000Z');
  collective = await world.collective().named('Les Ormes').withMembers(3).grow();
  stranger = (await world.collective().named('Les Autres').withMembers(2).grow()).member(0);
  await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`);
  address = await world.listen();
});
afterAll(() => world.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  world.app.inject({ method: 'GET', url: path, headers });

const as = ({ token }: TestMember) => ({ authorization: `Bearer ${token}` });

const page = async (path: string, headers: Record<string, string> = {}): Promise<string> => {
  const { statusCode, body } = await get(path, headers);
  expect([path, statusCode]).toEqual([path, 200]);
  return body;
};

const rules = (): string => collective.globalId('LegalText', collective.planted.textIds[1] as string);

const named = async (number: string): Promise<{ provisionId: string; expectedHash: string }> => {
  const { node } = await collective
    .member(0)
    .ask<{ node: { consolidated: { provisions: Provision[] } } }>(READ, { id: rules() });
  const found = node.consolidated.provisions.find((provision) => provision.number === number);
  if (!found) throw new Error(`no ${number}`);
  return { provisionId: found.provisionId, expectedHash: found.hash };
};

/** By a real request, whose path is sent as it is written: whoever tidies it up hides what a browser does not. */
const asWritten = (path: string) =>
  new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      request(address, { path }, (answer) => {
        const { statusCode: status, headers } = answer;
        text(answer).then((body) => resolve({ status, headers, body }), reject);
      })
        .on('error', reject)
        .end();
    },
  );

/** Has the collective change its rules, eight days from now; answers the number of the decision. */
const decide = async (operations: readonly object[]): Promise<string> => {
  const effects = [{ patchText: { textId: rules(), operations } }];
  const { decision } = await (await collective.propose({ effects })).decideOnline({ for: 3 });
  expect(decision).toMatchObject({ effectsState: 'APPLIED' });
  return decision?.label as string;
};

/** Has an assembly change them at once. */
const decideToday = async (operations: readonly object[], more: object = {}): Promise<void> => {
  const effects = [{ patchText: { textId: rules(), operations, ...more } }];
  const proposal = await collective.propose({ effects });
  const { decision } = await proposal.decideIn(await collective.assembly(3), { for: 3 });
  expect(decision).toMatchObject({ effectsState: 'APPLIED' });
};

const elementsOf = (html: string): Element[] => {
  const errors: ParserError[] = [];
  const document = parse(html, { onParseError: (error) => errors.push(error) });
  expect(errors).toEqual([]);
  const found: Element[] = [];
  const pending: DefaultTreeAdapterTypes.Node[] = [document];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if ('tagName' in next) found.push(next);
    if ('childNodes' in next) pending.push(...next.childNodes.toReversed());
  }
  return found;
};

const hrefsIn = (html: string): string[] =>
  elementsOf(html).flatMap(({ tagName, attrs }) =>
    tagName === 'a' ? attrs.flatMap(({ name, value }) => (name === 'href' ? value : [])) : [],
  );

describe('the lasting addresses of texts', () => {
  it('list the texts that anybody may read, and lead to each', async () => {
    const html = await page('/textes');
    expect(html).toContain('Textes de Les Ormes');
    expect(hrefsIn(html)).toEqual(['/textes/statuts', '/textes/reglement-interieur']);
    expect(await page('/textes', { 'accept-language': 'en' })).toContain('Texts of Les Ormes');
  });

  it('give a text whole, each provision with its own address, in every language and format', async () => {
    const html = await page('/textes/statuts');
    expect(html).toContain('<html lang="fr">');
    const hrefs = hrefsIn(html);
    for (const href of [
      '/textes/statuts/article-4',
      '/textes/statuts/titre-i',
      '/textes/statuts/@2026-11-23',
    ])
      expect(hrefs).toContain(href);
    for (const href of hrefs.filter((one) => one.startsWith('/')))
      expect((await get(href)).statusCode).toBe(200);
    expect(await page('/textes/statuts', { 'accept-language': 'en' })).toContain('Address and versions');
    expect(await page('/textes/statuts.md')).toMatch(/^# Statuts\n/);
    expect(readTextJson(await page('/textes/statuts/@2026-11-23.json'))).not.toBeInstanceOf(Refusal);
    expect((await get('/textes/statuts.akn')).headers['content-type']).toBe(
      'application/akn+xml; charset=utf-8',
    );
  });

  it('last, for what they are made of does: no act may write a title again', async () => {
    const [may] = await world.sql<{ title: boolean; revision: boolean }>(
      `SELECT has_column_privilege('ormee_serving', 'ormee.legal_text', 'title', 'UPDATE') AS title,
         has_column_privilege('ormee_serving', 'ormee.legal_text', 'revision', 'UPDATE') AS revision`,
    );
    expect(may).toEqual({ title: false, revision: true });
  });

  it('lead to what stands under a title, and to an article by its identity', async () => {
    const title = await page('/textes/statuts/titre-i');
    expect(title).toContain('Une personne, une voix');
    expect(title).not.toContain('Article 3');
    const id = collective.planted.provisionOf('Article 3');
    expect(await page(`/textes/statuts/provision-${id}`)).toContain('<h1>Statuts, Article 3 : Majorité</h1>');
  });

  it('show every version of an article, with what each decision changed', async () => {
    const second = await decide([
      {
        replace: {
          ...(await named('Règle 1')),
          content: {
            number: 'Règle 1',
            heading: 'Réunions',
            body: 'Le collectif se réunit deux fois par mois.',
          },
        },
      },
    ]);
    const html = await page('/textes/reglement-interieur/regle-1');
    expect(html).toContain('<ins>');
    expect(html).toMatch(/<del>.*\bune<.*<\/del><ins>.*deux<.*<\/ins> fois par mois/);
    expect(html).toContain(`Décision <b>${second}</b> du`);
    const versions = hrefsIn(html).filter((href) => href.includes('/@'));
    expect(versions).toEqual([
      '/textes/reglement-interieur/regle-1/@2026-11-23',
      '/textes/reglement-interieur/regle-1/@2026-12-01',
    ]);
    expect(await page(versions[0] as string)).toContain('se réunit une fois par mois');
    expect(await page(versions[1] as string)).toContain('se réunit deux fois par mois');
    expect(await page('/textes/reglement-interieur/@2026-11-30')).toContain('se réunit une fois par mois');
    expect(await page('/textes/reglement-interieur/@2026-12-01')).toContain('se réunit deux fois par mois');
  });

  it('give two versions of one day an address each', async () => {
    const content = (body: string) => ({ number: 'Règle 9', heading: '', body });
    await decide([{ insert: { content: content('Premiers mots.') } }]);
    const first = await named('Règle 9');
    await decideToday([{ replace: { ...first, content: content('Derniers mots.') } }]);
    const [early, late] = hrefsIn(await page('/textes/reglement-interieur/regle-9')).filter((href) =>
      href.includes('/@'),
    );
    expect(early).toMatch(/regle-9\/@2026-12-09\/2026-\d{3}$/);
    expect(late).toMatch(/regle-9\/@2026-12-09$/);
    expect(await page(early as string)).toContain('Premiers mots.');
    expect(await page(late as string)).toContain('Derniers mots.');
  });

  it('lead from a number that an article bore to what it is called now', async () => {
    await world.wait('1 day');
    await decideToday([{ renumber: { ...(await named('Règle 9')), number: 'Règle 12' } }]);
    const old = await page('/textes/reglement-interieur/regle-9');
    expect(old).toMatch(
      /s’appelle aujourd’hui <a href="\/textes\/reglement-interieur\/regle-12">Règle 12<\/a>/,
    );
    expect(await page('/textes/reglement-interieur/regle-12')).not.toContain('s’appelle aujourd’hui');
    expect(await page('/textes/reglement-interieur/regle-9/@2026-12-09')).toContain('Règle 9');
  });

  it('say by which decision an article was repealed', async () => {
    const by = await decide([{ repeal: await named('Règle 2') }]);
    const html = await page('/textes/reglement-interieur/regle-2');
    expect(html).toContain(`Abrogé par la décision <b>${by}</b>`);
    expect(await page('/textes/reglement-interieur/regle-2/@2026-11-23')).toContain('donne un compte rendu');
  });

  it('follow what an article names to its address, also from a page of its own', async () => {
    await decideToday([
      { insert: { content: { number: 'Règle 30', heading: '', body: 'Comme dit [[art:Règle 9]].' } } },
    ]);
    expect(await page('/textes/reglement-interieur/regle-30')).toMatch(
      /Comme dit <a href="\/textes\/reglement-interieur\/regle-12"[^>]*>Règle 12<\/a>/,
    );
  });

  it('show an article that is decided and not in force yet, by the day on which it will be', async () => {
    const content = { number: 'Règle 20', heading: '', body: 'Pour plus tard.' };
    await decideToday([{ insert: { content } }], { effectiveOn: '2027-06-01' });
    expect(await page('/textes/reglement-interieur/regle-20')).toContain('pas encore en vigueur');
    expect(await page('/textes/reglement-interieur/regle-20/@2027-06-01')).toContain('Pour plus tard.');
    expect((await get('/textes/reglement-interieur/regle-20/@2027-05-31')).statusCode).toBe(404);
  });
});

describe('what an address answers to whom', () => {
  it('is kept by anybody where it is public, and asked for again by its mark', async () => {
    const { headers, statusCode } = await get('/textes/statuts/article-1');
    expect(statusCode).toBe(200);
    expect(headers['cache-control']).toBe('public, no-cache');
    expect(headers['vary']).toContain('accept-language');
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    const again = await get('/textes/statuts/article-1', {
      'if-none-match': `"x", W/${headers['etag'] as string}`,
    });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const english = { 'accept-language': 'en', 'if-none-match': headers['etag'] as string };
    expect((await get('/textes/statuts/article-1', english)).statusCode).toBe(200);
  });

  it('asks no other host, and runs nothing', async () => {
    for (const path of ['/textes', '/textes/statuts', '/textes/reglement-interieur/regle-1'])
      for (const { tagName, attrs } of elementsOf(await page(path))) {
        expect(['script', 'img', 'link', 'iframe', 'form']).not.toContain(tagName);
        for (const { name, value } of attrs)
          if (['src', 'href'].includes(name)) expect(value).toMatch(/^(#|\/textes)/);
      }
  });

  it('is the same for a stranger who asks for what members alone read, and for what is not there', async () => {
    await world.sql(`UPDATE ormee.legal_text SET visibility = 'MEMBERS' WHERE title = 'Règlement intérieur'`);
    const missing = await get('/textes/reglement-exterieur');
    expect(missing.body).toContain(NOTHING);
    for (const path of ['', '.md', '.json', '.akn', '/regle-1', '/regle-1/@2026-11-23', '/@2026-11-23'])
      for (const who of [{}, as(stranger), { cookie: `ormee_session=${stranger.token}` }]) {
        const answer = await get(`/textes/reglement-interieur${path}`, who);
        expect([path, answer.statusCode, answer.body]).toEqual([path, 404, missing.body]);
        expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' });
        expect(answer.headers['etag']).toBeUndefined();
      }
    const member = await get('/textes/reglement-interieur', as(collective.member(1)));
    expect(member.statusCode).toBe(200);
    expect(member.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(member.headers['etag']).toBeUndefined();
    expect(hrefsIn(await page('/textes', as(stranger)))).toEqual(['/textes/statuts']);
    const list = await get('/textes', as(collective.member(1)));
    expect(hrefsIn(list.body)).toEqual(['/textes/statuts', '/textes/reglement-interieur']);
    expect(list.headers).toMatchObject({ 'cache-control': 'no-store' });
  });

  it('is of the collective that had a text first, or of the one that is named', async () => {
    const id = toGlobalId('Collective', stranger.collectiveId, stranger.collectiveId);
    const html = await page(`/textes?collective=${id}`);
    expect(html).toContain('Textes de Les Autres');
    const [statutes] = hrefsIn(html);
    expect(statutes).toBe(`/textes/statuts?collective=${id}`);
    const theirs = await page(statutes as string);
    expect(theirs).toContain('Les Autres');
    expect(hrefsIn(theirs)).toContain(`/textes/statuts/article-1?collective=${id}`);
    const nobody = toGlobalId('Collective', collective.planted.textIds[0] as string, collective.id);
    for (const named of ['', 'x', '%00', nobody, `${id}&collective=${id}`, rules()])
      expect((await get(`/textes/statuts?collective=${named}`)).statusCode).toBe(404);
  });

  it.each([
    '/textes/',
    '/textes/Statuts',
    '/textes/st%D0%B0tuts',
    '/textes/statuts%00',
    '/textes/statuts%0a',
    '/textes/statuts%0d%0aset-cookie:a=b',
    '/textes/../textes/statuts/..',
    '/textes/%2e%2e/statuts',
    '/textes/statuts/../../graphql',
    '/textes/statuts/',
    '/textes//statuts',
    '/textes/statuts/article-99',
    '/textes/statuts/article-1/article-2',
    '/textes/statuts/article-1.md',
    '/textes/statuts/@2026-02-30',
    '/textes/statuts/@1999-01-01',
    '/textes/statuts/@2026-11-23/2026-999',
    '/textes/statuts.exe',
    '/textes/statuts.constructor',
    '/textes/statuts/@2026-11-23.pdfx',
    '/textes/%3Cscript%3E',
    "/textes/statuts'--",
    `/textes/${'a'.repeat(5000)}`,
    `/textes/statuts/${'a-'.repeat(60)}a`,
  ])('is one sentence for %j', async (path) => {
    const { status, headers, body } = await asWritten(path);
    expect([status, headers['content-type'], headers['set-cookie']]).toEqual([404, HTML, undefined]);
    expect(body).toContain(NOTHING);
    expect(body.length).toBeLessThan(600);
  });
});
