import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { agendasOf } from './agenda.queries.js';
import { refuseTakingUp } from './agenda.rules.js';
import { lockAssembly } from './lock-assembly.js';

/**
 * Moves the sitting to an item, in whichever order, and leaves the one it was at: members, projector and remote follow
 * the same. Taking up again what is current changes nothing; what was left is reopened.
 */
export async function takeUpItem(
  tx: Tx,
  actor: MemberActor,
  { assemblyId, itemId }: { readonly assemblyId: Uuid; readonly itemId: Uuid },
): Promise<void> {
  const { collectiveId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const refusal = refuseTakingUp(assembly);
  if (refusal) throw refusal;
  await requireMandate(tx, actor, 'takeUpItem', { kind: 'ASSEMBLY', id: assemblyId });
  const item = (await agendasOf(tx, collectiveId, [assemblyId])).find(({ id }) => id === itemId);
  if (!item) throw refuse('NOT_FOUND', {}, ['input', 'itemId']);
  if (item.state === 'CURRENT') return;

  const now = await tx.now();
  await leaveCurrentItem(tx, collectiveId, assemblyId);
  await tx.rows(
    `UPDATE ormee.agenda_item SET state = 'CURRENT', taken_up_at = coalesce(taken_up_at, $3), left_at = NULL
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, itemId, now],
  );
  record(tx, collectiveId, {
    type: 'assembly.item-taken-up',
    visibility: 'MEMBERS',
    body: { assembly: assemblyId, place: item.place },
  });
}

/** Leaves the item that a sitting is at, if it is at one. */
export const leaveCurrentItem = (tx: Tx, collectiveId: Uuid, assemblyId: Uuid): Promise<unknown> =>
  tx.rows(
    `UPDATE ormee.agenda_item SET state = 'DONE', left_at = greatest(ormee.instant(), taken_up_at)
     WHERE collective_id = $1 AND assembly_id = $2 AND state = 'CURRENT'`,
    [collectiveId, assemblyId],
  );
