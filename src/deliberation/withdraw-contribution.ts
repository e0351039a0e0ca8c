import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockContribution } from './lock-thread.js';
import { settleWithdrawn } from './review-concern.js';

/**
 * Its author takes back what they said: that something was said stays, with its place and what was answered; the words are
 * theirs alone to read. Doing it twice is no fault. What was hidden may be taken back too, and stays told. With a concern goes
 * what it asked to look at again.
 */
export async function withdrawContribution(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  contributionId: Uuid,
): Promise<Uuid> {
  const said = await lockContribution(tx, collectiveId, contributionId);
  if (said.authorId !== memberId) throw refuse('NOT_FOUND');
  if (said.state === 'WITHDRAWN') {
    tx.foundItSo();
    return said.id;
  }
  await tx.rows(`UPDATE ormee.contribution SET state = 'WITHDRAWN' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    said.id,
  ]);
  await tx.rows(
    `UPDATE ormee.contribution_hiding SET state = 'DROPPED'
     WHERE collective_id = $1 AND contribution_id = $2 AND state <> 'RESTORED'`,
    [collectiveId, said.id],
  );
  await settleWithdrawn(tx, said);
  return said.id;
}
