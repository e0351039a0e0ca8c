import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Outbox } from '../../src/platform/outbox/outbox.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { drawCode, hashCode } from '../../src/platform/links/code.js';
import { mintLinkWithCode } from '../../src/platform/links/links.js';
import { TriesNowhere } from '../../src/platform/links/tries.js';
import { grant } from '../world/effects.js';
import { Mailbox } from '../world/mailbox.js';
import { TestMember, World, type Payload, type TestCollective } from '../world/world.js';

interface Handed {
  readonly url: string;
  readonly code: string;
  readonly expiresAt: string;
}

interface SignedIn {
  readonly token: string;
  readonly memberId: string;
  readonly notices: readonly object[];
}

const HANDED = 'handed { url code expiresAt }';
const SIGNED_IN = 'token memberId notices { way issuedBy used }';

let world: World;
let collective: TestCollective;

/** A mutation of somebody without a session. */
const anonymous = async <T>(mutation: string, input: object, selection = ''): Promise<Payload & T> => {
  const nobody = new TestMember(world, collective.id, collective.id, null as never);
  return nobody.act<T>(mutation, input, selection);
};
const issue = (by: TestMember, to: TestMember) =>
  by.act<{ handed: Handed | null }>('issueLink', { memberId: to.id }, HANDED);
const handedBy = async (first: TestMember, second: TestMember, to: TestMember): Promise<Handed> => {
  await issue(first, to);
  return (await issue(second, to)).handed as Handed;
};
const enterByLink = (url: string) =>
  anonymous<SignedIn>('signIn', { link: url.split('/').at(-1) }, SIGNED_IN);
const enterByCode = (code: string) =>
  anonymous<SignedIn>(
    'signInWithCode',
    { collectiveId: collective.globalId('Collective', collective.id), code },
    SIGNED_IN,
  );
const as = (member: TestMember, token: string): TestMember =>
  new TestMember(world, member.collectiveId, member.memberId, token);
const leaves = (type: string): Promise<{ encoded: string }[]> =>
  world.sql('SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2', [
    collective.id,
    type,
  ]);

