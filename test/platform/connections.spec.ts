import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { openDataSource } from '../../src/platform/database/data-source.js';
import { cloneDatabase, type TestDatabase } from '../world/database.js';

describe('a connection of the pool', () => {
  let database: TestDatabase;
  let source: DataSource;

  beforeAll(async () => {
    database = await cloneDatabase();
    source = await openDataSource({ url: database.url, poolSize: 2 });
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });

  // Between the pool that hands it over and TypeORM that takes it, neither listens: an emitter without a listener throws.
  it('is heard when it ends just as it changes hands', async () => {
    const client = await ((source.driver as PostgresDriver).master as Pool).connect();
    try {
      expect(() => client.emit('error', new Error('terminating connection'))).not.toThrow();
    } finally {
      client.release();
    }
  });
});
