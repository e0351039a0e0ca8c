import type pg from 'pg';

/** A column as the database has it, and as an entity says it. */
export interface ColumnShape {
  readonly table: string;
  readonly column: string;
  /** PostgreSQL's own short name, `[]` after it for an array: `timestamptz(3)`, `text[]`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Whether it is part of the primary key. */
  readonly key: boolean;
}

/** A foreign key, its columns in the order in which they meet. */
export interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
}

/** A constraint or an index of a table. */
export interface Named {
  readonly name: string;
  readonly table: string;
  /** `p` primary key, `u` unique, `f` foreign key, `c` check, `x` exclusion, `n` not null, `i` index. */
  readonly kind: string;
  readonly columns: readonly string[];
}

/** Runs SQL, and answers its rows. */
export type Sql = <Row extends object>(text: string, parameters?: readonly unknown[]) => Promise<Row[]>;

export const sqlOf =
  (client: pg.Client): Sql =>
  async (text, parameters = []) =>
    (await client.query(text, [...parameters])).rows as never;

/** Every column of the schema, but those of the table in which TypeORM keeps what it has migrated. */
export const columnsOf = (sql: Sql): Promise<ColumnShape[]> =>
  sql<ColumnShape>(`
    SELECT c.table_name AS "table", c.column_name AS "column", c.is_nullable = 'YES' AS nullable,
      CASE WHEN c.data_type = 'ARRAY' THEN substr(c.udt_name, 2) || '[]'
        ELSE c.udt_name || coalesce('(' || nullif(c.datetime_precision, 0) || ')', '') END AS "type",
      EXISTS (SELECT FROM information_schema.key_column_usage k
        JOIN information_schema.table_constraints t USING (constraint_schema, constraint_name, table_name)
        WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_schema = 'ormee'
          AND k.table_name = c.table_name AND k.column_name = c.column_name) AS "key"
    FROM information_schema.columns c
    WHERE c.table_schema = 'ormee' AND c.table_name <> 'migration'
    ORDER BY c.table_name, c.column_name`);

export const foreignKeysOf = (sql: Sql): Promise<ForeignKey[]> =>
  sql<ForeignKey>(`
    SELECT c.conname AS name, c.conrelid::regclass::text AS "table", c.confrelid::regclass::text AS target,
      ${namesOf('c.conrelid', 'c.conkey')} AS columns, ${namesOf('c.confrelid', 'c.confkey')} AS "targetColumns"
    FROM pg_constraint c
    WHERE c.connamespace = 'ormee'::regnamespace AND c.contype = 'f'
    ORDER BY c.conname`).then((keys) =>
    keys.map((key) => ({ ...key, table: bare(key.table), target: bare(key.target) })),
  );

/** Every constraint, and every index that is not a constraint's own. */
export const namedOf = (sql: Sql): Promise<Named[]> =>
  sql<Named>(`
    SELECT c.conname AS name, c.conrelid::regclass::text AS "table", c.contype::text AS kind,
      ${namesOf('c.conrelid', 'c.conkey')} AS columns
    FROM pg_constraint c
    WHERE c.connamespace = 'ormee'::regnamespace
    UNION ALL
    SELECT i.indexrelid::regclass::text, i.indrelid::regclass::text, CASE WHEN i.indisunique THEN 'u' ELSE 'i' END,
      ${namesOf('i.indrelid', 'i.indkey::int2[]')}
    FROM pg_index i JOIN pg_class r ON r.oid = i.indrelid
    WHERE r.relnamespace = 'ormee'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid AND c.conrelid = i.indrelid)
    ORDER BY name`).then((all) =>
    all
      .map((one) => ({ ...one, name: bare(one.name), table: bare(one.table) }))
      .filter(({ table }) => table !== 'migration'),
  );

const namesOf = (relation: string, numbers: string): string =>
  `ARRAY (SELECT a.attname::text FROM unnest(${numbers}) WITH ORDINALITY AS k (number, place)
     JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number ORDER BY k.place)`;

const bare = (name: string): string => name.replace(/^ormee\./, '').replaceAll('"', '');
