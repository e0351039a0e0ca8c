import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import type { Tx } from '../../platform/database/transactions.js';
import { record } from '../../register/record.js';

/**
 * Takes somebody who is gone off the relays' list, and with them what waits for a second member. Whoever comes back asks
 * anew: a request is for the membership in which it was made.
 */
export async function leaveRelays(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await lockRelaysOf(tx, collectiveId, memberId);
  await tx.rows(
    'DELETE FROM ormee.relay_request WHERE collective_id = $1 AND member_id = $2 AND stands_from IS NULL',
    [collectiveId, memberId],
  );
  const ended = await tx.rows<{ id: Uuid }>(
    `UPDATE ormee.relay_request SET ended_at = ormee.instant()
     WHERE collective_id = $1 AND member_id = $2 AND ended_at IS NULL RETURNING id`,
    [collectiveId, memberId],
  );
  for (const { id } of ended)
    record(tx, collectiveId, {
      type: 'relay.ended',
      visibility: 'MEMBERS',
      body: { request: id, member: personal(memberId), by: null },
    });
}

/** Locks what was asked for somebody: an act of a relay under it comes before their going, or after it. */
export async function lockRelaysOf(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows(
    `SELECT FROM ormee.relay_request
     WHERE collective_id = $1 AND member_id = $2 AND ended_at IS NULL ORDER BY id FOR UPDATE`,
    [collectiveId, memberId],
  );
}
