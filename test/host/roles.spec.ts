import { join } from 'node:path';
import pg from 'pg';
import { loadConfig } from '../../src/platform/config/config.js';
import { startCluster, type Cluster } from '../../src/platform/database/embedded-postgres.js';
import { openDatabase, withClient } from '../../src/platform/database/open-database.js';
import { OWNER_ROLE } from '../../src/platform/database/roles.js';
import { makeFolder } from '../world/folder.js';

const binDir = process.env['ORMEE_TEST_BIN'];

describe('the roles on a PostgreSQL of one’s own', () => {
  let cluster: Cluster;
  let folder: string;

  beforeAll(async () => {
    folder = await makeFolder();
    cluster = await startCluster({
      dataDir: join(folder, 'data'),
      throwaway: true,
      ...(binDir && { binDir }),
    });
    await asSuperuser(`CREATE ROLE plain LOGIN`, `CREATE ROLE maker LOGIN CREATEROLE`);
    for (const [database, owner] of [
      ['one', 'maker'],
      ['two', 'maker'],
      ['three', 'plain'],
    ] as const) {
      await asSuperuser(`CREATE DATABASE ${database} OWNER ${owner}`);
      await withClient(cluster.url(database, OWNER_ROLE), (client) =>
        client.query('CREATE EXTENSION IF NOT EXISTS btree_gist'),
      );
    }
  }, 60_000);
  afterAll(() => cluster.stop());

  const asSuperuser = async (...statements: readonly string[]): Promise<void> => {
    for (const statement of statements)
      await withClient(cluster.url('postgres', OWNER_ROLE), (client) => client.query(statement));
  };
  const open = (settings: Readonly<Record<string, string>>, dataDir: string) =>
    openDatabase(loadConfig({ DATA_DIR: join(folder, dataDir), ...settings }));

  it('are left alone where another Ormée made them: its password would be gone', async () => {
    const { url } = await open({ DATABASE_URL: cluster.url('one', 'maker') }, 'first');
    expect(new pg.Client(url).user).toBe('ormee_serving');
    await expect(open({ DATABASE_URL: cluster.url('two', 'maker') }, 'second')).rejects.toThrow(
      /already on this PostgreSQL server/,
    );
    await expect(open({ DATABASE_URL: cluster.url('one', 'maker') }, 'first')).resolves.toBeDefined();
  });

  it('are asked for in words when the owner may not give them', async () => {
    await asSuperuser('CREATE ROLE server LOGIN');
    const addresses = {
      DATABASE_URL: cluster.url('three', 'server'),
      MIGRATION_DATABASE_URL: cluster.url('three', 'plain'),
    };
    await expect(open(addresses, 'third')).rejects.toThrow(/lacks a right.*WITH ADMIN OPTION/);
  });
});
