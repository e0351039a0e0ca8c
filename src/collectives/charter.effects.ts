import { applyChanges, hashClause, type Charter } from '../core/charter/charter.js';
import type { ChangeCharter, Effect, EffectContext, EffectHandler } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Refusal, refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { charterInForce } from './charter.queries.js';
import { ClauseVersionRow } from './collective.entity.js';

interface CharterState {
  readonly charter: Charter;
  /** Provisions in force today and whose repeal is not decided for a later day: what a clause may cite. */
  readonly provisions: ReadonlySet<Uuid>;
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
    return {
      charter: await charterInForce(tx, collectiveId),
      provisions: new Set(provisions.map(({ id }) => id)),
    };
  },

  validate(effect, { charter, provisions }, context) {
    const changed = applyChanges(charter, effect.changes);
    if (changed instanceof Refusal) return changed;
    const citable = citableAfter(provisions, context);
    const astray = effect.changes.find(({ clause }) => clause && !citable.has(clause.provisionId));
    if (!astray?.clause) return null;
    return refuse('PROVISION_NOT_IN_FORCE', { provision: astray.clause.provisionId });
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
    record(tx, collectiveId, {
      type: 'charter.changed',
      visibility: 'MEMBERS',
      body: {
        decision: decisionId,
        clauses: effect.changes.map(({ matter, clause }) => ({ matter, hash: clause && hashClause(clause) })),
      },
    });
  },
};

/** The provisions that a clause may cite once the whole proposal is applied: an article and its rule can come together. */
function citableAfter(inForce: ReadonlySet<Uuid>, { effects, today }: EffectContext): ReadonlySet<Uuid> {
  const citable = new Set(inForce);
  for (const effect of effects as readonly Effect[]) {
    if (effect.kind !== 'PATCH_TEXT' || (effect.effectiveOn !== null && effect.effectiveOn > today)) continue;
    for (const operation of effect.operations) {
      if (operation.kind === 'INSERT') citable.add(operation.provisionId);
      if (operation.kind === 'REPEAL') citable.delete(operation.provisionId);
    }
  }
  return citable;
}
