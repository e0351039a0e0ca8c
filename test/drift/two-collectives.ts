import { randomUUID } from 'node:crypto';
import { columnsOf, foreignKeysOf, type ColumnShape, type ForeignKey, type Sql } from './catalogue.js';

type Row = Readonly<Record<string, unknown>>;

let count = 0;

/** Any value of a type, never the same twice where a key may be made of it: what a row means does not matter here, only where it points. */
const ANY: Readonly<Record<string, () => unknown>> = {
  uuid: () => randomUUID(),
  'uuid[]': () => [],
  text: () => randomUUID(),
  'text[]': () => [],
  int4: () => (count += 1),
  int8: () => (count += 1),
  bool: () => true,
  jsonb: () => '[]',
  date: () => '2026-11-23',
  'timestamptz(3)': () => '2026-11-23T08:12:41.123Z',
};

/** One row of each table for each of two collectives, made from the catalogue alone, and whatever points between them. */
export class TwoCollectives {
  private readonly rows: readonly Map<string, Row>[] = [new Map(), new Map()];

  private constructor(
    private readonly sql: Sql,
    readonly foreignKeys: readonly ForeignKey[],
    private readonly columns: readonly ColumnShape[],
  ) {}

  /** Fills a database. What the rows say is nonsense, so their checks go: foreign keys are what is tried. */
  static async fill(sql: Sql): Promise<TwoCollectives> {
    await sql(`DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT conrelid::regclass AS place, conname FROM pg_constraint
        WHERE connamespace = 'ormee'::regnamespace AND contype IN ('c', 'x')
      LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.conname); END LOOP; END $$`);
    const both = new TwoCollectives(sql, await foreignKeysOf(sql), await columnsOf(sql));
    for (const rows of both.rows) {
      for (const table of both.tablesFromTheGround()) rows.set(table, await both.insert(table, rows));
      for (const key of both.foreignKeys) await both.point(key, rows, rows);
    }
    return both;
  }

  /** Points the first collective's row at the second's, this one key alone in the way: what refused it, or null. */
  async tryToCross(key: ForeignKey): Promise<{ code: string; constraint: string } | null> {
    const [here, there] = this.rows as [Map<string, Row>, Map<string, Row>];
    const others = this.foreignKeys.filter((other) => other !== key);
    await this.sql('BEGIN');
    try {
      await this.sql(
        others.map(({ table, name }) => `ALTER TABLE ormee.${table} DROP CONSTRAINT ${name}`).join('; '),
      );
      await this.point(key, new Map(here), there);
      return null;
    } catch (error) {
      const { code, constraint } = error as { code: string; constraint: string };
      return { code, constraint };
    } finally {
      await this.sql('ROLLBACK');
    }
  }

  /** Every table after those that its rows cannot be without. */
  private tablesFromTheGround(): string[] {
    const order = new Set<string>();
    const add = (table: string): void => {
      if (order.has(table)) return;
      for (const key of this.foreignKeys) if (key.table === table && this.isNeeded(key)) add(key.target);
      order.add(table);
    };
    for (const { table } of this.columns) add(table);
    return [...order];
  }

  private async insert(table: string, rows: ReadonlyMap<string, Row>): Promise<Row> {
    const row: Record<string, unknown> = {};
    for (const { column, type, nullable } of this.columns.filter((shape) => shape.table === table))
      if (!nullable) row[column] = (ANY[type] as () => unknown)();
    for (const key of this.foreignKeys)
      if (key.table === table && this.isNeeded(key))
        key.columns.forEach((column, place) => {
          row[column] = rows.get(key.target)?.[key.targetColumns[place] as string];
        });
    const names = Object.keys(row);
    await this.sql(
      `INSERT INTO ormee.${table} (${names.join(', ')}) VALUES (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
      Object.values(row),
    );
    return row;
  }

  /** Makes the row of one collective point, beyond its own `collective_id`, where a row of another does. */
  private async point(key: ForeignKey, from: Map<string, Row>, to: ReadonlyMap<string, Row>): Promise<void> {
    const row = from.get(key.table) as Row;
    const target = to.get(key.target) as Row;
    const changed = key.columns
      .map((column, place) => [column, target[key.targetColumns[place] as string]] as const)
      .filter(([column]) => column !== 'collective_id');
    if (changed.length === 0) return;
    const identity = this.columns
      .filter((shape) => shape.table === key.table && shape.key)
      .map(({ column }) => column);
    const values = [...changed.map(([, value]) => value), ...identity.map((column) => row[column])];
    const sets = changed.map(([column], place) => `${column} = $${place + 1}`).join(', ');
    const where = identity.map((column, place) => `${column} = $${changed.length + place + 1}`).join(' AND ');
    await this.sql(`UPDATE ormee.${key.table} SET ${sets} WHERE ${where}`, values);
    from.set(key.table, { ...row, ...Object.fromEntries(changed) });
  }

  private isNeeded({ table, columns }: ForeignKey): boolean {
    return columns.every((column) =>
      this.columns.some((shape) => shape.table === table && shape.column === column && !shape.nullable),
    );
  }
}
