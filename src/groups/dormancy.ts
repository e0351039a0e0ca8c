import { charterInForce, collectiveFacts } from '../collectives/charter.queries.js';
import { dormantFrom, groupRuleOf } from '../core/charter/groups.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { record } from '../register/record.js';
import { LAST_ACTIVE, isInGroup } from './groups.queries.js';
import { lockGroup } from './lock-group.js';

/** Puts a group to sleep once nothing happened in it for as long as the rule says. */
export const SLEEP_GROUP = 'sleep-group';

/** Any member puts a dormant group to sleep: GROUP_NOT_DORMANT before its time. One that sleeps already stays so. */
export async function putGroupToSleep(tx: Tx, { collectiveId }: MemberActor, groupId: Uuid): Promise<Uuid> {
  const { state } = await lockGroup(tx, collectiveId, groupId, 'UPDATE');
  if (state === 'ASLEEP') return groupId;
  if (state === 'ENDED') throw refuse('GROUP_NOT_OPEN', { state });
  const { lastActive, from } = await restOf(tx, collectiveId, groupId);
  if ((await tx.now()) < from) throw refuse('GROUP_NOT_DORMANT', { from });
  await fallAsleep(tx, collectiveId, groupId, lastActive);
  return groupId;
}

/** What the clock does: the group sleeps, or is looked at again when it may. */
export async function sleepWhenDormant(tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<void> {
  const { state } = await lockGroup(tx, collectiveId, groupId, 'UPDATE');
  if (state !== 'OPEN') return;
  const { lastActive, from } = await restOf(tx, collectiveId, groupId);
  if (from <= (await tx.now())) return fallAsleep(tx, collectiveId, groupId, lastActive);
  await enqueue(tx, { collectiveId, kind: SLEEP_GROUP, subjectId: groupId, runAt: from });
}

/** A member of the group wakes it, and its time begins anew. One that is awake stays so. */
export async function wakeGroup(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { state } = await lockGroup(tx, collectiveId, groupId, 'UPDATE');
  if (state === 'ENDED') throw refuse('GROUP_NOT_OPEN', { state });
  if (!(await isInGroup(tx, collectiveId, groupId, memberId))) throw refuse('NOT_IN_GROUP');
  if (state === 'OPEN') return groupId;
  const since = await tx.now();
  await tx.rows(
    `UPDATE ormee.working_group SET state = 'OPEN', awake_since = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, groupId, since],
  );
  record(tx, collectiveId, { type: 'group.woken', visibility: 'MEMBERS', body: { group: groupId, since } });
  await watchGroup(tx, collectiveId, groupId);
  return groupId;
}

/** Has the clock look at a group when it may first be put to sleep. */
export async function watchGroup(tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<void> {
  const { from } = await restOf(tx, collectiveId, groupId);
  await enqueue(tx, { collectiveId, kind: SLEEP_GROUP, subjectId: groupId, runAt: from });
}

async function fallAsleep(tx: Tx, collectiveId: Uuid, groupId: Uuid, since: Instant): Promise<void> {
  await tx.rows(`UPDATE ormee.working_group SET state = 'ASLEEP' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    groupId,
  ]);
  record(tx, collectiveId, { type: 'group.slept', visibility: 'MEMBERS', body: { group: groupId, since } });
}

/** When something last happened in a group, and from when it may sleep by the rule in force. */
async function restOf(
  reader: Reader,
  collectiveId: Uuid,
  groupId: Uuid,
): Promise<{ readonly lastActive: Instant; readonly from: Instant }> {
  const [{ lastActive }] = (await reader.rows<{ lastActive: Instant }>(
    `SELECT ${LAST_ACTIVE} AS "lastActive" FROM ormee.working_group g WHERE g.collective_id = $1 AND g.id = $2`,
    [collectiveId, groupId],
  )) as [{ lastActive: Instant }];
  const { zone } = await collectiveFacts(reader, collectiveId);
  const { clauses } = await charterInForce(reader, collectiveId);
  return { lastActive, from: dormantFrom(lastActive, groupRuleOf(clauses), zone) };
}
