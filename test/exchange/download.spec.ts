import { Readable } from 'node:stream';
import type { LightMyRequestResponse } from 'fastify';
import { parseBundle, type Bundle } from '../../src/core/verify/bundle.js';
import { FULL_BUNDLE, unseal } from '../../src/exchange/sealed.js';
import { TestConsent, inRounds } from '../world/consents.js';
import { grant } from '../world/effects.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';
import { faultsOf, verified } from './lived.js';

const PASSPHRASE = 'sous les ormes de Bordeaux';

let world: World;
let collective: TestCollective;
let stranger: TestMember;

const get = (url: string, member: TestMember | null): Promise<LightMyRequestResponse> =>
  world.app.inject({ method: 'GET', url, headers: headersOf(member) });

const take = (member: TestMember | null, payload: object): Promise<LightMyRequestResponse> =>
  world.app.inject({ method: 'POST', url: '/export/full', headers: headersOf(member), payload });

const headersOf = (member: TestMember | null): Record<string, string> =>
  member ? { authorization: `Bearer ${member.token}` } : {};

const ask = (member: TestMember): Promise<{ ticket: string }> =>
  member.does<{ ticket: string }>('exportCollective', {}, 'ticket');

const bundleIn = (text: string): Bundle => {
  const bundle = parseBundle(text);
  if ('code' in bundle) throw new Error(bundle.code);
  return bundle;
};

/** The holder of the mandate is the last member but one; nobody else has one. */
const holder = (): TestMember => collective.member(2);

beforeAll(async () => {
  world = await World.open();
  collective = await world.collective().named('Les Ormes').withMembers(4).grow();
  stranger = (await world.collective().named('Les Frênes').withMembers(1).grow()).member(0);
  const proposal = await collective.propose({
    effects: [
      await grant(collective, { task: 'depart', holderIds: [holder().id], scopeActs: ['exportCollective'] }),
    ],
  });
  await proposal.decideOnline({ for: 4 }, '2 days');
}, 120_000);
afterAll(() => world.close());

describe('a public bundle', () => {
  it('is for members to take, and names nobody', async () => {
    const response = await get('/export/public', collective.member(0));
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(faultsOf(verified(bundleIn(response.body)))).toEqual([]);
    for (const { memberId } of collective.members) expect(response.body).not.toContain(memberId);
    expect(response.body).not.toContain('Membre ');
  });
});

describe("a member's bundle", () => {
  it('holds their own salts and ballots, and nobody else’s', async () => {
    const me = collective.member(1);
    const response = await get('/export/member', me);
    expect(response.statusCode).toBe(200);
    const bundle = bundleIn(response.body);
    expect(faultsOf(verified(bundle))).toEqual([]);
    expect(bundle).toMatchObject({ kind: 'MEMBER', member: me.memberId });
    expect(bundle.tables['ballot']?.map((row) => row['memberId'])).toEqual([me.memberId]);
    expect(bundle.tables['register_salt']?.map((row) => row['value'])).toEqual([me.memberId, 'Membre 2']);
  });

  it('holds no objection of others while the box is open, and all of them once it is shut', async () => {
    const circle = await world.collective().withMembers(4).withRules(inRounds()).grow();
    const consent = await TestConsent.start(await circle.propose({ by: circle.member(1) }));
    const poll = await consent.untilAsked();
    await poll.object(circle.member(2), 'Pas le jeudi.');
    await poll.object(circle.member(3), 'Pas si tard.');
    const reasons = async (reader: number) => {
      const bundle = bundleIn((await get('/export/member', circle.member(reader))).body);
      expect(faultsOf(verified(bundle))).toEqual([]);
      return bundle.tables['objection']?.map(({ reason }) => reason).sort();
    };
    expect([await reasons(0), await reasons(2)]).toEqual([[], ['Pas le jeudi.']]);
    await consent.shut();
    expect(await reasons(0)).toEqual(['Pas le jeudi.', 'Pas si tard.']);
  });

  it('is of their own collective', async () => {
    expect((await get('/export/member', stranger)).body).not.toContain(collective.id);
  });
});

