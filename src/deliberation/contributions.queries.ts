import { MEMBER_AS_JSON, type MemberRecord } from '../collectives/members.queries.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';
import { seesTo } from '../decisions/follow-ups.queries.js';
import { liveAt } from '../mandates/live.js';
import type { ConcernReviewRow, ConcernState } from './concern.entity.js';
import type { Answering } from './concern.rules.js';
import type {
  ContributionHidingRow,
  ContributionKind,
  ContributionState,
  HidingState,
} from './contribution.entity.js';

/** A contribution as whoever asks reads it. */
export interface ContributionRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  readonly threadId: Uuid;
  readonly visibility: Visibility;
  readonly number: number;
  readonly kind: ContributionKind;
  readonly state: ContributionState;
  readonly version: number;
  readonly authorId: Uuid;
  readonly author: MemberRecord;
  readonly repliesTo: Uuid | null;
  readonly repliesToNumber: number | null;
  readonly replies: number;
  readonly writtenAt: Instant;
  readonly editedAt: Instant | null;
  /** Null where the words are not for whoever asks to read, or nobody's any more. */
  readonly body: string | null;
  /** Of a concern that has a date, or that a decision carries. */
  readonly concern: ConcernRecord | null;
}

/** What became of a concern: the decisions that carry it, and how it was answered, from the first. */
export interface ConcernRecord {
  readonly state: ConcernState;
  readonly reviewAt: Instant | null;
  readonly decisionIds: readonly Uuid[];
  readonly reviews: readonly Pick<
    ConcernReviewRow,
    'how' | 'authorId' | 'replyId' | 'reviewAt' | 'threadId' | 'proposalId' | 'saidAt'
  >[];
}

const inJson = (instant: string): string =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL about a contribution `one`, as one value: what became of it as a concern; null where it is none. */
const CONCERN_AS_JSON = `CASE WHEN one.kind = 'CONCERN' THEN (SELECT jsonb_build_object('state', concern.state,
    'reviewAt', ${inJson('concern.review_at')},
    'decisionIds', ARRAY (SELECT carried.decision_id FROM ormee.decision_concern carried
      JOIN ormee.decision decision ON decision.collective_id = carried.collective_id AND decision.id = carried.decision_id
      WHERE carried.collective_id = concern.collective_id AND carried.contribution_id = concern.contribution_id
        AND decision.visibility IN ('PUBLIC', 'MEMBERS')
      ORDER BY carried.decision_id),
    'reviews', (SELECT coalesce(jsonb_agg(jsonb_build_object('how', review.how, 'authorId', review.author_id,
        'replyId', review.reply_id, 'reviewAt', ${inJson('review.review_at')}, 'threadId', review.thread_id,
        'proposalId', review.proposal_id, 'saidAt', ${inJson('review.said_at')}) ORDER BY review.step), '[]')
      FROM ormee.concern_review review WHERE review.collective_id = concern.collective_id
        AND review.contribution_id = concern.contribution_id))
  FROM ormee.concern concern
  WHERE concern.collective_id = one.collective_id AND concern.contribution_id = one.id) END`;

/** SQL about a contribution `one`: whether a member, given as SQL, sees to a decision that carries it as a concern. */
export const SEES_TO_CONCERN = (member: string): string => `EXISTS (SELECT FROM ormee.decision_concern carried
  JOIN ormee.decision decision ON decision.collective_id = carried.collective_id AND decision.id = carried.decision_id
  WHERE carried.collective_id = one.collective_id AND carried.contribution_id = one.id
    AND decision.visibility IN ('PUBLIC', 'MEMBERS') AND ${seesTo(member)})`;

/** SQL: whether $2 holds, now, a mandate on the whole collective $1 to moderate. It stands for itself: read once a statement. */
export const MODERATES = `EXISTS (SELECT FROM ormee.mandate_holder held
  JOIN ormee.mandate live ON live.collective_id = held.collective_id AND live.id = held.mandate_id
  WHERE held.collective_id = $1 AND held.member_id = $2 AND held.left_at IS NULL
    AND live.scope_kind = 'COLLECTIVE' AND 'hideContribution' = ANY (live.scope_acts)
    AND ${liveAt('live')})`;

/** SQL about a contribution `one`: its words are for $2 to read. Hidden ones are read by their author and by moderators. */
const READS_WORDS = `(one.state = 'STANDING' OR one.state <> 'ERASED' AND one.author_id = $2
  OR one.state = 'HIDDEN' AND ${MODERATES})`;

