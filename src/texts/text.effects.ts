import { clausesInForce } from '../collectives/charter.queries.js';
import { membershipInForce } from '../collectives/membership.queries.js';
import { MEMBERSHIP } from '../core/charter/membership.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { EffectContext, EffectHandler, PatchText } from '../core/kernel/effects.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { refuseLookalikeNumbers } from '../core/text/lookalike-numbers.js';
import { applyPatch, type AppliedPatch, type Patch } from '../core/text/patch.js';
import { refuseUnknownReferences } from '../core/text/references.js';
import type { ProvisionVersion } from '../core/text/version.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { textsByIds, versionsOfText } from './text.queries.js';
import { insertedBy, refuseSilenceOnClauses, refuseTakenIdentity, type CitingRule } from './text.rules.js';
import { writePatch } from './write-patch.js';

interface TextState {
  readonly visibility: Visibility;
  readonly title: string;
  readonly versions: readonly ProvisionVersion[];
  readonly clauses: readonly CitingRule[];
  /** Provisions to insert that exist already, in any text. */
  readonly taken: ReadonlySet<Uuid>;
}

/** The effect that changes a text, on its two clocks: nothing is overwritten, and every word keeps its decision. */
export const patchText: EffectHandler<PatchText, TextState, Tx> = {
  kind: 'PATCH_TEXT',

  async lock(tx, { textId }, collectiveId) {
    // What a clause cites is judged by both sides: whoever changes the charter waits, patches of other texts do not.
    await tx.rows(
      `SELECT FROM ormee.clause_version WHERE collective_id = $1 AND in_force_until IS NULL
       ORDER BY matter FOR SHARE`,
      [collectiveId],
    );
    await tx.rows('SELECT FROM ormee.legal_text WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
      collectiveId,
      textId,
    ]);
  },

  load: readState,

  validate(effect, state, context) {
    if (effect.operations.length === 0)
      return refuse('INVALID_INPUT', { field: 'operations', reason: 'EMPTY' });
    // Nothing is written, so any id does: no operation of a patch meets a version that the same patch opened.
    const tried = tryPatch(effect, state, context, { decisionId: effect.textId, newId: () => effect.textId });
    if (tried instanceof Refusal) return tried;
    return (
      refuseUnknownReferences(state.versions, effect.operations) ??
      refuseLookalikeNumbers(state.versions, effect.operations) ??
      refuseTakenIdentity(effect, state.taken, context.effects) ??
      refuseSilenceOnClauses(effect, state.clauses, context.effects)
    );
  },

  async apply(tx, effect, state, context, { decisionId }) {
    const applied = tryPatch(effect, state, context, { decisionId, newId: () => tx.id() });
    if (applied instanceof Refusal) throw applied;
    const { textId, operations } = effect;
    const { collectiveId, now: knownAt } = context;
    const on = effectiveOn(effect, context);
    await writePatch(tx, { collectiveId, textId, decisionId, operations, effectiveOn: on, knownAt }, applied);
    record(tx, collectiveId, {
      type: 'text.patched',
      visibility: state.visibility,
      body: {
        text: textId,
        decision: decisionId,
        operations: hashJson(operations as unknown as Json),
        effectiveOn: on,
        versions: applied.opened.map(({ hash }) => hash),
      },
    });
  },
};

/** What a patch is judged by. Nothing is locked: a preview reads it too. */
export async function readState(
  reader: Reader,
  effect: PatchText,
  { collectiveId }: Pick<EffectContext, 'collectiveId'>,
): Promise<TextState> {
  const { textId } = effect;
  const [text] = await textsByIds(reader, collectiveId, [textId]);
  if (!text) throw refuse('TEXT_NOT_FOUND', {}, ['textId']);
  const taken = await reader.rows<{ id: Uuid }>(
    'SELECT id FROM ormee.provision WHERE collective_id = $1 AND id = ANY($2::uuid[])',
    [collectiveId, insertedBy(effect)],
  );
  return {
    visibility: text.visibility,
    title: text.title,
    versions: await versionsOfText(reader, collectiveId, textId),
    clauses: await citingRules(reader, collectiveId),
    taken: new Set(taken.map(({ id }) => id)),
  };
}

async function citingRules(reader: Reader, collectiveId: Uuid): Promise<CitingRule[]> {
  const clauses = await clausesInForce(reader, collectiveId);
  const membership = await membershipInForce(reader, collectiveId);
  if (!membership) return clauses;
  const { rule, hash } = membership;
  return [...clauses, { clause: { matter: MEMBERSHIP, provisionId: rule.provisionId }, hash }];
}

const tryPatch = (
  { operations, effectiveOn }: PatchText,
  { versions }: TextState,
  { today, now }: EffectContext,
  ids: Pick<Patch, 'decisionId' | 'newId'>,
): AppliedPatch | Refusal => applyPatch({ versions, operations, effectiveOn, today, now, ...ids });

const effectiveOn = (effect: PatchText, { today }: EffectContext): string => effect.effectiveOn ?? today;
