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
  const lifted = poll.method === 'consent@1' ? await liftedIn(reader, poll) : null;
  const unreached = poll.method === 'consent@1' ? await unreachedOf(reader, poll) : 0n;
  return {
    roll: BigInt(roll),
    present: poll.venue === 'ASSEMBLY' ? BigInt(present) : null,
    ...(lifted && { lifted }),
    ...(unreached > 0n && { unreached }),
  };
}

/** How many of the roll nothing could tell, as it was written when the box was shut. */
async function unreachedOf(reader: Reader, { collectiveId, id }: PollRow): Promise<bigint> {
  const [row] = await reader.rows<{ count: string }>(
    `SELECT count(*)::text AS count FROM ormee.poll_unreached unreached
     JOIN ormee.roll_entry entry ON entry.collective_id = unreached.collective_id
       AND entry.poll_id = unreached.poll_id AND entry.member_id = unreached.member_id
     WHERE unreached.collective_id = $1 AND unreached.poll_id = $2 AND entry.entitled`,
    [collectiveId, id],
  );
  return BigInt(row?.count ?? 0);
}

/** Objections in the box that stand no more; null where all of them do. */
async function liftedIn(reader: Reader, { collectiveId, id }: PollRow): Promise<Electorate['lifted'] | null> {
  const ends = await reader.rows<{ how: string; count: string }>(
    `SELECT ended.how, count(*)::text AS count FROM ormee.ballot ballot
     JOIN ormee.objection_end ended
       ON ended.collective_id = ballot.collective_id AND ended.objection_id = ballot.objection_id
     WHERE ballot.collective_id = $1 AND ballot.poll_id = $2 AND ended.how <> 'INTEGRATED' GROUP BY ended.how`,
    [collectiveId, id],
  );
  const of = (how: string): bigint => BigInt(ends.find((end) => end.how === how)?.count ?? 0);
  return ends.length === 0 ? null : { withdrawn: of('WITHDRAWN'), setAside: of('SET_ASIDE') };
}

/** How many ballots are in a box that nobody will count. Whoever asks holds the poll, so that none comes meanwhile. */
export async function castIn(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<number> {
  const [box] = await reader.rows<{ cast: number }>(
    'SELECT count(*)::int AS cast FROM ormee.ballot WHERE collective_id = $1 AND poll_id = $2',
    [collectiveId, pollId],
  );
  return (box as { cast: number }).cast;
}
