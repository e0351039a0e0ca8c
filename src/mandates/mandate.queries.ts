import type { Uuid } from '../core/kernel/ids.js';
import { prepared } from '../platform/database/prepared.js';
import type { Reader } from '../platform/database/transactions.js';
import type { Instant } from '../core/kernel/instants.js';
import { liveAt } from './live.js';
import type { MandateRow } from './mandate.entity.js';
import { CAN_BE_REPORTED, NEXT_REPORT_DUE } from './reports.queries.js';

export interface MandateRecord extends MandateRow {
  /** Who holds it, or held it to its end; whoever handed back before that is not among them. */
  readonly holderIds: readonly Uuid[];
  /** When the next report is due; null where none is, any more. */
  readonly nextReportDueAt: Instant | null;
  readonly reportOverdue: boolean;
  /** A report was due, and nobody is left who may write it. */
  readonly reportMissing: boolean;
  /** Whether its end is past, or somebody ended it. */
  readonly over: boolean;
}

/** What holders asked home for, once the collective has said it: it binds them as what was said at the beginning does. */
const INSTRUCTED_BY = `ARRAY (SELECT decision.id FROM ormee.mandate_instruction asked
      JOIN ormee.decision decision ON decision.collective_id = asked.collective_id
        AND decision.proposal_id = asked.proposal_id AND decision.outcome = 'ADOPTED'
      WHERE asked.collective_id = mandate.collective_id AND asked.mandate_id = mandate.id
      ORDER BY decision.proclaimed_at, decision.id)`;

const MANDATES = `
  SELECT mandate.collective_id AS "collectiveId", mandate.id, mandate.task, mandate.title, mandate.instructions,
    mandate.bound_by || ${INSTRUCTED_BY} AS "boundBy", mandate.scope_acts AS "scopeActs", mandate.scope_kind AS "scopeKind",
    mandate.scope_id AS "scopeId", mandate.role, mandate.state, mandate.starts_at AS "startsAt",
    mandate.ends_at AS "endsAt", mandate.report_due_at AS "reportDueAt", mandate.report_every AS "reportEvery",
    report.due AS "nextReportDueAt",
    coalesce(report.due <= ormee.instant(), false) AND ${CAN_BE_REPORTED} AS "reportOverdue",
    coalesce(report.due <= ormee.instant(), false) AND NOT ${CAN_BE_REPORTED} AS "reportMissing",
    mandate.state <> 'LIVE' OR coalesce(mandate.ends_at <= ormee.instant(), false) AS over, mandate.granted_by AS "grantedBy",
    mandate.ended_by AS "endedBy", mandate.ended_at AS "endedAt", mandate.visibility,
    ARRAY (SELECT holder.member_id FROM ormee.mandate_holder holder
      WHERE holder.collective_id = mandate.collective_id AND holder.mandate_id = mandate.id AND holder.left_at IS NULL
      ORDER BY holder.member_id) AS "holderIds"
  FROM ormee.mandate mandate
  CROSS JOIN LATERAL (SELECT ${NEXT_REPORT_DUE} AS due) report`;

const BY_IDS = prepared(`${MANDATES} WHERE mandate.collective_id = $1 AND mandate.id = ANY($2::uuid[])`);

export const mandatesByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<MandateRecord[]> => reader.rows(BY_IDS, [collectiveId, ids]);

/** Who left a mandate to its other holders, and when. */
export interface FormerHolder {
  readonly mandateId: Uuid;
  readonly memberId: Uuid;
  readonly heldUntil: Instant;
}

export const formerHoldersOfMandates = (
  reader: Reader,
  collectiveId: Uuid,
  mandateIds: readonly Uuid[],
): Promise<FormerHolder[]> =>
  reader.rows(
    `SELECT mandate_id AS "mandateId", member_id AS "memberId", left_at AS "heldUntil"
     FROM ormee.mandate_holder
     WHERE collective_id = $1 AND mandate_id = ANY($2::uuid[]) AND left_at IS NOT NULL
     ORDER BY mandate_id, left_at, member_id`,
    [collectiveId, mandateIds],
  );

/** Which mandates are asked for: null and false leave all of them. */
export interface MandatesAsked {
  readonly heldBy: Uuid | null;
  readonly task: string | null;
  readonly overdue: boolean;
  readonly live: boolean;
}

/**
 * One page of the mandates that every member may read, in the order in which they were given; one row more than asked
 * tells whether more follow.
 */
export const mandatesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  { heldBy, task, overdue, live }: MandatesAsked,
  after: Uuid | null,
  first: number,
): Promise<MandateRecord[]> =>
  reader.rows(
    `${MANDATES}
     WHERE mandate.collective_id = $1 AND mandate.visibility IN ('PUBLIC', 'MEMBERS')
       AND ($2::uuid IS NULL OR EXISTS (SELECT FROM ormee.mandate_holder held
         WHERE held.collective_id = $1 AND held.mandate_id = mandate.id AND held.member_id = $2 AND held.left_at IS NULL))
       AND ($3::uuid IS NULL OR mandate.id > $3)
       AND ($5::text IS NULL OR mandate.task = $5)
       AND (NOT $6 OR report.due <= ormee.instant() AND ${CAN_BE_REPORTED})
       AND (NOT $7 OR ${liveAt('mandate')})
     ORDER BY mandate.id LIMIT $4`,
    [collectiveId, heldBy, after, first + 1, task, overdue, live],
  );

const ROLES = prepared(`${MANDATES}
  WHERE mandate.collective_id = $1 AND mandate.state = 'LIVE' AND mandate.role IS NOT NULL
    AND mandate.scope_kind = 'ASSEMBLY' AND mandate.scope_id = ANY($2::uuid[])
  ORDER BY mandate.id`);

/** The roles held now in these sittings, in the order in which they were taken. */
export const liveRolesOf = (
  reader: Reader,
  collectiveId: Uuid,
  assemblyIds: readonly Uuid[],
): Promise<MandateRecord[]> => reader.rows(ROLES, [collectiveId, assemblyIds]);

/** The same page of the live mandates in the scope of several working groups, in the order in which they were given. */
export const liveMandatesOfGroups = (
  reader: Reader,
  collectiveId: Uuid,
  groupIds: readonly Uuid[],
  after: Uuid | null,
  first: number,
): Promise<MandateRecord[]> =>
  reader.rows(
    `SELECT page.* FROM unnest($2::uuid[]) AS asked (group_id)
     CROSS JOIN LATERAL (${MANDATES}
       WHERE mandate.collective_id = $1 AND mandate.scope_kind = 'GROUP' AND mandate.scope_id = asked.group_id
         AND ${liveAt('mandate')}
         AND mandate.visibility IN ('PUBLIC', 'MEMBERS') AND ($3::uuid IS NULL OR mandate.id > $3)
       ORDER BY mandate.id LIMIT $4
     ) page ORDER BY page.id`,
    [collectiveId, groupIds, after, first + 1],
  );
