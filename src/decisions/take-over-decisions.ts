import type { Uuid } from '../core/kernel/ids.js';
import type { DecisionLabel } from '../core/text/markdown.js';
import type { Tx } from '../platform/database/transactions.js';
import { TakenOverDecisionRow } from './decision.entity.js';

/** Decisions from before come in one file after the other: a number is told twice by neither. Before the register's head. */
export async function lockTakenOver(tx: Tx, collectiveId: Uuid): Promise<void> {
  await tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended($1 || 'taken-over decisions', 0))`, [
    collectiveId,
  ]);
}

interface KnownDecision extends DecisionLabel {
  readonly id: Uuid;
}

/** Which of these numbers were taken over already, with the day of each. */
export const takenOverByLabels = (
  tx: Tx,
  collectiveId: Uuid,
  labels: readonly string[],
): Promise<KnownDecision[]> =>
  tx.rows(
    `SELECT id, label, decided_on AS date FROM ormee.taken_over_decision
     WHERE collective_id = $1 AND lower(label) = ANY($2::text[])`,
    [collectiveId, labels.map((label) => label.toLowerCase())],
  );

/**
 * Takes over the decisions that a text's history names, by a decision of this register: the number and the day of each, and
 * the text that it was about. One that is there already, brought by a file or by another text, is that one. Ids by number.
 */
export async function takeOverDecisions(
  tx: Tx,
  collectiveId: Uuid,
  brought: { readonly decisions: readonly DecisionLabel[]; readonly title: string; readonly by: Uuid },
): Promise<ReadonlyMap<string, Uuid>> {
  const { decisions, title, by } = brought;
  const known = await takenOverByLabels(
    tx,
    collectiveId,
    decisions.map(({ label }) => label),
  );
  const ids = new Map(known.map(({ label, id }) => [label.toLowerCase(), id]));
  const rows = decisions
    .filter(({ label }) => !ids.has(label))
    .map(({ label, date }) => ({
      collectiveId,
      id: tx.id(),
      label,
      decidedOn: date,
      title,
      body: '',
      takenOverBy: null,
      decisionId: by,
    }));
  await tx.insert(TakenOverDecisionRow, rows);
  for (const { label, id } of rows) ids.set(label, id);
  return ids;
}
