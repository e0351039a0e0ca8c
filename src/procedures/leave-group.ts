import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { leaveGroup } from '../groups/leave-group.js';
import { leaveMandatesOfGroup, lockMandatesOfGroup } from '../mandates/leave-mandates.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * Leaves a working group, and hands back what it gave one to do: a group's tasks are its members'. Answers these mandates, which
 * are what there is to hand over.
 */
export async function leaveWithMandates(tx: Tx, actor: MemberActor, groupId: Uuid): Promise<readonly Uuid[]> {
  const holding = { collectiveId: actor.collectiveId, memberId: actor.memberId, groupId };
  // Before the group, as whoever ends it locks them; what it is just giving is found once it is locked.
  await lockMandatesOfGroup(tx, holding);
  await leaveGroup(tx, actor, groupId);
  return leaveMandatesOfGroup(tx, holding);
}
