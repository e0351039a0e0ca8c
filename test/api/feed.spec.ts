import { validateXML } from 'xmllint-wasm';
import { elementsOf } from '../texts/render/akn-schema.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

let world: World;
let collective: TestCollective;

beforeAll(async () => {
  world = await World.open({ PUBLIC_URL: 'https://ormee.example' });
});
beforeEach(async () => {
  collective = await world
    .collective()
    .named('Les <Ormeaux> & Cie')
    .withMember('Louise', null)
    .withMembers(3)
    .grow();
  await show('legal_text', 'MEMBERS');
  await show('decision', 'MEMBERS');
});
afterAll(() => world.close());

const get = (url: string) => world.app.inject({ method: 'GET', url });
const feedUrl = () => `/feed.atom?collective=${collective.globalId('Collective', collective.id)}`;
const show = (table: string, visibility: string) =>
  world.sql(`UPDATE ormee.${table} SET visibility = $2 WHERE collective_id = $1`, [
    collective.id,
    visibility,
  ]);

/** The feed, once it is found to be XML, and to have what RFC 4287 (4.1.1, 4.1.2) asks for. */
async function read() {
  const { statusCode, headers, body } = await get(feedUrl());
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
  const { errors } = await validateXML({
    xml: [{ fileName: 'feed.xml', contents: body }],
    normalization: 'c14n',
    maxMemoryPages: 8192,
  });
  expect(errors).toEqual([]);
  const elements = elementsOf(body);
  const at = (path: string) => elements.filter((one) => one.path === path);
  for (const path of ['feed/id', 'feed/title', 'feed/updated', 'feed/author/name'])
    expect([path, at(path).length]).toEqual([path, 1]);
  expect(elements[0]?.attributes['xmlns']).toBe('http://www.w3.org/2005/Atom');
  const entries = at('feed/entry').length;
  for (const part of ['id', 'title', 'updated', 'content'])
    expect([part, at(`feed/entry/${part}`).length]).toEqual([part, entries]);
  const ids = at('feed/entry/id').map(({ text }) => text);
  expect(new Set(ids).size).toBe(entries);
  for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  for (const { text } of [...at('feed/updated'), ...at('feed/entry/updated')])
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(at('feed/updated')[0]?.text).toBe(at('feed/entry/updated')[0]?.text);
  return { body, at, titles: at('feed/entry/title').map(({ text }) => text) };
}

describe('the feed of a collective', () => {
  const decide = async (title: string) =>
    (await collective.propose({ title })).decideIn(await collective.assembly(3), { for: 3 });

  it('has what is public, the latest first, and nothing of what is its members’', async () => {
    await decide('Un local');
    expect((await get(feedUrl())).statusCode).toBe(404);
    await show('decision', 'PUBLIC');
    await decide('Encore secret');
    const { titles, at } = await read();
    expect(titles).toEqual([
      expect.stringMatching(/^Décision \d{4}-001 : Un local$/),
      expect.stringContaining('Fondation'),
    ]);
    expect(at('feed/author/name')[0]?.text).toBe('Les <Ormeaux> & Cie');
  });

  it('leads to published texts by their addresses, which are there', async () => {
    await show('legal_text', 'PUBLIC');
    const { titles, at } = await read();
    expect([...titles].sort()).toEqual(['Texte : Règlement intérieur', 'Texte : Statuts']);
    for (const { attributes } of at('feed/entry/link')) {
      const address = (attributes['href'] ?? '').replace('https://ormee.example', '');
      expect((await get(address)).statusCode).toBe(200);
    }
  });

  it('names no person', async () => {
    await decide('Un mandat pour LOUISE');
    await show('decision', 'PUBLIC');
    const { body, titles } = await read();
    expect(body).not.toMatch(/louise|membre \d/i);
    expect(titles[0]).toMatch(/^Décision \d{4}-001$/);
  });

  it('names nobody who had themselves erased, whatever was called by any name of theirs', async () => {
    const louise = collective.member(0);
    const sitting = await collective.assembly(3);
    const put = { title: 'Ce que dit le groupe', rationale: 'Louise Michel l’a demandé.' };
    for (const wording of [{ title: 'Un mandat pour LOUISE' }, { title: 'Le bureau de Louise Michel' }, put])
      await (await collective.propose(wording)).decideIn(sitting, { for: 3 });
    await louise.does('changePublicName', { publicName: 'Louise Michel' });
    await world.sql(`UPDATE ormee.assembly SET visibility = 'PUBLIC', title = 'Avec Louise' WHERE id = $1`, [
      collective.rowId(sitting.id),
    ]);
    for (const table of ['proposal', 'poll', 'decision']) await show(table, 'PUBLIC');
    const decisions = async () =>
      (
        await world.sql<{ id: string }>(
          'SELECT id FROM ormee.decision WHERE collective_id = $1 ORDER BY number',
          [collective.id],
        )
      ).map(({ id }) => collective.globalId('Decision', id));
    const asked = `query($ids: [ID!]!) { nodes(ids: $ids) { ... on Decision { title } } }`;
    const readBy = async (member: TestMember | null) => {
      const { data } = await world.ask<{ nodes: ({ title: string } | null)[] }>(
        member?.token ?? null,
        asked,
        {
          ids: await decisions(),
        },
      );
      return (data?.nodes ?? []).map((node) => node?.title ?? null);
    };
    const calendar = `/calendar/public.ics?collective=${collective.globalId('Collective', collective.id)}`;
    const before = await read();

    await louise.does('leaveCollective', { confirmed: true });
    await louise.does('eraseMyData', { confirmed: true });
    const { body, titles } = await read();
    expect(body).not.toMatch(/louise/i);
    expect([before.titles, titles].map((list) => list.filter((one) => /-00[12]$/.test(one)).length)).toEqual([
      2, 2,
    ]);
    expect(titles[0]).toContain('Ce que dit le groupe');
    expect((await get(calendar)).body).toContain('SUMMARY:Assemblée\r\n');
    expect(await readBy(null)).toEqual([expect.stringContaining('Fondation'), null, null, null]);
    expect(await readBy(collective.member(1))).toEqual([
      expect.stringContaining('Fondation'),
      ...['Un mandat pour LOUISE', 'Le bureau de Louise Michel', 'Ce que dit le groupe'],
    ]);
  });

  it('shows as text whatever a title brings along', async () => {
    const title = '<script>alert(1)</script> & "]]>';
    await decide(title);
    await show('decision', 'PUBLIC');
    const { body, titles } = await read();
    expect(titles[0]).toContain(title);
    expect(body).not.toContain('<script');
  });

  it('of what is not public is answered as that of a collective that there is not', async () => {
    const missing = collective.globalId('Collective', '00000000-0000-4000-8000-000000000000');
    const member = collective.globalId('Member', collective.member(0).memberId);
    const urls = [
      feedUrl(),
      ...[missing, member, 'x', ''].map((id) => `/feed.atom?collective=${id}`),
      `/feed.atom`,
    ];
    const answers = [];
    for (const url of urls) answers.push(await get(url));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['404 ']),
    );
  });
});
