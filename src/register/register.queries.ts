import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { RegisterCheckpointRow, RegisterLeafRow } from './register.entity.js';

/** One page of leaves in the order of the log. */
export const leavesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: number | null,
  first: number,
): Promise<RegisterLeafRow[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", index, type, encoded, hash, visibility, recorded_at AS "recordedAt"
     FROM ormee.register_leaf WHERE collective_id = $1 AND index > $2 ORDER BY index LIMIT $3`,
    [collectiveId, after ?? -1, first + 1],
  );

/** The latest signed checkpoint of a register; null before its first leaf. */
export async function latestCheckpoint(
  reader: Reader,
  collectiveId: Uuid,
): Promise<RegisterCheckpointRow | null> {
  const [row] = await reader.rows<RegisterCheckpointRow>(
    `SELECT collective_id AS "collectiveId", size, root, note FROM ormee.register_checkpoint
     WHERE collective_id = $1 ORDER BY size DESC LIMIT 1`,
    [collectiveId],
  );
  return row ?? null;
}
