import { visibilityOf } from '../collectives/withheld.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AssemblyRow } from './assembly.entity.js';

export interface AssemblyRecord extends AssemblyRow {
  /** Who is checked in now; nobody once it has ended. */
  readonly presentIds: readonly Uuid[];
}

const ASSEMBLIES = `
  SELECT assembly.collective_id AS "collectiveId", assembly.id, assembly.title, assembly.form, assembly.state,
    assembly.convened_by AS "convenedBy", assembly.convened_at AS "convenedAt", assembly.starts_at AS "startsAt",
    assembly.started_at AS "startedAt", assembly.ended_at AS "endedAt", ${visibilityOf('assembly', ['ASSEMBLY'], 'assembly.id')} AS visibility,
    ARRAY (SELECT attendance.member_id FROM ormee.attendance attendance
      WHERE attendance.collective_id = assembly.collective_id AND attendance.assembly_id = assembly.id
        AND attendance.left_at IS NULL) AS "presentIds"
  FROM ormee.assembly assembly`;

export const assembliesByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<AssemblyRecord[]> =>
  reader.rows(`${ASSEMBLIES} WHERE assembly.collective_id = $1 AND assembly.id = ANY($2::uuid[])`, [
    collectiveId,
    ids,
  ]);

/**
 * One page of the assemblies that every member may read, in the order in which they were convened; one row more than
 * asked tells whether more follow.
 */
export const assembliesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  after: Uuid | null,
  first: number,
): Promise<AssemblyRecord[]> =>
  reader.rows(
    `${ASSEMBLIES}
     WHERE assembly.collective_id = $1 AND assembly.visibility IN ('PUBLIC', 'MEMBERS')
       AND ($2::uuid IS NULL OR assembly.id > $2)
     ORDER BY assembly.id LIMIT $3`,
    [collectiveId, after, first + 1],
  );
