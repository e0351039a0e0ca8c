import { Outbox } from '../../src/platform/outbox/outbox.js';
import { addressOf } from '../../src/web/address.js';
import { Mailbox } from '../world/mailbox.js';
import { adoptMembership, publishAppeal, signsIn } from '../world/people.js';
import { World, type TestCollective } from '../world/world.js';

let world: World;
let mailbox: Mailbox;
let collective: TestCollective;
let appeal: string;
let at: string;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  world = await World.open({ SMTP_URL: mailbox.url, MAIL_FROM: 'bonjour@ormee.example' });
  collective = await world.collective().withMembers(4).grow();
  appeal = await publishAppeal(collective, {
    title: 'Appel <b>fort</b>',
    body: 'Nous *signons*.\n\n<script>alert(1)</script>',
  });
  at = addressOf('Appeal', appeal) ?? '';
  await adoptMembership(collective, { signedAppealId: appeal });
});
afterAll(async () => {
  await world.close();
  await mailbox.close();
});

const open = (path: string, language = 'fr') =>
  world.app.inject({ method: 'GET', url: path, headers: { 'accept-language': language } });
const press = (path: string, form: Readonly<Record<string, string>> = {}, headers: object = {}) =>
  world.app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'fr', ...headers },
    payload: new URLSearchParams(form).toString(),
  });
const lastPath = async (): Promise<string> => {
  await world.app.get(Outbox).runDue();
  const text = (mailbox.heard.at(-1)?.raw ?? '').replace(/=\r\n/g, '');
  return new URL(/https?:\/\/\S+\/appels\/\S+/.exec(text)?.[0] ?? 'http://nowhere/').pathname;
};

