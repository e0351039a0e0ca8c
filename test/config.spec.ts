import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig, printConfigTable } from '../src/platform/config/config.js';
import { StartFault } from '../src/platform/config/start-fault.js';

describe('the configuration', () => {
  it('asks nothing of a newcomer', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      dataDir: resolve('data'),
      databaseUrl: null,
      migrationDatabaseUrl: null,
      databasePool: 10,
      databaseReadPool: 6,
      databaseReadSeconds: 5,
      smtpUrl: null,
      mailFrom: 'ormee@127.0.0.1',
      retention: { links: 7, sessions: 30, calls: 30, applications: 180, notices: 365 },
      demo: true,
      graphqlJit: true,
      logLevel: 'info',
    });
  });

  it('takes every setting from the environment', () => {
    expect(
      loadConfig({
        PORT: '8080',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://ormee.example/',
        DATA_DIR: '/var/lib/ormee',
        DATABASE_URL: 'postgres://serving@db/ormee',
        MIGRATION_DATABASE_URL: 'postgresql://owner@db/ormee',
        DB_POOL: '20',
        DB_READ_POOL: '12',
        DB_READ_SECONDS: '9',
        DEMO: '0',
        GRAPHQL_JIT: '0',
        SMTP_URL: 'smtps://user:secret@mail.example:465',
        MAIL_FROM: 'bonjour@ormee.example',
        RETENTION_LINKS: '1',
        RETENTION_SESSIONS: '2',
        RETENTION_CALLS: '3',
        RETENTION_APPLICATIONS: '4',
        RETENTION_NOTICES: '5',
        LOG_LEVEL: 'warn',
      }),
    ).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://ormee.example',
      dataDir: '/var/lib/ormee',
      databaseUrl: 'postgres://serving@db/ormee',
      migrationDatabaseUrl: 'postgresql://owner@db/ormee',
      databasePool: 20,
      databaseReadPool: 12,
      databaseReadSeconds: 9,
      smtpUrl: 'smtps://user:secret@mail.example:465',
      mailFrom: 'bonjour@ormee.example',
      retention: { links: 1, sessions: 2, calls: 3, applications: 4, notices: 5 },
      demo: false,
      graphqlJit: false,
      logLevel: 'warn',
    });
  });

  it('counts an empty setting as absent', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: '', DEMO: '' })).toEqual(loadConfig({}));
  });

  it('writes links with the port that was chosen', () => {
    expect(loadConfig({ PORT: '4000' }).publicUrl).toBe('http://127.0.0.1:4000');
  });

  it.each([
    ['PORT', '0', 'a whole number from 1 to 65535', '3000'],
    ['PORT', '65536', 'a whole number from 1 to 65535', '3000'],
    ['PORT', '0x50', 'a whole number from 1 to 65535', '3000'],
    ['DB_POOL', '1', 'a whole number from 2 to 500', '10'],
    ['DB_READ_POOL', '0', 'a whole number from 1 to 500', '6'],
    ['DB_READ_SECONDS', '601', 'a number of seconds from 1 to 600', '5'],
    ['DEMO', 'no', '0 or 1', '1'],
    ['PUBLIC_URL', 'ormee.example', 'an http or https address without a path', 'http://127.0.0.1:PORT'],
    ['PUBLIC_URL', 'ftp://ormee.example', 'an http or https address without a path', 'http://127.0.0.1:PORT'],
    [
      'PUBLIC_URL',
      'https://ormee.example/here',
      'an http or https address without a path',
      'http://127.0.0.1:PORT',
    ],
    [
      'DATABASE_URL',
      'mysql://db/ormee',
      'an address that begins with postgres:// or postgresql://',
      'a PostgreSQL of its own in DATA_DIR',
    ],
  ])('refuses %s=%s in one sentence with the remedy', (name, value, must, otherwise) => {
    expect(() => loadConfig({ [name]: value })).toThrow(
      new StartFault(`${name} must be ${must}: correct it, or remove it to have ${otherwise}.`),
    );
  });

  it('refuses an owner without a database', () => {
    expect(() => loadConfig({ MIGRATION_DATABASE_URL: 'postgres://owner@db/ormee' })).toThrow(StartFault);
  });

  it('never repeats a password in its refusal', () => {
    expect(() => loadConfig({ DATABASE_URL: 'mysql://owner:hunter2@db/ormee' })).toThrow(/^(?!.*hunter2)/);
  });

  it('is documented by its own schema', () => {
    expect(readFileSync('docs/configuration.md', 'utf8')).toBe(printConfigTable());
  });
});
