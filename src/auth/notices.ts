import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';

/** A link that others gave for somebody: who they were, and what became of it. */
export interface LinkNotice {
  readonly issuedAt: Instant;
  readonly way: 'TWO_MEMBERS' | 'MANDATE';
  readonly issuedBy: readonly string[];
  /** Whether a session was opened with it. */
  readonly used: boolean;
}

/** What a member has to be told: every link that others gave in their name, the latest first. */
export const noticesOf = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<LinkNotice[]> =>
  reader.rows(
    `SELECT issue.issued_at AS "issuedAt", issue.way,
       ARRAY (SELECT giver.public_name FROM ormee.member giver WHERE giver.collective_id = issue.collective_id
         AND giver.id IN (issue.asked_by, issue.joined_by) ORDER BY giver.public_name) AS "issuedBy",
       EXISTS (SELECT FROM ormee.link link WHERE link.collective_id = issue.collective_id
         AND link.issue_id = issue.id AND link.consumed_at IS NOT NULL) AS used
     FROM ormee.link_issue issue
     WHERE issue.collective_id = $1 AND issue.member_id = $2 AND issue.issued_at IS NOT NULL
     ORDER BY issue.issued_at DESC, issue.id DESC LIMIT 100`,
    [collectiveId, memberId],
  );

/** How many ballots in the box were cast in a session that others opened for this member. */
export async function assistedBallots(reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<number> {
  const [row] = await reader.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM ormee.ballot WHERE collective_id = $1 AND member_id = $2 AND assisted`,
    [collectiveId, memberId],
  );
  return (row as { count: number }).count;
}
