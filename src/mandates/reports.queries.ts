import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { MandateHandoverRow, MandateReportRow } from './report.entity.js';

/** Every version of every report on some mandates, from the first. */
export const reportsOfMandates = (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<MandateReportRow[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", mandate_id AS "mandateId", number, version, author_id AS "authorId", body,
       written_at AS "writtenAt"
     FROM ormee.mandate_report WHERE collective_id = $1 AND mandate_id = ANY($2::uuid[])
     ORDER BY mandate_id, number, version`,
    [collectiveId, mandateIds],
  );

/** What holders asked home under some mandates, with what came of it. */
export interface InstructionAsked {
  readonly mandateId: Uuid;
  readonly proposalId: Uuid;
  readonly title: string;
  /** The group that is asked; null for the collective. */
  readonly groupId: Uuid | null;
  readonly askedBy: Uuid;
  readonly askedAt: Instant;
  /** The decision that answers; null while it waits, and where the question was given up. */
  readonly decisionId: Uuid | null;
  readonly outcome: 'ADOPTED' | 'REJECTED' | null;
}

export const instructionsOfMandates = (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<InstructionAsked[]> =>
  reader.rows(
    `SELECT asked.mandate_id AS "mandateId", asked.proposal_id AS "proposalId", version.title,
       CASE WHEN proposal.handed_at IS NULL THEN proposal.group_id END AS "groupId", asked.asked_by AS "askedBy", asked.asked_at AS "askedAt", decision.id AS "decisionId", decision.outcome
     FROM ormee.mandate_instruction asked
     JOIN ormee.proposal proposal ON proposal.collective_id = asked.collective_id AND proposal.id = asked.proposal_id
     JOIN ormee.proposal_version version ON version.collective_id = proposal.collective_id
       AND version.proposal_id = proposal.id AND version.version = proposal.current_version
     LEFT JOIN ormee.decision decision ON decision.collective_id = asked.collective_id
       AND decision.proposal_id = asked.proposal_id
     WHERE asked.collective_id = $1 AND asked.mandate_id = ANY($2::uuid[])
     ORDER BY asked.asked_at, asked.proposal_id`,
    [collectiveId, mandateIds],
  );

export type HandoverKind =
  'REPORT_DUE' | 'INSTRUCTIONS_WAITING' | 'POLL_OPEN' | 'SITTING_CONVENED' | 'DECISION_UNDER_WAY';

/** One thing of a mandate that is still open: what whoever comes next finds on the table. */
export interface HandoverItem {
  readonly mandateId: Uuid;
  readonly kind: HandoverKind;
  /** The proposal, the poll, the assembly or the decision; null for a report. */
  readonly subjectId: Uuid | null;
  readonly title: string;
  readonly dueAt: Instant | null;
}

/**
 * SQL about a row `mandate`: when the next report is due, one for each day that it was asked for. The days are of the
 * collective's calendar, and none of those that come back is later than the end.
 */
export const NEXT_REPORT_DUE = `
  (SELECT CASE
     WHEN written.count = 0 THEN mandate.report_due_at
     WHEN due.at <= least(mandate.ended_at, mandate.ends_at) THEN due.at
   END
   FROM (SELECT count(DISTINCT report.number)::int AS count FROM ormee.mandate_report report
     WHERE report.collective_id = mandate.collective_id AND report.mandate_id = mandate.id) written,
   LATERAL (SELECT (mandate.report_due_at AT TIME ZONE collective.zone
     + mandate.report_every::interval * written.count) AT TIME ZONE collective.zone AS at
     FROM ormee.collective collective WHERE collective.id = mandate.collective_id) due)`;

/** SQL about a row `mandate`: the mandate that has its task now, once it is over; a role of a sitting has none after it. */
const NEXT_IN_TASK = `ormee.mandate next
    WHERE next.collective_id = mandate.collective_id AND next.task = mandate.task AND next.id <> mandate.id
      AND next.role IS NULL AND next.state = 'LIVE' AND next.ends_at > ormee.instant()`;

/**
 * SQL about a row `mandate`: whether a member, given as SQL, may report on it: whoever holds or ever held it, and whoever has
 * its task now.
 */
export const mayReport = (member: string): string => `(
  EXISTS (SELECT FROM ormee.mandate_holder holder WHERE holder.collective_id = mandate.collective_id
    AND holder.mandate_id = mandate.id AND holder.member_id = ${member})
  OR EXISTS (SELECT FROM ${NEXT_IN_TASK}
    AND EXISTS (SELECT FROM ormee.mandate_holder holder WHERE holder.collective_id = next.collective_id
      AND holder.mandate_id = next.id AND holder.member_id = ${member} AND holder.left_at IS NULL)))`;

/** SQL about a row `mandate`: whether any of those who hold or ever held it is a member still. */
export const HOLDERS_ARE_HERE = `EXISTS (SELECT FROM ormee.mandate_holder holder
    JOIN ormee.member here ON here.collective_id = holder.collective_id AND here.id = holder.member_id
      AND here.state IN ('ACTIVE', 'FOUNDING')
    WHERE holder.collective_id = mandate.collective_id AND holder.mandate_id = mandate.id)`;

/** SQL about a row `mandate`: whether a report on it can still be written by anybody. */
export const CAN_BE_REPORTED = `(${HOLDERS_ARE_HERE} OR EXISTS (SELECT FROM ${NEXT_IN_TASK}))`;

/**
 * What is still open of some mandates. It is asked anew whenever it is read, so that it never says that something waits
 * which somebody has done since; what holders write beside it stays as they wrote it.
 */
export const openOfMandates = (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<HandoverItem[]> => reader.rows(OPEN, [collectiveId, mandateIds]);

const HELD = `
  held AS (
    SELECT mandate.*, holder.member_id, coalesce(holder.left_at, least(mandate.ended_at, mandate.ends_at), 'infinity') AS until
    FROM ormee.mandate mandate
    JOIN ormee.mandate_holder holder ON holder.collective_id = mandate.collective_id AND holder.mandate_id = mandate.id
    WHERE mandate.collective_id = $1 AND mandate.id = ANY($2::uuid[])
  )`;

const OPEN = `
  WITH ${HELD}
  SELECT id AS "mandateId", 'REPORT_DUE' AS kind, NULL::uuid AS "subjectId", title, due AS "dueAt"
  FROM (SELECT mandate.id, mandate.title, ${NEXT_REPORT_DUE} AS due FROM ormee.mandate mandate
    WHERE mandate.collective_id = $1 AND mandate.id = ANY($2::uuid[])) reports
  WHERE due IS NOT NULL
  UNION ALL
  SELECT asked.mandate_id, 'INSTRUCTIONS_WAITING', asked.proposal_id, version.title, NULL
  FROM ormee.mandate_instruction asked
  JOIN ormee.proposal proposal ON proposal.collective_id = asked.collective_id AND proposal.id = asked.proposal_id
  JOIN ormee.proposal_version version ON version.collective_id = proposal.collective_id
    AND version.proposal_id = proposal.id AND version.version = proposal.current_version
  WHERE asked.collective_id = $1 AND asked.mandate_id = ANY($2::uuid[]) AND proposal.state = 'OPEN'
  UNION ALL
  SELECT held.id, 'POLL_OPEN', poll.id, poll.title, poll.closes_at
  FROM held JOIN ormee.poll poll ON poll.collective_id = held.collective_id AND poll.opened_by = held.member_id
    AND poll.opened_at >= held.starts_at AND poll.opened_at <= held.until
  WHERE 'openPoll' = ANY (held.scope_acts) AND poll.state IN ('OPEN', 'CLOSED') AND poll.assembly_id IS NOT NULL
    AND (held.scope_kind = 'COLLECTIVE' OR held.scope_id = poll.assembly_id) AND poll.visibility IN ('PUBLIC', 'MEMBERS')
  UNION ALL
  SELECT held.id, 'SITTING_CONVENED', assembly.id, assembly.title, assembly.starts_at
  FROM held JOIN ormee.assembly assembly ON assembly.collective_id = held.collective_id
    AND assembly.convened_by = held.member_id AND assembly.convened_at >= held.starts_at
    AND assembly.convened_at <= held.until
  WHERE held.role IS NULL AND assembly.state <> 'ENDED' AND assembly.visibility IN ('PUBLIC', 'MEMBERS')
  UNION ALL
  SELECT line.id, 'DECISION_UNDER_WAY', decision.id, decision.title, NULL
  FROM ormee.mandate_line line
  JOIN ormee.decision decision ON decision.collective_id = line.collective_id AND decision.id = line.decision_id
  WHERE line.collective_id = $1 AND line.id = ANY($2::uuid[])
    AND (SELECT said.state FROM ormee.decision_follow_up said WHERE said.collective_id = $1
      AND said.decision_id = decision.id ORDER BY said.step DESC LIMIT 1) = 'UNDER_WAY'
  ORDER BY 1, 2, 4, 3`;

/** What holders of some mandates wrote for whoever comes next, from the first. */
export const handoversOfMandates = (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<MandateHandoverRow[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", id, mandate_id AS "mandateId", author_id AS "authorId", body,
       written_at AS "writtenAt"
     FROM ormee.mandate_handover WHERE collective_id = $1 AND mandate_id = ANY($2::uuid[]) ORDER BY id`,
    [collectiveId, mandateIds],
  );
