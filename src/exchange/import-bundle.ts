import type { Uuid } from '../core/kernel/ids.js';
import { printBundle, type Bundle, type Row } from '../core/verify/bundle.js';
import { pour } from '../platform/database/pour.js';
import type { Tx } from '../platform/database/transactions.js';
import { CLASSIFICATION, columnsOf } from './classification.js';
import { collectBundle, snakeCase } from './collect-bundle.js';
import { CommandFault } from './command.js';
import { askForJobs } from './jobs-of-bundle.js';

/**
 * Puts a collective that lived elsewhere into this instance, all of it or nothing: it is read out again before the
 * commit, and must be the same text. Links and sessions stay behind; what an open poll waits for is asked for again.
 * The transaction is the owner's.
 */
export async function importBundle(
  tx: Tx,
  bundle: Bundle,
  tell: (table: string, count: number) => void,
): Promise<void> {
  if (bundle.kind !== 'FULL')
    throw new CommandFault(`Only a full bundle can be imported; this one is ${bundle.kind.toLowerCase()}.`);
  const there = await tx.rows('SELECT FROM ormee.collective WHERE id = $1', [bundle.collective]);
  if (there.length > 0) throw new CommandFault('This collective lives here already: nothing was imported.');

  const pourings = Object.entries(bundle.tables).map(([table, rows]) => ({
    table,
    columns: [...(table === 'collective' ? [] : ['collective_id']), ...columnsOfTable(table).map(snakeCase)],
    rows: rows.map((row) => toColumns(row, bundle.collective)),
  }));
  await pour(tx, pourings, tell);
  await askForJobs(tx, bundle);

  const again = await collectBundle(tx, { kind: 'FULL', collective: bundle.collective, member: null });
  if (printBundle(again) !== printBundle(bundle))
    throw new CommandFault(
      'Once imported, the collective did not read as in the file: nothing was imported.',
    );
}

function columnsOfTable(table: string): readonly string[] {
  const classified = CLASSIFICATION[table];
  return (classified && columnsOf('FULL', classified)) ?? [];
}

const toColumns = (row: Row, collectiveId: Uuid): { readonly [column: string]: unknown } => ({
  collective_id: collectiveId,
  ...Object.fromEntries(Object.entries(row).map(([column, value]) => [snakeCase(column), value])),
});
