import {
  heavyLoads,
  importCircles,
  importsThatGoUp,
  impureRules,
  packagesOfCore,
  unwrappedPackages,
  type Floors,
} from './architecture/floors.js';
import { houseOf, readHouse, roomOf, type House } from './architecture/house.js';
import {
  barrels,
  foreignWrites,
  forwardRefs,
  greedyConstructors,
  namesWithoutAJob,
  rowsThatAreMore,
  unqualifiedWrites,
  type Lent,
} from './architecture/manners.js';
import {
  clockReads,
  doorsToTheDatabase,
  draws,
  environmentReads,
  sensesOfSql,
  worldlyCore,
} from './architecture/senses.js';

/** Who may import whom: a room knows itself and every floor under its own, never its neighbours. `app` is src/ itself. */
const FLOORS: Floors = [
  ['core'],
  ['migrations'],
  ['platform'],
  ['register'],
  ['collectives'],
  ['groups', 'mandates', 'texts', 'appeals', 'decisions'],
  ['proposals'],
  ['amendments', 'deliberation', 'elections'],
  ['polls'],
  ['assemblies'],
  ['procedures'],
  ['auth', 'notifications', 'exchange', 'web'],
  ['demo'],
  ['app'],
];

/** What core may stand on, each library wrapped in one file. */
const PURE_LIBRARIES = [
  'temporal-polyfill',
  'diff',
  'markdown-it',
  '@noble/hashes',
  '@noble/curves',
  '@noble/ciphers',
];

/** Rules name things as the API does: this is arithmetic on text, and knows no more of the platform. */
const PURE_BEYOND_CORE = ['src/platform/graphql/global-ids.ts'];

/** Makes `ormee.instant()`. */
const MAKES_INSTANT = 'migrations/20261123080000-keys-lead-with-the-collective.ts';

/** Replaces `ormee.instant()` as its owner, while the demonstration lives its past. */
const LIGHT_COMMANDS = [
  ...['count', 'verify', 'charter', 'texts', 'export', 'appeals'].map(
    (name) => `src/exchange/${name}.command.ts`,
  ),
  'src/exchange/amend/amend.commands.ts',
  'src/exchange/declare/declare.command.ts',
];
const HEAVY_PACKAGES = ['typeorm', '@nestjs/common', '@nestjs/core', '@nestjs/graphql', 'graphql', 'pino'];

const SEEDING_CLOCK = 'src/demo/seeding-clock.ts';

/** Tables that a room writes although another owns them. */
const LENT: Lent = {
  // An objection is written in the ballot's own statement, so that neither is ever there without the other.
  'src/polls/cast.sql.ts': ['objection'],
};

