import { Outbox } from '../../src/platform/outbox/outbox.js';
import type { Mailbox } from '../world/mailbox.js';
import { publishAppeal } from '../world/people.js';
import { namesOf, Signing, type AppealRead, type Signed } from '../world/signing.js';
import type { TestCollective, World } from '../world/world.js';

let signing: Signing;
let world: World;
let mailbox: Mailbox;
let collective: TestCollective;
let appealId: string;

beforeAll(async () => {
  signing = await Signing.open();
  ({ world, mailbox } = signing);
  collective = await world.collective().withMembers(4).grow();
  appealId = await publishAppeal(collective);
});
afterAll(() => signing.close());

const signs = (said: object, appeal = appealId): Promise<Signed> => signing.signs(appeal, said);
const confirms = (link: string): Promise<Signed> => signing.confirms(link);
const withdraws = (link: string): Promise<Signed> => signing.withdraws(link);
const asksToWithdraw = (email: string, appeal = appealId): Promise<Signed> =>
  signing.asksToWithdraw(appeal, email);
const letterTo = (email: string) => signing.letterTo(email);
const confirmed = (email: string, said: object = {}, appeal = appealId): Promise<Signed> =>
  signing.confirmed(appeal, email, said);
const read = (appeal = appealId, token: string | null = null): Promise<AppealRead | null> =>
  signing.read(appeal, token);

