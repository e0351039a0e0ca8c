import { canonicalJson, type Json } from '../core/kernel/canonical-json.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import { PERSONAL_DATA, type PersonalColumn } from './personal-data.js';

/**
 * Everything that the database holds on a member, as canonical JSON: under each place of `PERSONAL_DATA` the rows that
 * lead to them, as they stand. Hashes of secrets and what belongs to others are left out.
 */
export async function ownData(reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<string> {
  const held: Record<string, Json> = {};
  for (const [place, column] of Object.entries(PERSONAL_DATA)) {
    const rows = await rowsOf(reader, place, column, [collectiveId, memberId]);
    if (rows.length > 0) held[place] = rows;
  }
  return canonicalJson({ v: 'ormee/own-data/1', collective: collectiveId, member: memberId, held });
}

async function rowsOf(
  reader: Reader,
  place: string,
  { whose, only, without = [] }: PersonalColumn,
  [collectiveId, memberId]: readonly [Uuid, Uuid],
): Promise<Json[]> {
  const [table] = place.split('.') as [string];
  // Named in PERSONAL_DATA, never by a caller.
  const mentions = whose.includes('$3') ? [`%"${memberId}"%`] : [];
  const rows = await reader.rows<{ row: { readonly [column: string]: Json } }>(
    `SELECT to_jsonb(it) - 'collective_id' AS row FROM ormee.${table} it
     WHERE it.collective_id = $1 AND ${whose.includes('$2') ? whose : `$2::uuid IS NOT NULL AND ${whose}`} ORDER BY 1`,
    [collectiveId, memberId, ...mentions],
  );
  const isShown = (column: string): boolean =>
    only ? only.includes(column) : column !== 'name_skeleton' && !without.includes(column);
  return rows.map(({ row }) => Object.fromEntries(Object.entries(row).filter(([name]) => isShown(name))));
}
