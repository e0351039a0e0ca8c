import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * Ends a membership: from here on no act of theirs finds a member, and no poll that opens lists them. Answers whether
 * it ended now; ending it twice is ending it once.
 */
export async function endMembership(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  state: 'LEFT' | 'EXCLUDED',
): Promise<boolean> {
  const ended = await tx.one(
    `UPDATE ormee.member SET state = $3, left_at = ormee.instant()
     WHERE collective_id = $1 AND id = $2 AND state IN ('ACTIVE', 'FOUNDING') RETURNING id`,
    [collectiveId, memberId, state],
  );
  return ended !== null;
}

/** Makes somebody who was excluded a member again. What ended with their membership stays ended. */
export async function resumeMembership(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows(
    `UPDATE ormee.member SET state = 'ACTIVE', left_at = NULL
     WHERE collective_id = $1 AND id = $2 AND state = 'EXCLUDED'`,
    [collectiveId, memberId],
  );
}