describe('a link for somebody without mail', () => {
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    collective = await world.collective().withMembers(5).withLegalMember('Une coopérative').grow();
  });

  it('is given by two members together, never by one alone', async () => {
    const [first, second, holder] = collective.members as [TestMember, TestMember, TestMember];
    expect(await issue(first, holder)).toMatchObject({ __typename: 'IssueLinkSuccess', handed: null });
    expect(await issue(first, holder)).toMatchObject({ handed: null });
    expect(await leaves('link.issued')).toEqual([]);
    const { handed } = await issue(second, holder);
    const { token, memberId } = await enterByLink((handed as Handed).url);
    expect(memberId).toBe(holder.id);
    expect(await as(holder, token).ask('{ viewer { state } }')).toEqual({ viewer: { state: 'ACTIVE' } });
  });

  it('is given once, also when two members ask at the same moment', async () => {
    const [first, second, holder] = collective.members as [TestMember, TestMember, TestMember];
    const answers = await Promise.all([issue(first, holder), issue(second, holder)]);
    expect(answers.filter(({ handed }) => handed !== null)).toHaveLength(1);
    expect(await leaves('link.issued')).toHaveLength(1);
  });

  it('waits a day for the second member, and for one who is still a member', async () => {
    const [first, second, holder, gone] = collective.members as [
      TestMember,
      TestMember,
      TestMember,
      TestMember,
    ];
    await issue(first, holder);
    await world.wait('25 hours');
    expect(await issue(second, holder)).toMatchObject({ handed: null });
    await issue(gone, first);
    await gone.does('leaveCollective', { confirmed: true });
    expect(await issue(second, first)).toMatchObject({ handed: null });
  });

  it('is not for oneself, not by a legal person, and not for a stranger', async () => {
    const [first] = collective.members as [TestMember];
    const other = await world.collective().withMembers(1).named('Un autre collectif').grow();
    expect(await issue(first, first)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await issue(collective.member(5), first)).toMatchObject({ code: 'LINK_NOT_YOURS_TO_ISSUE' });
    expect(await issue(first, other.member(0))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is given at once under a mandate for it, and no longer once the mandate is over', async () => {
    const [relay, holder] = [collective.member(1), collective.member(2)];
    const effect = await grant(collective, {
      task: 'liens',
      holderIds: [relay.id],
      scopeActs: ['issueLink'],
    });
    await (await collective.propose({ effects: [effect] })).decideOnline({ for: 4 });
    const { handed } = await issue(relay, holder);
    expect(handed?.code).toMatch(/^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
    const [leaf] = await leaves('link.issued');
    expect(JSON.parse(leaf?.encoded ?? '')).toMatchObject({ body: { way: 'MANDATE' } });
    await relay.does('handBackMandate', { mandateId: (await collective.mandate('liens')).id });
    expect(await issue(relay, holder)).toMatchObject({ handed: null });
  });

  it('cannot be written by one alone, even past the act: the database wants two, or a mandate', async () => {
    const [first, holder] = [collective.member(0), collective.member(1)];
    const insert = (joined: string | null) =>
      world.sql(
        `INSERT INTO ormee.link_issue VALUES ($1, gen_random_uuid(), $2, 'TWO_MEMBERS', $3, ormee.instant(), $4, ormee.instant())`,
        [collective.id, holder.memberId, first.memberId, joined],
      );
    await expect(insert(null)).rejects.toMatchObject({ constraint: 'link_issue_by_two_or_mandate' });
    await expect(insert(first.memberId)).rejects.toMatchObject({ constraint: 'link_issue_by_others' });
    await expect(insert(holder.memberId)).rejects.toMatchObject({ constraint: 'link_issue_by_others' });
  });

  describe('that lets somebody vote in a member’s name', () => {
    let holder: TestMember;
    let impostor: TestMember;
    let pollId: string;

    beforeEach(async () => {
      const [first, second] = collective.members as [TestMember, TestMember];
      holder = collective.member(2);
      const { url } = await handedBy(first, second, holder);
      impostor = as(holder, (await enterByLink(url)).token);
      pollId = (await (await collective.propose()).open()).id;
      await impostor.does('castBallot', { pollId, expectedRevision: 0, ballot: { choice: 'FOR' } });
    });

    const ownBallot = (who: TestMember) =>
      who.ask(
        'query($id: ID!) { node(id: $id) { ... on Poll { viewerBallot { choice revision assisted } } } }',
        {
          id: pollId,
        },
      );

    it('is a leaf of the register, with nobody’s name in clear', async () => {
      const [leaf, ...others] = await leaves('link.issued');
      expect(others).toEqual([]);
      expect(JSON.parse(leaf?.encoded ?? '')).toMatchObject({
        type: 'link.issued',
        body: { way: 'TWO_MEMBERS' },
      });
      for (const { memberId } of collective.members) expect(leaf?.encoded).not.toContain(memberId);
    });

    it('is told to the member when they next come in by themselves, and at every look', async () => {
      const notice = { way: 'TWO_MEMBERS', issuedBy: ['Membre 1', 'Membre 2'], used: true };
      expect(await holder.ask('{ viewer { notices { way issuedBy used } assistedBallotCount } }')).toEqual({
        viewer: { notices: [notice], assistedBallotCount: 1 },
      });
      const { url } = await handedBy(collective.member(3), collective.member(4), holder);
      expect((await enterByLink(url)).notices).toHaveLength(2);
      const told = await collective.member(0).ask('{ viewer { notices { used } assistedBallotCount } }');
      expect(told).toEqual({ viewer: { notices: [], assistedBallotCount: 0 } });
    });

    it('marks the ballot, which its voter sees and takes back by voting themselves', async () => {
      const marked = { choice: 'FOR', revision: 1, assisted: true };
      expect(await ownBallot(holder)).toEqual({ node: { viewerBallot: marked } });
      const again = await holder.does<{ ballot: object }>(
        'castBallot',
        { pollId, expectedRevision: 1, ballot: { choice: 'AGAINST' } },
        'ballot { choice revision assisted }',
      );
      expect(again.ballot).toEqual({ choice: 'AGAINST', revision: 2, assisted: false });
      expect(await ownBallot(holder)).toEqual({
        node: { viewerBallot: { choice: 'AGAINST', revision: 2, assisted: false } },
      });
    });

    it('keeps the mark on a repeat, whoever repeats it', async () => {
      const again = await holder.does<{ ballot: object }>(
        'castBallot',
        { pollId, expectedRevision: 0, ballot: { choice: 'FOR' } },
        'ballot { revision assisted }',
      );
      expect(again.ballot).toEqual({ revision: 1, assisted: true });
    });

    it('opens no further link: whoever was let in by others gives none in turn', async () => {
      for (const one of [impostor, holder]) expect(await issue(one, collective.member(3))).toBeDefined();
      expect(await issue(impostor, collective.member(3))).toMatchObject({ code: 'SESSION_ASSISTED' });
      expect(await issue(holder, collective.member(3))).toMatchObject({ handed: null });
      expect(await issue(impostor, collective.member(3))).toMatchObject({ code: 'SESSION_ASSISTED' });
    });

    it('tells no time and no order of it', async () => {
      const columns = await world.sql<{ name: string; type: string }>(
        `SELECT column_name AS name, data_type AS type FROM information_schema.columns
         WHERE table_schema = 'ormee' AND table_name = 'ballot'`,
      );
      expect(columns.filter(({ type }) => /time|date/.test(type))).toEqual([]);
      expect(columns.map(({ name }) => name)).not.toContain('session_id');
    });
  });

  describe('the host', () => {
    it('has no session, and gives no link', async () => {
      const nobody = await anonymous('issueLink', { memberId: collective.member(0).id });
      expect(nobody).toMatchObject({ code: 'NOT_SIGNED_IN' });
    });
  });
});

