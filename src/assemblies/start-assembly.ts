import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { refuseCaller, refuseEntry } from './assembly.rules.js';
import { arrive } from './check-in.js';
import { lockAssembly } from './lock-assembly.js';

/** Starts a convened assembly from its hour on, and checks in whoever starts it. Starting twice is no fault. */
export async function startAssembly(
  tx: Tx,
  actor: MemberActor,
  { assemblyId }: { assemblyId: Uuid },
): Promise<void> {
  const { collectiveId, memberId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const now = await tx.now();
  const refusal = refuseCaller(actor, 'startAssembly') ?? refuseEntry(assembly, now);
  if (refusal) throw refusal;

  await arrive(tx, { collectiveId, assemblyId, memberId, arrivedAt: now, checkedInBy: memberId });
  if (assembly.state === 'RUNNING') return;
  await tx.rows(
    `UPDATE ormee.assembly SET state = 'RUNNING', started_at = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, assemblyId, now],
  );
  record(tx, collectiveId, {
    type: 'assembly.started',
    visibility: 'MEMBERS',
    body: { assembly: assemblyId, by: personal(memberId) },
  });
}
