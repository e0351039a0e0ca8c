import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inclusionProof, verifyInclusion } from '../../src/core/merkle/proofs.js';
import { hashLeaf, rootOfAll } from '../../src/core/merkle/tree.js';
import { mintLink } from '../../src/platform/links/links.js';
import { eraseMyData } from '../../src/procedures/erase-my-data.js';
import { ownData } from '../../src/procedures/own-data.js';
import { PERSONAL_DATA } from '../../src/procedures/personal-data.js';
import { columnsOf, foreignKeysOf, sqlOf, type Sql } from '../drift/catalogue.js';
import { TwoCollectives } from '../drift/two-collectives.js';
import { cloneDatabase, type TestDatabase } from '../world/database.js';
import { Amendments } from '../world/amendments.js';
import { grant } from '../world/effects.js';
import { runFolder } from '../world/folder.js';
import { Service } from '../world/service.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface OwnData {
  readonly v: string;
  readonly member: string;
  readonly held: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

const ownDataOf = async (member: TestMember): Promise<OwnData> => {
  const { viewer } = await member.ask<{ viewer: { ownData: string } }>('{ viewer { ownData } }');
  return JSON.parse(viewer.ownData) as OwnData;
};

interface Filled {
  readonly collectiveId: string;
  readonly memberId: string;
}

/** That an admission rests on a signature, which no foreign key says. */
const SERVED = `UPDATE ormee.signatory it SET served_by = application.id FROM ormee.application
  WHERE application.collective_id = it.collective_id`;

/** Every row of every table, as text. */
async function everyRow(sql: (text: string) => Promise<{ row: string }[]>): Promise<string> {
  const tables = await sql(
    `SELECT table_name AS row FROM information_schema.tables WHERE table_schema = 'ormee' ORDER BY 1`,
  );
  const dumps = [];
  for (const { row: table } of tables)
    dumps.push(...(await sql(`SELECT '${table} ' || to_jsonb(it)::text AS row FROM ormee.${table} it`)));
  return dumps.map(({ row }) => row).join('\n');
}

describe('what is held on somebody', () => {
  let database: TestDatabase;
  let owner: pg.Client;
  let sql: Sql;

  beforeAll(async () => {
    database = await cloneDatabase();
    owner = new pg.Client(database.ownerUrl);
    await owner.connect();
    sql = sqlOf(owner);
  });
  afterAll(async () => {
    await owner.end();
    await database.drop();
  });

  it('is looked for in every column that leads to a member, and in none that is gone', async () => {
    const keys = (await foreignKeysOf(sql)).filter(({ target }) => target === 'member');
    const leading = keys.flatMap(({ table, columns }) => columns.slice(1).map((name) => `${table}.${name}`));
    const named = (await columnsOf(sql))
      .filter(({ column }) => column === 'member_id')
      .map(({ table, column }) => `${table}.${column}`);
    const places = Object.keys(PERSONAL_DATA);
    expect([...leading, ...named].filter((place) => !places.includes(place))).toEqual([]);
    const there = (await columnsOf(sql)).map(({ table, column }) => `${table}.${column}`);
    expect(places.filter((place) => !there.includes(place))).toEqual([]);
  });

  it('is found in every table, and is nobody else’s', async () => {
    await TwoCollectives.fill(sql);
    const [mine, other] = await sql<{ collective: string; id: string }>(
      'SELECT collective_id AS collective, id FROM ormee.member ORDER BY id',
    );
    const me = mine as { collective: string; id: string };
    // What no foreign key says: an id among effects, a salt, that the words are a title. An address says nothing: it is only claimed.
    await sql(`UPDATE ormee.member SET email = collective_id || '@example.org'`);
    await sql(`UPDATE ormee.signatory SET email = collective_id || '@EXAMPLE.org'`);
    await sql(SERVED);
    await sql(`UPDATE ormee.register_salt SET value = $1`, [me.id]);
    await sql(`UPDATE ormee.thread_hiding SET version = 0`);
    await sql(`UPDATE ormee.decision SET effects = $1::jsonb`, [JSON.stringify([{ holders: [me.id] }])]);
    const reader = {
      rows: async <T>(text: string, parameters: readonly unknown[] = []) =>
        (await owner.query(text, [...parameters])).rows as T[],
    };
    const { held } = JSON.parse(await ownData(reader, me.collective, me.id)) as OwnData;
    expect(Object.keys(PERSONAL_DATA).filter((place) => held[place]?.length !== 1)).toEqual([]);
    expect(JSON.stringify(held)).not.toContain((other as { id: string }).id);
    // What they signed with their session, or were admitted by. Their address is the signatory's as far as they say: nobody has proven it.
    expect(Object.keys(held).filter((place) => place.startsWith('signatory'))).toEqual([
      'signatory.member_id',
      'signatory.served_by',
    ]);
    expect(JSON.stringify(held['signatory.served_by'])).not.toContain('@');
  });

  it('never holds the hash of a secret', () => {
    for (const place of ['session.member_id', 'link.member_id', 'application.member_id'])
      expect(PERSONAL_DATA[place]?.without?.join()).toMatch(/hash/);
  });
});

