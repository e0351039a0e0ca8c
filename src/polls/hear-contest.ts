import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** A decision on a proposal that answers a contest closes it: the collective has heard it. */
export async function hearContest(
  tx: Tx,
  collectiveId: Uuid,
  proposalId: Uuid,
  decisionId: Uuid,
): Promise<void> {
  const heard = await tx.one<{ id: Uuid }>(
    `UPDATE ormee.contest SET state = 'HEARD', heard_by = $3
     WHERE collective_id = $1 AND state = 'STANDING' AND id = (
       SELECT answers_contest_id FROM ormee.proposal WHERE collective_id = $1 AND id = $2)
     RETURNING id`,
    [collectiveId, proposalId, decisionId],
  );
  if (!heard) return;
  record(tx, collectiveId, {
    type: 'contest.heard',
    visibility: 'MEMBERS',
    body: { contest: heard.id, decision: decisionId },
  });
}
