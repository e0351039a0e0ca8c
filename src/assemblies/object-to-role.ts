import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { endMandate } from '../mandates/end-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseInRoom } from './assembly.rules.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';

export interface RoleObjection {
  readonly assemblyId: Uuid;
  /** The role as one person holds it: an objection that comes late never ends the next person's. */
  readonly mandateId: Uuid;
}

/** Ends a role at once: one person present who objects is enough. Objecting to what has ended is no fault. */
export async function objectToRole(
  tx: Tx,
  actor: MemberActor,
  { assemblyId, mandateId }: RoleObjection,
): Promise<void> {
  const { collectiveId, memberId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const refusal = refuseInRoom(assembly, await isPresent(tx, collectiveId, assemblyId, memberId));
  if (refusal) throw refusal;
  const role = await tx.one(
    `SELECT id FROM ormee.mandate
     WHERE collective_id = $1 AND id = $2 AND role IS NOT NULL AND scope_kind = 'ASSEMBLY' AND scope_id = $3`,
    [collectiveId, mandateId, assemblyId],
  );
  if (!role) throw refuse('NOT_FOUND', {}, ['input', 'mandateId']);
  const at = await tx.now();
  await endMandate(tx, collectiveId, mandateId, { state: 'REVOKED', decisionId: null, at });
}
