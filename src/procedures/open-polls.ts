import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';

/** Which polls of a proposal stand in the way: those on itself, those on its amendments, or any. */
type Standing = 'ON_PROPOSAL' | 'ON_AMENDMENTS' | 'ANY';

/** POLL_ALREADY_OPEN where a poll of the kind is not decided yet. */
export async function refuseOpenPoll(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  standing: Standing,
): Promise<Refusal | null> {
  const [poll] = await reader.rows<{ id: Uuid }>(
    `SELECT id FROM ormee.poll WHERE collective_id = $1 AND proposal_id = $2 AND state IN ('OPEN', 'CLOSED')
       AND ($3 = 'ANY' OR amends = ($3 = 'ON_AMENDMENTS')) LIMIT 1`,
    [collectiveId, proposalId, standing],
  );
  return poll ? refuse('POLL_ALREADY_OPEN', { poll: toGlobalId('Poll', collectiveId, poll.id) }) : null;
}