describe('the host', () => {
  it('finds no command that prints a member’s link', () => {
    const commands = ['src/cli.ts', ...filesOf('src/exchange')].map((path) => readFileSync(path, 'utf8'));
    expect(commands.join('\n')).not.toMatch(/'SIGN_IN'|issueLink|\bLinkRow\b|SessionRow/);
  });

  it('finds links made in few places: on request by mail, by two members or a mandate, and in the demonstration', () => {
    const makers = filesOf('src').filter((path) => /\bmintLink/.test(readFileSync(path, 'utf8')));
    expect(makers.sort()).toEqual(MAKERS_OF_LINKS);
  });
});

/** Whoever adds a place says here by whose will the link is made. */
const MAKERS_OF_LINKS = [
  'src/auth/issue-link.ts', // two members, or a mandate
  'src/auth/request-link.ts', // the member, by their own mail
  'src/collectives/begin-founding.ts', // whoever begins a collective, for themselves
  'src/demo/life.ts', // while the demonstration lives its past
  'src/demo/open-demo.ts', // of the demonstration's collective alone
  'src/exchange/export-collective.ts', // a ticket for a bundle, which opens no session
  'src/notifications/notice-letters.ts', // stops letters, and opens nothing
  'src/platform/links/links.ts',
];

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name}`);

describe('a code', () => {
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    collective = await world.collective().withMembers(3).grow();
  });

  const handed = () => {
    const [first, second, holder] = collective.members as [TestMember, TestMember, TestMember];
    return handedBy(first, second, holder);
  };
  /** Wrong, and looked for in the same place as the right one. */
  const wrong = (code: string, place: number): string =>
    `${code.slice(0, 2)}AACDEF`.slice(0, 7) + 'ACDEFGHJKM'.charAt(place);

  it('opens the session of its holder, however it is typed', async () => {
    const { code } = await handed();
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    expect((await enterByCode(typed)).memberId).toBe(collective.member(2).id);
  });

  it('and the link beside it are one: either uses up both', async () => {
    const one = await handed();
    await enterByCode(one.code);
    expect(await enterByLink(one.url)).toMatchObject({ code: 'LINK_NOT_VALID' });
    const other = await handed();
    await enterByLink(other.url);
    expect(await enterByCode(other.code)).toMatchObject({ code: 'LINK_NOT_VALID' });
  });

  it('is over after a day', async () => {
    const { code } = await handed();
    await world.wait('25 hours');
    expect(await enterByCode(code)).toMatchObject({ code: 'LINK_NOT_VALID' });
  });

  it('is kept as a hash, and has no letter that another passes for', async () => {
    const { code } = await handed();
    const dump = JSON.stringify(await world.sql('SELECT * FROM ormee.link'));
    expect(dump).not.toContain(code.replace('-', ''));
    expect(dump).not.toContain(code.replace('-', '').slice(2));
    expect(code).not.toMatch(/[ILOUSBZ01258]/);
  });

  it('dies at its fifth wrong try, though the sixth is right', async () => {
    const { code, url } = await handed();
    for (let place = 0; place < 5; place += 1)
      expect(await enterByCode(wrong(code, place))).toMatchObject({ code: 'LINK_NOT_VALID' });
    expect(await enterByCode(code)).toMatchObject({ code: 'LINK_NOT_VALID' });
    expect((await enterByLink(url)).memberId).toBe(collective.member(2).id);
  });

  it('counts tries that come all at once', async () => {
    const { code } = await handed();
    await Promise.all(Array.from({ length: 10 }, (_, place) => enterByCode(wrong(code, place))));
    expect(await enterByCode(code)).toMatchObject({ code: 'LINK_NOT_VALID' });
  });

  it('is not tried after sixty wrong ones within an hour and two more for each code, and nobody’s address is kept to tell', async () => {
    const { code } = await handed();
    await world.sql(
      `INSERT INTO ormee.link_try VALUES ($1, 'CODE', ormee.instant(), 61)
       ON CONFLICT (collective_id, kind) DO UPDATE SET tries = 61`,
      [collective.id],
    );
    const elsewhere = code.startsWith('AA') ? 'CCCC-CCCC' : 'AAAA-AAAA';
    expect(await enterByCode(elsewhere)).toMatchObject({ code: 'LINK_NOT_VALID' });
    expect(await enterByCode(code)).toMatchObject({ code: 'TOO_MANY_TRIES' });
    await world.wait('61 minutes');
    expect((await enterByCode(code)).memberId).toBe(collective.member(2).id);
    const columns = await world.sql<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'ormee' AND table_name = 'link_try'`,
    );
    expect(columns.map(({ name }) => name).sort()).toEqual(['collective_id', 'kind', 'since', 'tries']);
  });

  const wrongCode = (id: string): string =>
    `signInWithCode(input: { collectiveId: "${id}", code: "AAAA-AAAA" }) { ... on Problem { code } }`;

  /** So many wrong codes, one document after the other. */
  const guesses = async (collectiveId: string, count: number): Promise<string[]> => {
    const document = `mutation { ${wrongCode(toGlobalId('Collective', collectiveId, collectiveId))} }`;
    const codes: string[] = [];
    for (let guess = 0; guess < count; guess += 1) {
      const { data } = await world.ask<{ signInWithCode: { code: string } }>(null, document);
      codes.push(data?.signInWithCode.code ?? '');
    }
    return codes;
  };

  it.each(['by aliases', 'by a fragment'])('is not guessed twice in one document: %s', async (way) => {
    const guess = wrongCode(collective.globalId('Collective', collective.id));
    const document =
      way === 'by aliases'
        ? `mutation { a: ${guess} b: ${guess} }`
        : `mutation { ...G ... { b: ${guess} } } fragment G on Mutation { a: ${guess} }`;
    const { data, errors } = await world.ask(null, document);
    expect(data ?? null).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_MANY_ROOT_FIELDS', limit: 1 });
    expect(await world.sql('SELECT FROM ormee.link_try WHERE collective_id = $1', [collective.id])).toEqual(
      [],
    );
  });

  it('is tried sixty times in an hour at most', async () => {
    await world.sql(`INSERT INTO ormee.link_try VALUES ($1, 'CODE', ormee.instant(), 58)`, [collective.id]);
    expect(await guesses(collective.id, 4)).toEqual([
      'LINK_NOT_VALID',
      'LINK_NOT_VALID',
      'TOO_MANY_TRIES',
      'TOO_MANY_TRIES',
    ]);
  });

  it('is not looked for without end in collectives that there are not: the work of it is bounded too', async () => {
    const nowhere = (place: number) => `00000000-0000-4000-8000-00000000000${place}`;
    const now = await world.now();
    for (let already = 0; already < 57; already += 1) world.app.get(TriesNowhere).count(now);
    const codes = [];
    for (let round = 0; round < 3; round += 1) codes.push(...(await guesses(nowhere(round), 2)));
    expect(codes).toEqual([
      ...Array<string>(3).fill('LINK_NOT_VALID'),
      ...Array<string>(3).fill('TOO_MANY_TRIES'),
    ]);
    const { code } = await handed();
    expect((await enterByCode(code)).memberId).toBe(collective.member(2).id);
    await world.wait('61 minutes');
    expect(await guesses(nowhere(5), 1)).toEqual(['LINK_NOT_VALID']);
  });

  it('that is typed right counts on none that begin alike', async () => {
    const [ada, bo, cy] = collective.members as [TestMember, TestMember, TestMember];
    const { code } = await handedBy(ada, bo, cy);
    const other = await handedBy(ada, cy, bo);
    const place = code.slice(0, 2);
    const alike = `${place}${other.code.slice(2)}`;
    await world.sql(
      `UPDATE ormee.link SET code_place = $2, code_hash = $3 WHERE collective_id = $1 AND member_id = $4`,
      [
        collective.id,
        place,
        await hashCode(collective.id, { place, secret: alike.replace('-', '').slice(2) }),
        collective.rowId(bo.id),
      ],
    );
    for (let guess = 0; guess < 4; guess += 1) await enterByCode(wrong(code, guess));
    expect((await enterByCode(code)).memberId).toBe(cy.id);
    expect((await enterByCode(alike)).memberId).toBe(bo.id);
  });

  it('begins as no other that is out, while two signs are enough for that', () => {
    const out = new Map<string, number>();
    for (let drawn = 0; drawn < 600; drawn += 1) {
      const { place } = drawCode(randomBytes, out);
      out.set(place, (out.get(place) ?? 0) + 1);
    }
    expect([...out.values()].filter((count) => count === 1)).toHaveLength(24 * 24 - 24);
    expect([...out.values()].filter((count) => count === 2)).toHaveLength(24);
  });

  /** All that two signs may be, in their order. */
  const PLACES = [...'ACDEFGHJKMNPQRTVWXY34679'].flatMap((one, _, all) => all.map((two) => one + two));

  it('lets a hall in at once, each of whom mistyped theirs, though others had tried before', async () => {
    const people = 12; // more than the service has connections
    collective = await world.collective().withMembers(people).grow();
    // The others are out for nobody, so that each begins apart by more than luck.
    await world.sql(
      `INSERT INTO ormee.link (collective_id, member_id, id, purpose, secret_hash, issued_at, expires_at, code_place,
         code_hash, code_tries)
       SELECT $1, $2, gen_random_uuid(), 'SIGN_IN', md5(place) || md5('of ' || place), ormee.instant(),
         ormee.instant() + interval '1 day', place, repeat('0', 64), 0 FROM unnest($3::text[]) place`,
      [collective.id, collective.member(0).memberId, PLACES.slice(people)],
    );
    const codes = await world.transactions.write(async (tx) => {
      const minted: string[] = [];
      for (const { collectiveId, memberId } of collective.members) {
        const owner = { collectiveId, memberId };
        minted.push((await mintLinkWithCode(tx, owner, 'SIGN_IN', 'P1D', null)).code);
      }
      return minted;
    });
    expect(codes.map((code) => code.slice(0, 2)).sort()).toEqual(PLACES.slice(0, people).sort());
    await world.sql(`DELETE FROM ormee.link WHERE collective_id = $1 AND code_hash = repeat('0', 64)`, [
      collective.id,
    ]);
    // What all mistype fills the hour's sixty: what they then type right is over it.
    await world.sql(`INSERT INTO ormee.link_try VALUES ($1, 'CODE', ormee.instant(), $2)`, [
      collective.id,
      60 - people,
    ]);
    const mistyped = await Promise.all(codes.map((code, place) => enterByCode(wrong(code, place % 10))));
    expect(new Set(mistyped.map(({ code }) => code))).toEqual(new Set(['LINK_NOT_VALID']));
    const entered = await Promise.all(codes.map((code) => enterByCode(code)));
    expect(entered.map(({ memberId }) => memberId)).toEqual(collective.members.map(({ id }) => id));
  });

  it('is of its collective: another’s, and one that there is not, answer alike', async () => {
    const { code } = await handed();
    const other = await world.collective().withMembers(1).named('Un autre collectif').grow();
    for (const id of [other.id, '00000000-0000-4000-8000-000000000000'])
      expect(
        await anonymous('signInWithCode', { collectiveId: toGlobalId('Collective', id, id), code }),
      ).toMatchObject({ code: 'LINK_NOT_VALID' });
  });
});

