import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { TakenOverMemberRow } from './membership.entity.js';

/** Whether a founder may take over what a collective brings along: while it founds itself, under the eyes of all who confirm it. */
export async function mayTakeOverAsFounder(tx: Tx, { collectiveId, state }: MemberActor): Promise<boolean> {
  if (state !== 'FOUNDING') return false;
  const collective = await tx.one<{ state: string }>('SELECT state FROM ormee.collective WHERE id = $1', [
    collectiveId,
  ]);
  return collective?.state === 'CONSTITUTING';
}

/** Marks members as taken over from a file: « repris, non vérifié ». */
export const markTakenOver = (
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  memberIds: readonly Uuid[],
): Promise<void> =>
  tx.insert(
    TakenOverMemberRow,
    memberIds.map((id) => ({ collectiveId, memberId: id, takenOverBy: memberId, verifiedAt: null })),
  );

/** Whoever signs in has answered for themselves. */
export async function verifyTakenOver(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  await tx.rows(
    `UPDATE ormee.taken_over_member SET verified_at = ormee.instant()
     WHERE collective_id = $1 AND member_id = $2 AND verified_at IS NULL`,
    [collectiveId, memberId],
  );
}
