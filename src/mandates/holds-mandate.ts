import type { MandateScope, MemberActor } from '../core/kernel/actors.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { isLive } from './mandate.rules.js';
import type { ActOpenedByMandate } from './scopes.js';

/** Charter, clause 6: an act under a mandate needs one (see `holdsMandate`); else MANDATE_REQUIRED. */
export async function requireMandate(
  tx: Tx,
  actor: MemberActor,
  act: ActOpenedByMandate,
  object: MandateScope['object'],
): Promise<void> {
  if (!(await holdsMandate(tx, actor, act, object))) throw refuse('MANDATE_REQUIRED', { act });
}

/**
 * Whether the actor holds a live mandate whose scope names the act and its object, or the whole collective. The rows
 * stay locked `FOR SHARE` to the end of the transaction, so
 * that a revocation comes either before the act, which is then refused, or after it.
 */
export async function holdsMandate(
  tx: Tx,
  actor: MemberActor,
  act: ActOpenedByMandate,
  object: MandateScope['object'],
): Promise<boolean> {
  const held = await tx.rows<{ endsAt: Instant | null }>(
    `SELECT mandate.ends_at AS "endsAt"
     FROM ormee.mandate_holder holder
     JOIN ormee.mandate mandate ON mandate.collective_id = holder.collective_id AND mandate.id = holder.mandate_id
     WHERE holder.collective_id = $1 AND holder.member_id = $2 AND holder.left_at IS NULL
       AND mandate.state = 'LIVE' AND $3 = ANY (mandate.scope_acts)
       AND (mandate.scope_kind, mandate.scope_id) IN (($4, $5::uuid), ('COLLECTIVE', $1))
     ORDER BY mandate.id FOR SHARE`,
    [actor.collectiveId, actor.memberId, act, object.kind, object.id],
  );
  const now = await tx.now(); // after the lock: one may have waited past the end
  return held.some(({ endsAt }) => isLive({ state: 'LIVE', endsAt }, now));
}

/** Whether somebody holds, now, a mandate on the whole collective that opens one of these acts: for what its holder may read. */
export async function holdsMandateFor(
  reader: Reader,
  { collectiveId, memberId }: MemberActor,
  acts: readonly ActOpenedByMandate[],
): Promise<boolean> {
  const held = await reader.rows(
    `SELECT mandate.id FROM ormee.mandate_holder holder
     JOIN ormee.mandate mandate ON mandate.collective_id = holder.collective_id AND mandate.id = holder.mandate_id
     WHERE holder.collective_id = $1 AND holder.member_id = $2 AND holder.left_at IS NULL
       AND mandate.state = 'LIVE' AND mandate.scope_kind = 'COLLECTIVE' AND mandate.scope_acts && $3::text[]
       AND (mandate.ends_at IS NULL OR mandate.ends_at > ormee.instant())`,
    [collectiveId, memberId, acts],
  );
  return held.length > 0;
}
