import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import { AWAITING_OF_ME } from './awaiting.queries.js';
import type { NoticeKind } from './notice.entity.js';

/** One thing to write to a member about, which nobody has written to them yet. */
export interface Due {
  readonly memberId: Uuid;
  readonly kind: NoticeKind;
  readonly about: string;
}

/**
 * Whom letters are for, as `me`: current members who gave an address and did not refuse letters. Somebody taken over from
 * a file gave nothing themselves until they have come in.
 */
const WHO = `
  SELECT member.collective_id, member.id, coalesce(choice.rhythm, 'WEEKLY') AS rhythm,
    greatest(member.joined_at, choice.chosen_at) AS since
  FROM ormee.member member
  LEFT JOIN ormee.notice_choice choice ON choice.collective_id = member.collective_id AND choice.member_id = member.id
  WHERE member.collective_id = $1 AND member.state = 'ACTIVE' AND member.email IS NOT NULL
    AND choice.rhythm IS DISTINCT FROM 'NONE'
    AND NOT EXISTS (SELECT FROM ormee.taken_over_member taken WHERE taken.collective_id = member.collective_id
      AND taken.member_id = member.id AND taken.verified_at IS NULL)`;

/** What a letter is worth: something is asked. To hold a mandate or to be in a group is no news. */
const IS_ASKED = `(item.rank <= 2
  OR item.reason IN ('REPORT_OVERDUE', 'REPORT_DUE') AND item."dueAt" <= ormee.instant() + interval '8 days')`;

const UNWRITTEN = (kind: string, about: string): string => `
  NOT EXISTS (SELECT FROM ormee.notice written WHERE written.collective_id = me.collective_id
    AND written.member_id = me.id AND written.kind = ${kind} AND written.about = ${about})`;

/**
 * Whose digest of the period is still to be written: a day begins at seven, and a week on Monday, in the collective's zone.
 * Whoever joined, or chose, since the period began is written to in the next. Digests are written in the morning: what comes
 * up later, or was missed while the service was down, is in the next morning's. One that left late is enough for a while.
 */
export const digestsDue = (reader: Reader, collectiveId: Uuid): Promise<Due[]> =>
  reader.rows(
    `SELECT me.id AS "memberId", 'DIGEST' AS kind, period.day::text AS about
     FROM (${WHO}) me
     CROSS JOIN LATERAL (
       SELECT date_trunc(CASE me.rhythm WHEN 'DAILY' THEN 'day' ELSE 'week' END,
           ormee.instant() AT TIME ZONE collective.zone - interval '7 hours')::date AS day, collective.zone
       FROM ormee.collective collective WHERE collective.id = me.collective_id) period
     WHERE (ormee.instant() AT TIME ZONE period.zone)::time BETWEEN time '07:00' AND time '11:59:59.999'
       AND me.since <= (period.day + time '07:00') AT TIME ZONE period.zone
       AND ${UNWRITTEN(`'DIGEST'`, 'period.day::text')}
       AND NOT EXISTS (SELECT FROM ormee.notice late WHERE late.collective_id = me.collective_id
         AND late.member_id = me.id AND late.kind = 'DIGEST' AND late.sent_at > ormee.instant() - interval '12 hours')
       AND EXISTS (SELECT FROM (${AWAITING_OF_ME}) item WHERE ${IS_ASKED})
     ORDER BY me.id`,
    [collectiveId],
  );

/** Reasons that words of one's own give, which are counted apart: nobody asks anything, and an appeal may be made. */
const HIDINGS = `'WORDS_HIDDEN', 'HIDING_UPHELD'`;
const SORT = `CASE WHEN item.reason IN (${HIDINGS}) THEN 'HIDDEN' ELSE item.kind END`;

/** SQL: a thing by its deadline. A search for consent, or an election, asks anew in each of its phases. */
const BY_DEADLINE = (format: string): string =>
  `item."objectId"::text || ' ' || to_char(item."dueAt" AT TIME ZONE 'UTC', '${format}')`;

