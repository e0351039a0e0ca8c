import type { EffectHandler, RepealDecision } from '../core/kernel/effects.js';
import { markRepealed } from '../decisions/decision.effects.js';
import type { DecisionRecord } from '../decisions/decisions.queries.js';
import { endMandate } from '../mandates/end-mandate.js';
import { lockMandatesGivenBy } from '../mandates/given-by.js';
import { lockLinesOf, withdrawLinesOf } from '../mandates/withdraw-lines.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * The effect that recalls a decision, of a group or of the collective: it is marked as replaced, and what was to be done by it
 * ends at once: the live mandates that it gave, the lines and offers for its task. Nothing else of it is undone: texts, rules and members stay as they are.
 */
export const repealDecision: EffectHandler<RepealDecision, DecisionRecord | null, Tx> = {
  ...markRepealed,

  // As acts under them do, which may then ask for a target.
  async lockFirst(tx, { decisionId }, collectiveId) {
    await lockMandatesGivenBy(tx, collectiveId, decisionId, null);
  },

  async lock(tx, effect, collectiveId) {
    await markRepealed.lock(tx, effect, collectiveId);
    await lockLinesOf(tx, collectiveId, 'decision_id', effect.decisionId);
  },

  async apply(tx, effect, decision, context, ruling) {
    await markRepealed.apply(tx, effect, decision, context, ruling);
    const { collectiveId, now: at } = context;
    for (const id of await lockMandatesGivenBy(tx, collectiveId, effect.decisionId, at))
      await endMandate(tx, collectiveId, id, { state: 'REVOKED', decisionId: ruling.decisionId, at });
    await withdrawLinesOf(tx, collectiveId, 'decision_id', effect.decisionId, at);
  },
};