/** SQL about a row `one` of a thread: whether it speaks of the work of $2, or the proposal would touch them. */
export const SPEAKS_OF_WORK_OF = `(EXISTS (SELECT FROM ormee.thread_subject about
    JOIN ormee.proposal proposal ON proposal.collective_id = about.collective_id AND proposal.id = about.object_id
    WHERE about.collective_id = one.collective_id AND about.thread_id = one.thread_id AND about.kind = 'PROPOSAL'
      AND proposal.author_id = $2)
  OR EXISTS (SELECT FROM ormee.thread_subject about
    JOIN ormee.proposal_version words ON words.collective_id = about.collective_id AND words.proposal_id = about.object_id
    WHERE about.collective_id = one.collective_id AND about.thread_id = one.thread_id AND about.kind = 'PROPOSAL'
      AND (words.effects::text LIKE '%' || $2::text || '%'
        OR EXISTS (SELECT FROM ormee.mandate_holder held WHERE held.collective_id = words.collective_id
          AND held.member_id = $2 AND words.effects::text LIKE '%' || held.mandate_id::text || '%')))
  OR EXISTS (SELECT FROM ormee.thread_subject about
    JOIN ormee.amendment amendment ON amendment.collective_id = about.collective_id AND amendment.id = about.object_id
    WHERE about.collective_id = one.collective_id AND about.thread_id = one.thread_id AND about.kind = 'AMENDMENT'
      AND amendment.author_id = $2))`;

/** SQL about a contribution `one`: whether $2 is somebody whom it is said to, of whose work it speaks, or whom the proposal would touch. */
export const CONCERNS = `(one.author_id = $2
  OR EXISTS (SELECT FROM ormee.contribution asked WHERE asked.collective_id = one.collective_id
    AND asked.id = one.replies_to AND asked.author_id = $2)
  OR ${SPEAKS_OF_WORK_OF})`;

// One statement for a whole page: $1 the collective, $2 who reads.
const COLUMNS = `one.collective_id AS "collectiveId", one.id, one.thread_id AS "threadId", thread.visibility, one.number,
    one.kind, one.state, one.version, one.author_id AS "authorId", one.replies_to AS "repliesTo",
    replied.number AS "repliesToNumber",
    (SELECT count(*)::int FROM ormee.contribution reply
     WHERE reply.collective_id = one.collective_id AND reply.replies_to = one.id) AS replies,
    one.written_at AS "writtenAt", CASE WHEN one.version > 1 THEN said.written_at END AS "editedAt",
    CASE WHEN ${READS_WORDS} THEN said.body END AS body, ${CONCERN_AS_JSON} AS concern,
    ${MEMBER_AS_JSON} AS author`;

const BESIDE = `
  JOIN ormee.thread thread ON thread.collective_id = one.collective_id AND thread.id = one.thread_id
  JOIN ormee.member member ON member.collective_id = one.collective_id AND member.id = one.author_id
  LEFT JOIN ormee.contribution_version said ON said.collective_id = one.collective_id
    AND said.contribution_id = one.id AND said.version = one.version
  LEFT JOIN ormee.contribution replied ON replied.collective_id = one.collective_id AND replied.id = one.replies_to`;

/**
 * A page of each of some threads, in the order in which it was said: $3 the threads, $4 the number after which it begins,
 * $5 the kinds that are asked for (null: all), $6 rows.
 */
export const CONTRIBUTIONS_PAGE = prepared(`SELECT ${COLUMNS} FROM unnest($3::uuid[]) asked (id)
  CROSS JOIN LATERAL (SELECT * FROM ormee.contribution said
    WHERE said.collective_id = $1 AND said.thread_id = asked.id AND said.number > $4
      AND ($5::text[] IS NULL OR said.kind = ANY ($5))
    ORDER BY said.number LIMIT $6) one ${BESIDE}
  ORDER BY one.thread_id, one.number`);

export const contributionsOfThreads = (
  reader: Reader,
  collectiveId: Uuid,
  threadIds: readonly Uuid[],
  viewerId: Uuid | null,
  after: number,
  kinds: readonly ContributionKind[] | null,
  limit: number,
): Promise<ContributionRecord[]> =>
  reader.rows(CONTRIBUTIONS_PAGE, [collectiveId, viewerId, threadIds, after, kinds, limit]);

/** A page of what replies to each of some contributions. */
export const repliesToContributions = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  viewerId: Uuid | null,
  after: number,
  kinds: readonly ContributionKind[] | null,
  limit: number,
): Promise<ContributionRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM unnest($3::uuid[]) asked (id)
     CROSS JOIN LATERAL (SELECT * FROM ormee.contribution reply
       WHERE reply.collective_id = $1 AND reply.replies_to = asked.id AND reply.number > $4
         AND ($5::text[] IS NULL OR reply.kind = ANY ($5))
       ORDER BY reply.number LIMIT $6) one ${BESIDE}
     ORDER BY one.replies_to, one.number`,
    [collectiveId, viewerId, ids, after, kinds, limit],
  );

export const contributionsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid | null,
  ids: readonly Uuid[],
): Promise<ContributionRecord[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.contribution one ${BESIDE} WHERE one.collective_id = $1 AND one.id = ANY($3::uuid[])`,
    [collectiveId, viewerId, ids],
  );

