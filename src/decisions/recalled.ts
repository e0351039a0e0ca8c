import { recalledBy, type Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** What decisions of working groups had done that these effects recall, by decision. */
export async function ofGroups(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
): Promise<ReadonlyMap<Uuid, readonly Effect[]>> {
  const ids = recalledBy(effects);
  if (ids.length === 0) return new Map();
  const rows = await reader.rows<{ id: Uuid; effects: readonly Effect[] }>(
    `SELECT id, effects FROM ormee.decision
     WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND group_id IS NOT NULL`,
    [collectiveId, ids],
  );
  return new Map(rows.map(({ id, effects: own }) => [id, own]));
}

/** A decision of a group that the collective recalled, with the words that it was put in. */
export interface RecalledDecision {
  readonly year: number;
  readonly number: number;
  readonly title: string;
  readonly rationale: string;
  readonly effects: readonly Effect[];
}

/** What the collective recalled of a group; what a group took back itself it may do again. */
export const recalledOf = (reader: Reader, collectiveId: Uuid, groupId: Uuid): Promise<RecalledDecision[]> =>
  reader.rows(
    `SELECT own.year, own.number, coalesce(version.title, own.title) AS title,
       coalesce(version.rationale, '') AS rationale, own.effects
     FROM ormee.decision own
     JOIN ormee.decision_mark mark ON mark.collective_id = own.collective_id AND mark.decision_id = own.id
       AND mark.kind = 'REPEALED'
     JOIN ormee.decision recall ON recall.collective_id = mark.collective_id AND recall.id = mark.by_decision_id
       AND recall.group_id IS NULL
     LEFT JOIN ormee.proposal_version version ON version.collective_id = own.collective_id
       AND version.proposal_id = own.proposal_id AND version.version = own.proposal_version
     WHERE own.collective_id = $1 AND own.group_id = $2 ORDER BY own.id`,
    [collectiveId, groupId],
  );
