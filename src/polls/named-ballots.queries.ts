import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** One ballot of a proclaimed poll, by who put it. */
export interface NamedBallotRecord {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly choice: string;
  readonly reason: string | null;
}

/**
 * The same page of the named ballots of some polls, in the order of the members' ids, which tells nothing of the voting:
 * none before the proclamation, and none ever where one of the pinned clauses shows them to nobody.
 */
export const namedBallotsAfter = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
  after: Uuid | null,
  first: number,
): Promise<NamedBallotRecord[]> =>
  reader.rows(
    `SELECT page.*
     FROM ormee.poll poll
     CROSS JOIN LATERAL (
       SELECT ballot.poll_id AS "pollId", ballot.member_id AS "memberId", ballot.choice, objection.reason
       FROM ormee.ballot ballot
       LEFT JOIN ormee.objection objection
         ON objection.collective_id = ballot.collective_id AND objection.id = ballot.objection_id
       WHERE ballot.collective_id = poll.collective_id AND ballot.poll_id = poll.id
         AND ($3::uuid IS NULL OR ballot.member_id > $3)
       ORDER BY ballot.member_id LIMIT $4
     ) page
     WHERE poll.collective_id = $1 AND poll.id = ANY($2::uuid[]) AND poll.state = 'DECIDED'
       AND poll.ballot_mode = 'OPEN'
       AND NOT EXISTS (SELECT FROM jsonb_array_elements(poll.clauses) AS clause
         WHERE clause ->> 'ballotsVisibleTo' IS DISTINCT FROM 'MEMBERS')
     ORDER BY page."memberId"`,
    [collectiveId, pollIds, after, first + 1],
  );

/** How many are on a roll for each reason, those who vote and those who do not. */
export interface RollCountRecord {
  readonly pollId: Uuid;
  readonly reason: string;
  readonly count: number;
}

export const rollCountsOf = (
  reader: Reader,
  collectiveId: Uuid,
  pollIds: readonly Uuid[],
): Promise<RollCountRecord[]> =>
  reader.rows(
    `SELECT poll_id AS "pollId", reason, count(*)::int AS count FROM ormee.roll_entry
     WHERE collective_id = $1 AND poll_id = ANY($2::uuid[]) GROUP BY poll_id, reason ORDER BY reason`,
    [collectiveId, pollIds],
  );
