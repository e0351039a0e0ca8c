import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';

/** How far a member has read: only ever further, whatever comes late, and no further than what was written. */
export async function markThreadRead(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { threadId, upTo }: { readonly threadId: Uuid; readonly upTo: number },
): Promise<Uuid> {
  const thread = await tx.one<{ lastNumber: number }>(
    `SELECT last_number AS "lastNumber" FROM ormee.thread
     WHERE collective_id = $1 AND id = $2 AND visibility = 'MEMBERS'`,
    [collectiveId, threadId],
  );
  if (!thread) throw refuse('NOT_FOUND');
  if (upTo < 0) throw refuse('INVALID_INPUT', { field: 'upTo', reason: '>= 0' }, ['input', 'upTo']);
  await tx.rows(
    `INSERT INTO ormee.thread_reading (collective_id, thread_id, member_id, read_up_to, read_at)
     VALUES ($1, $2, $3, $4, ormee.instant())
     ON CONFLICT (collective_id, thread_id, member_id) DO UPDATE
       SET read_up_to = greatest(thread_reading.read_up_to, excluded.read_up_to), read_at = excluded.read_at`,
    [collectiveId, threadId, memberId, Math.min(upTo, thread.lastNumber)],
  );
  return threadId;
}
