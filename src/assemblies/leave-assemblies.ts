import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { checkOut } from './check-out.js';

/** Checks somebody who leaves the collective out of every sitting that they are in. */
export async function leaveAssemblies(tx: Tx, actor: MemberActor): Promise<void> {
  const sittings = await tx.rows<{ assemblyId: Uuid }>(
    `SELECT DISTINCT assembly_id AS "assemblyId" FROM ormee.attendance
     WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL ORDER BY assembly_id`,
    [actor.collectiveId, actor.memberId],
  );
  for (const { assemblyId } of sittings) await checkOut(tx, actor, { assemblyId });
}
