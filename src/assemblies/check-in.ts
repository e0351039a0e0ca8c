import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { AttendanceRow } from './assembly.entity.js';
import { refuseEntry } from './assembly.rules.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';

export interface CheckIn {
  readonly assemblyId: Uuid;
  /** Somebody without a screen, whom the actor, present, checks in; null: the actor. */
  readonly memberId: Uuid | null;
}

/** Checks somebody in, from the hour of the assembly to its end. Checking in twice is no fault. */
export async function checkIn(tx: Tx, actor: MemberActor, { assemblyId, memberId }: CheckIn): Promise<void> {
  const { collectiveId } = actor;
  const arriving = memberId ?? actor.memberId;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'SHARE');
  const now = await tx.now();
  const refusal = refuseEntry(assembly, now);
  if (refusal) throw refusal;
  if (arriving !== actor.memberId) await mayBring(tx, actor, assemblyId, arriving);
  await arrive(tx, {
    collectiveId,
    assemblyId,
    memberId: arriving,
    arrivedAt: now,
    checkedInBy: actor.memberId,
  });
}

async function mayBring(tx: Tx, actor: MemberActor, assemblyId: Uuid, memberId: Uuid): Promise<void> {
  const { collectiveId } = actor;
  if (!(await isPresent(tx, collectiveId, assemblyId, actor.memberId))) throw refuse('NOT_PRESENT');
  const member = await tx.one<{ belongs: boolean }>(
    `SELECT state IN ('ACTIVE', 'FOUNDING') AS belongs FROM ormee.member WHERE collective_id = $1 AND id = $2`,
    [collectiveId, memberId],
  );
  if (!member) throw refuse('NOT_FOUND', {}, ['input', 'memberId']);
  if (!member.belongs) throw refuse('NOT_A_MEMBER', {}, ['input', 'memberId']);
}

/** Opens an interval of presence, unless one is open: two arrivals at once meet on its constraint, and one is kept. */
export async function arrive(tx: Tx, interval: Omit<AttendanceRow, 'leftAt'>): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.attendance (collective_id, assembly_id, member_id, arrived_at, checked_in_by)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT ON CONSTRAINT attendance_once_at_a_time DO NOTHING`,
    [interval.collectiveId, interval.assemblyId, interval.memberId, interval.arrivedAt, interval.checkedInBy],
  );
}