describe('one’s own data', () => {
  let world: World;
  let collective: TestCollective;
  let person: TestMember;

  const NAME = 'Garance Zinzolin';
  const EMAIL = 'garance@zinzolin.example';

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  /** Somebody who has done everything, and a decision that they took part in. */
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).withMember(NAME, EMAIL).grow();
    person = collective.member(4);
    const sitting = await collective.assembly(5);
    const proposal = await collective.propose({ by: person, idempotencyKey: 'une fois' });
    await person.does('supportProposal', { proposalId: proposal.id, version: 1 });
    await amend(person);
    const poll = await proposal.openIn(sitting);
    await poll.cast(person, 'FOR');
    await poll.votes({ for: 2 });
    await poll.lastCall();
    const effect = await grant(collective, {
      task: `tache-${proposal.id.slice(-4).toLowerCase()}`,
      holderIds: [person.id],
    });
    await (await collective.propose({ effects: [effect] })).decideOnline({ for: 4 });
  });

  /** A proposal in words, which somebody amends; they support what they ask for. */
  const amend = async (by: TestMember): Promise<void> => {
    const proposal = await collective.propose({ rationale: 'On se réunit le mardi soir.' });
    const { id } = await new Amendments(proposal).put({ by, replace: 'mardi', with: 'jeudi' });
    await by.does('supportAmendment', { amendmentId: id });
  };
  const leaves = (): Promise<{ encoded: string; hash: string; index: string }[]> =>
    world.sql(
      'SELECT index, encoded, hash FROM ormee.register_leaf WHERE collective_id = $1 ORDER BY index',
      [collective.id],
    );
  const dump = (): Promise<string> => everyRow((text) => world.sql<{ row: string }>(text));
  const erase = (member = person) => member.act('eraseMyData', { confirmed: true });
  const gone = async (): Promise<void> => {
    await person.does('leaveCollective', { confirmed: true });
    expect((await erase()).__typename).toBe('EraseMyDataSuccess');
  };

  it('is given in one request, also after leaving', async () => {
    const before = await ownDataOf(person);
    expect(before).toMatchObject({ v: 'ormee/own-data/1', member: person.memberId });
    expect(before.held).toMatchObject({
      'member.id': [{ public_name: NAME, email: EMAIL }],
      'ballot.member_id': [{ choice: 'FOR', assisted: false }],
      'support.member_id': [{ version: 1 }],
      'amendment.author_id': [{ number: 1, reason: 'C’est plus juste.' }],
      'amendment_version.amendment_id': [{ revision: 1, outcome: 'WRITTEN' }],
      'amendment_support.member_id': [{ amendment_id: expect.any(String) }],
    });
    const places = [
      'session.member_id',
      'idempotency.member_id',
      'attendance.member_id',
      'proposal.author_id',
    ];
    for (const place of [
      ...places,
      'roll_entry.member_id',
      'mandate_holder.member_id',
      'register_salt.value',
    ])
      expect({ place, held: before.held[place]?.length }).not.toEqual({ place, held: undefined });
    await person.does('leaveCollective', { confirmed: true });
    expect((await ownDataOf(person)).held['member.id']).toMatchObject([{ state: 'LEFT' }]);
  });

  it('holds nothing of anybody else', async () => {
    const text = JSON.stringify(await ownDataOf(collective.member(0)));
    expect(text).not.toContain('Zinzolin');
    expect(text).not.toContain(EMAIL);
  });

  it('is erased after leaving, not before, and only when it is meant', async () => {
    expect((await erase()).code).toBe('STILL_A_MEMBER');
    await person.does('leaveCollective', { confirmed: true });
    expect((await person.act('eraseMyData', { confirmed: false })).code).toBe('INVALID_INPUT');
    expect((await ownDataOf(person)).held['member.id']).toMatchObject([{ public_name: NAME }]);
  });

  it('is nowhere in the database once it is erased: no name, no address, no session', async () => {
    // In this collective: others of this world have a member of that name.
    const rowsWith = async (word: string): Promise<string[]> =>
      (await dump()).split('\n').filter((row) => row.includes(collective.id) && row.includes(word));
    for (const word of ['Zinzolin', EMAIL]) expect((await rowsWith(word)).length).toBeGreaterThan(0);
    await gone();
    for (const word of ['Zinzolin', EMAIL, 'zinzolin']) expect(await rowsWith(word)).toEqual([]);
    expect(await world.ask(person.token, '{ viewer { state } }')).toMatchObject({
      errors: [{ extensions: { code: 'NOT_SIGNED_IN' } }],
    });
    expect((await erase()).code).toBe('NOT_SIGNED_IN');
  });

  it('leaves the register as it was: every leaf, the root and each proof', async () => {
    const before = await leaves();
    await gone();
    const after = await leaves();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.slice(before.length).map(({ encoded }) => JSON.parse(encoded) as object)).toMatchObject([
      { type: 'mandate.ended' },
      { type: 'member.left' },
      { type: 'member.erased', body: {} },
    ]);
    const hashes = after.map(({ encoded }) => hashLeaf(encoded));
    const { checkpoint } = await collective
      .member(0)
      .ask<{ checkpoint: { size: number; root: string } }>('{ checkpoint { size root } }');
    expect(checkpoint).toEqual({ size: hashes.length, root: rootOfAll(hashes) });
    for (const [index, leafHash] of hashes.entries())
      expect(verifyInclusion({ ...checkpoint, leafHash, index, proof: inclusionProof(hashes, index) })).toBe(
        true,
      );
  });

  it('leaves no salt by which a commitment of theirs could be opened, and those of others alone', async () => {
    const salts = (value: string): Promise<unknown[]> =>
      world.sql('SELECT FROM ormee.register_salt WHERE collective_id = $1 AND value = $2', [
        collective.id,
        value,
      ]);
    const others = await salts(collective.member(0).memberId);
    expect(others.length).toBeGreaterThan(0);
    expect(await salts(person.memberId)).not.toEqual([]);
    await gone();
    expect(await salts(person.memberId)).toEqual([]);
    expect(await salts(NAME)).toEqual([]);
    expect(await salts(collective.member(0).memberId)).toHaveLength(others.length);
  });

  it('leaves ballots counted, under a name that leads nowhere, one to each', async () => {
    const count = (): Promise<unknown> =>
      collective.member(0).ask('{ polls { edges { node { castCount rollCount outcome { hash } } } } }');
    const before = await count();
    const second = collective.member(3);
    await gone();
    await second.does('leaveCollective', { confirmed: true });
    expect((await erase(second)).__typename).toBe('EraseMyDataSuccess');
    expect(await count()).toEqual(before);
    const { members } = await collective
      .member(0)
      .ask<{ members: { edges: { node: { publicName: string; state: string } }[] } }>(
        '{ members { edges { node { publicName state } } } }',
      );
    expect(members.edges.map(({ node }) => node.publicName).sort()).toEqual([
      'Ex-membre 1',
      'Ex-membre 2',
      'Membre 1',
      'Membre 2',
      'Membre 3',
    ]);
  });

  it('leaves what they asked for to be voted on, and takes their support of it away', async () => {
    await gone();
    const [amendment] = await world.sql<{ state: string; support: number }>(
      `SELECT state, (SELECT count(*)::int FROM ormee.amendment_support support
         WHERE support.amendment_id = amendment.id) AS support
       FROM ormee.amendment WHERE collective_id = $1`,
      [collective.id],
    );
    expect(amendment).toEqual({ state: 'PENDING', support: 0 });
  });

  it('gives two who go at once a name each', async () => {
    const both = [person, collective.member(3)];
    for (const member of both) await member.does('leaveCollective', { confirmed: true });
    const answers = await Promise.all(both.map((member) => erase(member)));
    expect(answers.map(({ __typename }) => __typename)).toEqual(Array(2).fill('EraseMyDataSuccess'));
  });

  it('lets nobody take a name that looks like another’s', async () => {
    const alike = world.collective().withMember('Alain', null).withMember('AIain', null).grow();
    await expect(alike).rejects.toMatchObject({ code: 'LOOKALIKE_NAME' });
    const odd = world.collective().withMember('Awa\u200b', null).grow();
    await expect(odd).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  // What the rows say is nonsense from here on: it comes last.
  it('is erased wherever it is said to go, and nothing of anybody else', async () => {
    // The service delivers whatever letter is due as soon as it sees one.
    await world.sql('BEGIN');
    await TwoCollectives.fill((text, values = []) => world.sql(text, values));
    await world.sql(`UPDATE ormee.outbox SET run_at = ormee.instant() + interval '1 day'`);
    await world.sql('COMMIT');
    await world.forgetJobs();
    const [mine, other] = (await world.sql(
      `SELECT collective_id AS "collectiveId", id AS "memberId" FROM ormee.member WHERE public_name ~ '^[0-9a-f]{8}-' ORDER BY id`,
    )) as [Filled, Filled];
    for (const { collectiveId, memberId } of [mine, other]) {
      await world.sql(`UPDATE ormee.collective SET locale = 'fr' WHERE id = $1`, [collectiveId]);
      await world.sql(`UPDATE ormee.register_head SET size = 0, nodes = '{}' WHERE collective_id = $1`, [
        collectiveId,
      ]);
      await world.sql(`UPDATE ormee.signatory SET state = 'STANDING' WHERE collective_id = $1`, [
        collectiveId,
      ]);
      await world.sql(SERVED);
      await world.sql('UPDATE ormee.register_salt SET value = $2 WHERE collective_id = $1', [
        collectiveId,
        memberId,
      ]);
    }
    const gone = Object.entries(PERSONAL_DATA).filter(([, { erased }]) => erased === 'GONE');
    const held = async ({ collectiveId, memberId }: Filled): Promise<string[]> => {
      const places = [];
      for (const [place, { whose }] of gone) {
        const text = `SELECT FROM ormee.${place.split('.')[0]} it WHERE it.collective_id = $1 AND (${whose})`;
        if ((await world.sql(text, [collectiveId, memberId])).length > 0) places.push(place);
      }
      return places;
    };
    const everywhere = gone.map(([place]) => place);
    expect([await held(mine), await held(other)]).toEqual([everywhere, everywhere]);
    const actor = { kind: 'MEMBER', memberKind: 'NATURAL', state: 'LEFT', assisted: false } as const;
    await world.transactions.write((tx) => eraseMyData(tx, { ...actor, ...mine }));
    expect([await held(mine), await held(other)]).toEqual([[], everywhere]);
  });
});

