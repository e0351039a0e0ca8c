import type { Json } from '../core/kernel/canonical-json.js';
import type { EffectHandler, TakeOverText } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import { lockTakenOver, takenOverByLabels, takeOverDecisions } from '../decisions/take-over-decisions.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { refuseHistory, type BesideHistory } from '../texts/history.rules.js';
import { readBesideHistory, writeHistory } from '../texts/write-history.js';

/**
 * The effect by which a collective takes over a text that it, or its like, lived by elsewhere, with its history. Nobody
 * writes statutes into a collective otherwise, the host least of all: the founders do who confirm them, or a decision by
 * the path of what the text governs. No wording of it leads to a decision of this register.
 */
export const takeOverText: EffectHandler<TakeOverText, BesideHistory, Tx> = {
  kind: 'TAKE_OVER_TEXT',

  lock: (tx, _effect, collectiveId) => lockTakenOver(tx, collectiveId),

  load: async (tx, effect, { collectiveId }) => ({
    ...(await readBesideHistory(tx, collectiveId, effect)),
    decisions: await takenOverByLabels(
      tx,
      collectiveId,
      effect.decisions.map(({ label }) => label),
    ),
  }),

  validate: (effect, beside, context) => refuseHistory(effect, beside, context),

  async apply(tx, effect, _beside, { collectiveId }, { decisionId }) {
    const { textId, title, matter, from, decisions, patches } = effect;
    const ids = await takeOverDecisions(tx, collectiveId, { decisions, title, by: decisionId });
    await writeHistory(tx, { collectiveId, decisionId, effect, ids });
    record(tx, collectiveId, {
      type: 'text.taken-over',
      visibility: 'PUBLIC',
      body: {
        text: textId,
        title,
        matter,
        decision: decisionId,
        from: from.collectiveId,
        history: hashJson({ decisions, patches } as unknown as Json),
        decisions: decisions.length,
      },
    });
  },
};
