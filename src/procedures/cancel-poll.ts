import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { castIn } from '../polls/ballot-box.js';
import type { PollRow } from '../polls/poll.entity.js';
import { lockOnlinePollsOnSameTargets, releaseReservations } from '../polls/reservations.js';
import { record } from '../register/record.js';
import { wakeWaiting } from './wake-waiting.js';

/**
 * Why a poll is called off: somebody takes it back, while its box is empty. For any other cause its box may have ballots, which
 * nobody ever counts: whom it asks about `declined` the role in this election, or is `gone` in it; amendments moved its words, and
 * the proposal stands at the version `amended`; or an assembly's search for consent has `takenOver` its question.
 */
export type CallingOff =
  | { readonly by: Uuid; readonly declined?: Uuid }
  | { readonly gone: Uuid }
  | { readonly amended: number }
  | { readonly takenOver: Uuid };

/** Calls a locked poll off: what it reserved is free again, and what waited for it waits for nothing any more. */
export async function cancelPoll(tx: Tx, poll: PollRow, because: CallingOff): Promise<void> {
  const { collectiveId, id, venue } = poll;
  const waiting = venue === 'ASSEMBLY' ? await lockOnlinePollsOnSameTargets(tx, collectiveId, id) : [];
  await tx.rows(`UPDATE ormee.poll SET state = 'CANCELLED' WHERE collective_id = $1 AND id = $2`, [
    collectiveId,
    id,
  ]);
  await releaseReservations(tx, collectiveId, id);
  await wakeWaiting(tx, poll, waiting);
  record(tx, collectiveId, {
    type: 'poll.withdrawn',
    visibility: 'MEMBERS',
    body: {
      ...{ poll: id, cast: await castIn(tx, collectiveId, id) },
      ...because,
      ...('by' in because && { by: personal(because.by) }),
    },
  });
}