describe('what is over', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open({ RETENTION_LINKS: '7', RETENTION_SESSIONS: '30', RETENTION_CALLS: '10' });
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(() => world.close());

  const count = async (table: string): Promise<number> =>
    (await world.sql(`SELECT FROM ormee.${table} WHERE collective_id = $1`, [collective.id])).length;
  /** Lets days pass, and the nightly job of each run. */
  const days = async (number: number): Promise<void> => {
    await world.wait(`${number} days`);
    await world.runDueJobs();
  };

  it('is forgotten after the periods that the host set, and not before, by a job that asks for its next day', async () => {
    const [member, other, holder] = collective.members as [TestMember, TestMember, TestMember];
    const { collectiveId, memberId } = member;
    await world.transactions.write((tx) => mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', 'P1D'));
    await collective.propose({ idempotencyKey: 'une fois' });
    await member.does('issueLink', { memberId: holder.id });
    expect(await count('link_issue')).toBe(1);
    expect([await count('link'), await count('session'), await count('idempotency')]).toEqual([1, 3, 1]);
    await days(6);
    expect(await count('link_issue')).toBe(0); // nobody joined within a day
    expect([await count('link'), await count('session'), await count('idempotency')]).toEqual([1, 3, 1]);
    await days(3); // it expired after one, and is kept a week more
    expect([await count('link'), await count('session'), await count('idempotency')]).toEqual([0, 3, 1]);
    await days(2);
    expect(await count('idempotency')).toBe(0);
    await days(51); // thirty days of life, and thirty more
    expect(await count('session')).toBe(0);
    expect(other.memberId).not.toBe(holder.memberId);
    expect(
      await world.sql(`SELECT FROM ormee.job WHERE collective_id = $1 AND kind = 'forget'`, [collective.id]),
    ).toHaveLength(1);
  });

  it('is told for a year when it is a link that others gave', async () => {
    const fresh = await world.collective().withMembers(3).named('Un autre').grow();
    const [first, second, holder] = fresh.members as [TestMember, TestMember, TestMember];
    await first.does('issueLink', { memberId: holder.id });
    await second.does('issueLink', { memberId: holder.id });
    const told = (): Promise<unknown[]> =>
      world.sql('SELECT FROM ormee.link_issue WHERE collective_id = $1', [fresh.id]);
    await days(360);
    expect(await told()).toHaveLength(1);
    await days(6);
    expect(await told()).toEqual([]);
  });
});

