import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** One ballot of a proclaimed poll, by who put it. */
export interface NamedBallotRecord {
  readonly memberId: Uuid;
  readonly choice: string;
  readonly reason: string | null;
}

/**
 * One page of the named ballots of a poll, in the order of the members' ids, which tells nothing of the voting: none
 * before the proclamation, and none ever where one of its pinned clauses shows them to nobody.
 */
export const namedBallotsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<NamedBallotRecord[]> =>
  reader.rows(
    `SELECT ballot.member_id AS "memberId", ballot.choice, objection.reason
     FROM ormee.poll poll
     JOIN ormee.ballot ballot ON ballot.collective_id = poll.collective_id AND ballot.poll_id = poll.id
     LEFT JOIN ormee.objection objection
       ON objection.collective_id = ballot.collective_id AND objection.id = ballot.objection_id
     WHERE poll.collective_id = $1 AND poll.id = $2 AND poll.state = 'DECIDED' AND poll.ballot_mode = 'OPEN'
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(poll.clauses) AS clause
         WHERE clause ->> 'ballotsVisibleTo' IS DISTINCT FROM 'MEMBERS')
       AND ($3::uuid IS NULL OR ballot.member_id > $3)
     ORDER BY ballot.member_id LIMIT $4`,
    [collectiveId, pollId, after, first + 1],
  );

/** How many are on a roll for each reason, those who vote and those who do not. */
export interface RollCountRecord {
  readonly reason: string;
  readonly count: number;
}

export const rollCountsOf = (reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<RollCountRecord[]> =>
  reader.rows(
    `SELECT reason, count(*)::int AS count FROM ormee.roll_entry
     WHERE collective_id = $1 AND poll_id = $2 GROUP BY reason ORDER BY reason`,
    [collectiveId, pollId],
  );
