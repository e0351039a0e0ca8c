import { requireMandate } from '../mandates/holds-mandate.js';
import { LAST_CALL } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockPoll, originOfPoll } from '../polls/lock-poll.js';
import { CLOSE_POLL } from '../polls/job-kinds.js';
import { record } from '../register/record.js';

/** In a sitting, tells everyone that the poll closes in sixty seconds. Calling twice changes nothing. */
export async function callLastCall(tx: Tx, actor: MemberActor, pollId: Uuid): Promise<Uuid> {
  const { collectiveId } = actor;
  const { assemblyId, matter, venue } = await originOfPoll(tx, collectiveId, pollId);
  if (assemblyId === null) throw refuse('VENUE_NOT_ALLOWED', { matter, venue, form: '' });
  await requireMandate(tx, actor, 'callLastCall', { kind: 'ASSEMBLY', id: assemblyId });
  const poll = await lockPoll(tx, collectiveId, pollId);
  if (poll.state !== 'OPEN') throw refuse('POLL_NOT_OPEN', { state: poll.state, closesAt: poll.closesAt });
  if (poll.closesAt !== null) return poll.id;

  const closesAt = addDuration(await tx.now(), LAST_CALL, 'UTC');
  await tx.rows('UPDATE ormee.poll SET closes_at = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    poll.id,
    closesAt,
  ]);
  await enqueue(tx, { collectiveId, kind: CLOSE_POLL, subjectId: poll.id, runAt: closesAt });
  record(tx, collectiveId, {
    type: 'poll.last-call',
    visibility: 'MEMBERS',
    body: { poll: poll.id, closesAt },
  });
  return poll.id;
}
