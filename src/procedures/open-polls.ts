import type { Venue } from '../core/charter/clause.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Reader } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';

/** Which polls of a proposal stand in the way: those on itself, those on its amendments, or any. */
type Standing = 'ON_PROPOSAL' | 'ON_AMENDMENTS' | 'ANY';

/** POLL_ALREADY_OPEN where a poll of the kind is not decided yet. An assembly does not wait for those online: it prevails over them. */
export async function refuseOpenPoll(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
  standing: Standing,
  venue: Venue = 'ONLINE',
): Promise<Refusal | null> {
  const [poll] = await reader.rows<{ id: Uuid }>(
    `SELECT id FROM ormee.poll WHERE collective_id = $1 AND proposal_id = $2 AND state IN ('OPEN', 'CLOSED')
       AND ($3 = 'ANY' OR amends = ($3 = 'ON_AMENDMENTS')) AND ($4 = 'ONLINE' OR venue = 'ASSEMBLY') LIMIT 1`,
    [collectiveId, proposalId, standing, venue],
  );
  return poll ? refuse('POLL_ALREADY_OPEN', { poll: toGlobalId('Poll', collectiveId, poll.id) }) : null;
}
