import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { isInGroup } from './groups.queries.js';
import { lockGroup } from './lock-group.js';
import { enter } from './write-group.js';

/** Joins a group: whoever wants to, by this act alone. Joining twice is no fault. One that sleeps can be joined, and then woken. */
export async function joinGroup(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  // A roll of the group that is just being drawn up is there before, without them.
  const group = await lockGroup(tx, collectiveId, groupId, 'UPDATE');
  await holdMembership(tx, actor);
  if (await isInGroup(tx, collectiveId, groupId, memberId)) {
    tx.foundItSo();
    return groupId;
  }
  if (group.state === 'ENDED') throw refuse('GROUP_NOT_OPEN', { state: group.state });
  await enter(tx, { collectiveId, groupId, memberId }, await tx.now());
  return groupId;
}

/** Somebody who is just leaving or being excluded joins nothing after that. */
export async function holdMembership(tx: Tx, { collectiveId, memberId }: MemberActor): Promise<void> {
  const member = await tx.one<{ state: string }>(
    'SELECT state FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR UPDATE',
    [collectiveId, memberId],
  );
  if (member?.state !== 'ACTIVE') throw refuse('NOT_A_MEMBER');
}
