import type { Tx } from './transactions.js';

/** Rows of one table as JSON, by its columns. */
export interface Pouring {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly [column: string]: unknown }[];
}

const AT_ONCE = 2_000;

/**
 * Writes rows that lived elsewhere, as the owner of the schema: no act has done them here. Tables name each other in a
 * circle (a poll its decision, a decision its poll), so foreign keys are held to at the end, and in this transaction
 * alone; every other rule of the database holds from the first row. `tell` hears how many rows of a table are in.
 */
export async function pour(
  tx: Tx,
  pourings: readonly Pouring[],
  tell: (table: string, count: number) => void,
): Promise<void> {
  const keys = await tx.rows<{ place: string; name: string }>(
    `SELECT conrelid::regclass::text AS place, quote_ident(conname) AS name FROM pg_constraint
     WHERE connamespace = 'ormee'::regnamespace AND contype = 'f' ORDER BY conrelid::regclass::text, conname`,
  );
  for (const { place, name } of keys)
    await tx.rows(`ALTER TABLE ${place} ALTER CONSTRAINT ${name} DEFERRABLE INITIALLY DEFERRED`);
  for (const pouring of pourings) await pourOne(tx, pouring, tell);
  await tx.rows('SET CONSTRAINTS ALL IMMEDIATE');
  for (const { place, name } of keys)
    await tx.rows(`ALTER TABLE ${place} ALTER CONSTRAINT ${name} NOT DEFERRABLE`);
}

async function pourOne(
  tx: Tx,
  { table, columns, rows }: Pouring,
  tell: (table: string, count: number) => void,
): Promise<void> {
  const place = `ormee.${quoted(table)}`;
  const names = columns.map(quoted).join(', ');
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE);
    await tx.rows(
      `INSERT INTO ${place} (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::${place}, $1::jsonb)`,
      [JSON.stringify(some)],
    );
    tell(table, start + some.length);
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
