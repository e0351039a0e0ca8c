import { addressOf } from '../../src/web/address.js';
import { Amendments } from '../world/amendments.js';
import { Browser } from '../world/browser.js';
import { inRounds, TestConsent } from '../world/consents.js';
import type { TestPoll, TestProposal } from '../world/decisions.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('the page of a search for consent', () => {
  let world: World;
  let browser: Browser;
  let collective: TestCollective;
  let proposal: TestProposal;
  let consent: TestConsent;
  const member = (place: number): TestMember => collective.member(place);

  beforeAll(async () => {
    world = await World.open();
    browser = new Browser(world);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world
      .collective()
      .withRules(inRounds())
      .withMember('Awa', null)
      .withMember('Élouan', null)
      .withMember('Zéphyr', null)
      .withMembers(2)
      .grow();
    proposal = await collective.propose({
      by: member(0),
      title: 'Le <four> du samedi',
      rationale: 'On l’allume **à sept heures**. <script>',
    });
    consent = await TestConsent.start(proposal);
  });

  const url = () => `/consentements/${addressOf('Proposal', proposal.id)}`;
  const get = (one: TestMember | null, address = url()) => browser.get(one, address);
  const withdraw = (one: TestMember | null, objection: string, origin?: string) =>
    browser.send(one, url(), { act: 'withdraw', objection }, origin);
  /** A round in which two object. */
  const objected = async (): Promise<TestPoll> => {
    const poll = await consent.untilAsked();
    await poll.object(member(1), 'Sept heures, c’est <tôt>.');
    await poll.object(member(2), 'Le samedi, non.');
    await poll.consent(member(3));
    return poll;
  };

  it('is led to from the first page while people are asked to speak, and says until when, and where', async () => {
    await TestThread.open(collective, { title: 'À propos du four', subjects: [{ proposalId: proposal.id }] });
    await consent.pass('1 day 1 minute');
    expect((await get(member(1), '/')).body).toMatch(
      new RegExp(`<a href="${url()}">Poser vos questions, ou dire votre ressenti`),
    );
    const { body, statusCode, headers } = await get(member(1));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('<h1>Le &#60;four&#62; du samedi</h1>');
    expect(body).toContain('Demandez ce qui n’est pas clair.');
    expect(body).toMatch(/<time datetime="[^"]+">Jusqu’au \d/);
    expect(body).toContain('<strong>à sept heures</strong>');
    expect(body).toMatch(/<a href="\/fils\/[\w-]{43}">À propos du four<\/a>/);
    expect(body).not.toContain('<script');
  });

  it('shows no objection while its box is open, and who objects and why once it is shut', async () => {
    const poll = await objected();
    const open = (await get(member(3))).body;
    expect(open).toContain(`href="/scrutins/${addressOf('Poll', poll.id)}"`);
    expect(open).not.toMatch(/samedi, non|Élouan/);
    await consent.shut();
    const { body } = await get(member(3));
    expect(body).toMatch(/Objection de Élouan[^]*Sept heures, c’est &#60;tôt&#62;\.[^]*Elle tient\./);
    expect(body).toContain('Objection de Zéphyr');
    expect(body).not.toContain('value="withdraw"');
    expect((await get(member(1), '/')).body).toContain(`<a href="${url()}">Votre objection tient`);
  });

  it('lets its author alone withdraw an objection, and the last one adopts', async () => {
    await objected();
    await consent.shut();
    const [own, other] = [await consent.objectionOf(member(1)), await consent.objectionOf(member(2))];
    const { body } = await get(member(1));
    expect(body).toContain(`name="objection" value="${own.id}"`);
    expect(body).not.toContain(other.id);
    const refused = await withdraw(member(1), other.id);
    expect([refused.statusCode, refused.body.includes('role="alert"')]).toEqual([422, true]);
    expect((await withdraw(member(1), own.id)).headers.location).toBe(url());
    expect((await get(member(3))).body).toContain('Elle est retirée par qui l’avait faite.');
    expect((await consent.read()).state).toBe('RUNNING');
    await withdraw(member(2), other.id);
    expect((await get(member(3))).body).toContain('Personne n’objecte : c’est adopté.');
    expect((await withdraw(member(2), other.id)).statusCode).toBe(303); // pressed twice
  });

  it('says of an objection that it is withdrawn, or of a round that it is called off', async () => {
    const poll = await objected();
    await poll.consent(member(2), 1);
    await consent.shut();
    const shut = (await get(member(1))).body;
    expect(shut.split('Elle tient.')).toHaveLength(2);
    expect(shut.split('Elle est retirée par qui l’avait faite.')).toHaveLength(2);
    const assembly = await collective.assembly(5);
    const amendments = new Amendments(proposal);
    const put = { by: member(3), assembly, replace: 'allume', with: 'rallume' };
    const amending = await amendments.open([await amendments.put(put)], { assembly });
    await (await amending.votes({ for: 5 })).lastCall();
    const { body } = await get(member(1));
    expect(body).toContain('Des amendements ont changé le texte');
    expect(body).toContain('Ce tour est annulé : on ne demande plus rien sur ce texte.');
    expect(body).not.toContain('Elle tient.');
    expect(body).not.toContain('value="withdraw"');
  });

  it('tells its author which version says it meets it, and to say so in the next round', async () => {
    await objected();
    await consent.shut();
    await consent.integrate(await consent.objections());
    const { body } = await get(member(1));
    expect(body).toContain('La version 2 dit l’intégrer. C’est à vous de dire si c’est le cas');
    expect(body).toContain('La proposition, version 2');
    expect(body).not.toContain('value="withdraw"');
    expect((await get(member(3))).body).not.toContain('C’est à vous de dire');
    const next = await consent.untilAsked();
    expect((await get(member(1))).body).toContain(`href="/scrutins/${addressOf('Poll', next.id)}"`);
  });

  it('is for no page elsewhere, no stranger, nobody without a session, and no proposal that none is sought on', async () => {
    await objected();
    await consent.shut();
    const own = await consent.objectionOf(member(1));
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const plain = await collective.propose({ by: member(0), title: 'Autre' });
    expect((await withdraw(member(1), own.id, 'https://evil.example')).statusCode).toBe(403);
    const answers = [
      await get(null),
      await get(stranger),
      await get(member(0), '/consentements/x'),
      await get(member(0), `/consentements/${addressOf('Proposal', plain.id)}`),
      await withdraw(null, own.id),
      await withdraw(stranger, own.id),
    ];
    expect(new Set(answers.map((one) => `${one.statusCode} ${one.body}`)).size).toBe(1);
    expect(answers[0]?.statusCode).toBe(404);
    expect((await withdraw(member(1), 'rien')).statusCode).toBe(422);
    expect(await consent.objectionOf(member(1))).toMatchObject({ stands: true });
  });
});
