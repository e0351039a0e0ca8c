import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { endMandate } from '../mandates/end-mandate.js';
import { liveRolesOf } from '../mandates/mandate.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';

/**
 * Leaves the assembly, and hands back the roles held in it: nobody leads a room that they are not in. Somebody present
 * may do it for who went without a word, or was never there. Leaving twice, or after the end, is no fault.
 */
export async function checkOut(
  tx: Tx,
  actor: Pick<MemberActor, 'collectiveId' | 'memberId'>,
  { assemblyId, memberId: other }: { readonly assemblyId: Uuid; readonly memberId?: Uuid | null },
): Promise<void> {
  const { collectiveId } = actor;
  const memberId = other ?? actor.memberId;
  await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  if (memberId !== actor.memberId && !(await isPresent(tx, collectiveId, assemblyId, actor.memberId)))
    throw refuse('NOT_PRESENT');
  const now = await tx.now();
  // A clock set back must not make an interval that ends before it begins.
  await tx.rows(
    `UPDATE ormee.attendance SET left_at = greatest($4, arrived_at)
     WHERE collective_id = $1 AND assembly_id = $2 AND member_id = $3 AND left_at IS NULL`,
    [collectiveId, assemblyId, memberId, now],
  );
  for (const role of await liveRolesOf(tx, collectiveId, [assemblyId]))
    if (role.holderIds.includes(memberId))
      await endMandate(tx, collectiveId, role.id, { state: 'HANDED_BACK', decisionId: null, at: now });
}
