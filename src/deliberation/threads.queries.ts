import { MEMBER_AS_JSON, type MemberRecord } from '../collectives/members.queries.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';
import type { ThreadHidingRow } from './thread.entity.js';
import { HIDING, MODERATES } from './contributions.queries.js';
import type { Subject } from './thread-subjects.js';

/** A thread with what a list shows of it, to whoever reads the list. */
export interface ThreadRecord {
  readonly collectiveId: Uuid;
  readonly id: Uuid;
  /** Null also where it is hidden, but for whoever gave it and the moderators. */
  readonly title: string | null;
  readonly titleIsHidden: boolean;
  readonly visibility: Visibility;
  readonly openedAt: Instant;
  readonly openedBy: MemberRecord;
  readonly subjects: readonly Subject[];
  /** How many contributions were written, whatever became of them: the number of the last. */
  readonly lastNumber: number;
  readonly lastWrittenAt: Instant | null;
  readonly readUpTo: number;
  readonly unread: number;
}

/** SQL about a row `thread`: what hides its title, while it does. */
const HIDDEN_TITLE = `ormee.thread_hiding hidden WHERE hidden.collective_id = thread.collective_id
  AND hidden.thread_id = thread.id AND hidden.version = 0 AND hidden.title IS NOT NULL`;

/**
 * SQL about a row `thread`, and how far `reading` is: how many contributions of others came after, but for what they took back.
 * Numbers have no gaps, so that only what does not count is looked for, however long the thread is.
 */
export const unreadBy = (member: string): string => `(thread.last_number - coalesce(reading.read_up_to, 0)
  - (SELECT count(*)::int FROM ormee.contribution own WHERE own.collective_id = thread.collective_id
      AND own.thread_id = thread.id AND own.author_id = ${member} AND own.number > coalesce(reading.read_up_to, 0))
  - (SELECT count(*)::int FROM ormee.contribution gone WHERE gone.collective_id = thread.collective_id
      AND gone.thread_id = thread.id AND gone.state = 'WITHDRAWN' AND gone.author_id <> ${member}
      AND gone.number > coalesce(reading.read_up_to, 0)))`;

// One statement for a whole page: $1 the collective, $2 who reads.
const SELECT = `
  SELECT thread.collective_id AS "collectiveId", thread.id, thread.visibility,
    coalesce(thread.title, (SELECT hidden.title FROM ${HIDDEN_TITLE} AND (thread.opened_by = $2 OR ${MODERATES}))) AS title,
    thread.title IS NULL AND EXISTS (SELECT FROM ${HIDDEN_TITLE}) AS "titleIsHidden",
    thread.opened_at AS "openedAt", thread.last_number AS "lastNumber",
    (SELECT last.written_at FROM ormee.contribution last WHERE last.collective_id = thread.collective_id
       AND last.thread_id = thread.id AND last.number = thread.last_number) AS "lastWrittenAt",
    coalesce(reading.read_up_to, 0) AS "readUpTo",
    ${unreadBy('$2')} AS unread,
    (SELECT coalesce(json_agg(json_build_object('kind', subject.kind, 'objectId', subject.object_id)
         ORDER BY subject.kind, subject.object_id), '[]')
     FROM ormee.thread_subject subject
     WHERE subject.collective_id = thread.collective_id AND subject.thread_id = thread.id) AS subjects,
    ${MEMBER_AS_JSON} AS "openedBy"
  FROM ormee.thread thread
  JOIN ormee.member member ON member.collective_id = thread.collective_id AND member.id = thread.opened_by
  LEFT JOIN ormee.thread_reading reading ON reading.collective_id = thread.collective_id
    AND reading.thread_id = thread.id AND reading.member_id = $2`;

const BY_IDS = prepared(`${SELECT} WHERE thread.collective_id = $1 AND thread.id = ANY($3::uuid[])`);

export const threadsByIds = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid | null,
  ids: readonly Uuid[],
): Promise<ThreadRecord[]> => reader.rows(BY_IDS, [collectiveId, viewerId, ids]);

/** One page of the threads that every member reads, about one thing or all (null), the latest opened first. */
export const threadsBefore = (
  reader: Reader,
  collectiveId: Uuid,
  viewerId: Uuid,
  subject: Subject | null,
  before: Uuid | null,
  first: number,
): Promise<ThreadRecord[]> =>
  reader.rows(
    `${SELECT}
     WHERE thread.collective_id = $1 AND thread.visibility = 'MEMBERS' AND ($3::uuid IS NULL OR thread.id < $3)
       AND ($4::text IS NULL OR EXISTS (SELECT FROM ormee.thread_subject about
         WHERE about.collective_id = $1 AND about.thread_id = thread.id AND about.kind = $4 AND about.object_id = $5))
     ORDER BY thread.id DESC LIMIT $6`,
    [collectiveId, viewerId, before, subject?.kind ?? null, subject?.objectId ?? null, first + 1],
  );

