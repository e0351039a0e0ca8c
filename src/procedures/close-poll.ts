import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockPollWithProposal, readPoll } from '../polls/lock-poll.js';
import { mayBeShut } from '../polls/poll.rules.js';
import { writeUnreached } from '../polls/relays/reach.js';
import { record } from '../register/record.js';
import { countAhead } from './count-box.js';
import { proclaimLocked } from './proclaim.js';

/**
 * Shuts a poll's box, once its deadline has passed: by the clock's job, or by any member when the job is late. It
 * takes effect at the deadline exactly. Where nothing is awaited, the outcome is proclaimed in the same transaction;
 * a poll already shut answers as it stands.
 */
export async function closePoll(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<Uuid> {
  const ahead = await countAhead(tx, await readPoll(tx, collectiveId, pollId));
  const poll = await lockPollWithProposal(tx, collectiveId, pollId);
  if (poll.state !== 'OPEN') return poll.id;
  const refusal = mayBeShut(poll, await tx.now());
  if (refusal) throw refusal;

  const { closesAt } = poll;
  await tx.rows(
    `UPDATE ormee.poll SET state = 'CLOSED', closed_at = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, poll.id, closesAt],
  );
  record(tx, collectiveId, {
    type: 'poll.closed',
    visibility: 'MEMBERS',
    body: { poll: poll.id, closedAt: closesAt },
  });
  await writeUnreached(tx, { ...poll, closedAt: closesAt });
  await proclaimLocked(tx, { ...poll, state: 'CLOSED', closedAt: closesAt }, ahead);
  return poll.id;
}
