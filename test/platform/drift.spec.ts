import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ENTITIES } from '../../src/entities.js';
import { CONSTRAINT_REFUSALS } from '../../src/platform/database/constraints.js';
import { openDataSource } from '../../src/platform/database/data-source.js';
import { SERVING_ROLE } from '../../src/platform/database/roles.js';
import { namedOf, sqlOf, type ColumnShape, type Sql } from '../drift/catalogue.js';
import {
  changesOpenTo,
  columnsSaidBy,
  drift,
  looseIds,
  misnamed,
  withoutCollective,
} from '../drift/differences.js';
import { TwoCollectives } from '../drift/two-collectives.js';
import { cloneDatabase, type TestDatabase } from '../world/database.js';

/** What does not lead with the collective: its own table, and jobs, which are taken by their hour whoever they are of. */
const NOT_LED = ['collective_pk', 'job_pk', 'job_due'];

/** Ids that point at rows of several tables, or at one not yet there. */
const LOOSE = [
  'founding_invitation.collective_id', // of a collective that is yet to begin
  'idempotency.result_id', // of whatever the act made
  'job.subject_id', // of whatever its kind says
  'mandate.bound_by', // several decisions in one column, read with the mandate's collective
  'mandate.scope_id', // of a collective, a group, an assembly or a text
  'name_withheld.object_id', // of whatever its kind says
  'notice.letter_id', // gone from the outbox once it left
  'outbox.subject_id', // of whatever its kind says
  'relayed_act.about_id', // of whatever its kind says
  'signatory.served_by', // an application, which is forgotten before it
  'signature_link.letter_id', // gone from the outbox once it left
  'text_operation.decision_id', // adopted_by or taken_over_from: text_operation_one_source
  'thread_subject.object_id', // what the kind names, checked by the act
];

const APPEND_ONLY = [
  'amendment_base',
  'amendment_version',
  'amendment_deadline',
  'amendment_freeze',
  'poll_amendment',
  'thread_subject',
  'thread_summary',
  'contribution_anchor',
  'decision',
  'register_leaf',
  'register_checkpoint',
  'proposal_version',
  'outcome',
  'text_operation',
  'poll_option',
  'decision_mark',
  'export_log',
  'name_withheld',
  // Mandates between votes
  'mandate_line_holder',
  'mandate_instruction',
  'mandate_report',
  'mandate_handover',
  'decision_follow_up',
  'first_signatory',
  'cosigned_text',
  'consent_step',
  'consent_round',
  'objection_end',
  'objection_doubt',
  'decision_concern',
  'concern_review',
  // Without a screen
  'relayed_ballot',
  'relayed_ballot_contest',
  'relayed_act',
  'relayed_act_contest',
  'poll_awaited',
  'poll_reached',
  'poll_unreached',
];

/** Rows that acts take away: what is done or over, what was reserved, support, and what erasure takes with it. */
const MAY_DELETE = [
  'amendment_support',
  'application',
  'calendar_key',
  'contribution_version',
  'former_name',
  'founder_candidate',
  'idempotency',
  'job',
  'link',
  'link_issue',
  'mandate_volunteer',
  'membership_dues',
  'notice',
  'notice_choice',
  'outbox',
  'register_salt',
  'relay_request',
  'reservation',
  'session',
  'signatory',
  'signature_link',
  'support',
  'thread_reading',
  'vouching',
];

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

/** Changes the database for as long as something is looked at. */
async function meanwhile<T>(change: string, look: () => Promise<T>): Promise<T> {
  await sql('BEGIN');
  try {
    await sql(change);
    return await look();
  } finally {
    await sql('ROLLBACK');
  }
}

describe('the entities', () => {
  let source: DataSource;
  let said: ColumnShape[];

  beforeAll(async () => {
    source = await openDataSource({ url: database.url, poolSize: 1, entities: ENTITIES });
    said = columnsSaidBy(source);
  });
  afterAll(() => source.destroy());

  it('say every table and column of the database: its type, whether it may be null, and whether it is of the key', async () => {
    expect(said.length).toBeGreaterThan(150);
    expect(await drift(sql, said)).toEqual([]);
  });

  it.each([
    ['a column that no entity says', 'ALTER TABLE ormee.poll ADD COLUMN extra text'],
    ['a column that is gone', 'ALTER TABLE ormee.poll DROP COLUMN title'],
    ['a column of another type', 'ALTER TABLE ormee.poll ALTER COLUMN proposal_version TYPE bigint'],
    ['a column of another precision', 'ALTER TABLE ormee.poll ALTER COLUMN opened_at TYPE timestamptz'],
    ['a column that may be null', 'ALTER TABLE ormee.poll ALTER COLUMN title DROP NOT NULL'],
    [
      'a column that is one value, not several',
      'ALTER TABLE ormee.mandate ALTER COLUMN bound_by TYPE text USING $$$$',
    ],
    [
      'another key',
      'ALTER TABLE ormee.support DROP CONSTRAINT support_pk, ADD CONSTRAINT support_pk PRIMARY KEY (collective_id, member_id)',
    ],
    ['a table without an entity', 'CREATE TABLE ormee.ghost (collective_id uuid)'],
    ['an entity without a table', 'DROP TABLE ormee.support'],
  ])('are seen to drift from %s', async (_what, change) => {
    expect(await meanwhile(change, () => drift(sql, said))).not.toEqual([]);
  });
});

