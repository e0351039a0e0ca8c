import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { AgendaItemRow } from './agenda.entity.js';

/** The agendas of several assemblies, each in its order, in one statement. */
export const agendasOf = (
  reader: Reader,
  collectiveId: Uuid,
  assemblyIds: readonly Uuid[],
): Promise<AgendaItemRow[]> =>
  reader.rows(
    `SELECT collective_id AS "collectiveId", id, assembly_id AS "assemblyId", place, title, minutes, state,
       asked_by AS "askedBy", taken_up_at AS "takenUpAt", left_at AS "leftAt"
     FROM ormee.agenda_item WHERE collective_id = $1 AND assembly_id = ANY($2::uuid[]) ORDER BY assembly_id, place`,
    [collectiveId, assemblyIds],
  );
