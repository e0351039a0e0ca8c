import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { lockGroup } from './lock-group.js';

/** Leaves a group, which asks nobody; that one was in it stays written. Leaving twice is no fault. */
export async function leaveGroup(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  await lockGroup(tx, collectiveId, groupId, 'SHARE');
  await leave(tx, collectiveId, memberId, groupId);
  return groupId;
}

/** Takes somebody who is gone from the collective out of every group. */
export async function leaveGroups(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await leave(tx, collectiveId, memberId, null);
}

/** Locks where somebody is: the first half, for whoever must lock before they know. */
export async function lockStaysOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows(
    `SELECT FROM ormee.group_member WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL
     ORDER BY group_id FOR UPDATE`,
    [collectiveId, memberId],
  );
}

async function leave(tx: Tx, collectiveId: Uuid, memberId: Uuid, only: Uuid | null): Promise<void> {
  const left = await tx.rows<{ groupId: Uuid }>(
    `UPDATE ormee.group_member SET left_at = greatest(ormee.instant(), joined_at)
     WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL AND ($3::uuid IS NULL OR group_id = $3)
     RETURNING group_id AS "groupId"`,
    [collectiveId, memberId, only],
  );
  for (const { groupId } of left)
    record(tx, collectiveId, {
      type: 'group.left',
      visibility: 'MEMBERS',
      body: { group: groupId, member: personal(memberId) },
    });
}
