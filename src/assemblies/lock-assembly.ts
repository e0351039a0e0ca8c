import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { AssemblyRow } from './assembly.entity.js';

/**
 * Locks an assembly, first in the order of locks, and reads it as it then is; NOT_FOUND when there is none. `UPDATE`
 * is for what changes the sitting or its roles, `SHARE` for what only needs it to stay as it is.
 */
export async function lockAssembly(
  tx: Tx,
  collectiveId: Uuid,
  assemblyId: Uuid,
  strength: 'UPDATE' | 'SHARE',
): Promise<AssemblyRow> {
  const assembly = await tx.one<AssemblyRow>(
    `SELECT collective_id AS "collectiveId", id, title, form, state, convened_by AS "convenedBy",
       convened_at AS "convenedAt", starts_at AS "startsAt", started_at AS "startedAt", ended_at AS "endedAt", visibility
     FROM ormee.assembly WHERE collective_id = $1 AND id = $2 FOR ${strength}`,
    [collectiveId, assemblyId],
  );
  if (!assembly) throw refuse('NOT_FOUND');
  return assembly;
}

/** Whether an assembly is running; it stays so to the end of the transaction. */
export async function isSitting(tx: Tx, collectiveId: Uuid, assemblyId: Uuid): Promise<boolean> {
  const running = await tx.one(
    `SELECT id FROM ormee.assembly WHERE collective_id = $1 AND id = $2 AND state = 'RUNNING' FOR SHARE`,
    [collectiveId, assemblyId],
  );
  return running !== null;
}
