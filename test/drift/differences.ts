import type { DataSource } from 'typeorm';
import { columnsOf, foreignKeysOf, namedOf, type ColumnShape, type Sql } from './catalogue.js';

// Each answers what is not as it should be, by its name in the database.

const SHORT_NAMES: Readonly<Record<string, string>> = { integer: 'int4', bigint: 'int8', boolean: 'bool' };

/** The columns that the entities of an open pool say there are. */
export const columnsSaidBy = (source: DataSource): ColumnShape[] =>
  source.entityMetadatas.flatMap(({ tableName, columns }) =>
    columns.map((column) => ({
      table: tableName,
      column: column.databaseName,
      type: `${SHORT_NAMES[String(column.type)] ?? String(column.type)}${column.precision == null ? '' : `(${column.precision})`}${column.isArray ? '[]' : ''}`,
      nullable: column.isNullable,
      key: column.isPrimary,
    })),
  );

/** Columns that the database has and no entity says, or an entity says otherwise, or that it lacks. */
export async function drift(sql: Sql, said: readonly ColumnShape[]): Promise<string[]> {
  const print = ({ table, column, type, nullable, key }: ColumnShape): string =>
    `${table}.${column} ${type}${nullable ? ' null' : ''}${key ? ' key' : ''}`;
  const there = new Set((await columnsOf(sql)).map(print));
  const expected = new Set(said.map(print));
  return [
    ...[...there]
      .filter((column) => !expected.has(column))
      .map((column) => `${column}: in the database alone`),
    ...[...expected]
      .filter((column) => !there.has(column))
      .map((column) => `${column}: in the entities alone`),
  ];
}

/** Constraints and indexes that do not begin with the name of their table. */
export const misnamed = async (sql: Sql): Promise<string[]> =>
  (await namedOf(sql))
    .filter(({ name, table }) => !name.startsWith(`${table}_`))
    .map(({ name, table }) => `${name} of ${table}`);

/** Keys, indexes and foreign keys that do not lead with the collective on both sides. */
export async function withoutCollective(sql: Sql): Promise<string[]> {
  const keys = (await namedOf(sql)).filter(({ kind }) => /^[puxi]$/.test(kind));
  const found = keys.filter(({ columns }) => columns[0] !== 'collective_id').map(({ name }) => name);
  const foreign = (await foreignKeysOf(sql)).filter(({ columns, target, targetColumns }) => {
    const led = target === 'collective' ? targetColumns[0] === 'id' : targetColumns[0] === 'collective_id';
    return columns[0] !== 'collective_id' || !led;
  });
  return [...found, ...foreign.map(({ name }) => name)];
}

/** Columns that hold the id of another row and no foreign key holds to it. */
export async function looseIds(sql: Sql): Promise<string[]> {
  const held = new Set(
    (await foreignKeysOf(sql)).flatMap(({ table, columns }) => columns.map((column) => `${table}.${column}`)),
  );
  return (await columnsOf(sql))
    .filter(({ column, type }) => column !== 'id' && type.startsWith('uuid'))
    .map(({ table, column }) => `${table}.${column}`)
    .filter((column) => !held.has(column));
}

/** What a role may do to the rows of the schema beside reading and adding: `DELETE job`, `UPDATE poll.state`. */
export async function changesOpenTo(sql: Sql, role: string): Promise<string[]> {
  const whole = await sql<{ right: string }>(
    `SELECT privilege || ' ' || r.relname AS right
     FROM pg_class r, unnest(ARRAY['DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
     WHERE r.relnamespace = 'ormee'::regnamespace AND r.relkind = 'r' AND has_table_privilege($1, r.oid, privilege)
     ORDER BY 1`,
    [role],
  );
  const columns = await sql<{ right: string }>(
    `SELECT 'UPDATE ' || r.relname || '.' || a.attname AS right
     FROM pg_class r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE r.relnamespace = 'ormee'::regnamespace AND r.relkind = 'r'
       AND has_column_privilege($1, r.oid, a.attnum, 'UPDATE')
     ORDER BY 1`,
    [role],
  );
  return [...whole, ...columns].map(({ right }) => right);
}
