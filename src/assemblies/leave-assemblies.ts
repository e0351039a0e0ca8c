import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { checkOut } from './check-out.js';
import { lockAssembly } from './lock-assembly.js';

/** Checks somebody who leaves the collective out of every sitting that they are in. */
export async function leaveAssemblies(
  tx: Tx,
  actor: Pick<MemberActor, 'collectiveId' | 'memberId'>,
): Promise<void> {
  for (const { assemblyId } of await sittingsOf(tx, actor)) await checkOut(tx, actor, { assemblyId });
}

/** Locks every sitting that somebody is in, for whoever takes them out of it later in the transaction. */
export async function lockAssembliesOf(
  tx: Tx,
  member: Pick<MemberActor, 'collectiveId' | 'memberId'>,
): Promise<void> {
  for (const { assemblyId } of await sittingsOf(tx, member))
    await lockAssembly(tx, member.collectiveId, assemblyId, 'UPDATE');
}

const sittingsOf = (
  tx: Tx,
  { collectiveId, memberId }: Pick<MemberActor, 'collectiveId' | 'memberId'>,
): Promise<{ assemblyId: Uuid }[]> =>
  tx.rows(
    `SELECT DISTINCT assembly_id AS "assemblyId" FROM ormee.attendance
     WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL ORDER BY assembly_id`,
    [collectiveId, memberId],
  );
