import { collectiveFacts } from '../collectives/charter.queries.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { giveMandate } from '../mandates/give-mandate.js';
import type { SittingRole } from '../mandates/mandate.entity.js';
import { liveRolesOf } from '../mandates/mandate.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { refuseInRoom, refuseRole } from './assembly.rules.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';
import { ROLES, taskOf } from './sitting-roles.js';

/**
 * Takes a role of a running sitting, which stands while nobody present objects, and ends with the sitting. Taking
 * twice is no fault.
 */
export async function takeRole(
  tx: Tx,
  actor: MemberActor,
  { assemblyId, role }: { assemblyId: Uuid; role: SittingRole },
): Promise<void> {
  const { collectiveId, memberId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const held = (await liveRolesOf(tx, collectiveId, [assemblyId])).filter((one) => one.role === role);
  const heldBy = held.flatMap(({ holderIds }) => holderIds);
  const present = await isPresent(tx, collectiveId, assemblyId, memberId);
  const refusal = refuseInRoom(assembly, present) ?? refuseRole(role, actor, heldBy);
  if (refusal) throw refusal;
  if (heldBy.includes(memberId)) return;

  const { locale } = await collectiveFacts(tx, collectiveId);
  const mandate = {
    collectiveId,
    id: tx.id(),
    task: taskOf(role, assemblyId, memberId),
    title: ROLES[role].title[locale],
    instructions: '',
    boundBy: [],
    scopeActs: [...ROLES[role].acts],
    scopeKind: 'ASSEMBLY' as const,
    scopeId: assemblyId,
    role,
    startsAt: await tx.now(),
    endsAt: null,
    reportDueAt: null,
    reportEvery: null,
    grantedBy: null,
  };
  await giveMandate(tx, mandate, [memberId]);
}
