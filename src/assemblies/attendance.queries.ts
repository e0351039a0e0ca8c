import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AttendanceRow } from './assembly.entity.js';

/** Who is checked in now, in the order of their ids: natural and legal persons alike. */
export async function presentMemberIds(
  reader: Reader,
  collectiveId: Uuid,
  assemblyId: Uuid,
): Promise<Uuid[]> {
  const present = await reader.rows<{ id: Uuid }>(
    `SELECT member_id AS id FROM ormee.attendance
     WHERE collective_id = $1 AND assembly_id = $2 AND left_at IS NULL ORDER BY member_id`,
    [collectiveId, assemblyId],
  );
  return present.map(({ id }) => id);
}

/** Who was checked in at an instant, in the order of their ids; whoever left at that very instant was not. */
export async function presentAt(
  reader: Reader,
  collectiveId: Uuid,
  assemblyId: Uuid,
  instant: Instant,
): Promise<Uuid[]> {
  const present = await reader.rows<{ id: Uuid }>(
    `SELECT member_id AS id FROM ormee.attendance
     WHERE collective_id = $1 AND assembly_id = $2 AND arrived_at <= $3 AND (left_at IS NULL OR left_at > $3)
     ORDER BY member_id`,
    [collectiveId, assemblyId, instant],
  );
  return present.map(({ id }) => id);
}

/** Whether somebody is checked in now. */
export async function isPresent(
  reader: Reader,
  collectiveId: Uuid,
  assemblyId: Uuid,
  memberId: Uuid,
): Promise<boolean> {
  const interval = await reader.rows(
    `SELECT arrived_at FROM ormee.attendance
     WHERE collective_id = $1 AND assembly_id = $2 AND member_id = $3 AND left_at IS NULL`,
    [collectiveId, assemblyId, memberId],
  );
  return interval.length > 0;
}

/** Where a page of attendance begins: after this interval. */
export interface AfterInterval {
  readonly arrivedAt: Instant;
  readonly memberId: Uuid;
}

/**
 * The same page of attendance of several assemblies, by arrival, read in one statement; one row more than asked tells
 * whether more follow.
 */
export const attendanceAfter = (
  reader: Reader,
  collectiveId: Uuid,
  assemblyIds: readonly Uuid[],
  after: AfterInterval | null,
  first: number,
): Promise<AttendanceRow[]> =>
  reader.rows(
    `SELECT page.*
     FROM unnest($2::uuid[]) AS asked (assembly_id)
     CROSS JOIN LATERAL (
       SELECT collective_id AS "collectiveId", assembly_id AS "assemblyId", member_id AS "memberId",
         arrived_at AS "arrivedAt", left_at AS "leftAt", checked_in_by AS "checkedInBy"
       FROM ormee.attendance
       WHERE collective_id = $1 AND attendance.assembly_id = asked.assembly_id
         AND ($3::timestamptz IS NULL OR (arrived_at, member_id) > ($3, $4::uuid))
       ORDER BY arrived_at, member_id LIMIT $5
     ) page
     ORDER BY page."arrivedAt", page."memberId"`,
    [collectiveId, assemblyIds, after?.arrivedAt ?? null, after?.memberId ?? null, first + 1],
  );