/** SQL about a contribution `one`, as one value: where it stands as a concern for $2, who would answer it. */
const ANSWERING = `CASE WHEN one.kind = 'CONCERN' THEN (SELECT jsonb_build_object('state', concern.state,
    'reviewAt', ${inJson('concern.review_at')}, 'isAuthor', one.author_id = $2,
    'isAuthorHere', author.state = 'ACTIVE', 'seesTo', ${SEES_TO_CONCERN('$2')})
  FROM ormee.concern concern
  JOIN ormee.member author ON author.collective_id = one.collective_id AND author.id = one.author_id
  WHERE concern.collective_id = one.collective_id AND concern.contribution_id = one.id) END`;

/** What whoever asks may do about a contribution of somebody: moderate it, or answer it as a concern. */
export interface ViewerRecord {
  readonly id: Uuid;
  /** They hold a mandate to moderate, now. */
  readonly moderates: boolean;
  /** They wrote it, or what it answers, or what its thread is about. */
  readonly concerned: boolean;
  /** What moderation did to its current words; null for nothing. */
  readonly hiding: HidingState | null;
  /** Null where it is no concern that has a date, or that a decision carries. */
  readonly answering: Answering | null;
}

export const viewersOf = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  viewerId: Uuid | null,
): Promise<ViewerRecord[]> =>
  reader.rows(
    `SELECT one.id, ${MODERATES} AS moderates, ${CONCERNS} AS concerned, hidden.state AS hiding, ${ANSWERING} AS answering
     FROM ormee.contribution one
     LEFT JOIN ormee.contribution_hiding hidden ON hidden.collective_id = one.collective_id
       AND hidden.contribution_id = one.id AND hidden.version = one.version
     WHERE one.collective_id = $1 AND one.id = ANY($3::uuid[])`,
    [collectiveId, viewerId, ids],
  );

/** The words of a contribution at one time. */
export interface WordsRecord {
  readonly contributionId: Uuid;
  readonly version: number;
  /** Null where this version is hidden, but for their author and the moderators. */
  readonly body: string | null;
  /** What moderation did to this version; null for nothing. */
  readonly hiding: HidingState | null;
  readonly writtenAt: Instant;
}

/** The versions of some contributions whose words are for whoever asks to read, from the first, so many of each. */
export const versionsOfContributions = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  viewerId: Uuid | null,
  after: number,
  limit: number,
): Promise<WordsRecord[]> =>
  reader.rows(
    `SELECT version.contribution_id AS "contributionId", version.version, hidden.state AS hiding,
       CASE WHEN coalesce(hidden.state, 'RESTORED') = 'RESTORED' OR one.author_id = $2 OR ${MODERATES}
         THEN version.body END AS body,
       version.written_at AS "writtenAt"
     FROM ormee.contribution one
     CROSS JOIN LATERAL (SELECT * FROM ormee.contribution_version said
       WHERE said.collective_id = $1 AND said.contribution_id = one.id AND said.version > $4
       ORDER BY said.version LIMIT $5) version
     LEFT JOIN ormee.contribution_hiding hidden ON hidden.collective_id = one.collective_id
       AND hidden.contribution_id = one.id AND hidden.version = version.version
     WHERE one.collective_id = $1 AND one.id = ANY($3::uuid[]) AND ${READS_WORDS}
     ORDER BY version.contribution_id, version.version`,
    [collectiveId, viewerId, ids, after, limit],
  );

/** What moderation did to some contributions, from the first. */
export const hidingsOfContributions = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<ContributionHidingRow[]> =>
  reader.rows(
    `SELECT contribution_id AS "contributionId", ${HIDING} FROM ormee.contribution_hiding
     WHERE collective_id = $1 AND contribution_id = ANY($2::uuid[]) ORDER BY contribution_id, version`,
    [collectiveId, ids],
  );

/** SQL: the columns of what hides any words. */
export const HIDING = `collective_id AS "collectiveId", version,
  hidden_by AS "hiddenBy", mandate_id AS "mandateId", reason, hidden_at AS "hiddenAt", state, appeal,
  appealed_at AS "appealedAt", restores_at AS "restoresAt", settled_by AS "settledBy",
  settled_under AS "settledUnder", settled_reason AS "settledReason", settled_at AS "settledAt"`;

/** When a contribution was last said as it is; null where there is none. */
export async function wordsStandSince(
  reader: Reader,
  collectiveId: Uuid,
  contributionId: Uuid,
): Promise<Instant | null> {
  const [said] = await reader.rows<{ since: Instant }>(
    `SELECT max(written_at) AS since FROM ormee.contribution_version
     WHERE collective_id = $1 AND contribution_id = $2 HAVING count(*) > 0`,
    [collectiveId, contributionId],
  );
  return said?.since ?? null;
}
