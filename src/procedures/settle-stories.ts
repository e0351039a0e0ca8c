import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { DecisionRow } from '../decisions/decision.entity.js';
import { refuseLines } from '../mandates/settle-lines.js';
import type { Tx } from '../platform/database/transactions.js';
import { hearContest } from '../polls/hear-contest.js';

/**
 * What a decision settles besides its effects, adopted or rejected alike: the collective has pronounced on the grounds
 * of an exclusion, on a recourse, on a contest, on the lines of mandates.
 */
export async function settleStories(
  tx: Tx,
  decision: DecisionRow,
  effects: readonly Effect[],
): Promise<void> {
  const { collectiveId, id, proposalId } = decision;
  if (decision.outcome === 'REJECTED') await refuseLines(tx, decision, effects);
  for (const effect of effects) {
    if (effect.kind === 'EXCLUDE_MEMBER') await settleExclusion(tx, collectiveId, effect.exclusionId, id);
    if (effect.kind === 'REINSTATE_MEMBER') await settleRecourse(tx, collectiveId, effect.exclusionId, id);
  }
  if (proposalId !== null) await hearContest(tx, collectiveId, proposalId, id);
}

async function settleExclusion(
  tx: Tx,
  collectiveId: Uuid,
  exclusionId: Uuid,
  decisionId: Uuid,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.exclusion SET state = 'DECIDED', decision_id = $3
     WHERE collective_id = $1 AND id = $2 AND state = 'OPEN'`,
    [collectiveId, exclusionId, decisionId],
  );
}

async function settleRecourse(
  tx: Tx,
  collectiveId: Uuid,
  exclusionId: Uuid,
  decisionId: Uuid,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.exclusion SET recourse = 'HEARD', recourse_decision_id = $3
     WHERE collective_id = $1 AND id = $2 AND recourse = 'PENDING'`,
    [collectiveId, exclusionId, decisionId],
  );
}
