import type { MemberActor } from '../core/kernel/actors.js';
import type { Tx } from '../platform/database/transactions.js';
import { mintSecret } from '../platform/links/secret.js';
import { CalendarKeyRow } from './notice.entity.js';

/**
 * Makes the secret of somebody's calendar, the only time that anyone can read it, or leaves them none; the one before
 * opens nothing from then on.
 */
export async function renewCalendar(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  keep: boolean,
): Promise<string | null> {
  // Two at once wait here for one another: else both would leave a key.
  await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    memberId,
  ]);
  await tx.rows('DELETE FROM ormee.calendar_key WHERE collective_id = $1 AND member_id = $2', [
    collectiveId,
    memberId,
  ]);
  if (!keep) return null;
  const { token, hash } = mintSecret(collectiveId, tx.randomBytes(32));
  await tx.insert(CalendarKeyRow, { collectiveId, memberId, secretHash: hash, madeAt: await tx.now() });
  return token;
}
