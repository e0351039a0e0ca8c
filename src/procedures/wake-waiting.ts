import type { Uuid } from '../core/kernel/ids.js';
import { consentOfPoll, runningConsent } from '../deliberation/consent.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import type { PollRow } from '../polls/poll.entity.js';
import type { WaitingPoll } from '../polls/reservations.js';
import { MOVE_CONSENT, PROCLAIM_POLL } from './job-kinds.js';

/**
 * A poll is over, and no decision of it takes the place of those online that waited for it: whichever is shut is proclaimed by a
 * job. A round among them goes on by its search too, for its time may be over; so does a search on the same proposal that
 * something held up.
 */
export async function wakeWaiting(
  tx: Tx,
  { collectiveId, proposalId }: Pick<PollRow, 'collectiveId' | 'proposalId'>,
  waiting: readonly WaitingPoll[],
): Promise<void> {
  const runAt = await tx.now();
  const ask = (kind: string, subjectId: Uuid): Promise<void> =>
    enqueue(tx, { collectiveId, kind, subjectId, runAt });
  for (const { id } of waiting.filter(({ state }) => state === 'CLOSED')) {
    await ask(PROCLAIM_POLL, id);
    const search = await consentOfPoll(tx, collectiveId, id);
    if (search) await ask(MOVE_CONSENT, search.id);
  }
  const held = await runningConsent(tx, collectiveId, proposalId);
  if (held !== null && held.heldBy !== null) await ask(MOVE_CONSENT, held.id);
}
