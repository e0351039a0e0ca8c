import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { hashText } from '../core/kernel/hash.js';
import { personal } from '../core/kernel/leaves.js';
import { nameSkeleton, tidyName } from '../core/kernel/names.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { watchGroup } from './dormancy.js';
import { GroupMemberRow, GroupScopeRow, WorkingGroupRow } from './group.entity.js';

export interface NewGroup {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly name: string;
  readonly scope: string;
  readonly at: Instant;
  /** The decision that makes it; null where somebody founds it freely. */
  readonly decisionId: Uuid | null;
}

/** Writes a group down: the one door by which there comes to be one. Nobody is in it yet. */
export async function foundGroup(
  tx: Tx,
  { collectiveId, id, name, scope, at, decisionId }: NewGroup,
): Promise<void> {
  await tx.insert(WorkingGroupRow, {
    collectiveId,
    id,
    name: tidyName(name),
    nameSkeleton: nameSkeleton(name),
    state: 'OPEN',
    createdAt: at,
    createdBy: decisionId,
    awakeSince: at,
    endedAt: null,
    endedBy: null,
  });
  await addScope(tx, { collectiveId, id, name, scope, at, decisionId });
  record(tx, collectiveId, {
    type: 'group.created',
    visibility: 'MEMBERS',
    body: leafOf({ collectiveId, id, name, scope, at, decisionId }),
  });
  await watchGroup(tx, collectiveId, id);
}

/** From now on it is called, and is for, something else. What it was stays readable. */
export async function rescope(tx: Tx, group: NewGroup & { readonly decisionId: Uuid }): Promise<void> {
  const { collectiveId, id, name } = group;
  await tx.rows(
    'UPDATE ormee.working_group SET name = $3, name_skeleton = $4 WHERE collective_id = $1 AND id = $2',
    [collectiveId, id, tidyName(name), nameSkeleton(name)],
  );
  await addScope(tx, group);
  record(tx, collectiveId, {
    type: 'group.rescoped',
    visibility: 'MEMBERS',
    body: leafOf(group),
  });
}

/** Ends a group for good. Who was in it stays written. */
export async function endGroup(
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  { at, decisionId }: { readonly at: Instant; readonly decisionId: Uuid },
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.working_group SET state = 'ENDED', ended_at = $3, ended_by = $4
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, groupId, at, decisionId],
  );
  record(tx, collectiveId, {
    type: 'group.ended',
    visibility: 'MEMBERS',
    body: { group: groupId, decision: decisionId },
  });
}

/** What the register says of a group's words: its name, which the list of members shows anyway, and a hash of what it is for. */
const leafOf = ({ id, name, scope, at, decisionId }: NewGroup) => ({
  group: id,
  decision: decisionId,
  name: tidyName(name),
  scopeHash: hashText(scope),
  since: at,
});

async function addScope(tx: Tx, { collectiveId, id, name, scope, at, decisionId }: NewGroup): Promise<void> {
  const last = await tx.one<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ormee.group_scope WHERE collective_id = $1 AND group_id = $2`,
    [collectiveId, id],
  );
  await tx.insert(GroupScopeRow, {
    collectiveId,
    groupId: id,
    version: (last as { version: number }).version + 1,
    name: tidyName(name),
    scope,
    since: at,
    decidedBy: decisionId,
  });
}

/** Somebody is in the group from now on; the group's row is locked, so that nobody ends it meanwhile. */
export async function enter(
  tx: Tx,
  { collectiveId, groupId, memberId }: { collectiveId: Uuid; groupId: Uuid; memberId: Uuid },
  at: Instant,
): Promise<void> {
  await tx.insert(GroupMemberRow, { collectiveId, groupId, memberId, joinedAt: at, leftAt: null });
  record(tx, collectiveId, {
    type: 'group.joined',
    visibility: 'MEMBERS',
    body: { group: groupId, member: personal(memberId), joinedAt: at },
  });
}
