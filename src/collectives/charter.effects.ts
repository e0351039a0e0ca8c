import { applyChanges, hashClause, type Charter } from '../core/charter/charter.js';
import { hashMembership, mayChangeMembership, type MembershipRule } from '../core/charter/membership.js';
import type { ChangeCharter, Effect, EffectContext, EffectHandler } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { Refusal, refuse } from '../core/kernel/refusals.js';
import { standingAfter } from '../core/text/history.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { charterInForce } from './charter.queries.js';
import { ClauseVersionRow } from './collective.entity.js';
import { MembershipRuleRow } from './membership.entity.js';
import { membershipInForce } from './membership.queries.js';

interface CharterState {
  readonly charter: Charter;
  /** Provisions in force today and whose repeal is not decided for a later day: what a clause may cite. */
  readonly provisions: ReadonlySet<Uuid>;
  readonly membership: MembershipRule | null;
  /** Appeals that the rule on members may ask to have signed. */
  readonly appeals: ReadonlySet<Uuid>;
}

/** The effect that changes the charter: by the path that the charter itself allows, and leaving no matter without one. */
export const changeCharter: EffectHandler<ChangeCharter, CharterState, Tx> = {
  kind: 'CHANGE_CHARTER',

  async lock(tx, _effect, collectiveId) {
    await tx.rows(
      `SELECT FROM ormee.clause_version WHERE collective_id = $1 AND in_force_until IS NULL
       ORDER BY matter FOR UPDATE`,
      [collectiveId],
    );
    await tx.rows(
      'SELECT FROM ormee.membership_rule WHERE collective_id = $1 AND in_force_until IS NULL FOR UPDATE',
      [collectiveId],
    );
  },

  async load(tx, _effect, { collectiveId, today }) {
    const provisions = await tx.rows<{ id: Uuid }>(
      `SELECT provision_id AS id FROM ormee.provision_version version
       WHERE collective_id = $1 AND known_until IS NULL
         AND in_force_from <= $2 AND (in_force_until IS NULL OR in_force_until > $2)
         AND EXISTS (SELECT FROM ormee.provision_version last WHERE last.collective_id = version.collective_id
           AND last.provision_id = version.provision_id AND last.known_until IS NULL AND last.in_force_until IS NULL)`,
      [collectiveId, today],
    );
    const appeals = await tx.rows<{ id: Uuid }>('SELECT id FROM ormee.appeal WHERE collective_id = $1', [
      collectiveId,
    ]);
    return {
      charter: await charterInForce(tx, collectiveId),
      provisions: new Set(provisions.map(({ id }) => id)),
      membership: (await membershipInForce(tx, collectiveId))?.rule ?? null,
      appeals: new Set(appeals.map(({ id }) => id)),
    };
  },

  validate(effect, state, context) {
    const changed =
      effect.changes.length === 0 && effect.membership ? null : applyChanges(state.charter, effect.changes);
    if (changed instanceof Refusal) return changed;
    const unfit = refuseMembership(effect, state, context);
    if (unfit) return unfit;
    const citable = citableAfter(state.provisions, context);
    const cited = [...effect.changes.map(({ clause }) => clause), effect.membership?.rule];
    const astray = cited.find((rule) => rule && !citable.has(rule.provisionId));
    return astray ? refuse('PROVISION_NOT_IN_FORCE', { provision: astray.provisionId }) : null;
  },

  async apply(tx, effect, _state, { collectiveId, now }, { decisionId }) {
    for (const { matter, clause } of effect.changes) {
      await tx.rows(
        `UPDATE ormee.clause_version SET in_force_until = $3, closed_by = $4
         WHERE collective_id = $1 AND matter = $2 AND in_force_until IS NULL`,
        [collectiveId, matter, now, decisionId],
      );
      if (!clause) continue;
      await tx.insert(ClauseVersionRow, {
        collectiveId,
        id: tx.id(),
        matter,
        clause,
        hash: hashClause(clause),
        inForceFrom: now,
        inForceUntil: null,
        openedBy: decisionId,
        closedBy: null,
      });
    }
    if (effect.membership)
      await openMembership(tx, collectiveId, effect.membership.rule, { now, decisionId });
    record(tx, collectiveId, {
      type: 'charter.changed',
      visibility: 'MEMBERS',
      body: {
        decision: decisionId,
        clauses: effect.changes.map(({ matter, clause }) => ({ matter, hash: clause && hashClause(clause) })),
        membership: effect.membership && hashMembership(effect.membership.rule),
      },
    });
  },
};

/** The rule on members, still the one that was read, and asking for an appeal that there is. */
function refuseMembership(
  { membership }: ChangeCharter,
  state: CharterState,
  { effects }: EffectContext,
): Refusal | null {
  if (!membership) return null;
  const refusal = mayChangeMembership(state.membership, membership);
  if (refusal) return refusal;
  const { signedAppealId } = membership.rule;
  const isThere =
    signedAppealId === null ||
    state.appeals.has(signedAppealId) ||
    effects.some((effect) => effect.kind === 'PUBLISH_APPEAL' && effect.appealId === signedAppealId);
  return isThere ? null : refuse('NOT_FOUND');
}

async function openMembership(
  tx: Tx,
  collectiveId: Uuid,
  rule: MembershipRule,
  { now, decisionId }: { readonly now: Instant; readonly decisionId: Uuid },
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.membership_rule SET in_force_until = $2, closed_by = $3
     WHERE collective_id = $1 AND in_force_until IS NULL`,
    [collectiveId, now, decisionId],
  );
  await tx.insert(MembershipRuleRow, {
    collectiveId,
    id: tx.id(),
    rule,
    hash: hashMembership(rule),
    inForceFrom: now,
    inForceUntil: null,
    openedBy: decisionId,
    closedBy: null,
  });
}

/** The provisions that a clause may cite once the whole proposal is applied: an article and its rule can come together. */
function citableAfter(inForce: ReadonlySet<Uuid>, { effects, today }: EffectContext): ReadonlySet<Uuid> {
  const citable = new Set(inForce);
  for (const effect of effects as readonly Effect[]) {
    if (effect.kind === 'ADOPT_TEXT')
      for (const { provisionId } of effect.operations) citable.add(provisionId);
    if (effect.kind === 'TAKE_OVER_TEXT')
      for (const { provisionId } of standingAfter(effect, today)) citable.add(provisionId);
    if (effect.kind !== 'PATCH_TEXT' || (effect.effectiveOn !== null && effect.effectiveOn > today)) continue;
    for (const operation of effect.operations) {
      if (operation.kind === 'INSERT' || operation.kind === 'RESTORE') citable.add(operation.provisionId);
      if (operation.kind === 'REPEAL') citable.delete(operation.provisionId);
    }
  }
  return citable;
}
