import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** A table of the schema as a copy of it is taken and put back. */
export interface StoredTable {
  readonly name: string;
  /** What rows are made of, in order; what PostgreSQL computes itself is left out. */
  readonly columns: readonly string[];
}

/**
 * How values are written and read: the same for every server, whatever its settings. COPY's text format is the one that
 * PostgreSQL keeps from version to version.
 */
export const ONE_FORM = `SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'`;

/** Where migrations are noted. Their names are kept apart: running them again writes this table. */
const MIGRATION_TABLE = 'migration';

/** Every table of the schema but that of migrations, by name, from the catalogue: one that is new is not forgotten. */
export async function storedTables(client: pg.ClientBase): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable>(
    `SELECT class.relname AS name, (
       SELECT json_agg(attribute.attname ORDER BY attribute.attnum) FROM pg_attribute attribute
       WHERE attribute.attrelid = class.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns
     FROM pg_class class JOIN pg_namespace namespace ON namespace.oid = class.relnamespace
     WHERE namespace.nspname = 'ormee' AND class.relkind IN ('r', 'p') AND NOT class.relispartition
       AND class.relname <> $1
     ORDER BY class.relname COLLATE "C"`,
    [MIGRATION_TABLE],
  );
  return rows;
}

/** The names of the migrations that a database has been through, in their order; none where it is empty. */
export async function migrationsOf(client: pg.ClientBase): Promise<string[]> {
  const { rows: found } = await client.query(`SELECT to_regclass('ormee.${MIGRATION_TABLE}') AS found`);
  if ((found as { found: string | null }[])[0]?.found == null) return [];
  const { rows } = await client.query<{ name: string }>(
    `SELECT name FROM ormee.${MIGRATION_TABLE} ORDER BY timestamp, name`,
  );
  return rows.map(({ name }) => name);
}

/** The rows of a table as COPY writes them, in the order of its key: the same rows give the same bytes on any server. */
export async function copyOut(client: pg.ClientBase, table: StoredTable): Promise<AsyncIterable<Buffer>> {
  const columns = table.columns.map(quoted).join(', ');
  const key = await keyOf(client, table.name);
  const order = key.length === 0 ? `stored::text COLLATE "C"` : key.join(', ');
  return client.query(
    copyTo(`COPY (SELECT ${columns} FROM ${placeOf(table)} stored ORDER BY ${order}) TO STDOUT`),
  );
}

async function keyOf(client: pg.ClientBase, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string; isText: boolean }>(
    `SELECT attribute.attname AS name, attribute.attcollation <> 0 AS "isText"
     FROM pg_index index
     CROSS JOIN LATERAL unnest(index.indkey::smallint[]) WITH ORDINALITY AS part (number, place)
     JOIN pg_attribute attribute ON attribute.attrelid = index.indrelid AND attribute.attnum = part.number
     WHERE index.indrelid = format('ormee.%I', $1::text)::regclass AND index.indisprimary
     ORDER BY part.place`,
    [table],
  );
  // A server sorts text by its own language: code points order the same everywhere.
  return rows.map(({ name, isText }) => `${quoted(name)}${isText ? ' COLLATE "C"' : ''}`);
}

/** A table as SQL names it, with its schema. */
export const placeOf = ({ name }: StoredTable): string => `ormee.${quoted(name)}`;

/** An identifier as SQL takes it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