describe('the page at the door', () => {
  let world: World;
  let collective: TestCollective;

  beforeAll(async () => {
    world = await World.open({ RETENTION_LINKS: '13' });
    collective = await world.collective().withMembers(3).grow();
  });
  afterAll(() => world.close());

  const open = (url: string, language: string) =>
    world.app.inject({ method: 'GET', url, headers: { 'accept-language': language } });

  it.each([
    ['fr', ['Ce qui est gardé', 'Qui le voit', 'après 13 jours', 'eraseMyData']],
    ['en', ['What is kept', 'Who sees it', 'after 13 days', 'eraseMyData']],
  ] as const)(
    'says in %s what is kept, who sees it, how long, and how to erase it',
    async (language, words) => {
      for (const url of ['/entrer/unlien', '/entrer'])
        for (const word of words) expect((await open(url, language)).body).toContain(word);
    },
  );

  it('lets somebody in with a code, and says what is wrong with one', async () => {
    const [first, second, holder] = collective.members as [TestMember, TestMember, TestMember];
    await first.does('issueLink', { memberId: holder.id });
    const { handed } = await second.does<{ handed: { code: string } }>(
      'issueLink',
      { memberId: holder.id },
      'handed { code }',
    );
    const send = (form: Record<string, string>, origin?: string) =>
      world.app.inject({
        method: 'POST',
        url: '/entrer',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'accept-language': 'fr',
          ...(origin && { origin }),
        },
        payload: new URLSearchParams(form).toString(),
      });
    const wrong = await send({ code: '<script>' });
    expect([wrong.statusCode, wrong.cookies]).toEqual([410, []]);
    expect(wrong.body).toContain('déjà utilisé');
    expect(wrong.body).not.toContain('<script>');
    expect((await send({ code: handed.code }, 'https://elsewhere.example')).statusCode).toBe(403);
    const entered = await send({
      code: handed.code,
      collective: collective.globalId('Collective', collective.id),
    });
    expect(entered.statusCode).toBe(303);
    expect(entered.cookies).toMatchObject([{ httpOnly: true, sameSite: 'Strict' }]);
  });

  it('writes no id into itself that is not one of a collective', async () => {
    const { body } = await open('/entrer?collective=%22%3E%3Cscript%3E', 'fr');
    expect(body).not.toContain('<script>');
  });
});

