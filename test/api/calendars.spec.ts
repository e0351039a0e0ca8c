import { grant } from '../world/effects.js';
import { readCalendar, readText, type Component } from '../world/icalendar.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

let world: World;
let collective: TestCollective;
let awa: TestMember;

beforeAll(async () => {
  world = await World.open({ PUBLIC_URL: 'https://ormee.example' });
});
beforeEach(async () => {
  collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
  awa = collective.member(0);
});
afterAll(() => world.close());

const get = (url: string) => world.app.inject({ method: 'GET', url });
const pathOf = (url: string | null): string => (url ?? '').replace('https://ormee.example', '');
const keyOf = async (member: TestMember): Promise<string> =>
  pathOf((await member.does<{ url: string }>('renewCalendar', {}, 'url')).url);
const read = async (url: string): Promise<readonly Component[]> => {
  const { statusCode, headers, rawPayload } = await get(url);
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  const calendar = readCalendar(rawPayload);
  expect(calendar.name).toBe('VCALENDAR');
  expect(calendar.properties.get('VERSION')).toBe('2.0');
  expect(calendar.properties.get('PRODID')).toBeDefined();
  for (const { name, properties } of calendar.components) {
    expect(name).toBe('VEVENT');
    for (const property of ['DTSTAMP', 'DTSTART']) expect(properties.get(property)).toMatch(/^\d{8}T\d{6}Z$/);
  }
  return calendar.components;
};
const summaries = (events: readonly Component[]) =>
  events.map(({ properties }) => readText(properties.get('SUMMARY') ?? '')).sort();
const stampOf = (instant: string) => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
const publicUrl = () => `/calendar/public.ics?collective=${collective.globalId('Collective', collective.id)}`;

/** An assembly that is convened, under this title. */
const convened = async (title: string): Promise<void> => {
  await collective.assembly(2);
  await world.sql('UPDATE ormee.assembly SET title = $2 WHERE collective_id = $1', [collective.id, title]);
};

describe('a member’s own calendar', () => {
  it('has the assemblies, the polls on whose roll they are, and the reports that they owe', async () => {
    await convened('De rentrée');
    const reportDueAt = await world.in('5 days');
    const given = await grant(collective, { title: 'Tenir la caisse', holderIds: [awa.id], reportDueAt });
    await (await collective.propose({ effects: [given] })).decideIn(await collective.assembly(3), { for: 3 });
    const closesAt = await world.in('9 days');
    await (await collective.propose({ title: 'Le local' })).open({ closesAt });
    const events = await read(await keyOf(awa));
    expect(summaries(events)).toEqual(
      expect.arrayContaining([
        'Assemblée : De rentrée',
        'Compte rendu de mandat : Tenir la caisse',
        'Fin d’un scrutin : Le local',
      ]),
    );
    const poll = events.find(({ properties }) => properties.get('UID')?.startsWith('closing-'));
    expect(poll?.properties.get('DTSTART')).toBe(stampOf(closesAt));
    const ofLegal = summaries(await read(await keyOf(collective.member(4))));
    expect(ofLegal.filter((summary) => !summary.startsWith('Assemblée'))).toEqual([]);
  });

  it('is written as the grammar asks, whatever a title brings along', async () => {
    const title = `a;b,c\\d ${'é😀'.repeat(40)} fin`;
    await (await collective.propose({ title })).open();
    await world.sql(`UPDATE ormee.poll SET title = title || $2 WHERE collective_id = $1`, [
      collective.id,
      '\r\nEND:VEVENT\r\nX-EVIL:1',
    ]);
    const events = await read(await keyOf(awa));
    expect(summaries(events)).toEqual([`Fin d’un scrutin : ${title}\nEND:VEVENT\nX-EVIL:1`]);
  });

  it('gives each thing the same UID each time, and the same bytes as long as nothing changes', async () => {
    await (await collective.propose()).open();
    const url = await keyOf(awa);
    const [one, other] = [await get(url), await get(url)];
    expect(other.body).toBe(one.body);
    const uids = (await read(url)).map(({ properties }) => properties.get('UID'));
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids).toEqual((await read(await keyOf(awa))).map(({ properties }) => properties.get('UID')));
  });

  it('does not say whom a poll on a person is about', async () => {
    await (await collective.propose({ title: 'Au sujet de Membre 2' })).open();
    await world.sql(`UPDATE ormee.poll SET matter = 'EXCLUSION' WHERE collective_id = $1`, [collective.id]);
    expect(summaries(await read(await keyOf(awa)))).toEqual(['Fin d’un scrutin']);
  });

  it('is opened by its secret alone: a renewed, a forged and another one’s are not there', async () => {
    const before = await keyOf(awa);
    const now = await keyOf(awa);
    expect((await get(now)).statusCode).toBe(200);
    const session = `/calendar/${awa.token}.ics`;
    const forged = `/calendar/${Buffer.alloc(48, 3).toString('base64url')}.ics`;
    const urls = [before, session, forged, '/calendar/x.ics', now.replace('.ics', ''), '/calendar/..%2f.ics'];
    const answers = [];
    for (const url of urls) answers.push(await get(url));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['404 ']),
    );
    expect(await awa.ask('{ viewer { hasCalendar } }')).toEqual({ viewer: { hasCalendar: true } });
    expect(await awa.does('renewCalendar', { keep: false }, 'url')).toMatchObject({ url: null });
    expect((await get(now)).statusCode).toBe(404);
    expect(await awa.ask('{ viewer { hasCalendar } }')).toEqual({ viewer: { hasCalendar: false } });
  });

  it('lets nobody in: its secret is no session, and is kept as a hash alone', async () => {
    const token = /calendar\/(.*)\.ics/.exec(await keyOf(awa))?.[1] ?? '';
    const { errors } = await world.ask(token, '{ viewer { memberId } }');
    expect(errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
    const [row] = await world.sql('SELECT * FROM ormee.calendar_key WHERE member_id = $1', [awa.memberId]);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  it('is gone with whoever leaves', async () => {
    const url = await keyOf(collective.member(3));
    await collective.member(3).does('leaveCollective', { confirmed: true });
    expect((await get(url)).statusCode).toBe(404);
  });

  it('has one key, though two are made at once', async () => {
    const urls = await Promise.all([keyOf(awa), keyOf(awa), keyOf(awa)]);
    const open = await Promise.all(urls.map(async (url) => (await get(url)).statusCode === 200));
    expect(open.filter((one) => one)).toHaveLength(1);
  });
});

describe('the public calendar', () => {
  it('has the public assemblies, and nothing else', async () => {
    await (await collective.propose({ title: 'Le local' })).open();
    await convened('Ouverte à tous');
    expect((await get(publicUrl())).statusCode).toBe(404);
    await world.sql(`UPDATE ormee.assembly SET visibility = 'PUBLIC' WHERE collective_id = $1`, [
      collective.id,
    ]);
    expect(summaries(await read(publicUrl()))).toEqual(['Assemblée : Ouverte à tous']);
  });

  it('of a collective that shows none is answered as that of one that there is not', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000';
    const missing = collective.globalId('Collective', nowhere);
    const urls = [
      publicUrl(),
      `/calendar/public.ics?collective=${missing}`,
      '/calendar/public.ics?collective=x',
    ];
    const answers = [];
    for (const url of urls) answers.push(await get(url));
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['404 ']),
    );
  });
});
