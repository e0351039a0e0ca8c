import { compareText } from '../text/position.js';
import type { Bundle, Row } from './bundle.js';
import { Notes, type Report } from './notes.js';

/** What each table of a bundle holds: its columns in any order, and those that tell its rows apart, in order. */
export type Shape = {
  readonly [table: string]: { readonly columns: readonly string[]; readonly key: readonly string[] };
};

/** Every table that the kind of bundle has, each row with its columns and no other, in the order of its key, once. */
export function checkFormat(bundle: Bundle, shape: Shape): Report {
  const notes = new Notes();
  for (const table of new Set([...Object.keys(shape), ...Object.keys(bundle.tables)])) {
    const rows = bundle.tables[table];
    const wanted = shape[table];
    if (!notes.hold(rows !== undefined && wanted !== undefined, 'TABLE_NOT_EXPECTED', table)) continue;
    const columns = [...(wanted?.columns ?? [])].sort().join(' ');
    for (const [place, row] of (rows ?? []).entries()) {
      notes.hold(Object.keys(row).sort().join(' ') === columns, 'COLUMNS_NOT_EXPECTED', `${table} ${place}`);
      const before = rows?.[place - 1];
      if (before && wanted)
        notes.hold(compareRows(before, row, wanted.key) < 0, 'ROWS_NOT_IN_ORDER', `${table} ${place}`);
    }
  }
  const collectives = bundle.tables['collective'] ?? [];
  notes.hold(
    collectives.length === 1 && collectives[0]?.['id'] === bundle.collective,
    'OTHER_COLLECTIVE',
    bundle.collective,
  );
  return notes.report('FORMAT');
}

/** The order of rows in a bundle: by their key, numbers as numbers and all else as text. */
export function compareRows(a: Row, b: Row, key: readonly string[]): number {
  for (const column of key) {
    const order = compareValues(a[column], b[column]);
    if (order !== 0) return order;
  }
  return 0;
}

const compareValues = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