interface Rule {
  readonly says: string;
  /** What breaks it in a house, each with its place; nothing where it holds. */
  readonly find: (house: House) => readonly string[];
  /** Small houses that break it: each is found, once. */
  readonly broken: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Small houses that look as if they did. */
  readonly kept?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const RULES: readonly Rule[] = [
  {
    says: 'a room imports itself and the floors under its own',
    find: (house) => importsThatGoUp(house, FLOORS),
    broken: {
      'an import that goes up': { 'src/polls/a.ts': `import { b } from '../assemblies/b.js';` },
      'a type import that goes up': { 'src/core/a.ts': `import type { B } from '../platform/b.js';` },
      'a type written in place': { 'src/core/a.ts': `export type A = import('../platform/b.js').B;` },
      'an import while running': { 'src/core/a.ts': `export const a = () => import('../platform/b.js');` },
      'an import of a neighbour': { 'src/web/a.ts': `import { b } from '../auth/b.js';` },
      'an import of the app': { 'src/web/a.ts': `import { b } from '../main.js';` },
      'something passed on from above': { 'src/core/a.ts': `export { b } from '../platform/b.js';` },
      'a room on no floor': { 'src/shared/a.ts': '' },
    },
    kept: {
      'an import that goes down': { 'src/polls/a.ts': `import { b } from '../core/kernel/b.js';` },
      'an import within a room': { 'src/polls/a.ts': `import { b } from './b.js';` },
      'a path in a comment or a text': {
        'src/core/a.ts': `// import '../web/b.js'\nexport const a = "import '../web/b.js'";`,
      },
    },
  },
  {
    says: 'commands that whoever hosts runs often load no framework',
    find: (house) => heavyLoads(house, LIGHT_COMMANDS, HEAVY_PACKAGES),
    broken: {
      'through another file': {
        'src/exchange/verify.command.ts': `import { a } from './a.js';`,
        'src/exchange/a.ts': `import { Injectable } from '@nestjs/common';`,
      },
      directly: { 'src/exchange/count.command.ts': `import 'typeorm';` },
    },
    kept: {
      'types alone': {
        'src/exchange/verify.command.ts': `import type { a } from './a.js';`,
        'src/exchange/a.ts': `import { Injectable } from '@nestjs/common';`,
      },
      'a command of another kind': { 'src/exchange/import.command.ts': `import 'typeorm';` },
    },
  },
  {
    says: 'no files need each other to be loaded',
    find: importCircles,
    broken: {
      'two files': {
        'src/core/a.ts': `import { b } from './b.js';`,
        'src/core/b.ts': `import { a } from './a.js';`,
      },
      'three files': {
        'src/core/a.ts': `import { b } from './b.js';`,
        'src/core/b.ts': `export { c } from './c.js';`,
        'src/core/c.ts': `import './a.js';`,
      },
    },
    kept: {
      'a circle of which a part is types': {
        'src/core/a.ts': `import { b } from './b.js';`,
        'src/core/b.ts': `import { type A } from './a.js';`,
      },
      'two ways to one file': {
        'src/core/a.ts': `import './b.js'; import './c.js';`,
        'src/core/b.ts': `import './c.js';`,
        'src/core/c.ts': '',
      },
    },
  },
  {
    says: 'core imports pure libraries alone, each in one file',
    find: (house) => packagesOfCore(house, PURE_LIBRARIES),
    broken: {
      "one of Node's modules": { 'src/core/a.ts': `import { join } from 'node:path';` },
      "one of Node's modules by its short name": { 'src/core/a.ts': `import { join } from 'path';` },
      'a framework': { 'src/core/a.ts': `import type { Type } from '@nestjs/common';` },
      'a library in two files': {
        'src/core/a.ts': `import { sha256 } from '@noble/hashes/sha2.js';`,
        'src/core/b.ts': `import { bytesToHex } from '@noble/hashes/utils.js';`,
      },
    },
    kept: {
      'two parts of a library in one file': {
        'src/core/a.ts': `import { sha256 } from '@noble/hashes/sha2.js'; import { bytesToHex } from '@noble/hashes/utils.js';`,
      },
    },
  },
  {
    says: 'core knows nothing of the machine, decorates nothing and waits for nothing',
    find: worldlyCore,
    broken: {
      'the process': { 'src/core/a.ts': 'export const a = process.argv;' },
      "Node's bytes": { 'src/core/a.ts': 'export const a = Buffer.from([1]);' },
      'the console': { 'src/core/a.ts': 'export const a = () => console.log(1);' },
      'a decorator': { 'src/core/a.ts': '@sealed class A {}' },
      'an async function': { 'src/core/a.ts': 'export async function a() {}' },
    },
    kept: {
      'a property of that name': {
        'src/core/a.ts': 'export const a = (b: { process: number }) => b.process;',
      },
    },
  },
  {
    says: 'the clock is read in platform/clock alone',
    find: (house) => clockReads(house, ['src/platform/clock/']),
    broken: {
      'Date.now': { 'src/polls/a.ts': 'export const a = Date.now();' },
      'Date.now passed on': { 'src/polls/a.ts': 'export const a = [1].map(Date.now);' },
      'a new Date': { 'src/core/a.ts': 'export const a = new Date();' },
      'a new Date without parentheses': { 'src/core/a.ts': 'export const a = new Date;' },
      'a Date that is not new': { 'src/core/a.ts': 'export const a = Date();' },
      'performance.now': { 'src/web/a.ts': 'export const a = performance.now();' },
      'performance, imported': { 'src/web/a.ts': `import { performance as p } from 'node:perf_hooks';` },
      'process.hrtime': { 'src/web/a.ts': 'export const a = process.hrtime.bigint();' },
      "Temporal's clock": { 'src/core/a.ts': 'export const a = Temporal.Now.instant();' },
    },
    kept: {
      'a conversion': { 'src/core/a.ts': 'export const a = (unix: number) => new Date(unix).toISOString();' },
      'the clock itself': { 'src/platform/clock/clock.ts': 'export const a = Date.now();' },
    },
  },
  {
    says: 'chance is drawn in platform/random alone',
    find: (house) => draws(house, ['src/platform/random/']),
    broken: {
      randomBytes: { 'src/polls/a.ts': `import { randomBytes } from 'node:crypto';` },
      'randomUUID under another name': { 'src/polls/a.ts': `import { randomUUID as id } from 'crypto';` },
      'a key pair': { 'src/register/a.ts': `import { generateKeyPairSync } from 'node:crypto';` },
      'the whole module': { 'src/polls/a.ts': `import * as c from 'node:crypto';` },
      'Math.random': { 'src/core/a.ts': 'export const a = Math.random();' },
      'the global crypto': { 'src/web/a.ts': 'export const a = crypto.randomUUID();' },
      "a library's generator": { 'src/core/a.ts': `import { randomBytes } from '@noble/hashes/utils.js';` },
    },
    kept: {
      "the transaction's own": { 'src/polls/a.ts': 'export const a = (tx: Tx) => tx.randomBytes(32);' },
      'a hash': { 'src/polls/a.ts': `import { createHash } from 'node:crypto';` },
      'the generator itself': {
        'src/platform/random/random.ts': `import { randomBytes } from 'node:crypto';`,
      },
    },
  },
  {
    says: 'the environment is read in platform/config alone',
    find: (house) => environmentReads(house, ['src/platform/config/']),
    broken: {
      'process.env': { 'src/main.ts': 'export const a = process.env.PORT;' },
      'process[…]': { 'src/main.ts': `export const a = process['env'];` },
      'env, imported': { 'src/main.ts': `import { env } from 'node:process';` },
      'the whole process': { 'src/main.ts': `import process from 'node:process';` },
    },
  },
  {
    says: 'the database is reached through platform/database alone',
    find: (house) =>
      doorsToTheDatabase(house, [
        'src/platform/database/',
        'src/platform/platform.module.ts', // makes the one DataSource, and closes it
        SEEDING_CLOCK,
        'migrations/',
      ]),
    broken: {
      'a DataSource': { 'src/polls/a.ts': `import { DataSource } from 'typeorm';` },
      'an EntityManager, as a type': { 'src/polls/a.ts': `import type { EntityManager } from 'typeorm';` },
      'a repository': { 'src/polls/a.ts': `import { InjectRepository } from '@nestjs/typeorm';` },
      'a client': { 'src/polls/a.ts': `import pg from 'pg';` },
    },
    kept: { 'what an entity needs': { 'src/polls/a.entity.ts': `import { Entity } from 'typeorm';` } },
  },
  {
    says: 'SQL reads time from ormee.instant() and draws no chance',
    find: (house) => sensesOfSql(house, [MAKES_INSTANT, SEEDING_CLOCK]),
    broken: {
      'now()': { 'src/polls/a.ts': "export const a = 'SELECT now()';" },
      clock_timestamp: {
        'src/polls/a.ts': 'export const a = `UPDATE ormee.poll SET at = clock_timestamp() WHERE ${1}`;',
      },
      'a default of a column': {
        'migrations/1-a.ts': 'export const a = `CREATE TABLE a (at date DEFAULT CURRENT_DATE)`;',
      },
      'an id': { 'src/polls/a.ts': 'export const a = `INSERT INTO ormee.poll VALUES (gen_random_uuid())`;' },
    },
    kept: {
      "the database's clock": { 'src/polls/a.ts': "export const a = 'SELECT ormee.instant() AS now';" },
      'a sentence': { 'src/polls/a.ts': "export const a = 'calls now() in the text';" },
    },
  },
  {
    says: 'migrations are run by platform/database/migrate.ts alone',
    find: ({ files }) =>
      [...files.values()]
        .filter(({ path }) => roomOf(path) !== 'migrations' && path !== 'src/platform/database/migrate.ts')
        .filter(({ imports }) => imports.some(({ target }) => target.startsWith('migrations/')))
        .map(({ path }) => path),
    broken: { 'another file': { 'src/cli.ts': `import { A } from '../migrations/1-a.js';` } },
    kept: {
      'the file': { 'src/platform/database/migrate.ts': `import { A } from '../../../migrations/1-a.js';` },
    },
  },
  {
    says: 'a library with one job is known to the one place that wraps it',
    find: (house) =>
      unwrappedPackages(house, {
        zod: ['src/platform/config/config.ts'],
        pino: ['src/platform/logging/log.ts'],
        'graphql-jit': ['src/platform/graphql/jit.ts'],
        'csv-parse': ['src/platform/csv/read-table.ts'],
        commander: ['src/cli.ts', 'src/exchange/'],
        nodemailer: ['src/platform/mail/'],
        'graphql-ws': ['src/platform/graphql/'],
        ws: ['src/platform/graphql/'],
        'pg-copy-streams': ['src/platform/database/', 'src/exchange/'],
      }),
    broken: { 'another file': { 'src/polls/a.ts': `import { z } from 'zod';` } },
    kept: { 'the file': { 'src/platform/config/config.ts': `import { z } from 'zod';` } },
  },
  {
    says: 'no file passes on what others export',
    find: barrels,
    broken: {
      'a file index.ts': { 'src/polls/index.ts': 'export const a = 1;' },
      'an export from elsewhere': { 'src/polls/a.ts': `export { b } from './b.js';` },
      'an export of all': { 'src/polls/a.ts': `export * from './b.js';` },
    },
    kept: { 'an export of its own': { 'src/polls/a.ts': 'const a = 1;\nexport { a };' } },
  },
  {
    says: 'nothing is a forwardRef',
    find: forwardRefs,
    broken: { 'a forwardRef': { 'src/polls/a.ts': 'export const a = forwardRef(() => B);' } },
  },
  {
    says: 'a name says a job',
    find: namesWithoutAJob,
    broken: {
      'a manager': { 'src/polls/a.ts': 'export class PollManager {}' },
      'a helper': { 'src/polls/a.ts': 'export class PollHelper {}' },
      'a util': { 'src/polls/a.ts': 'export const a = class DateUtil {};' },
      'a common': { 'src/polls/a.ts': 'export class PollCommon {}' },
      'a file of helpers': { 'src/polls/poll.helpers.ts': '' },
    },
    kept: { 'a word that holds one': { 'src/polls/a.ts': 'export class ManagerOfNothingAtAll {}' } },
  },
  {
    says: 'a constructor takes five at most',
    find: (house) => greedyConstructors(house, 5),
    broken: { six: { 'src/polls/a.ts': 'class A { constructor(a: B, b: B, c: B, d: B, e: B, f: B) {} }' } },
    kept: { five: { 'src/polls/a.ts': 'class A { constructor(a: B, b: B, c: B, d: B, e: B) {} }' } },
  },
  {
    says: 'a row is columns: no behaviour, no GraphQL',
    find: rowsThatAreMore,
    broken: {
      'a row that is a GraphQL type': {
        'src/polls/a.entity.ts': `import { ObjectType } from '@nestjs/graphql';\n@ObjectType()\nexport class A {}`,
      },
      'a row with a method': {
        'src/polls/a.entity.ts': `@Entity('a')\nexport class A { isOpen() { return true; } }`,
      },
      'a row that computes': {
        'src/polls/a.entity.ts': `@Entity('a')\nexport class A { get b() { return 1; } }`,
      },
      'a row elsewhere': { 'src/polls/a.ts': `@Entity('a')\nexport class A { b!: string; }` },
    },
    kept: {
      'a row': { 'src/polls/a.entity.ts': `@Entity('a')\nexport class A { @UuidKey() id!: string; }` },
    },
  },
  {
    says: 'rules reach core and other rules alone',
    find: (house) => impureRules(house, PURE_BEYOND_CORE),
    broken: {
      'a door to the database': {
        'src/polls/a.rules.ts': `import { x } from '../platform/database/transactions.js';`,
      },
      'a package': { 'src/polls/a.rules.ts': `import { Injectable } from '@nestjs/common';` },
      'a package, for its types': { 'src/polls/a.rules.ts': `import type { Repository } from 'typeorm';` },
      'a file of another room': { 'src/polls/a.rules.ts': `import { x } from '../texts/x.js';` },
      'a door behind a neighbour': {
        'src/polls/a.rules.ts': `import { b } from './b.js';`,
        'src/polls/b.ts': `import { x } from '../platform/clock/clock.js';`,
      },
    },
    kept: {
      'core, a row as a type, and other rules': {
        'src/polls/a.rules.ts': `import { refuse } from '../core/kernel/refusals.js'; import type { A } from './a.entity.js'; import { b } from '../texts/b.rules.js';`,
      },
      'a neighbour as pure': {
        'src/polls/a.rules.ts': `import { b } from './b.js';`,
        'src/polls/b.ts': `import { c } from '../core/c.js';`,
      },
    },
  },
  {
    says: 'a table is written by the room that owns it, or by procedures',
    find: (house) => foreignWrites(house, lentIn(house)),
    broken: {
      'an INSERT': {
        ...pollEntity(),
        'src/texts/a.ts': 'export const a = `INSERT INTO ormee.poll VALUES ($1)`;',
      },
      'an UPDATE': {
        ...pollEntity(),
        'src/texts/a.ts': "export const a = 'UPDATE ormee.poll SET state = $1';",
      },
      'a DELETE within a WITH': {
        ...pollEntity(),
        'src/texts/a.ts': 'export const a = `WITH gone AS (DELETE FROM\n ormee.poll WHERE ${1}) SELECT`;',
      },
      'an insert of its entity': {
        ...pollEntity(),
        'src/texts/a.ts': `import { PollRow } from '../polls/poll.entity.js';\nexport const a = (tx) => tx.insert(PollRow, {});`,
      },
      'a table that nobody declares': { 'src/polls/a.ts': "export const a = 'DELETE FROM ormee.ghost';" },
      'a table that is not written out': {
        'src/polls/a.ts': 'export const a = (t) => `DELETE FROM ormee.${t}`;',
      },
      'a loan that is not used': { 'src/polls/cast.sql.ts': '' },
    },
    kept: {
      'a read': {
        ...pollEntity(),
        'src/texts/a.ts': 'export const a = `SELECT * FROM ormee.poll FOR UPDATE`;',
      },
      'a write of its own': {
        ...pollEntity(),
        'src/polls/a.ts': "export const a = 'DELETE FROM ormee.poll';",
      },
      'a write of procedures': {
        ...pollEntity(),
        'src/procedures/a.ts': "export const a = 'DELETE FROM ormee.poll';",
      },
    },
  },
  {
    says: 'SQL names the schema of what it writes',
    find: unqualifiedWrites,
    broken: {
      'an INSERT': { 'src/polls/a.ts': "export const a = 'INSERT INTO poll VALUES ($1)';" },
      'an UPDATE': { 'src/polls/a.ts': "export const a = 'UPDATE poll SET state = $1';" },
    },
    kept: {
      'the rest of an upsert': {
        'src/polls/a.ts': 'export const a = `ON CONFLICT DO UPDATE SET state = $1 FOR UPDATE`;',
      },
    },
  },
];

/** Loans are judged where their file is: the small houses below have none of them but the one that tests it. */
function lentIn({ files }: House): Lent {
  return Object.fromEntries(Object.entries(LENT).filter(([path]) => files.has(path)));
}

function pollEntity(): Record<string, string> {
  return { 'src/polls/poll.entity.ts': `@Entity('poll')\nexport class PollRow { @UuidKey() id!: string; }` };
}

describe('the house', () => {
  const house = readHouse();

  it('is read whole', () => {
    const rooms = new Set([...house.files.keys()].map(roomOf));
    expect([...rooms]).toEqual(expect.arrayContaining(['core', 'platform', 'polls', 'procedures', 'app']));
    expect(house.files.size).toBeGreaterThan(150);
    for (const path of Object.keys(LENT)) expect([...house.files.keys()]).toContain(path);
  });

  it.each(RULES)('keeps the rule that $says', ({ find }) => {
    expect(find(house)).toEqual([]);
  });
});

describe.each(RULES)('that $says', ({ find, broken, kept }) => {
  it.each(Object.entries(broken))('is broken by %s', (_what, files) => {
    expect(find(houseOf(files))).toHaveLength(1);
  });

  const innocent = Object.entries(kept ?? {});
  if (innocent.length > 0)
    it.each(innocent)('is not broken by %s', (_what, files) => {
      expect(find(houseOf(files))).toEqual([]);
    });
});
