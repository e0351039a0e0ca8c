import type { EffectHandler, ReopenDecision, RepealDecision } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { DecisionMarkRow } from './decision.entity.js';
import { decisionsByIds, type DecisionRecord } from './decisions.queries.js';
import { labelOf } from './last-decisions.js';

type Marked = DecisionRecord | null;

const labelled = ({ year, number }: DecisionRecord): { decision: string } => ({
  decision: labelOf(year, number),
});

/** A decision itself is never locked, for nothing may change it: the row that says the last word on it is. */
async function lockLastWordOn(tx: Tx, collectiveId: Uuid, decisionId: Uuid): Promise<void> {
  await tx.rows('SELECT FROM ormee.last_decision WHERE collective_id = $1 AND target = $2 FOR UPDATE', [
    collectiveId,
    `decision:${decisionId}`,
  ]);
}

const load = async (tx: Tx, collectiveId: Uuid, decisionId: Uuid): Promise<Marked> =>
  (await decisionsByIds(tx, collectiveId, [decisionId]))[0] ?? null;

/**
 * The effect by which an assembly opens its decision to online change. Online it is refused like any other change of
 * what a prevailing assembly decided: precedence is checked on `decision:ID`.
 */
export const reopenDecision: EffectHandler<ReopenDecision, Marked, Tx> = {
  kind: 'REOPEN_DECISION',

  lock: (tx, effect, collectiveId) => lockLastWordOn(tx, collectiveId, effect.decisionId),

  load: (tx, effect, { collectiveId }) => load(tx, collectiveId, effect.decisionId),

  validate(_effect, decision) {
    if (!decision) return refuse('NOT_FOUND');
    const isClosed = decision.prevails && !decision.revocableOnline && decision.reopenedBy === null;
    return isClosed ? null : refuse('DECISION_NOT_CLOSED', labelled(decision));
  },

  async apply(tx, { decisionId }, _decision, { collectiveId }, ruling) {
    const mark = { collectiveId, decisionId, kind: 'REOPENED', byDecisionId: ruling.decisionId } as const;
    await tx.insert(DecisionMarkRow, mark);
    record(tx, collectiveId, {
      type: 'decision.reopened',
      visibility: 'MEMBERS',
      body: { decision: decisionId, by: ruling.decisionId },
    });
  },
};

/** The effect that marks a decision as replaced by another. What falls with it is added where features meet. */
export const markRepealed: EffectHandler<RepealDecision, Marked, Tx> = {
  kind: 'REPEAL_DECISION',

  lock: (tx, effect, collectiveId) => lockLastWordOn(tx, collectiveId, effect.decisionId),

  load: (tx, effect, { collectiveId }) => load(tx, collectiveId, effect.decisionId),

  validate(_effect, decision) {
    if (!decision) return refuse('NOT_FOUND');
    if (decision.outcome !== 'ADOPTED') return refuse('DECISION_NOT_ADOPTED', labelled(decision));
    return decision.repealedBy === null ? null : refuse('DECISION_REPEALED', labelled(decision));
  },

  async apply(tx, { decisionId }, decision, { collectiveId }, ruling) {
    const group = decision?.groupId ?? null; // whose members are told
    const mark = { collectiveId, decisionId, kind: 'REPEALED', byDecisionId: ruling.decisionId } as const;
    await tx.insert(DecisionMarkRow, mark);
    record(tx, collectiveId, {
      type: 'decision.repealed',
      visibility: 'MEMBERS',
      body: { decision: decisionId, by: ruling.decisionId, ...(group && { group }) },
    });
  },
};
