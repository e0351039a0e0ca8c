import { addressOf } from '../../src/web/address.js';
import { Browser } from '../world/browser.js';
import { grant } from '../world/effects.js';
import { groupNamed, type TestGroup } from '../world/groups.js';
import { stayingSignedIn } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const HERE = '/groupes';

describe('the pages of working groups', () => {
  let world: World;
  let browser: Browser;
  let collective: TestCollective;
  let group: TestGroup;
  let awa: TestMember;
  let elouan: TestMember;

  beforeAll(async () => {
    world = await World.open();
    browser = new Browser(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    const growing = world.collective().withMember('Awa', null).withMember('Élouan', null);
    collective = await growing.withMembers(2).grow();
    await stayingSignedIn(collective);
    [awa, elouan] = collective.members as [TestMember, TestMember];
    group = await groupNamed(collective, 'La <cave>', elouan);
  });

  const url = () => `${HERE}/${addressOf('WorkingGroup', group.id)}`;
  const get = (one: TestMember | null, at = url(), headers = {}) => browser.get(one, at, headers);
  const press = (one: TestMember | null, act: string, origin?: string) =>
    browser.send(one, url(), { act }, origin);

  it('are led to from the first page, and say what each works on, who is in it and where they talk', async () => {
    const thread = await TestThread.open(collective, {
      title: 'Le <sol>',
      subjects: [{ groupId: group.id }],
    });
    await TestThread.open(collective, { title: 'Ailleurs' });
    const role = await grant(collective, {
      ...{ title: 'Tenir la <clé>', holderIds: [elouan.id], scopeKind: 'GROUP', scopeId: group.id },
    });
    const poll = await (await group.propose({ effects: [role], by: elouan })).open();
    await poll.cast(elouan, 'FOR');
    await poll.end();
    const { body: home } = await get(elouan, '/');
    expect(home).toContain(`href="${HERE}"`);
    expect(home).toContain(`<a href="${url()}">Groupe de travail`);
    const list = await get(awa, HERE);
    expect(list.body).toContain(`<a href="${url()}">La &#60;cave&#62;</a>`);
    expect(list.body).toContain('Une personne en est.');
    const { body, statusCode, headers } = await get(awa);
    expect([statusCode, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h1>La &#60;cave&#62;</h1>');
    expect(body).toContain('Ce qui touche à : La &lt;cave&gt;.');
    expect(body).toMatch(/<li>Élouan, <time/);
    expect(body).toContain(`<a href="/fils/${addressOf('Thread', thread.id)}">Le &#60;sol&#62;</a>`);
    expect(body).toMatch(
      /<a href="\/qui-fait-quoi\/[\w-]{43}">Tenir la &#60;clé&#62;<\/a><br>Tenu par Élouan/,
    );
    expect(body).not.toMatch(/Vous en êtes|<cave>|Ailleurs/);
    expect((await get(awa, url(), { 'accept-language': 'en' })).body).toContain('One person is in it.');
    expect((await get(awa, HERE, { 'accept-language': 'en' })).body).toContain('<h1>The working groups</h1>');
  });

  it('let a member come in and go, each once and twice', async () => {
    expect((await get(awa)).body).toContain('value="join"');
    for (const [act, memberCount, viewerIsMember] of [
      ['join', 2, true],
      ['leave', 1, false],
    ] as const) {
      for (const { statusCode, headers } of [await press(awa, act), await press(awa, act)])
        expect([statusCode, headers.location]).toEqual([303, url()]);
      expect(await group.read(awa)).toMatchObject({ memberCount, viewerIsMember });
      const { body } = await get(awa);
      expect([body.includes('Vous en êtes.'), body.includes('value="leave"')]).toEqual([
        viewerIsMember,
        viewerIsMember,
      ]);
    }
    expect((await press(awa, 'rien')).statusCode).toBe(303);
  });

  it('say that a group sleeps, and let whoever is in it wake it', async () => {
    await world.wait('7 months');
    await awa.does('putGroupToSleep', { groupId: group.id });
    expect((await get(awa)).body).toContain('Il dort');
    expect((await get(awa)).body).not.toContain('value="wake"');
    const refused = await press(awa, 'wake');
    expect([refused.statusCode, refused.body.includes('role="alert"')]).toEqual([422, true]);
    expect((await get(elouan)).body).toContain('value="wake"');
    for (const { statusCode } of [await press(elouan, 'wake'), await press(elouan, 'wake')])
      expect(statusCode).toBe(303);
    expect((await group.read()).state).toBe('OPEN');
  });

  it('let nobody into a group that has ended, and say why', async () => {
    const end = { endGroup: { groupId: group.id, named: 'La <cave>' } };
    const proposal = await collective.propose({ effects: [end] });
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const { body } = await get(elouan);
    expect(body).toContain('Une décision y a mis fin.');
    expect(body).not.toContain('<form');
    const refused = await press(awa, 'join');
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toMatch(/role="alert">Ce groupe de travail est terminé/);
  });

  it('go on where a list is long', async () => {
    for (let number = 1; number <= 21; number += 1)
      await TestThread.open(collective, { title: `Fil n° ${number}.`, subjects: [{ groupId: group.id }] });
    const { body } = await get(awa);
    expect(body).not.toContain('Fil n° 1.');
    const next = /href="([^"]+\?fils=[^"]+)"/.exec(body)?.[1] as string;
    expect((await get(awa, next)).body).toContain('Fil n° 1.');
  });

  it('are for no page elsewhere, no stranger, and nobody without a session', async () => {
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    expect((await press(awa, 'join', 'https://evil.example')).statusCode).toBe(403);
    const answers = [
      await get(null),
      await get(null, HERE),
      await get(stranger),
      await press(null, 'join'),
      await press(stranger, 'join'),
      await get(awa, `${HERE}/x`),
      await get(awa, `${HERE}?apres=x`),
      await get(awa, `${url()}?membres=x`),
    ];
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect((await get(stranger, HERE)).body).toContain('Il n’y a pas encore de groupe de travail.');
    expect((await group.read()).memberCount).toBe(1);
  });
});