describe('the address that somebody comes from', () => {
  const ADDRESS = '198.51.100.77';
  let world: World;
  let collective: TestCollective;
  let dataDir: string;
  let service: Service;

  beforeAll(async () => {
    world = await World.open();
    collective = await world.collective().withMembers(3).grow();
    await world.app.close();
    dataDir = await mkdtemp(join(tmpdir(), 'ormee-addresses-'));
    service = await Service.start(world, dataDir, { LOG_LEVEL: 'trace' });
    await service.listening();
  }, 60_000);
  afterAll(async () => {
    await service.stop();
    await world.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('is neither stored nor logged, whatever is asked and whatever goes wrong', async () => {
    const from = { 'x-forwarded-for': ADDRESS, 'x-real-ip': ADDRESS, forwarded: `for=${ADDRESS}` };
    const send = (query: string, token: string | null) =>
      fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...from,
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ query }),
      }).then((answer) => answer.text());
    const { token } = collective.member(0);
    expect(await send('{ viewer { state } }', token)).toContain('ACTIVE');
    expect(
      await send('mutation { submitProposal(input: { title: "Ici" }) { __typename } }', token),
    ).toContain('Success');
    expect(await send('mutation { signIn(input: { link: "x" }) { __typename } }', null)).toContain(
      'LinkNotValid',
    );
    expect(
      await send('mutation { signInWithCode(input: { code: "ACDE-FGHJ" }) { __typename } }', null),
    ).toContain('LinkNotValid');
    await world.sql(`ALTER TABLE ormee.proposal ADD CONSTRAINT planted CHECK (false) NOT VALID`);
    expect(await send('mutation { submitProposal(input: { title: "Là" }) { __typename } }', token)).toContain(
      'Constraint',
    );
    await world.sql(`ALTER TABLE ormee.proposal DROP CONSTRAINT planted`);
    for (const url of ['/entrer', '/entrer/x', '/explorer', '/nothing', '/health/ready'])
      await (await fetch(service.url + url, { headers: from })).text();
    await service.stop();
    const held = await everyRow((text) => world.sql<{ row: string }>(text));
    const logs = service.output + (await readFile(join(runFolder(), 'data', 'postgres.log'), 'utf8'));
    for (const place of [held, logs]) {
      expect(place).not.toContain(ADDRESS);
      expect(place).not.toContain('127.0.0.1:5'); // nor the socket's own end, whose port is high
    }
    const types = await world.sql<{ type: string }>(
      `SELECT data_type AS type FROM information_schema.columns WHERE table_schema = 'ormee'`,
    );
    expect(types.filter(({ type }) => /inet|cidr|macaddr/.test(type))).toEqual([]);
  });
});
