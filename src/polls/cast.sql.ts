import { BALLOT_KINDS } from '../core/counting/ballot.js';
import { prepared } from '../platform/database/prepared.js';

const KIND_OF_METHOD = `CASE box.method ${Object.entries(BALLOT_KINDS)
  .map(([method, kind]) => `WHEN '${method}' THEN '${kind}'`)
  .join(' ')} END`;

/** Whether somebody is among the voters of `box`. */
export const ON_ROLL = `
  (entry.member_id IS NOT NULL AND entry.entitled AND (box.venue <> 'ASSEMBLY' OR entry.present))`;

/**
 * Why a ballot is refused, or NULL: the one place where it is decided, read by casting and by the answer to "may I
 * vote". Wants the aliases `box` (the poll, locked when casting) and `entry` (the roll). The deadline is compared here,
 * in the select list, after the locks were granted: a WHERE beside the lock would have judged an older moment.
 */
export const REFUSAL_OF_BOX = `
  CASE
    WHEN box.id IS NULL THEN 'NOT_FOUND'
    WHEN box.state <> 'OPEN' OR box.closes_at <= ormee.instant() THEN 'POLL_NOT_OPEN'
    WHEN NOT ${ON_ROLL} THEN 'NOT_ON_ROLL'
  END`;

/** Whether a voter said that a relay did not bring what they said: then they cast another ballot, whatever the rule. */
export const freedByContest = (member: string, revision: string): string => `
  EXISTS (SELECT FROM ormee.relayed_ballot_contest freed WHERE freed.collective_id = box.collective_id
    AND freed.poll_id = box.id AND freed.member_id = ${member} AND ${revision} IN (freed.revision, freed.voided_by))`;

/** Why somebody is not among the voters of `box`, in the roll's own words. */
export const ROLL_REASON = `
  CASE WHEN entry.member_id IS NULL THEN 'NOT_LISTED' WHEN NOT entry.entitled THEN entry.reason ELSE 'NOT_PRESENT' END`;

/** Whose ballots they are, as their sessions say it: `who` is a session's secret. */
const HELD_BY_SESSION = `
    SELECT w.place, w.collective_id, w.poll_id, session.member_id, session.ended_at, session.expires_at,
      session.assisted
    FROM wanted w
    JOIN ormee.session session ON session.collective_id = w.collective_id AND session.token_hash = w.who
    FOR SHARE OF session`;

/** Whose ballots they are, as a relay says it, who holds a mandate locked by the same transaction: `who` is a member's id. */
const HELD_AS_MEMBER = `
    SELECT w.place, w.collective_id, w.poll_id, member.id AS member_id, NULL::timestamptz AS ended_at,
      'infinity'::timestamptz AS expires_at, false AS assisted
    FROM wanted w
    JOIN ormee.member member ON member.collective_id = w.collective_id AND member.id = w.who::uuid`;

/**
 * Casts a batch of ballots in one statement: sessions, polls and roll entries are locked FOR SHARE in materialized
 * steps, then each ballot is judged, written at its expected revision with its objection, and answered in order.
 * Arrays in, a row an item out: `refusal`, or the `revision` written, or neither when another revision stands. The
 * expected revision must be there when the statement begins: one written meanwhile may have raised an objection that
 * this statement does not see, and would neither withdraw nor reuse. A ballot cast in a session that others opened for
 * its voter bears that mark. Whoever says that a relay's ballot was not theirs may cast another, also where ballots do not change.
 * How long a batch is stays hidden from the planner: one plan serves all of them.
 */
