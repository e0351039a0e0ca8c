import type { Cast } from '../core/counting/marks.js';
import type { Electorate } from '../core/counting/profile.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { PollRow } from './poll.entity.js';

/** The ballots of a poll as a multiset: identical ballots are grouped in SQL, and no voter leaves the database. */
export async function openBox(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<Cast[]> {
  const rows = await reader.rows<{ choice: string; count: string }>(
    `SELECT choice, count(*)::text AS count FROM ormee.ballot WHERE collective_id = $1 AND poll_id = $2 GROUP BY choice`,
    [collectiveId, pollId],
  );
  return rows.map(({ choice, count }) => ({ choice, count: BigInt(count) }));
}

/** Of whom the ballots came: the roll as it stands at the count, and who of it was checked in at opening. */
export async function electorateOf(reader: Reader, poll: PollRow): Promise<Electorate> {
  const [row] = await reader.rows<{ roll: string; present: string }>(
    `SELECT count(*) FILTER (WHERE entitled)::text AS roll, count(*) FILTER (WHERE entitled AND present)::text AS present
     FROM ormee.roll_entry WHERE collective_id = $1 AND poll_id = $2`,
    [poll.collectiveId, poll.id],
  );
  const { roll, present } = row as { roll: string; present: string };
  return { roll: BigInt(roll), present: poll.venue === 'ASSEMBLY' ? BigInt(present) : null };
}
