import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { endMandate } from '../mandates/end-mandate.js';
import type { SittingRole } from '../mandates/mandate.entity.js';
import { liveRolesOf } from '../mandates/mandate.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockAssembly } from './lock-assembly.js';

/** Hands back a role of a sitting, which is always free. Leaving what one does not hold is no fault. */
export async function leaveRole(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { assemblyId, role }: { assemblyId: Uuid; role: SittingRole },
): Promise<void> {
  await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const roles = await liveRolesOf(tx, collectiveId, [assemblyId]);
  const mine = roles.find((one) => one.role === role && one.holderIds.includes(memberId));
  if (!mine) return;
  const at = await tx.now();
  await endMandate(tx, collectiveId, mine.id, { state: 'HANDED_BACK', decisionId: null, at });
}