describe('a bundle', () => {
  it.each(['/export/public', '/export/member'])('is not for who is not signed in: %s', async (url) => {
    const response = await get(url, null);
    expect(response.statusCode).toBe(401);
    expect(response.json()).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

describe('a full bundle', () => {
  it('is not for who has no mandate to it', async () => {
    expect(await collective.member(0).act('exportCollective', {})).toMatchObject({
      code: 'MANDATE_REQUIRED',
    });
  });

  it('leaves locked, whole, once, and is written down outside of what it holds', async () => {
    const { ticket } = await ask(holder());
    const response = await take(holder(), { ticket, passphrase: PASSPHRASE });
    expect(response.statusCode).toBe(200);
    const pieces: Buffer[] = [];
    for await (const piece of unseal(Readable.from([response.rawPayload]), PASSPHRASE, FULL_BUNDLE))
      pieces.push(piece);
    const bundle = bundleIn(Buffer.concat(pieces).toString('utf8'));
    expect(bundle.kind).toBe('FULL');
    expect(faultsOf(verified(bundle))).toEqual([]);
    expect((await take(holder(), { ticket, passphrase: PASSPHRASE })).statusCode).toBe(410);
    const log = await world.sql('SELECT member_id AS member, step FROM ormee.export_log ORDER BY at, step');
    const mine = (step: string) => ({ member: holder().memberId, step });
    expect(log).toEqual([mine('ASKED'), mine('TAKEN')]);
    expect(bundle.tables).not.toHaveProperty('export_log');
  });

  it('is told to every member of the collective, the latest first, and to no other', async () => {
    const { ticket } = await ask(holder());
    const logOf = async (member: TestMember, page = 'first: 2') =>
      (
        await member.ask<{ exportLog: { edges: { cursor: string; node: object }[] } }>(
          `{ exportLog(${page}) { edges { cursor node { memberId step at } } } }`,
        )
      ).exportLog.edges;
    const before = await world.now();
    await take(holder(), { ticket, passphrase: PASSPHRASE });
    const [taken, asked] = await logOf(collective.member(0));
    expect(taken?.node).toMatchObject({ memberId: holder().id, step: 'TAKEN' });
    expect((taken?.node as { at: string }).at >= before).toBe(true);
    expect(asked?.node).toMatchObject({ memberId: holder().id, step: 'ASKED' });
    expect(await logOf(collective.member(0), `first: 1, after: "${taken?.cursor}"`)).toEqual([asked]);
    expect(await logOf(stranger)).toEqual([]);
    const { errors } = await world.ask(null, '{ exportLog { edges { cursor } } }');
    expect(errors?.[0]?.extensions?.code).toBe('NOT_SIGNED_IN');
  });

  it('is not for somebody else who has got the ticket, and still is for its own', async () => {
    const { ticket } = await ask(holder());
    for (const [thief, status] of [
      [collective.member(0), 410],
      [stranger, 410],
      [null, 401],
    ] as const)
      expect((await take(thief, { ticket, passphrase: PASSPHRASE })).statusCode).toBe(status);
    expect((await take(holder(), { ticket, passphrase: PASSPHRASE })).statusCode).toBe(200);
  });

  it('wants a ticket of its own kind and a passphrase that is one', async () => {
    const { ticket } = await ask(holder());
    expect((await take(holder(), { ticket, passphrase: 'court' })).statusCode).toBe(400);
    expect((await take(holder(), { ticket: holder().token, passphrase: PASSPHRASE })).statusCode).toBe(410);
    expect((await take(holder(), {})).statusCode).toBe(400);
  });

  it('is not taken once the mandate is handed back', async () => {
    const { ticket } = await ask(holder());
    await world.sql(`UPDATE ormee.mandate SET ends_at = ormee.instant() WHERE task = 'depart'`);
    const late = await take(holder(), { ticket, passphrase: PASSPHRASE });
    expect(late.json()).toMatchObject({ code: 'MANDATE_REQUIRED' });
    await world.sql(
      `UPDATE ormee.mandate SET ends_at = ormee.instant() + interval '20 days' WHERE task = 'depart'`,
    );
  });

  it('waits while an open box holds a ballot, so that nobody reads a partial result', async () => {
    const { ticket } = await ask(holder());
    const poll = await (await collective.propose()).open({ lasting: '2 days' });
    expect(await holder().act('exportCollective', {})).toMatchObject({
      __typename: 'ExportCollectiveSuccess',
    });
    await poll.cast(collective.member(0), 'FOR');
    expect(await holder().act('exportCollective', {})).toMatchObject({ code: 'POLL_STILL_OPEN' });
    expect((await take(holder(), { ticket, passphrase: PASSPHRASE })).statusCode).toBe(409);
  });
});
