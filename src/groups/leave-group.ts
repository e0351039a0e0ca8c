import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { lockGroup } from './lock-group.js';

/**
 * Leaves a group, which asks nobody; that one was in it stays written, and so does a place on a roll drawn up before.
 * Leaving twice is no fault.
 */
export async function leaveGroup(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  // A roll of the group that is just being drawn up is there before, with them on it.
  await lockGroup(tx, collectiveId, groupId, 'UPDATE');
  const left = await leave(tx, collectiveId, memberId, [groupId]);
  if (left === 0) tx.foundItSo();
  return groupId;
}

/** Takes somebody who is gone from the collective out of every group that they are in once their own row is locked: they come into no other. */
export async function leaveGroups(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await leave(tx, collectiveId, memberId, await lockGroupsOf(tx, collectiveId, memberId));
}

/** Locks the groups that somebody is in: the first half, for whoever must lock before they know. */
export async function lockGroupsOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<Uuid[]> {
  const groups = await tx.rows<{ id: Uuid }>(
    `SELECT id FROM ormee.working_group WHERE collective_id = $1 AND id IN (
       SELECT group_id FROM ormee.group_member WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL)
     ORDER BY id FOR UPDATE`,
    [collectiveId, memberId],
  );
  return groups.map(({ id }) => id);
}

/** Answers how many of the groups they were in. */
async function leave(tx: Tx, collectiveId: Uuid, memberId: Uuid, groupIds: readonly Uuid[]): Promise<number> {
  const left = await tx.rows<{ groupId: Uuid; leftAt: Instant }>(
    `UPDATE ormee.group_member SET left_at = greatest(ormee.instant(), joined_at)
     WHERE collective_id = $1 AND member_id = $2 AND left_at IS NULL AND group_id = ANY($3::uuid[])
     RETURNING group_id AS "groupId", left_at AS "leftAt"`,
    [collectiveId, memberId, groupIds],
  );
  for (const { groupId, leftAt } of left)
    record(tx, collectiveId, {
      type: 'group.left',
      visibility: 'MEMBERS',
      body: { group: groupId, member: personal(memberId), leftAt },
    });
  return left.length;
}