const castBy = (held: string): string => `
  WITH wanted AS MATERIALIZED (
    SELECT w.* FROM (SELECT $1::int[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::int[],
        $9::uuid[], $10::uuid[] OFFSET 0)
      batch (places, collectives, voters, polls, kinds, choices, reasons, revisions, ballots, objections)
    CROSS JOIN LATERAL
      unnest(places, collectives, voters, polls, kinds, choices, reasons, revisions, ballots, objections)
      w (place, collective_id, who, poll_id, kind, choice, reason, expected, ballot_id, objection_id)
  ), held AS MATERIALIZED (${held}
  ), box AS MATERIALIZED (
    SELECT poll.* FROM ormee.poll poll
    WHERE (poll.collective_id, poll.id) IN (SELECT w.collective_id, w.poll_id FROM wanted w)
    ORDER BY poll.collective_id, poll.id
    FOR SHARE OF poll
  ), entry AS MATERIALIZED (
    SELECT roll.* FROM held
    JOIN ormee.roll_entry roll
      ON roll.collective_id = held.collective_id AND roll.poll_id = held.poll_id AND roll.member_id = held.member_id
    FOR SHARE OF roll
  ), judged AS MATERIALIZED (
    SELECT w.*, held.member_id, held.assisted, box.state, box.closes_at, ${ROLL_REASON} AS roll_reason,
      CASE
        WHEN held.member_id IS NULL OR held.ended_at IS NOT NULL OR held.expires_at <= ormee.instant()
          THEN 'NOT_SIGNED_IN'
        ELSE coalesce(${REFUSAL_OF_BOX}, CASE
          WHEN w.kind <> ${KIND_OF_METHOD} THEN 'BALLOT_INVALID'
          WHEN w.expected > 0 AND NOT box.ballot_may_change AND NOT ${freedByContest('held.member_id', 'w.expected')}
            THEN 'BALLOT_NOT_CHANGEABLE' END)
      END AS refusal,
      (SELECT objection.id FROM ormee.objection objection WHERE objection.collective_id = w.collective_id
        AND objection.poll_id = w.poll_id AND objection.member_id = held.member_id) AS standing_objection
    FROM wanted w
    LEFT JOIN held ON held.place = w.place
    LEFT JOIN box ON box.collective_id = w.collective_id AND box.id = w.poll_id
    LEFT JOIN entry ON entry.collective_id = w.collective_id AND entry.poll_id = w.poll_id
      AND entry.member_id = held.member_id
  ), written AS (
    INSERT INTO ormee.ballot AS mine (collective_id, poll_id, member_id, id, choice, objection_id, revision,
      assisted)
    SELECT j.collective_id, j.poll_id, j.member_id, j.ballot_id, j.choice,
      CASE WHEN j.choice = 'OBJECT' THEN coalesce(j.standing_objection, j.objection_id) END, j.expected + 1, j.assisted
    FROM judged j
    WHERE j.refusal IS NULL AND (j.expected = 0 OR EXISTS (
      SELECT FROM ormee.ballot b
      WHERE b.collective_id = j.collective_id AND b.poll_id = j.poll_id AND b.member_id = j.member_id
        AND b.revision = j.expected))
    ORDER BY j.collective_id, j.poll_id, j.member_id
    ON CONFLICT (collective_id, poll_id, member_id) DO UPDATE
      SET choice = excluded.choice, objection_id = excluded.objection_id, revision = excluded.revision,
        assisted = excluded.assisted
      WHERE mine.revision = excluded.revision - 1
    RETURNING collective_id, poll_id, member_id, choice, objection_id, revision, assisted
  ), objected AS (
    INSERT INTO ormee.objection AS o (collective_id, id, poll_id, member_id, reason, state)
    SELECT w.collective_id, w.objection_id, w.poll_id, w.member_id, j.reason, 'RAISED'
    FROM written w
    JOIN judged j ON j.collective_id = w.collective_id AND j.poll_id = w.poll_id AND j.member_id = w.member_id
    WHERE w.choice = 'OBJECT'
    ON CONFLICT (collective_id, poll_id, member_id) DO UPDATE SET reason = excluded.reason, state = 'RAISED'
  ), withdrawn AS (
    UPDATE ormee.objection o SET state = 'WITHDRAWN'
    FROM written w
    WHERE w.choice <> 'OBJECT' AND o.state = 'RAISED'
      AND o.collective_id = w.collective_id AND o.poll_id = w.poll_id AND o.member_id = w.member_id
  )
  SELECT j.place, j.refusal, j.member_id AS "memberId", j.state, j.closes_at AS "closesAt",
    j.roll_reason AS "rollReason", w.revision, w.assisted
  FROM judged j
  LEFT JOIN written w ON w.collective_id = j.collective_id AND w.poll_id = j.poll_id AND w.member_id = j.member_id
  ORDER BY j.place`;

export const CAST = prepared(castBy(HELD_BY_SESSION));
export const CAST_FOR_MEMBER = prepared(castBy(HELD_AS_MEMBER));

/** The ballot and objection that stand for some members: read only when a cast met another revision than it expected. */
export const STANDING = `
  SELECT w.place, ballot.choice, ballot.revision, ballot.assisted, objection.reason
  FROM unnest($1::int[], $2::uuid[], $3::uuid[], $4::uuid[]) AS w (place, collective_id, poll_id, member_id)
  LEFT JOIN ormee.ballot ballot
    ON ballot.collective_id = w.collective_id AND ballot.poll_id = w.poll_id AND ballot.member_id = w.member_id
  LEFT JOIN ormee.objection objection
    ON objection.collective_id = w.collective_id AND objection.poll_id = w.poll_id
    AND objection.member_id = w.member_id AND ballot.objection_id = objection.id`;
