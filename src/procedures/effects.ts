import { publishAppeal } from '../appeals/appeal.effects.js';
import { cosignText } from '../appeals/cosign.effects.js';
import { admitMember } from '../collectives/admission.effects.js';
import { changeCharter } from '../collectives/charter.effects.js';
import type { Effect, EffectContext, EffectHandler, EffectRuling } from '../core/kernel/effects.js';
import { targetsOf } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { targetsRecalled } from '../core/charter/precedence.js';
import { ofGroups } from '../decisions/recalled.js';
import { reopenDecision } from '../decisions/decision.effects.js';
import { grantMandate, revokeMandate } from '../mandates/mandate.effects.js';
import type { Tx } from '../platform/database/transactions.js';
import { settleChallenge } from '../proposals/challenge.effects.js';
import { agreeMajority } from '../collectives/founding.effects.js';
import { adoptText } from '../texts/adopt-text.effects.js';
import { patchText } from '../texts/text.effects.js';
import { createGroup, rescopeGroup } from '../groups/group.effects.js';
import { endGroup } from './group.effects.js';
import { excludeMember, reinstateMember } from './exclusion.effects.js';
import { repealDecision } from './repeal.effects.js';
import { takeOverText } from './take-over-text.effects.js';

type AnyHandler = EffectHandler<Effect, unknown, Tx>;

/** What each kind of effect does, from the feature that owns it. Total by type: a kind without a handler does not compile. */
const HANDLERS: Readonly<Record<Effect['kind'], AnyHandler>> = {
  PATCH_TEXT: patchText as unknown as AnyHandler,
  CHANGE_CHARTER: changeCharter as unknown as AnyHandler,
  GRANT_MANDATE: grantMandate as unknown as AnyHandler,
  REVOKE_MANDATE: revokeMandate as unknown as AnyHandler,
  ADMIT_MEMBER: admitMember as unknown as AnyHandler,
  PUBLISH_APPEAL: publishAppeal as unknown as AnyHandler,
  COSIGN_TEXT: cosignText as unknown as AnyHandler,
  // Procedures that protect people
  EXCLUDE_MEMBER: excludeMember as unknown as AnyHandler,
  REINSTATE_MEMBER: reinstateMember as unknown as AnyHandler,
  SETTLE_CHALLENGE: settleChallenge as unknown as AnyHandler,
  REOPEN_DECISION: reopenDecision as unknown as AnyHandler,
  REPEAL_DECISION: repealDecision as unknown as AnyHandler,
  ADOPT_TEXT: adoptText as unknown as AnyHandler,
  TAKE_OVER_TEXT: takeOverText as unknown as AnyHandler,
  AGREE_MAJORITY: agreeMajority as unknown as AnyHandler,
  // Working groups
  CREATE_GROUP: createGroup as unknown as AnyHandler,
  RESCOPE_GROUP: rescopeGroup as unknown as AnyHandler,
  END_GROUP: endGroup as unknown as AnyHandler,
};

/** Effects that were read and judged together: applied all, or none. */
export interface TriedEffects {
  /** The first refusal met, by its effect's place; null when all apply. */
  readonly refusal: Refusal | null;
  apply(ruling: EffectRuling): Promise<void>;
}

/**
 * Locks what effects touch, in the order of their targets, so that two proclamations never wait for each other in a
 * ring. Targets are locked by their keys first: some have no row yet (a task, an insertion), and two acts on one of them
 * must wait for each other all the same. What comes before targets in the order of locks is locked before them.
 */
export async function lockEffects(tx: Tx, effects: readonly Effect[], collectiveId: Uuid): Promise<void> {
  for (const effect of inLockOrder(effects))
    await HANDLERS[effect.kind].lockFirst?.(tx, effect, collectiveId);
  await tx.rows(
    `SELECT pg_advisory_xact_lock(hashtextextended($1 || target, 0))
     FROM (SELECT target FROM unnest($2::text[]) AS target ORDER BY target COLLATE "C") AS targets`,
    [
      collectiveId,
      [...targetsOf(effects), ...targetsRecalled(effects, await ofGroups(tx, collectiveId, effects))],
    ],
  );
  for (const effect of inLockOrder(effects)) await HANDLERS[effect.kind].lock(tx, effect, collectiveId);
}

/** Reads and judges all effects by pure rules; writes nothing. */
export async function tryEffects(tx: Tx, context: EffectContext): Promise<TriedEffects> {
  const states: unknown[] = [];
  let refusal = overlapOf(context.effects);
  for (const [place, effect] of context.effects.entries()) {
    if (refusal) break;
    const handler = HANDLERS[effect.kind];
    const state = await handler.load(tx, effect, context);
    states.push(state);
    refusal = handler.validate(effect, state, context);
    if (refusal) refusal = at(refusal, place);
  }
  return {
    refusal,
    async apply(ruling) {
      for (const [place, effect] of context.effects.entries())
        await HANDLERS[effect.kind].apply(tx, effect, states[place], context, ruling);
    },
  };
}

/** Two effects on one target could undo each other without anybody having chosen which comes last. */
export function overlapOf(effects: readonly Effect[]): Refusal | null {
  const touched = [...effects.flatMap((effect) => targetsOf([effect])), ...wholeThings(effects)];
  const twice = touched.find((target, place) => touched.indexOf(target) !== place);
  return twice === undefined ? null : refuse('EFFECTS_OVERLAP', { target: twice });
}

/** A text and the charter are each judged as a whole: one effect each a proposal. */
const wholeThings = (effects: readonly Effect[]): string[] =>
  effects.flatMap((effect) => {
    if (effect.kind === 'PATCH_TEXT') return [`text:${effect.textId}`];
    return effect.kind === 'CHANGE_CHARTER' ? ['charter'] : [];
  });

const inLockOrder = (effects: readonly Effect[]): Effect[] =>
  [...effects].sort((a, b) => ((targetsOf([a])[0] ?? '') < (targetsOf([b])[0] ?? '') ? -1 : 1));

const at = ({ code, facts, where }: Refusal, place: number): Refusal =>
  new Refusal(code, facts, ['input', 'effects', place, ...where]);