describe('the page of an appeal', () => {
  it('is read by anybody, says what is signed, and runs nothing that somebody typed', async () => {
    const page = await open(`/appels/${at}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<em>signons</em>');
    expect(page.body).not.toMatch(/<script|<b>fort/);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await open(`/appels/${at}`, 'en')).body).toContain('0 verified signatures');
  });

  it('is not there for what is the members’, or nobody’s', async () => {
    const inside = await publishAppeal(collective, { title: 'Interne', visibility: 'MEMBERS' });
    const nobodys = collective.globalId('Appeal', collective.id);
    for (const end of [addressOf('Appeal', inside), 'rien', addressOf('Appeal', nobodys), '%00', `${at}x`])
      expect((await open(`/appels/${end}`)).statusCode).toBe(404);
    const found = await open(`/appels?id=${appeal}`);
    expect(found.headers.location).toBe(`/appels/${at}`);
    expect((await open('/appels?id=rien')).statusCode).toBe(404);
  });

  it('begins anew for a cursor that is none', async () => {
    expect((await open(`/appels/${at}?after=zzz`)).statusCode).toBe(200);
  });

  it('leads from a signature to a member: sign, confirm, join', async () => {
    const signed = await press(`/appels/${at}`, {
      name: 'Zoé <i>Q</i>uelconque'.replace(/<[^>]*>/g, ''),
      email: 'zoe@example.org',
      named: 'yes',
      role: 'soudeuse',
      url: 'https://zoe.example/',
      kind: 'NATURAL',
    });
    expect(signed.body).toContain('Une lettre est en route');
    const path = await lastPath();
    expect(path).toMatch(/^\/appels\/confirmer\//);
    for (const page of [await open(path), await open(path)]) expect(page.body).toContain('Zoé Quelconque');
    expect((await open(`/appels/${at}`)).body).not.toContain('Zoé Quelconque');
    const confirmed = await press(path);
    expect(confirmed.body).toContain('votre signature compte');
    const shown = await open(`/appels/${at}`);
    expect(shown.body).toContain('1 signature vérifiée');
    expect(shown.body).toMatch(
      /<a href="https:..zoe\.example.[^"]*" rel="nofollow ugc[^"]*">Zoé Quelconque<.a>, soudeuse/,
    );

    const joinPath = /\/appels\/rejoindre\/[\w-]+/.exec(confirmed.body)?.[0] ?? '';
    expect((await open(joinPath)).body).toContain('Rejoindre le collectif');
    const statement = 'J’habite <Nantes>.';
    const tooLong = await press(joinPath, { publicName: `"${'x'.repeat(200)}`, statement });
    expect(tooLong.statusCode).toBe(422);
    expect(tooLong.body).toContain('value="&#34;xxx');
    expect(tooLong.body).toContain('J’habite &#60;Nantes&#62;.</textarea>');
    const joined = await press(joinPath, { statement: 'J’habite Nantes.\r\nEt vous ?' });
    const link = /entrer\/([\w-]{64})/.exec(joined.body)?.[1] ?? '';
    expect(link).not.toBe('');
    expect((await press(joinPath)).statusCode).toBe(422);

    const { applications } = await collective.member(0).ask<{
      applications: { edges: { node: { id: string; publicName: string; signatureProof: string } }[] };
    }>('{ applications { edges { node { id publicName signatureProof } } } }');
    const [application] = applications.edges.map(({ node }) => node);
    expect(application).toMatchObject({ publicName: 'Zoé Quelconque', signatureProof: 'MAIL_LINK' });
    for (const by of [collective.member(1), collective.member(2)])
      await by.does('vouchForApplicant', { applicationId: application?.id, attestsSignature: false });
    expect((await signsIn(world, link)).token).toBeDefined();
  });

  it('shows again what was typed where it is refused, escaped', async () => {
    const refused = await press(`/appels/${at}`, {
      name: 'Ada',
      email: 'ada@example.org',
      role: '"><script>x</script>',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('role="alert"');
    expect(refused.body).not.toContain('<script>');
  });

  it('takes a signature back by a letter and a button', async () => {
    await press(`/appels/${at}`, { name: 'Partante', email: 'part@example.org', named: 'yes' });
    await press(await lastPath());
    expect((await open(`/appels/${at}`)).body).toContain('Partante');
    const asked = await press('/appels/retirer', { appeal, email: 'part@example.org' });
    const unknown = await press('/appels/retirer', { appeal, email: 'jamais@example.org' });
    expect(asked.body).toBe(unknown.body);
    const path = await lastPath();
    expect((await open(path)).statusCode).toBe(200);
    expect((await open(`/appels/${at}`)).body).toContain('Partante');
    expect((await press(path)).body).toContain('retirée');
    const after = await open(`/appels/${at}`);
    expect(after.body).not.toContain('Partante');
    expect(after.body).toContain('1 retirée');
    expect((await press(path)).statusCode).toBe(410);
  });

  it('lets a member who signed with their session show their name, or not, and take it back, without a letter', async () => {
    const member = collective.member(0);
    await member.does('signAppeal', { appealId: appeal, name: 'Clémence & Cie', named: false });
    const headers = { cookie: `ormee_session=${member.token}` };
    const seen = async (more: object = headers) =>
      (
        await world.app.inject({
          ...{ method: 'GET', url: `/appels/${at}`, headers: { 'accept-language': 'fr', ...more } },
        })
      ).body;
    const does = async (act: string, more: object = headers) =>
      (await press(`/appels/${at}/la-mienne`, { does: act }, more)).statusCode;
    expect(await seen()).toMatch(/Vous avez signé : Clémence &#38; Cie\.[^]*Montrer mon nom/);
    expect(await seen()).not.toContain('type="email"');
    expect(await seen({})).not.toContain('Clémence');
    expect(await does('name')).toBe(303);
    expect(await seen({})).toContain('Clémence');
    expect(await does('unname')).toBe(303);
    expect(await seen({})).not.toContain('Clémence');
    expect([await does('withdraw', {}), await does('name', {})]).toEqual([422, 422]);
    const elsewhere = { origin: 'http://evil.example', host: 'ormee.example' };
    expect(await does('withdraw', { ...headers, ...elsewhere })).toBe(403);
    expect(await seen()).toContain('Vous avez signé');
    expect(await does('withdraw')).toBe(303);
    expect(await seen()).not.toContain('Vous avez signé');
    expect(await seen()).toContain('type="email"');
  });

  it('takes no form that a page elsewhere sends', async () => {
    const from = await press(
      `/appels/${at}`,
      { name: 'Forcée', email: 'forcee@example.org' },
      { origin: 'http://evil.example', host: 'ormee.example' },
    );
    expect(from.statusCode).toBe(403);
  });

  it('answers a forged link with one sentence', async () => {
    expect((await open('/appels/confirmer/rien')).statusCode).toBe(410);
    expect((await press('/appels/confirmer/rien')).statusCode).toBe(410);
    expect((await press('/appels/retirer/rien')).statusCode).toBe(410);
  });

  it('is signed no more once its time is over', async () => {
    const closesAt = await world.in('12 hours');
    const proposal = await collective.propose({
      effects: [{ publishAppeal: { title: 'Bref', body: 'Vite.', closesAt } }],
    });
    await proposal.decideIn(await collective.assembly(3), { for: 3 });
    const { appeals } = await collective
      .member(0)
      .ask<{ appeals: { edges: { node: { id: string; title: string } }[] } }>(
        '{ appeals(first: 100) { edges { node { id title } } } }',
      );
    const brief = appeals.edges.find(({ node }) => node.title === 'Bref')?.node.id ?? '';
    await press(`/appels/${addressOf('Appeal', brief)}`, { name: 'Trop tard', email: 'tard@example.org' });
    const path = await lastPath();
    await world.wait('13 hours');
    expect(
      (await press(`/appels/${addressOf('Appeal', brief)}`, { name: 'Ada', email: 'ada@example.org' }))
        .statusCode,
    ).toBe(422);
    expect((await press(path)).statusCode).toBe(410);
    expect((await open(`/appels/${addressOf('Appeal', brief)}`)).body).toContain('ne se signe plus');
  });
});
