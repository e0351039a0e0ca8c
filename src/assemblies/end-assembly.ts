import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { endMandate } from '../mandates/end-mandate.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { liveRolesOf } from '../mandates/mandate.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { record } from '../register/record.js';
import type { AssemblyRow } from './assembly.entity.js';
import { refuseInRoom } from './assembly.rules.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';
import { leaveCurrentItem } from './take-up-item.js';

/**
 * Ends a running assembly, with its roles and everybody's presence: under the facilitator's mandate, or by anybody
 * present where nobody facilitates. Ending twice is no fault.
 */
export async function endAssembly(
  tx: Tx,
  actor: MemberActor,
  { assemblyId }: { assemblyId: Uuid },
): Promise<void> {
  const { collectiveId, memberId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  if (assembly.state === 'ENDED') return;
  const roles = await liveRolesOf(tx, collectiveId, [assemblyId]);
  const facilitated = roles.some(({ role }) => role === 'FACILITATOR');
  await mayEnd(tx, actor, assembly, facilitated);
  await noPollIsOpen(tx, collectiveId, assemblyId);

  const now = await tx.now();
  await tx.rows(
    `UPDATE ormee.assembly SET state = 'ENDED', ended_at = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, assemblyId, now],
  );
  await tx.rows(
    `UPDATE ormee.attendance SET left_at = greatest($3, arrived_at)
     WHERE collective_id = $1 AND assembly_id = $2 AND left_at IS NULL`,
    [collectiveId, assemblyId, now],
  );
  await leaveCurrentItem(tx, collectiveId, assemblyId);
  for (const { id } of roles)
    await endMandate(tx, collectiveId, id, { state: 'ENDED', decisionId: null, at: now });
  record(tx, collectiveId, {
    type: 'assembly.ended',
    visibility: 'MEMBERS',
    body: { assembly: assemblyId, by: personal(memberId) },
  });
}

async function mayEnd(
  tx: Tx,
  actor: MemberActor,
  assembly: AssemblyRow,
  facilitated: boolean,
): Promise<void> {
  const { collectiveId, id } = assembly;
  if (facilitated) return requireMandate(tx, actor, 'endAssembly', { kind: 'ASSEMBLY', id });
  const refusal = refuseInRoom(assembly, await isPresent(tx, collectiveId, id, actor.memberId));
  if (refusal) throw refusal;
}

async function noPollIsOpen(tx: Tx, collectiveId: Uuid, assemblyId: Uuid): Promise<void> {
  const poll = await tx.one<{ id: Uuid }>(
    `SELECT id FROM ormee.poll WHERE collective_id = $1 AND assembly_id = $2 AND state = 'OPEN' ORDER BY id LIMIT 1`,
    [collectiveId, assemblyId],
  );
  if (poll) throw refuse('ASSEMBLY_HAS_OPEN_POLLS', { poll: toGlobalId('Poll', collectiveId, poll.id) });
}