describe('a constraint', () => {
  it('bears the name of its table', async () => {
    expect(await misnamed(sql)).toEqual([]);
    const odd = 'ALTER TABLE ormee.poll ADD CONSTRAINT odd CHECK (true)';
    expect(await meanwhile(odd, () => misnamed(sql))).toEqual(['odd of poll']);
    const index = 'CREATE INDEX odd ON ormee.poll (collective_id)';
    expect(await meanwhile(index, () => misnamed(sql))).toEqual(['odd of poll']);
  });

  it('is there when the table of refusals names it', async () => {
    const there = (await namedOf(sql)).map(({ name }) => name);
    expect(there).toEqual(expect.arrayContaining(Object.keys(CONSTRAINT_REFUSALS)));
  });

  it('leads with the collective on both sides, so that tables can be spread by it', async () => {
    expect((await withoutCollective(sql)).sort()).toEqual([...NOT_LED].sort());
  });

  it.each([
    ['an index', 'CREATE INDEX poll_odd ON ormee.poll (state)'],
    ['a unique key', 'ALTER TABLE ormee.poll ADD CONSTRAINT poll_odd UNIQUE (id)'],
    [
      'a foreign key',
      'CREATE UNIQUE INDEX member_odd ON ormee.member (id); ALTER TABLE ormee.poll ADD CONSTRAINT poll_odd FOREIGN KEY (opened_by) REFERENCES ormee.member (id)',
    ],
  ])('is found when it is %s that does not', async (_what, change) => {
    expect(await meanwhile(change, () => withoutCollective(sql))).toContain('poll_odd');
  });

  it('holds every column that points at another row', async () => {
    expect(await looseIds(sql)).toEqual(LOOSE);
    const unheld = 'ALTER TABLE ormee.session DROP CONSTRAINT session_member_fk';
    expect(await meanwhile(unheld, () => looseIds(sql))).toContain('session.member_id');
  });
});

describe('the role that serves', () => {
  let serving: pg.Client;

  beforeAll(async () => {
    serving = new pg.Client(database.url);
    await serving.connect();
  });
  afterAll(() => serving.end());

  it('changes nothing in what is append-only, and takes rows away only where acts do', async () => {
    const open = await changesOpenTo(sql, SERVING_ROLE);
    const isOf = (table: string, right: string) => new RegExp(`^\\w+ ${table}(\\.|$)`).test(right);
    expect(open.filter((right) => APPEND_ONLY.some((table) => isOf(table, right)))).toEqual([]);
    expect(open.filter((right) => !right.startsWith('UPDATE'))).toEqual(
      MAY_DELETE.map((table) => `DELETE ${table}`),
    );
  });

  it('may change no key and no collective, whatever else it may update', async () => {
    const open = await changesOpenTo(sql, SERVING_ROLE);
    expect(open.filter((right) => /\.(id|collective_id|\w*_key)$/.test(right))).toEqual([]);
    expect(open).toContain('UPDATE poll.state');
  });

  it.each(['DELETE', 'TRUNCATE', 'UPDATE', 'UPDATE (title)'])(
    'is seen to be granted %s on decisions',
    async (right) => {
      const grant = `GRANT ${right} ON ormee.decision TO ${SERVING_ROLE}`;
      const open = await meanwhile(grant, () => changesOpenTo(sql, SERVING_ROLE));
      expect(open.filter((one) => one.includes(' decision'))).not.toEqual([]);
    },
  );

  it.each([
    'CREATE TABLE ormee.mine (id uuid)',
    'CREATE SCHEMA mine',
    'CREATE TABLE public.mine (id uuid)',
    'CREATE ROLE mine',
    `CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'`,
    'CREATE FUNCTION ormee.mine() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$',
    'DROP FUNCTION ormee.instant()',
    'ALTER TABLE ormee.decision DISABLE TRIGGER ALL',
    'ALTER TABLE ormee.provision_version DISABLE ROW LEVEL SECURITY',
    'ALTER TABLE ormee.poll DROP CONSTRAINT poll_state',
    'DROP TABLE ormee.register_leaf',
    'ALTER TABLE ormee.member DROP CONSTRAINT member_name_alike_once',
    'SET session_replication_role = replica',
    'SET ROLE ormee_owner',
    'DELETE FROM ormee.decision',
    'UPDATE ormee.register_leaf SET encoded = encoded',
    'TRUNCATE ormee.outcome',
    'DELETE FROM ormee.migration',
    "COPY ormee.member TO '/tmp/members'",
  ])('is refused: %s', async (statement) => {
    await expect(serving.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('serves all the same', async () => {
    await expect(
      serving.query('SELECT ormee.instant(), (SELECT count(*) FROM ormee.decision)'),
    ).resolves.toBeDefined();
  });
});

describe('a row of a collective', () => {
  it('cannot point into another collective, by any foreign key', async () => {
    const both = await TwoCollectives.fill(sql);
    const keys = both.foreignKeys.filter(({ target }) => target !== 'collective');
    expect(keys.length).toBeGreaterThan(30);
    for (const key of keys)
      expect(await both.tryToCross(key)).toEqual({ code: '23503', constraint: key.name });
  });

  it('is seen to, by a foreign key that does not carry the collective', async () => {
    await sql(`ALTER TABLE ormee.session DROP CONSTRAINT session_member_fk;
      ALTER TABLE ormee.member ADD CONSTRAINT member_id_once UNIQUE (id);
      ALTER TABLE ormee.session ADD CONSTRAINT session_member_fk FOREIGN KEY (member_id) REFERENCES ormee.member (id)`);
    const both = await TwoCollectives.fill(sql);
    const [key] = both.foreignKeys.filter(({ name }) => name === 'session_member_fk');
    expect(await both.tryToCross(key as NonNullable<typeof key>)).toBeNull();
  });
});