/** A version of a thread's summary, with who wrote it. */
export interface SummaryRecord {
  readonly collectiveId: Uuid;
  readonly threadId: Uuid;
  readonly version: number;
  /** Null where it is hidden, but for its author and the moderators. */
  readonly body: string | null;
  readonly isHidden: boolean;
  readonly upTo: number;
  readonly writtenAt: Instant;
  readonly author: MemberRecord;
}

const SUMMARIES = `SELECT summary.collective_id AS "collectiveId", summary.thread_id AS "threadId", summary.version,
    CASE WHEN hidden.version IS NULL OR summary.author_id = $2 OR ${MODERATES} THEN summary.body END AS body,
    hidden.version IS NOT NULL AS "isHidden", summary.up_to AS "upTo", summary.written_at AS "writtenAt", ${MEMBER_AS_JSON} AS author
  FROM unnest($3::uuid[]) asked (id)
  CROSS JOIN LATERAL (SELECT * FROM ormee.thread_summary one
    WHERE one.collective_id = $1 AND one.thread_id = asked.id AND ($4::integer IS NULL OR one.version < $4)
    ORDER BY one.version DESC LIMIT $5) summary
  LEFT JOIN ormee.thread_hiding hidden ON hidden.collective_id = summary.collective_id
    AND hidden.thread_id = summary.thread_id AND hidden.version = summary.version AND hidden.state <> 'RESTORED'
  JOIN ormee.member member ON member.collective_id = summary.collective_id AND member.id = summary.author_id
  ORDER BY summary.thread_id, summary.version DESC`;

/** The versions of the summaries of some threads, the latest first, so many of each. */
export const summariesOfThreads = (
  reader: Reader,
  collectiveId: Uuid,
  threadIds: readonly Uuid[],
  viewerId: Uuid | null,
  before: number | null,
  limit: number,
): Promise<SummaryRecord[]> => reader.rows(SUMMARIES, [collectiveId, viewerId, threadIds, before, limit]);

/** What moderation did to the title of each of some threads and to their summaries, the title first, so much of each. */
export const hidingsOfThreads = (
  reader: Reader,
  collectiveId: Uuid,
  threadIds: readonly Uuid[],
  after: number,
  limit: number,
): Promise<ThreadHidingRow[]> =>
  reader.rows(
    `SELECT page."threadId", page.* FROM unnest($2::uuid[]) asked (id)
     CROSS JOIN LATERAL (SELECT thread_id AS "threadId", ${HIDING} FROM ormee.thread_hiding
       WHERE collective_id = $1 AND thread_id = asked.id AND version > $3 ORDER BY version LIMIT $4) page
     ORDER BY page."threadId", page.version`,
    [collectiveId, threadIds, after, limit],
  );

/** Who spoke how often in a thread, without names: one entry a speaker, who said most first. */
export interface SpeechRecord {
  readonly threadId: Uuid;
  readonly shares: readonly {
    readonly contributions: number;
    readonly words: number;
    readonly own: boolean;
  }[];
}

/** Of what stands or was hidden: what people took back is not counted against them. */
export const speechOfThreads = (
  reader: Reader,
  collectiveId: Uuid,
  threadIds: readonly Uuid[],
  viewerId: Uuid | null,
): Promise<SpeechRecord[]> =>
  reader.rows(
    `SELECT "threadId", json_agg(json_build_object('contributions', contributions, 'words', words,
         'own', coalesce(author_id = $3, false)) ORDER BY words DESC, contributions DESC) AS shares
     FROM (SELECT one.thread_id AS "threadId", one.author_id, count(*)::int AS contributions,
         coalesce(sum(said.words), 0)::int AS words
       FROM ormee.contribution one
       LEFT JOIN ormee.contribution_version said ON said.collective_id = one.collective_id
         AND said.contribution_id = one.id AND said.version = one.version
       WHERE one.collective_id = $1 AND one.thread_id = ANY($2::uuid[]) AND one.state <> 'WITHDRAWN'
       GROUP BY one.thread_id, one.author_id) speaker
     GROUP BY "threadId"`,
    [collectiveId, threadIds, viewerId],
  );
