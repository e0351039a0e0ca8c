import type { EffectHandler, RepealDecision } from '../core/kernel/effects.js';
import { markRepealed } from '../decisions/decision.effects.js';
import type { DecisionRecord } from '../decisions/decisions.queries.js';
import { endMandate } from '../mandates/end-mandate.js';
import { lockMandatesGivenBy } from '../mandates/given-by.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * The effect that recalls a decision, of a group or of the collective: it is marked as replaced, and what was to be done by it
 * ends at once, the live mandates that it gave. Nothing else of it is undone: texts, rules and members stay as they are.
 */
export const repealDecision: EffectHandler<RepealDecision, DecisionRecord | null, Tx> = {
  ...markRepealed,

  // As acts under them do, which may then ask for a target.
  async lockFirst(tx, { decisionId }, collectiveId) {
    await lockMandatesGivenBy(tx, collectiveId, decisionId, null);
  },

  async apply(tx, effect, decision, context, ruling) {
    await markRepealed.apply(tx, effect, decision, context, ruling);
    const { collectiveId, now: at } = context;
    for (const id of await lockMandatesGivenBy(tx, collectiveId, effect.decisionId, at))
      await endMandate(tx, collectiveId, id, { state: 'REVOKED', decisionId: ruling.decisionId, at });
  },
};