describe('somebody without a session', () => {
  it('signs by a letter, and counts once its link came back', async () => {
    const mine = await publishAppeal(collective, { title: 'Signer' });
    expect(await signs({ email: 'louise@example.org' }, mine)).toMatchObject({ awaitsLetter: true });
    expect((await read(mine))?.signatures).toEqual({ verified: 0, named: 0, takenOver: 0, withdrawn: 0 });
    const letter = await letterTo('louise@example.org');
    expect(await confirms(letter?.link ?? '')).toMatchObject({ __typename: 'ConfirmSignatureSuccess' });
    expect((await read(mine))?.signatures).toMatchObject({ verified: 1, named: 0 });
    expect(namesOf(await read(mine))).toEqual([]);
  });

  it('is named by their own consent alone', async () => {
    const mine = await publishAppeal(collective, { title: 'Nommer' });
    await confirmed('emma@example.org', { name: 'Emma Goldman', named: true, role: 'conférencière' }, mine);
    await confirmed('sans-nom@example.org', { name: 'Personne' }, mine);
    const appeal = await read(mine);
    expect(appeal?.signatures).toMatchObject({ verified: 2, named: 1 });
    expect(appeal?.namedSignatories.edges).toMatchObject([
      { node: { name: 'Emma Goldman', role: 'conférencière' } },
    ]);
  });

  it('gets a letter that tells no passer-by what it is about, and holds nothing that a stranger typed', async () => {
    await signs({ email: 'discret@example.org', name: 'Achetez sur spam', role: 'spammeur' });
    const letter = await letterTo('discret@example.org');
    expect(letter?.raw).toMatch(/Subject: .*lien/);
    expect(/^Subject: .*$/m.exec(letter?.raw ?? '')?.[0]).not.toMatch(/appel|essai/i);
    expect(letter?.raw).not.toContain('spam');
  });

  it('signs once with one address, and is told the same each time', async () => {
    const mine = await publishAppeal(collective, { title: 'Une fois' });
    const first = await signs({ email: 'deux@example.org' }, mine);
    const one = await letterTo('deux@example.org');
    const second = await signs({ email: 'Deux@Example.org', name: 'Louise M.' }, mine);
    const two = await letterTo('Deux@Example.org');
    expect(second).toEqual(first);
    const answers = [await confirms(one?.link ?? ''), await confirms(two?.link ?? '')];
    expect(answers.map(({ __typename }) => __typename)).toEqual([
      'ConfirmSignatureSuccess',
      'ConfirmSignatureSuccess',
    ]);
    expect((await read(mine))?.signatures.verified).toBe(1);
    expect(await signs({ email: 'deux@example.org' }, mine)).toEqual(first);
    expect((await letterTo('deux@example.org'))?.url).toContain('/appels/retirer/');
  });

  it('signs once also when both links come back at one moment', async () => {
    const mine = await publishAppeal(collective, { title: 'Au même moment' });
    await signs({ email: 'meme@example.org' }, mine);
    const one = await letterTo('meme@example.org');
    await signs({ email: 'MEME@example.org' }, mine);
    const two = await letterTo('MEME@example.org');
    await Promise.all([confirms(one?.link ?? ''), confirms(two?.link ?? '')]);
    expect((await read(mine))?.signatures.verified).toBe(1);
  });

  it('cannot be made to sign what somebody else typed: each letter has its own words', async () => {
    const mine = await publishAppeal(collective, { title: 'Chacun ses mots' });
    await signs({ email: 'victime@example.org', name: 'Ma vraie signature', named: true }, mine);
    const own = await letterTo('victime@example.org');
    await signs({ email: 'victime@example.org', name: 'Une moquerie', named: true }, mine);
    await confirms(own?.link ?? '');
    expect(namesOf(await read(mine))).toEqual(['Ma vraie signature']);
  });

  it('gets three letters a day at most, whoever asks, and every answer is the same', async () => {
    const answers = [];
    for (let time = 0; time < 5; time += 1) answers.push(await signs({ email: 'harcelee@example.org' }));
    await world.app.get(Outbox).runDue();
    expect(mailbox.heard.filter(({ to }) => to.includes('harcelee@example.org'))).toHaveLength(3);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('counts one letter that the mail server turned away several times as one', async () => {
    await confirmed('patiente@example.org');
    const heard = () => mailbox.heard.filter(({ to }) => to.includes('patiente@example.org')).length;
    const before = heard();
    await asksToWithdraw('patiente@example.org');
    mailbox.turnsAway = 3;
    for (let tries = 0; tries < 4; tries += 1) {
      await world.app.get(Outbox).runDue();
      await world.wait('3 minutes');
    }
    expect(heard() - before).toBe(1);
    await asksToWithdraw('patiente@example.org');
    await world.app.get(Outbox).runDue();
    expect(heard() - before).toBe(2);
  });

  it('reads what a link would sign, and that uses nothing up', async () => {
    await signs({ email: 'relit@example.org', name: 'Relecture', organisation: 'Atelier' });
    const link = (await letterTo('relit@example.org'))?.link;
    const look = () =>
      world.ask<{ signatureToConfirm: object | null }>(
        null,
        'query($link: String!) { signatureToConfirm(link: $link) { name organisation named title } }',
        { link },
      );
    for (const { data } of [await look(), await look()])
      expect(data?.signatureToConfirm).toEqual({
        name: 'Relecture',
        organisation: 'Atelier',
        named: false,
        title: 'Appel fondateur',
      });
    expect(await confirms(link ?? '')).toMatchObject({ __typename: 'ConfirmSignatureSuccess' });
    expect((await look()).data?.signatureToConfirm).toBeNull();
  });

  it.each([
    ['no name', { name: ' ' }, 'name', 'EMPTY'],
    ['a name with a control character', { name: 'Louise\u0000' }, 'name', 'CONTROL_CHARACTER'],
    ['a name that turns the reading', { name: 'Louise\u202e' }, 'name', 'BIDI_CONTROL'],
    ['a name of two alphabets', { name: 'Lоuise' }, 'name', 'MIXED_SCRIPTS'],
    ['an over-long name', { name: 'L'.repeat(81) }, 'name', 'TOO_LONG'],
    ['a tag in the role', { role: '<script>alert(1)</script>' }, 'role', 'MARKUP'],
    ['two alphabets in the organisation', { organisation: 'Sоlidaires' }, 'organisation', 'MIXED_SCRIPTS'],
    ['an over-long role', { role: 'r'.repeat(201) }, 'role', 'TOO_LONG'],
    ['a script as a page', { url: 'javascript:alert(1)' }, 'url', 'NOT_A_WEB_ADDRESS'],
    ['a file as a page', { url: 'file:///etc/passwd' }, 'url', 'NOT_A_WEB_ADDRESS'],
    ['a page behind a password', { url: 'https://banque@vol.example/' }, 'url', 'NOT_A_WEB_ADDRESS'],
    ['an over-long page', { url: `https://example.org/${'a'.repeat(500)}` }, 'url', 'TOO_LONG'],
    ['no address', { email: '' }, 'email', 'EMPTY'],
    ['an address that is none', { email: 'chez moi' }, 'email', 'NOT_AN_ADDRESS'],
    ['two addresses', { email: 'a@example.org, b@example.org' }, 'email', 'NOT_AN_ADDRESS'],
  ])('is refused with %s, and nothing is kept', async (_, said, field, reason) => {
    const before = await collective.rowCounts();
    const answer = await signs({ email: 'bon@example.org', ...said });
    expect(answer).toMatchObject({ code: 'INVALID_INPUT', path: ['input', field] });
    expect(answer.facts).toContainEqual({ name: 'reason', value: reason });
    expect(await collective.rowCounts()).toEqual(before);
  });

  it('signs neither what is for members, nor what is of nobody', async () => {
    const inside = await publishAppeal(collective, { title: 'Interne', visibility: 'MEMBERS' });
    const nowhere = collective.globalId('Appeal', collective.id);
    for (const appeal of [inside, nowhere, 'forged', collective.globalId('Decision', collective.id)])
      expect(await signs({ email: 'dehors@example.org' }, appeal)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await read(inside)).toBeNull();
    expect((await read(inside, collective.member(0).token))?.signatures.verified).toBe(0);
  });

  it('is held up when a collective is flooded, and heard again an hour later', async () => {
    await world.sql(
      `INSERT INTO ormee.link_try (collective_id, kind, since, tries) VALUES ($1, 'SIGN', ormee.instant(), 1000)
       ON CONFLICT (collective_id, kind) DO UPDATE SET since = ormee.instant(), tries = 1000`,
      [collective.id],
    );
    expect(await signs({ email: 'foule@example.org' })).toMatchObject({ code: 'TOO_MANY_TRIES' });
    await world.wait('61 minutes');
    expect(await signs({ email: 'foule@example.org' })).toMatchObject({ awaitsLetter: true });
  });
});

describe('a link of a letter', () => {
  it('is refused when it is forged, used, or of another purpose', async () => {
    const forged = 'A'.repeat(64);
    expect(await confirms(forged)).toMatchObject({ code: 'LINK_NOT_VALID' });
    expect(await withdraws(forged)).toMatchObject({ code: 'LINK_NOT_VALID' });
    await signs({ email: 'lien@example.org' });
    const link = (await letterTo('lien@example.org'))?.link ?? '';
    expect(await withdraws(link)).toMatchObject({ code: 'LINK_NOT_VALID' });
    expect(await signing.stranger('joinBySignature', { link }, 'link')).toMatchObject({
      code: 'LINK_NOT_VALID',
    });
    expect(await signing.stranger('signIn', { link }, 'token')).toMatchObject({ code: 'LINK_NOT_VALID' });
    await confirms(link);
    expect(await confirms(link)).toMatchObject({ code: 'LINK_NOT_VALID' });
  });

  it('is good for seven days, after which what was typed is forgotten', async () => {
    await signs({ email: 'tard@example.org' });
    const link = (await letterTo('tard@example.org'))?.link ?? '';
    await world.wait('8 days');
    expect(await confirms(link)).toMatchObject({ code: 'LINK_NOT_VALID' });
    await world.runDueJobs();
    expect(
      await world.sql(`SELECT FROM ormee.signatory WHERE collective_id = $1 AND email = 'tard@example.org'`, [
        collective.id,
      ]),
    ).toEqual([]);
    expect((await read())?.signatures.verified).toBeGreaterThan(0);
  });
});

describe('a signature taken back', () => {
  it('leaves no trace of a person, and a count that says so', async () => {
    const mine = await publishAppeal(collective, { title: 'Retirer' });
    await confirmed(
      'retire@example.org',
      {
        name: 'Nom Retiré',
        named: true,
        role: 'rôle-retiré',
        organisation: 'Org-retirée',
        url: 'https://retire.example/',
      },
      mine,
    );
    await confirmed('reste@example.org', { name: 'Reste', named: true }, mine);
    await asksToWithdraw('RETIRE@example.org', mine);
    const link = (await letterTo('retire@example.org'))?.link ?? '';
    expect(await withdraws(link)).toMatchObject({ withdrawn: true });
    expect(await withdraws(link)).toMatchObject({ code: 'LINK_NOT_VALID' });
    const appeal = await read(mine);
    expect(appeal?.signatures).toEqual({ verified: 1, named: 1, takenOver: 0, withdrawn: 1 });
    expect(namesOf(appeal)).toEqual(['Reste']);
    const rows = await world.sql<{ all: string }>(
      `SELECT to_jsonb(it)::text AS all FROM ormee.signatory it WHERE collective_id = $1`,
      [collective.id],
    );
    expect(rows.map((row) => row.all).join('\n')).not.toMatch(/retir[eé]/i);
  });

  it('is asked for with the same answer by whoever signed and by whoever did not', async () => {
    const [signed, unsigned] = [
      await asksToWithdraw('louise@example.org'),
      await asksToWithdraw('x@example.org'),
    ];
    expect(signed).toEqual(unsigned);
    expect(await letterTo('x@example.org')).toBeNull();
  });

  it('can be given again', async () => {
    const mine = await publishAppeal(collective, { title: 'De nouveau' });
    await confirmed('encore@example.org', {}, mine);
    await asksToWithdraw('encore@example.org', mine);
    await withdraws((await letterTo('encore@example.org'))?.link ?? '');
    await confirmed('encore@example.org', {}, mine);
    expect((await read(mine))?.signatures).toMatchObject({ verified: 1, withdrawn: 1 });
  });
});
