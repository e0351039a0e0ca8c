import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { WorkingGroupRow } from './group.entity.js';

/** Locks a group for an act and reads it as it then is; NOT_FOUND when there is none. */
export async function lockGroup(
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  strength: 'SHARE' | 'UPDATE',
): Promise<WorkingGroupRow> {
  const group = await tx.one<WorkingGroupRow>(
    `SELECT collective_id AS "collectiveId", id, name, name_skeleton AS "nameSkeleton", state,
       created_at AS "createdAt", created_by AS "createdBy", awake_since AS "awakeSince", ended_at AS "endedAt",
       ended_by AS "endedBy"
     FROM ormee.working_group WHERE collective_id = $1 AND id = $2 FOR ${strength}`,
    [collectiveId, groupId],
  );
  if (!group) throw refuse('NOT_FOUND');
  return group;
}
