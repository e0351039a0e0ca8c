import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { QueryRunner } from 'typeorm';
import { StartFault } from '../config/start-fault.js';
import { openDataSource } from './data-source.js';
import { MIGRATION_LOCK, MIGRATIONS, migrateWithin } from './migrate.js';
import { ONE_FORM, copyOut, placeOf, quoted, storedTables, type StoredTable } from './stored-tables.js';
import type { Reader } from './transactions.js';

/** An empty database, migrated to where a copy of another was taken, that its rows are put into. */
export interface Refill extends Reader {
  readonly tables: readonly StoredTable[];
  /** Puts the rows of one table back, as COPY wrote them. */
  copyIn(table: StoredTable, rows: AsyncIterable<Buffer>): Promise<void>;
  /** The rows of one table as they are by now, to be read to their end before anything else is asked. */
  copyOut(table: StoredTable): Promise<AsyncIterable<Buffer>>;
  /** Puts back the rules between tables, which stood aside while rows came in; the database checks every row. */
  bind(): Promise<void>;
}

/**
 * Fills an empty database in one transaction, from its first migration to the last row: all of it or nothing. Throws a
 * StartFault where the database holds anything already.
 */
export async function refill<T>(
  ownerUrl: string,
  migrations: readonly string[],
  work: (refill: Refill) => Promise<T>,
): Promise<T> {
  const source = await openDataSource({
    url: ownerUrl,
    poolSize: 1,
    migrations: MIGRATIONS.filter(({ name }) => migrations.includes(name)),
    applicationName: 'ormee command',
  });
  const runner = source.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await runner.query(ONE_FORM);
    const client = (await runner.connect()) as pg.ClientBase;
    await refuseUnlessEmpty(client);
    await runner.query('DROP SCHEMA IF EXISTS ormee CASCADE');
    await migrateWithin(source, runner);
    const result = await work(await open(runner, client));
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined); // what failed says why; a lost connection rolled back
    throw error;
  } finally {
    await runner.release();
    await source.destroy();
  }
}

async function refuseUnlessEmpty(client: pg.ClientBase): Promise<void> {
  for (const table of await storedTables(client)) {
    const { rowCount } = await client.query(`SELECT FROM ${placeOf(table)} LIMIT 1`);
    if (rowCount !== 0)
      throw new StartFault(
        `The database is not empty (its table ${table.name} has rows): give an empty DATA_DIR, or a new database.`,
      );
  }
}

async function open(runner: QueryRunner, client: pg.ClientBase): Promise<Refill> {
  // Tables name each other in a circle (a poll its decision, a decision its poll): no order of tables puts every row
  // after what it names. The rules between them are taken off here and put back by `bind`, as pg_dump does.
  const rules = await foreignKeys(client);
  for (const { table, name } of rules) await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  return {
    tables: await storedTables(client),
    rows: (sql, parameters = []) => runner.query(sql, [...parameters]) as Promise<never[]>,
    copyIn: (table, rows) => copyIn(client, table, rows),
    copyOut: (table) => copyOut(client, table),
    bind: async () => {
      for (const { table, name, definition } of rules)
        await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
    },
  };
}

interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

async function foreignKeys(client: pg.ClientBase): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE connamespace = 'ormee'::regnamespace AND contype = 'f' AND conparentid = 0
     ORDER BY conrelid::regclass::text, conname`,
  );
  return rows;
}

function copyIn(client: pg.ClientBase, table: StoredTable, rows: AsyncIterable<Buffer>): Promise<void> {
  const columns = table.columns.map(quoted).join(', ');
  const into = client.query(copyFrom(`COPY ${placeOf(table)} (${columns}) FROM STDIN`));
  return pipeline(Readable.from(rows, { objectMode: false }), into);
}
