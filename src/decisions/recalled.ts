import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** What decisions of working groups had done that these effects recall, by decision. */
export async function ofGroups(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
): Promise<ReadonlyMap<Uuid, readonly Effect[]>> {
  const ids = effects.flatMap((effect) => (effect.kind === 'REPEAL_DECISION' ? [effect.decisionId] : []));
  if (ids.length === 0) return new Map();
  const rows = await reader.rows<{ id: Uuid; effects: readonly Effect[] }>(
    `SELECT id, effects FROM ormee.decision
     WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND group_id IS NOT NULL`,
    [collectiveId, ids],
  );
  return new Map(rows.map(({ id, effects: own }) => [id, own]));
}