describe('a link by mail', () => {
  let mailbox: Mailbox;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    world = await World.open({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://ormee.example' });
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    mailbox.heard.length = 0;
    await world.wait('2 hours');
    await world.sql(`UPDATE ormee.member SET email = $2 WHERE id = $1`, [
      collective.member(0).memberId,
      'Awa@Example.org',
    ]);
  });

  const request = (
    email: string,
    collectiveId: string | null = collective.globalId('Collective', collective.id),
  ) => anonymous<{ requested: boolean }>('requestSignInLink', { email, collectiveId }, 'requested');
  const deliver = () => world.app.get(Outbox).runDue();

  it('reaches the address as it is kept, in the language of the collective, and lets its holder in', async () => {
    await request(' awa@example.ORG ');
    await deliver();
    expect(mailbox.heard).toMatchObject([{ to: ['Awa@example.org'], from: 'ormee@ormee.example' }]);
    const url = /https:\/\/ormee\.example\/entrer\/\S+/.exec(mailbox.lastText)?.[0] ?? '';
    expect(mailbox.lastText).toContain('Bonjour Membre 1');
    expect((await enterByLink(url)).memberId).toBe(collective.member(0).id);
    expect(await collective.member(0).ask('{ viewer { notices { used } } }')).toEqual({
      viewer: { notices: [] },
    });
  });

  it('answers the same to an address that nobody has, to another collective and to one that there is not', async () => {
    const answers = [
      await request('awa@example.org'),
      await request('personne@example.org'),
      await request(
        'awa@example.org',
        collective.globalId('Collective', '00000000-0000-4000-8000-000000000000'),
      ),
      await request('awa@example.org', 'nothing'),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await deliver();
    expect(mailbox.heard).toHaveLength(1);
  });

  it('is for the one collective there is, when none is named', async () => {
    await request('awa@example.org', null);
    await deliver();
    expect(mailbox.heard).toHaveLength(1);
  });

  it('is asked for again without filling a mailbox', async () => {
    for (let count = 0; count < 3; count += 1) await request('awa@example.org');
    await deliver();
    expect(mailbox.heard).toHaveLength(1);
    for (let count = 0; count < 9; count += 1) {
      await request('awa@example.org');
      await deliver();
    }
    expect(mailbox.heard).toHaveLength(5);
  });

  it('goes to one address, whatever is written in it', async () => {
    await world.sql(`UPDATE ormee.member SET email = $2 WHERE id = $1`, [
      collective.member(0).memberId,
      'awa@example.org,mallory@example.org',
    ]);
    await request('awa@example.org,mallory@example.org');
    await deliver();
    expect(mailbox.heard.flatMap(({ to }) => to)).not.toContain('mallory@example.org');
  });

  it('is delivered though the server turned it away at first, by a link that works', async () => {
    mailbox.turnsAway = 1;
    await request('awa@example.org');
    await deliver();
    expect(mailbox.heard).toEqual([]);
    expect(await world.sql('SELECT FROM ormee.outbox')).toHaveLength(1);
    await world.wait('1 minute');
    await deliver();
    const url = /https:\S+/.exec(mailbox.lastText)?.[0] ?? '';
    expect((await enterByLink(url)).memberId).toBe(collective.member(0).id);
    expect(await world.sql('SELECT FROM ormee.outbox')).toEqual([]);
  });

  it('is not posted when the act is undone, and keeps no secret while it waits', async () => {
    mailbox.turnsAway = 1;
    await request('awa@example.org');
    await deliver();
    const [row] = await world.sql('SELECT * FROM ormee.outbox');
    expect(JSON.stringify(row)).not.toMatch(/example|entrer/);
    await world.wait('1 minute');
    await deliver();
  });
});

describe('without a mail server', () => {
  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(() => world.close());

  it('says so, to everybody alike', async () => {
    const answer = await anonymous('requestSignInLink', { email: 'awa@example.org' });
    expect(answer).toMatchObject({ code: 'NO_MAIL_HERE' });
  });
});
