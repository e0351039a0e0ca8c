import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { liveAt } from './live.js';

/**
 * The mandates that a decision gave and that are live at an instant, or now (null), locked: an act under one comes before their
 * end, or not at all.
 */
export async function lockMandatesGivenBy(
  tx: Tx,
  collectiveId: Uuid,
  decisionId: Uuid,
  at: Instant | null,
): Promise<Uuid[]> {
  const given = await tx.rows<{ id: Uuid }>(
    `SELECT mandate.id FROM ormee.mandate WHERE ${GIVEN} ORDER BY mandate.id FOR UPDATE`,
    [collectiveId, [decisionId], at],
  );
  return given.map(({ id }) => id);
}

/** What ends with these decisions, were they recalled now. */
export const mandatesGivenBy = (
  reader: Reader,
  collectiveId: Uuid,
  decisionIds: readonly Uuid[],
): Promise<{ readonly task: string; readonly title: string; readonly decisionId: Uuid }[]> =>
  reader.rows(
    `SELECT mandate.task, mandate.title, mandate.granted_by AS "decisionId" FROM ormee.mandate WHERE ${GIVEN}
     ORDER BY mandate.task`,
    [collectiveId, decisionIds, null],
  );

/** What ran out ended when it ran out. */
const GIVEN = `mandate.collective_id = $1 AND mandate.granted_by = ANY($2::uuid[])
  AND ${liveAt('mandate', 'coalesce($3::timestamptz, ormee.instant())')}`;
