import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { LineState } from './line.entity.js';
import type { LineWithHolders } from './line.rules.js';
import { liveAt } from './live.js';

const LINES = `
  SELECT line.collective_id AS "collectiveId", line.id, line.task, line.title, line.instructions,
    line.ends_at AS "endsAt", line.report_due_at AS "reportDueAt", line.report_every AS "reportEvery",
    line.author_id AS "authorId", line.offer_id AS "offerId", line.decision_id AS "decisionId",
    line.assembly_id AS "assemblyId", line.group_id AS "groupId", line.state, line.noted_at AS "notedAt", line.settled_at AS "settledAt",
    line.settled_by AS "settledBy",
    ARRAY (SELECT holder.member_id FROM ormee.mandate_line_holder holder
      WHERE holder.collective_id = line.collective_id AND holder.line_id = line.id
      ORDER BY holder.member_id) AS "holderIds"
  FROM ormee.mandate_line line`;

/** Lines by their ids, in the order in which they were noted. */
export const linesByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<LineWithHolders[]> =>
  reader.rows(`${LINES} WHERE line.collective_id = $1 AND line.id = ANY($2::uuid[]) ORDER BY line.id`, [
    collectiveId,
    ids,
  ]);

/**
 * The lines of one sitting or of all (null) that wait, are still to come and may be put now, up to so many: nobody holds their
 * task, no poll is about it, and their group or their decision stands.
 */
export const waitingLines = (
  reader: Reader,
  collectiveId: Uuid,
  assemblyId: Uuid | null,
  atMost: number,
): Promise<LineWithHolders[]> =>
  reader.rows(
    `${LINES} WHERE line.collective_id = $1 AND line.state = 'PROPOSED' AND line.ends_at > ormee.instant()
       AND ($2::uuid IS NULL OR line.assembly_id = $2) AND ${MAY_BE_PUT}
     ORDER BY line.id LIMIT $3`,
    [collectiveId, assemblyId, atMost],
  );

/** One page of lines in one state or in all (null), as they were noted. */
export const linesAfter = (
  reader: Reader,
  collectiveId: Uuid,
  state: LineState | null,
  after: Uuid | null,
  first: number,
): Promise<LineWithHolders[]> =>
  reader.rows(
    `${LINES} WHERE line.collective_id = $1 AND ($2::text IS NULL OR line.state = $2)
       AND ($3::uuid IS NULL OR line.id > $3)
     ORDER BY line.id LIMIT $4`,
    [collectiveId, state, after, first + 1],
  );

const MAY_BE_PUT = `
  NOT EXISTS (SELECT FROM ormee.mandate held WHERE held.collective_id = line.collective_id AND held.task = line.task
    AND ${liveAt('held')})
  AND NOT EXISTS (SELECT FROM ormee.reservation reserved WHERE reserved.collective_id = line.collective_id
    AND reserved.target IN ('mandate:' || line.task, 'of-group:mandate:' || line.task))
  AND NOT EXISTS (SELECT FROM ormee.working_group ended WHERE ended.collective_id = line.collective_id
    AND ended.id = line.group_id AND ended.state = 'ENDED')
  AND NOT EXISTS (SELECT FROM ormee.decision_mark recalled WHERE recalled.collective_id = line.collective_id
    AND recalled.decision_id = line.decision_id AND recalled.kind = 'REPEALED')`;
