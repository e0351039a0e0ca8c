import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { endMandate, leaveToOthers } from './end-mandate.js';
import { isLive, type Standing } from './mandate.rules.js';
import { addHandover, hasLeft } from './report-on-mandate.js';

interface Holding extends Standing {
  /** Null when the actor never held the mandate. */
  readonly holderId: Uuid | null;
  readonly leftAt: Instant | null;
  readonly othersHold: boolean;
}

/**
 * Hands a mandate back, which is always free. It ends with its last holder; before that, only the actor leaves it.
 * Handing back twice is no fault. `handover`: what they leave to whoever comes next, beside what is still open; the same words
 * once.
 */
export async function handBackMandate(
  tx: Tx,
  actor: MemberActor,
  { mandateId, handover = null }: { readonly mandateId: Uuid; readonly handover?: string | null },
): Promise<void> {
  const { collectiveId, memberId } = actor;
  await tx.rows('SELECT FROM ormee.mandate WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    mandateId,
  ]);
  const mandate = await tx.one<Holding>(HOLDING, [collectiveId, mandateId, memberId]);
  const now = await tx.now();

  if (!mandate) throw refuse('NOT_FOUND');
  if (mandate.holderId === null) throw refuse('MANDATE_REQUIRED', { act: 'handBackMandate' });
  if (mandate.leftAt !== null || mandate.state === 'HANDED_BACK') {
    if (handover !== null && !(await hasLeft(tx, actor, mandateId, handover)))
      await addHandover(tx, actor, mandateId, handover);
    return;
  }
  if (!isLive(mandate, now)) throw refuse('MANDATE_NOT_LIVE', { task: mandate.task });

  if (handover !== null) await addHandover(tx, actor, mandateId, handover);
  if (!mandate.othersHold)
    return endMandate(tx, collectiveId, mandateId, { state: 'HANDED_BACK', decisionId: null, at: now });
  await leaveToOthers(tx, collectiveId, mandateId, { memberId, decisionId: null, at: now });
}

const HOLDING = `
  SELECT mandate.task, mandate.state, mandate.ends_at AS "endsAt", mine.member_id AS "holderId",
    mine.left_at AS "leftAt",
    EXISTS (SELECT FROM ormee.mandate_holder other
      WHERE other.collective_id = $1 AND other.mandate_id = $2 AND other.member_id <> $3 AND other.left_at IS NULL)
      AS "othersHold"
  FROM ormee.mandate mandate
  LEFT JOIN ormee.mandate_holder mine
    ON mine.collective_id = mandate.collective_id AND mine.mandate_id = mandate.id AND mine.member_id = $3
  WHERE mandate.collective_id = $1 AND mandate.id = $2`;
