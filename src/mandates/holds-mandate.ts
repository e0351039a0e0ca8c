import type { MandateScope, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { liveAt } from './live.js';
import { isLive, type Standing } from './mandate.rules.js';
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

/**
 * An act that goes with holding this very mandate, whatever it opens: its row stays locked `FOR SHARE`, and who holds it
 * is read once it is. Else NOT_FOUND, MANDATE_REQUIRED or MANDATE_NOT_LIVE.
 */
export async function requireHolding(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
  act: string,
): Promise<void> {
  const mandate = await tx.one<Standing>(
    `SELECT task, state, ends_at AS "endsAt" FROM ormee.mandate WHERE collective_id = $1 AND id = $2 FOR SHARE`,
    [collectiveId, mandateId],
  );
  if (!mandate) throw refuse('NOT_FOUND');
  const holds = await tx.one(
    `SELECT member_id FROM ormee.mandate_holder
     WHERE collective_id = $1 AND mandate_id = $2 AND member_id = $3 AND left_at IS NULL`,
    [collectiveId, mandateId, memberId],
  );
  if (!holds) throw refuse('MANDATE_REQUIRED', { act });
  if (!isLive(mandate, await tx.now())) throw refuse('MANDATE_NOT_LIVE', { task: mandate.task });
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
       AND mandate.scope_kind = 'COLLECTIVE' AND mandate.scope_acts && $3::text[] AND ${liveAt('mandate')}`,
    [collectiveId, memberId, acts],
  );
  return held.length > 0;
}
