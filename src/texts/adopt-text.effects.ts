import type { Json } from '../core/kernel/canonical-json.js';
import type { AdoptText, EffectContext, EffectHandler } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { refuseLookalikeNumbers } from '../core/text/lookalike-numbers.js';
import { applyPatch, type AppliedPatch, type Patch } from '../core/text/patch.js';
import { refuseUnknownReferences } from '../core/text/references.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { LegalTextRow } from './text.entity.js';
import { insertedBy, refuseTakenIdentity } from './text.rules.js';
import { writePatch } from './write-patch.js';

const TITLE_AT_MOST = 200;

interface NewTextState {
  readonly isThere: boolean;
  /** Provisions to insert that exist already, in any text. */
  readonly taken: ReadonlySet<Uuid>;
}

/** The effect that gives the collective a new text, whole, each word of it from one decision. Everyone may read it. */
export const adoptText: EffectHandler<AdoptText, NewTextState, Tx> = {
  kind: 'ADOPT_TEXT',

  lock: () => Promise.resolve(), // it is not there yet

  async load(tx, effect, { collectiveId }) {
    const texts = await tx.rows('SELECT FROM ormee.legal_text WHERE collective_id = $1 AND id = $2', [
      collectiveId,
      effect.textId,
    ]);
    const taken = await tx.rows<{ id: Uuid }>(
      'SELECT id FROM ormee.provision WHERE collective_id = $1 AND id = ANY($2::uuid[])',
      [collectiveId, insertedBy(effect)],
    );
    return { isThere: texts.length > 0, taken: new Set(taken.map(({ id }) => id)) };
  },

  validate(effect, { isThere, taken }, context) {
    const { title, textId } = effect;
    const because = title.trim() === '' ? 'EMPTY' : unreadable(title, 'LINE', TITLE_AT_MOST);
    if (because) return refuse('INVALID_INPUT', { field: 'title', reason: because }, ['title']);
    if (effect.operations.length === 0)
      return refuse('INVALID_INPUT', { field: 'operations', reason: 'EMPTY' });
    if (isThere) return refuse('DUPLICATE', { what: 'text' });
    const tried = tryText(effect, context, { decisionId: textId, newId: () => textId });
    if (tried instanceof Refusal) return tried;
    return (
      refuseUnknownReferences([], effect.operations) ??
      refuseLookalikeNumbers([], effect.operations) ??
      refuseTakenIdentity(effect, taken, context.effects)
    );
  },

  async apply(tx, effect, _state, context, { decisionId }) {
    const { collectiveId, today, now } = context;
    const { textId, title, matter, operations } = effect;
    const applied = tryText(effect, context, { decisionId, newId: () => tx.id() });
    if (applied instanceof Refusal) throw applied;
    await tx.insert(LegalTextRow, {
      collectiveId,
      id: textId,
      title,
      matter,
      revision: 0,
      visibility: 'PUBLIC',
      takenOverBy: null,
    });
    await writePatch(
      tx,
      { collectiveId, textId, decisionId, operations, effectiveOn: today, knownAt: now },
      applied,
    );
    record(tx, collectiveId, {
      type: 'text.adopted',
      visibility: 'PUBLIC',
      body: {
        text: textId,
        title,
        matter,
        decision: decisionId,
        operations: hashJson(operations as unknown as Json),
        effectiveOn: today,
        versions: applied.opened.map(({ hash }) => hash),
      },
    });
  },
};

const tryText = (
  { operations }: AdoptText,
  { today, now }: EffectContext,
  ids: Pick<Patch, 'decisionId' | 'newId'>,
): AppliedPatch | Refusal => applyPatch({ versions: [], operations, effectiveOn: null, today, now, ...ids });
