import { addressOf } from '../../src/web/address.js';
import { Browser } from '../world/browser.js';
import { mandatesInRounds, TestElection } from '../world/nominations.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('the page of an election without candidates', () => {
  let world: World;
  let browser: Browser;
  let collective: TestCollective;
  let election: TestElection;
  const member = (place: number): TestMember => collective.member(place);

  beforeAll(async () => {
    world = await World.open();
    browser = new Browser(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    collective = await world
      .collective()
      .withRules(mandatesInRounds({ clarification: 'P2D' }))
      .withMember('Awa', null)
      .withMember('Élouan', null)
      .withMember('Zéphyr', null)
      .withLegalMember('Coop')
      .grow();
    election = await TestElection.start(collective, {
      title: 'Tenir la <caisse>',
      instructions: 'Dire à chaque assemblée **ce qui est entré**.',
    });
  });

  const url = () => `/designations/${addressOf('ElectionWithoutCandidates', election.id)}`;
  const get = (one: TestMember | null, address = url(), headers = {}) => browser.get(one, address, headers);
  const send = (one: TestMember | null, form: Record<string, string>, origin?: string) =>
    browser.send(one, url(), form, origin);

  it('is led to from the first page, and says the role before anybody is named', async () => {
    const { body: home } = await get(member(0), '/');
    expect(home).toContain(`<a href="${url()}">Dire à qui vous confieriez ce rôle, et pourquoi`);
    const { body, statusCode, headers } = await get(member(0));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h1>Tenir la &#60;caisse&#62;</h1>');
    expect(body).toContain('<strong>ce qui est entré</strong>');
    expect(body).not.toMatch(/<script|Élouan|Zéphyr/);
    expect((await get(member(0), url(), { 'accept-language': 'en' })).body).toContain('Nominate nobody');
  });

  it('takes a name as people write it, with its reason, and shows what was said to nobody else', async () => {
    const said = { act: 'name', name: ' elouan ', reason: 'Il compte <juste>.' };
    expect((await send(member(0), said)).statusCode).toBe(303);
    expect((await election.read(member(0))).viewerNomination).toMatchObject({
      personId: member(1).id,
      reason: 'Il compte <juste>.',
    });
    const { body } = await get(member(0));
    expect(body).toContain('<strong>Élouan</strong>');
    expect(body).toContain('Il compte &#60;juste&#62;.');
    expect((await get(member(2))).body).not.toMatch(/Il compte|<strong>Élouan/);
    expect((await get(member(2))).body).toContain('Une personne a répondu dans ce tour.');
    expect((await send(member(0), { act: 'nobody', name: 'Zéphyr', reason: '' })).statusCode).toBe(303);
    expect((await election.read(member(0))).viewerNomination).toMatchObject({ personId: null });
  });

  it('loses no word of what cannot be taken, and says why', async () => {
    for (const [form, sentence] of [
      [{ act: 'name', name: 'Personne <i>', reason: 'Parce que.' }, 'Aucun membre ne porte le nom'],
      [{ act: 'name', name: 'Coop', reason: 'Parce que.' }, 'Aucun membre ne porte le nom'],
      [{ act: 'name', name: 'Élouan', reason: ' ' }, ''],
    ] as const) {
      const { statusCode, body } = await send(member(0), form);
      expect([statusCode, body.includes('role="alert"'), body.includes(sentence)]).toEqual([422, true, true]);
      expect(body).toContain(`value="${form.name.replace('<', '&#60;').replace('>', '&#62;')}"`);
      expect(body).not.toContain('<i>');
    }
    expect((await election.read()).heard).toBe(0);
  });

  it('shows the reasons once their round is over, and to whom the role may not be given', async () => {
    await send(member(0), { act: 'name', name: 'Élouan', reason: 'Il compte juste.' });
    await send(member(2), { act: 'name', name: 'Awa', reason: 'Elle explique.' });
    expect((await send(member(1), { act: 'decline' })).statusCode).toBe(303);
    expect((await get(member(1))).body).toContain('vous ne voulez pas de ce rôle');
    await election.pass('2 days 1 minute');
    const { body } = await get(member(1));
    expect(body).toMatch(/Awa → <strong>Élouan<\/strong><blockquote lang="fr">Il compte juste\./);
    expect(body).toContain('Zéphyr → <strong>Awa</strong>');
    expect((await send(member(0), { act: 'name', name: 'Élouan', reason: '' })).statusCode).toBe(422);
    expect((await send(member(0), { act: 'name', name: 'Awa', reason: 'Zéphyr a raison.' })).statusCode).toBe(
      303,
    );
  });

  it('is for no page elsewhere, no stranger, and nobody without a session', async () => {
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const said = { act: 'name', name: 'Élouan', reason: 'Parce que.' };
    expect((await send(member(0), said, 'https://evil.example')).statusCode).toBe(403);
    const answers = [await get(null), await get(stranger), await get(member(0), '/designations/x')];
    for (const one of [null, stranger]) {
      const { statusCode, body } = await send(one, said);
      // Whoever is no longer signed in keeps what they wrote.
      expect([statusCode, body.includes('Parce que.</textarea>')]).toEqual([404, true]);
    }
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect((await election.read()).heard).toBe(0);
  });
});
