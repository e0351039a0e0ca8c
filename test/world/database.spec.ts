import pg from 'pg';
import { cloneDatabase, type TestDatabase } from './database.js';

describe('a database of one test', () => {
  const clones: TestDatabase[] = [];

  const clone = async (): Promise<TestDatabase> => {
    const database = await cloneDatabase();
    clones.push(database);
    return database;
  };

  const ask = async (url: string, query: string): Promise<unknown> => {
    const client = new pg.Client(url);
    await client.connect();
    return client
      .query(query)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  };

  afterEach(async () => {
    for (const { drop } of clones.splice(0)) await drop();
  });

  it('shares nothing with its neighbour', async () => {
    const [one, other] = await Promise.all([clone(), clone()]);
    await ask(one.ownerUrl, 'CREATE TABLE mine (id integer)');
    expect(await ask(one.ownerUrl, `SELECT to_regclass('mine') IS NULL AS absent`)).toEqual([
      { absent: false },
    ]);
    expect(await ask(other.ownerUrl, `SELECT to_regclass('mine') IS NULL AS absent`)).toEqual([
      { absent: true },
    ]);
  });

  it('is served by a role that owns nothing', async () => {
    const { url } = await clone();
    expect(
      await ask(
        url,
        'SELECT current_user, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
      ),
    ).toEqual([{ current_user: 'ormee_serving', rolsuper: false, rolcreaterole: false, rolcreatedb: false }]);
  });

  it('is gone once dropped', async () => {
    const { ownerUrl, drop } = await cloneDatabase();
    await drop();
    await expect(ask(ownerUrl, 'SELECT 1')).rejects.toThrow('does not exist');
  });
});