/** What cannot wait for a digest: what closes within a day and is theirs, what concerns their mandate or what they said. */
export const atOnceDue = (reader: Reader, collectiveId: Uuid): Promise<Due[]> =>
  reader.rows(
    `SELECT me.id AS "memberId", thing.kind, thing.about
     FROM (${WHO}) me
     CROSS JOIN LATERAL (
       SELECT 'CLOSING' AS kind, ${BY_DEADLINE('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')} AS about
       FROM (${AWAITING_OF_ME}) item
       WHERE item.rank <= 1 AND item."dueAt" > ormee.instant() AND item."dueAt" <= ormee.instant() + interval '1 day'
       UNION
       SELECT 'REPORT', ${BY_DEADLINE('YYYY-MM-DD')}
       FROM (${AWAITING_OF_ME}) item
       WHERE item.rank = 3 AND item.reason IN ('REPORT_OVERDUE', 'REPORT_DUE')
         AND item."dueAt" <= ormee.instant() + interval '1 day'
       UNION
       SELECT 'HIDDEN', item."objectId"::text || ' ' || item.reason || ' ' || hiding.version
       FROM (${AWAITING_OF_ME}) item
       JOIN ormee.contribution_hiding hiding ON hiding.collective_id = me.collective_id
         AND hiding.contribution_id = item."objectId"
         AND hiding.state = CASE item.reason WHEN 'WORDS_HIDDEN' THEN 'HIDDEN' ELSE 'UPHELD' END
       WHERE item.reason IN (${HIDINGS})
       UNION
       SELECT 'REVOKED', mandate.id::text
       FROM ormee.mandate_holder holder
       JOIN ormee.mandate mandate ON mandate.collective_id = holder.collective_id AND mandate.id = holder.mandate_id
       WHERE holder.collective_id = me.collective_id AND holder.member_id = me.id AND holder.left_at IS NULL
         AND mandate.state = 'REVOKED' AND mandate.role IS NULL
         AND mandate.ended_at > ormee.instant() - interval '3 days'
     ) thing
     WHERE ${UNWRITTEN('thing.kind', 'thing.about')}
     ORDER BY me.id, thing.kind, thing.about`,
    [collectiveId],
  );

/** What a letter says: how many of a sort, and when the first closes. Never what they are called. */
export interface Counted {
  readonly sort: 'VOTE' | 'ANSWER' | 'HIDDEN' | 'READ' | 'MANDATE' | 'REVOKED';
  readonly count: number;
  readonly firstAt: Instant | null;
}

const ME = '(SELECT $1::uuid AS collective_id, $2::uuid AS id) me';

/** What a digest says now, when it leaves: nothing of what was done meanwhile. A concern that came back has no day to come. */
export const countedForDigest = (reader: Reader, collectiveId: Uuid, memberId: Uuid): Promise<Counted[]> =>
  reader.rows(
    `SELECT sort, count(*)::int AS count, min("dueAt") AS "firstAt"
     FROM (SELECT ${SORT} AS sort, item.rank, CASE WHEN item.reason <> 'CONCERN_DUE' THEN item."dueAt" END AS "dueAt"
       FROM ${ME} CROSS JOIN LATERAL (${AWAITING_OF_ME}) item WHERE ${IS_ASKED}) said
     GROUP BY sort ORDER BY min(rank), sort`,
    [collectiveId, memberId],
  );

/** The same of a letter that was written at once, of what is still so. */
export const countedAtOnce = (
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
  letterId: Uuid,
): Promise<Counted[]> =>
  reader.rows(
    `SELECT sort, count(*)::int AS count, min("dueAt") AS "firstAt"
     FROM (
       SELECT item.rank, ${SORT} AS sort, item."dueAt"
       FROM ${ME}
       CROSS JOIN LATERAL (${AWAITING_OF_ME}) item
       WHERE item."objectId"::text IN (SELECT split_part(written.about, ' ', 1) FROM ormee.notice written
         WHERE written.collective_id = me.collective_id AND written.member_id = me.id AND written.letter_id = $3
           AND written.kind IN ('CLOSING', 'REPORT', 'HIDDEN'))
       UNION ALL
       SELECT 5, 'REVOKED', NULL FROM ormee.notice written
       WHERE written.collective_id = $1 AND written.member_id = $2 AND written.letter_id = $3
         AND written.kind = 'REVOKED'
     ) said
     WHERE sort <> 'GROUP' GROUP BY sort ORDER BY min(rank), sort`,
    [collectiveId, memberId, letterId],
  );
