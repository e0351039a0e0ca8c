import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import type { PollRow } from '../polls/poll.entity.js';
import { lockOnlinePollsOnSameTargets, releaseReservations } from '../polls/reservations.js';
import { record } from '../register/record.js';
import { PROCLAIM_POLL } from './job-kinds.js';

/**
 * Calls a locked poll off: what it reserved is free again, and what waited for it waits for nothing any more. `declined`: the
 * election in which whom it asks about does not want the role; then its box may have ballots, which nobody ever counts.
 */
export async function cancelPoll(
  tx: Tx,
  { collectiveId, id, venue }: PollRow,
  by: Uuid,
  declined: Uuid | null = null,
): Promise<void> {
  const waiting = venue === 'ASSEMBLY' ? await lockOnlinePollsOnSameTargets(tx, collectiveId, id) : [];
  await tx.rows(`UPDATE ormee.poll SET state = 'CANCELLED' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    id,
  ]);
  await releaseReservations(tx, collectiveId, id);
  for (const online of waiting)
    if (online.state === 'CLOSED')
      await enqueue(tx, {
        collectiveId,
        kind: PROCLAIM_POLL,
        subjectId: online.id,
        runAt: await tx.now(),
      });
  record(tx, collectiveId, {
    type: 'poll.withdrawn',
    visibility: 'MEMBERS',
    body: { poll: id, by: personal(by), ...(declined && { declined }) },
  });
}
