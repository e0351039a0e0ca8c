import type { Uuid } from '../core/kernel/ids.js';
import { consentOfPoll } from '../deliberation/consent.queries.js';
import type { Tx } from '../platform/database/transactions.js';
import { castIn } from '../polls/ballot-box.js';
import { releaseReservations } from '../polls/reservations.js';
import { record } from '../register/record.js';
import { endSearch } from './settle-nominee.js';

/** A decision takes the place of a poll: what is in its box is kept and never counted, and consent is no longer sought by it. */
export async function supersedePoll(
  tx: Tx,
  collectiveId: Uuid,
  pollId: Uuid,
  decisionId: Uuid,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.poll SET state = 'SUPERSEDED', superseded_by = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, pollId, decisionId],
  );
  await releaseReservations(tx, collectiveId, pollId);
  const process = await consentOfPoll(tx, collectiveId, pollId);
  if (process) await endSearch(tx, process, 'SUPERSEDED');
  record(tx, collectiveId, {
    type: 'poll.superseded',
    visibility: 'MEMBERS',
    body: { poll: pollId, cast: await castIn(tx, collectiveId, pollId), decision: decisionId },
  });
}
