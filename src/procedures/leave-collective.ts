import { leaveAssemblies } from '../assemblies/leave-assemblies.js';
import { endMembership } from '../collectives/end-membership.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { personal } from '../core/kernel/leaves.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { leaveGroups, lockGroupsOf } from '../groups/leave-group.js';
import { leaveMandates } from '../mandates/leave-mandates.js';
import type { Tx } from '../platform/database/transactions.js';
import { leaveRelays } from '../polls/relays/leave-relays.js';
import { strikeUncast } from '../polls/strike-uncast.js';
import { record } from '../register/record.js';
import { endTurnsOf } from './settle-nominee.js';

/**
 * Leaves the collective, which asks nobody. Live mandates end or stay with their other holders, and are the list to
 * hand over. Open polls go by their late rule: KEEP lets whoever was on the roll finish with the session they have.
 * Where they are being put for a role, it is the turn of the next. What was proposed, supported and decided stays as it was done.
 * Answers the mandates left.
 */
export async function leaveCollective(tx: Tx, actor: MemberActor): Promise<readonly Uuid[]> {
  const { collectiveId, memberId } = actor;
  await leaveAssemblies(tx, actor);
  await endTurnsOf(tx, collectiveId, memberId);
  // Before their own row, as whoever opens a poll of a group does.
  await lockGroupsOf(tx, collectiveId, memberId);
  // Before mandates and rolls: whoever gives one, or opens a poll, holds this row while they look for members.
  if (!(await endMembership(tx, collectiveId, memberId, 'LEFT'))) throw refuse('NOT_A_MEMBER');
  // Asked anew: until this row was theirs, they were coming into another one.
  await leaveGroups(tx, collectiveId, memberId);
  const mandates = await leaveMandates(tx, collectiveId, memberId);
  await leaveRelays(tx, collectiveId, memberId);
  await strikeUncast(tx, collectiveId, memberId, 'LEFT');
  record(tx, collectiveId, {
    type: 'member.left',
    visibility: 'MEMBERS',
    body: { member: personal(memberId) },
  });
  return mandates;
}
