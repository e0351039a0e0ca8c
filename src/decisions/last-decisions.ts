import type { LastDecision } from '../core/charter/precedence.js';
import type { TargetKey } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader, Tx } from '../platform/database/transactions.js';

/** A decision's number as people say it: `2026-012`. */
export const labelOf = (year: number, number: number): string => `${year}-${String(number).padStart(3, '0')}`;

interface Row {
  readonly target: TargetKey;
  readonly year: number;
  readonly number: number;
  readonly venue: LastDecision['venue'];
  readonly form: LastDecision['form'];
  readonly prevails: boolean;
  readonly revocableOnline: boolean;
  readonly openedOnline: boolean;
  readonly groupId: Uuid | null;
}

/** The last decision on each of these targets, where there is one: adopted and rejected alike. */
export async function lastDecisionsOn(
  reader: Reader,
  collectiveId: Uuid,
  targets: readonly TargetKey[],
): Promise<ReadonlyMap<TargetKey, LastDecision>> {
  const rows = await reader.rows<Row>(
    `SELECT last.target, decision.year, decision.number, decision.venue, decision.form, decision.prevails,
       decision.revocable_online AS "revocableOnline", decision.group_id AS "groupId",
       EXISTS (SELECT FROM ormee.decision_mark mark WHERE mark.collective_id = decision.collective_id
         AND mark.decision_id = decision.id AND mark.kind = 'REOPENED') AS "openedOnline"
     FROM ormee.last_decision last
     JOIN ormee.decision decision ON decision.collective_id = last.collective_id AND decision.id = last.decision_id
     WHERE last.collective_id = $1 AND last.target = ANY($2::text[]) AND decision.venue IS NOT NULL`,
    [collectiveId, targets],
  );
  return new Map(
    rows.map(({ target, year, number, ...rest }) => [target, { label: labelOf(year, number), ...rest }]),
  );
}

/** Makes a decision the last one on its targets. */
export async function becomeLast(
  tx: Tx,
  collectiveId: Uuid,
  decisionId: Uuid,
  targets: readonly TargetKey[],
): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.last_decision (collective_id, target, decision_id)
     SELECT $1, target, $2 FROM unnest($3::text[]) AS target
     ON CONFLICT (collective_id, target) DO UPDATE SET decision_id = excluded.decision_id`,
    [collectiveId, decisionId, targets],
  );
}
