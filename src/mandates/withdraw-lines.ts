import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';

/** What lines and offers come from, and may fall with: a working group, or a decision whose task they are. */
export type SourceOfLines = 'group_id' | 'decision_id';

/** Locks the lines that wait and the offers that are open of a group or a decision, before those that end with it. */
export async function lockLinesOf(
  tx: Tx,
  collectiveId: Uuid,
  source: SourceOfLines,
  sourceId: Uuid,
): Promise<void> {
  for (const [table, state] of WAITING)
    await tx.rows(
      `SELECT FROM ormee.${table} WHERE collective_id = $1 AND ${source} = $2 AND state = '${state}'
       ORDER BY id FOR UPDATE`,
      [collectiveId, sourceId],
    );
}

/** Nobody does any more what a group, or a decision, asked for: its lines and its offers wait no more. */
export async function withdrawLinesOf(
  tx: Tx,
  collectiveId: Uuid,
  source: SourceOfLines,
  sourceId: Uuid,
  at: Instant,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.mandate_line SET state = 'WITHDRAWN', settled_at = $3
     WHERE collective_id = $1 AND ${source} = $2 AND state = 'PROPOSED'`,
    [collectiveId, sourceId, at],
  );
  await tx.rows(
    `UPDATE ormee.mandate_offer SET state = 'WITHDRAWN', closed_at = $3
     WHERE collective_id = $1 AND ${source} = $2 AND state = 'OPEN'`,
    [collectiveId, sourceId, at],
  );
}

/** Whoever took a decision up no longer sees to it: the line by which they asked for a mandate waits no more. */
export async function withdrawLinesTakenUp(tx: Tx, collectiveId: Uuid, decisionId: Uuid): Promise<void> {
  await tx.rows(
    `UPDATE ormee.mandate_line SET state = 'WITHDRAWN', settled_at = $3
     WHERE collective_id = $1 AND state = 'PROPOSED' AND id IN (SELECT said.line_id
       FROM ormee.decision_follow_up said WHERE said.collective_id = $1 AND said.decision_id = $2)`,
    [collectiveId, decisionId, await tx.now()],
  );
}

const WAITING = [
  ['mandate_line', 'PROPOSED'],
  ['mandate_offer', 'OPEN'],
] as const;
