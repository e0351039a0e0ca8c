import type { Matter } from '../core/charter/clause.js';
import { MEMBERSHIP } from '../core/charter/membership.js';
import type { AdoptText, Effect, PatchText, TakeOverText } from '../core/kernel/effects.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';

/** A rule in force, as far as it cites a text: a clause, or the rule on members. */
export interface CitingRule {
  readonly clause: { readonly matter: string; readonly provisionId: Uuid };
  readonly hash: Sha256;
}

/**
 * Keeps the charter and the texts that it comes from together. Whoever rewrites a provision that a clause cites
 * (renumbers, renames, moves) carries that clause's change among the `effects`, or states that the rule is unchanged;
 * whoever repeals it leaves no clause that cites it; whoever corrects it can only state that the rule is unchanged. CITED_BY_CLAUSE otherwise; CLAUSE_CHANGED when a clause said to be unchanged is no longer
 * the one that the author read.
 */
export function refuseSilenceOnClauses(
  { operations, unchangedClauses }: PatchText,
  inForce: readonly CitingRule[],
  effects: readonly Effect[],
): Refusal | null {
  for (const [index, { matter, hash }] of unchangedClauses.entries()) {
    if (inForce.some((current) => current.hash === hash && isOf(current, matter))) continue;
    return refuse('CLAUSE_CHANGED', { matter }, ['unchangedClauses', index]);
  }
  const changes = effects.flatMap(changesOfCharter);
  const kept = inForce.filter(({ clause }) => changes.every(({ matter }) => matter !== clause.matter));
  const silent = kept
    .filter((rule) => unchangedClauses.every(({ hash }) => hash !== rule.hash))
    .map(({ clause }) => clause);
  const standing = [...kept.map(({ clause }) => clause), ...changes.flatMap(({ clause }) => clause ?? [])];
  const changed = changes.flatMap(({ clause }) => clause ?? []);
  for (const [index, operation] of operations.entries()) {
    if (operation.kind === 'INSERT') continue;
    const provision = operation.provisionId;
    // Nothing is left to cite after a repeal; an erratum mends a slip, so no rule may change with it.
    const unsettled =
      operation.kind === 'REPEAL'
        ? standing
        : operation.kind === 'ERRATUM'
          ? [...silent, ...changed]
          : silent;
    const citing = unsettled.find(({ provisionId }) => provisionId === provision);
    if (citing) return refuse('CITED_BY_CLAUSE', { provision, matter: citing.matter }, ['operations', index]);
  }
  return null;
}

/** The rule on members has no matter of its own: it is stated under any, by its hash. */
const isOf = ({ clause }: CitingRule, matter: Matter): boolean =>
  clause.matter === matter || clause.matter === MEMBERSHIP;

const changesOfCharter = (effect: Effect): { matter: string; clause: CitingRule['clause'] | null }[] => {
  if (effect.kind !== 'CHANGE_CHARTER') return [];
  const { changes, membership } = effect;
  if (!membership) return [...changes];
  const { provisionId } = membership.rule;
  return [...changes, { matter: MEMBERSHIP, clause: { matter: MEMBERSHIP, provisionId } }];
};

/** An effect that writes words of a text. */
type WritesText = PatchText | AdoptText | TakeOverText;

const isWriting = (effect: Effect): effect is WritesText =>
  effect.kind === 'PATCH_TEXT' || effect.kind === 'ADOPT_TEXT' || effect.kind === 'TAKE_OVER_TEXT';

/** The provisions that an effect brings into being. */
export const insertedBy = (effect: WritesText): Uuid[] =>
  (effect.kind === 'TAKE_OVER_TEXT'
    ? effect.patches.flatMap(({ operations }) => operations)
    : effect.operations
  ).flatMap((operation) => (operation.kind === 'INSERT' ? operation.provisionId : []));

/** Whether another effect of the same decision brings one of these provisions into being too. */
export const isGivenByAnother = (
  effect: WritesText,
  effects: readonly Effect[],
  ids: readonly Uuid[],
): boolean => {
  const given = new Set(
    effects.filter((one) => isWriting(one) && one !== effect).flatMap((one) => insertedBy(one as WritesText)),
  );
  return ids.some((id) => given.has(id));
};

/**
 * A provision's identity is given once in a collective, in whichever text: DUPLICATE otherwise. `taken` holds those of
 * this patch that exist. Left to the database, it would come out when the decision is written, and undo an outcome.
 */
export function refuseTakenIdentity(
  effect: PatchText | AdoptText,
  taken: ReadonlySet<Uuid>,
  effects: readonly Effect[],
): Refusal | null {
  const others = effects.filter((other): other is WritesText => isWriting(other) && other !== effect);
  const given = new Set([...taken, ...others.flatMap(insertedBy)]);
  const index = effect.operations.findIndex(
    ({ kind, provisionId }) => kind === 'INSERT' && given.has(provisionId),
  );
  return index < 0 ? null : refuse('DUPLICATE', { what: 'provision' }, ['operations', index]);
}
