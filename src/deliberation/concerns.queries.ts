import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { ConcernReviewRow, ConcernRow, ConcernState } from './concern.entity.js';

const COLUMNS = `concern.collective_id AS "collectiveId", concern.contribution_id AS "contributionId", concern.state,
  concern.review_at AS "reviewAt"`;

/** A page of the concerns that each of some decisions carries, in the order in which they were voiced. */
export const concernsOfDecisions = (
  reader: Reader,
  collectiveId: Uuid,
  decisionIds: readonly Uuid[],
  after: Uuid | null,
  limit: number,
): Promise<(ConcernRow & { readonly decisionId: Uuid })[]> =>
  reader.rows(
    `SELECT asked.id AS "decisionId", ${COLUMNS} FROM unnest($2::uuid[]) asked (id)
     CROSS JOIN LATERAL (SELECT one.* FROM ormee.decision_concern one
       WHERE one.collective_id = $1 AND one.decision_id = asked.id AND ($3::uuid IS NULL OR one.contribution_id > $3)
       ORDER BY one.contribution_id LIMIT $4) page
     JOIN ormee.concern concern ON concern.collective_id = $1 AND concern.contribution_id = page.contribution_id
     ORDER BY asked.id, page.contribution_id`,
    [collectiveId, decisionIds, after, limit],
  );

/** Where a concern stands in the list of those to look at again: what has no date comes last. */
export interface ConcernPlace {
  readonly sortAt: Instant;
}

const NEVER = `'9999-12-31T00:00:00Z'::timestamptz`;

/** One page of the concerns of a collective in some states, what is looked at first before the rest. */
export const concernsToReview = (
  reader: Reader,
  collectiveId: Uuid,
  states: readonly ConcernState[],
  after: { readonly sortAt: Instant; readonly contributionId: Uuid } | null,
  first: number,
): Promise<(ConcernRow & ConcernPlace)[]> =>
  reader.rows(
    `SELECT ${COLUMNS}, coalesce(concern.review_at, ${NEVER}) AS "sortAt" FROM ormee.concern concern
     WHERE concern.collective_id = $1 AND concern.state = ANY($2::text[])
       AND ($3::timestamptz IS NULL OR (coalesce(concern.review_at, ${NEVER}), concern.contribution_id) > ($3, $4::uuid))
     ORDER BY coalesce(concern.review_at, ${NEVER}), concern.contribution_id LIMIT $5`,
    [collectiveId, states, after?.sortAt ?? null, after?.contributionId ?? null, first + 1],
  );

/** An answer with its words, and the title of the thread that it opened. */
interface LastReview extends Pick<ConcernReviewRow, 'step' | 'how' | 'authorId' | 'reviewAt' | 'proposalId'> {
  readonly body: string | null;
  readonly threadTitle: string | null;
}

/** The last answer to a concern; null before the first. */
export async function lastReviewOf(
  reader: Reader,
  collectiveId: Uuid,
  contributionId: Uuid,
): Promise<LastReview | null> {
  const [last] = await reader.rows<LastReview>(
    `SELECT review.step, review.how, review.author_id AS "authorId", review.review_at AS "reviewAt",
       review.proposal_id AS "proposalId", words.body, opened.title AS "threadTitle"
     FROM ormee.concern_review review
     LEFT JOIN ormee.contribution_version words ON words.collective_id = review.collective_id
       AND words.contribution_id = review.reply_id AND words.version = 1
     LEFT JOIN ormee.thread opened ON opened.collective_id = review.collective_id AND opened.id = review.thread_id
     WHERE review.collective_id = $1 AND review.contribution_id = $2 ORDER BY review.step DESC LIMIT 1`,
    [collectiveId, contributionId],
  );
  return last ?? null;
}
