import pg from 'pg';
import { MIGRATION_LOCK } from './migrate.js';
import { COMMAND, unanswered } from './open-reader.js';
import { ONE_FORM, copyOut, migrationsOf, storedTables, type StoredTable } from './stored-tables.js';
import type { Reader } from './transactions.js';
import { WIRE_TYPES } from './wire.js';

/** A whole database as it stood at one instant. */
export interface Snapshot extends Reader {
  readonly tables: readonly StoredTable[];
  readonly migrations: readonly string[];
  /** `18.4`. */
  readonly version: string;
  /** The rows of one table, to be read to their end before anything else is asked. */
  copyOut(table: StoredTable): Promise<AsyncIterable<Buffer>>;
}

/** Shows some work one instant of a database, as its owner, while a service goes on writing. Nothing migrates meanwhile. */
export async function withSnapshot<T>(
  ownerUrl: string,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, types: WIRE_TYPES, application_name: COMMAND });
  client.on('error', () => undefined); // a cut connection fails the statement in flight, which says so
  await client.connect().catch((error: unknown) => {
    throw unanswered(error);
  });
  try {
    // Before the transaction: its snapshot is taken by its first statement, and must not be older than this lock.
    await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(ONE_FORM);
    return await work(await look(client));
  } finally {
    await client.end();
  }
}

async function look(client: pg.Client): Promise<Snapshot> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT current_setting('server_version') AS version`,
  );
  return {
    tables: await storedTables(client),
    migrations: await migrationsOf(client),
    version: (rows[0] as { version: string }).version,
    rows: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows as never,
    copyOut: (table) => copyOut(client, table),
  };
}
