import type { EffectHandler, GrantMandate, RevokeMandate } from '../core/kernel/effects.js';
import type { Tx } from '../platform/database/transactions.js';
import { endMandate } from './end-mandate.js';
import { giveMandate } from './give-mandate.js';
import { confirmLine, lockLine } from './settle-lines.js';
import { refuseGrant, refuseRevocation, type GrantFacts, type Standing } from './mandate.rules.js';

/** The effect that gives a mandate. */
export const grantMandate: EffectHandler<GrantMandate, GrantFacts, Tx> = {
  kind: 'GRANT_MANDATE',

  async lock(tx, effect, collectiveId) {
    // A group that ends meanwhile has no mandate of its own, or ends this one too.
    await tx.rows('SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $2 FOR SHARE', [
      collectiveId,
      effect.scope.object.id,
    ]);
    await tx.rows(
      `SELECT FROM ormee.mandate WHERE collective_id = $1 AND task = $2 AND state = 'LIVE' FOR UPDATE`,
      [collectiveId, effect.task],
    );
    // Somebody who leaves meanwhile is either no holder, or takes leave of this mandate too.
    await tx.rows(
      'SELECT FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR SHARE',
      [collectiveId, effect.holders],
    );
    await lockLine(tx, collectiveId, effect.mandateId);
  },

  async load(tx, effect, { collectiveId }) {
    const { mandateId, task, holders, boundBy, scope } = effect;
    return (await tx.one<GrantFacts>(FACTS, [
      collectiveId,
      mandateId,
      task,
      holders,
      boundBy,
      scope.object.kind,
      scope.object.id,
    ])) as GrantFacts;
  },

  validate: refuseGrant,

  async apply(tx, effect, _facts, { collectiveId, now }, { decisionId }) {
    // The end was said when the mandate was given, so that it passed is no act, and no leaf.
    await tx.rows(
      `UPDATE ormee.mandate SET state = 'ENDED', ended_at = ends_at
       WHERE collective_id = $1 AND task = $2 AND state = 'LIVE' AND ends_at <= $3`,
      [collectiveId, effect.task, now],
    );
    const mandate = {
      collectiveId,
      id: effect.mandateId,
      task: effect.task,
      title: effect.title,
      instructions: effect.instructions,
      boundBy: [...effect.boundBy],
      scopeActs: [...effect.scope.acts],
      scopeKind: effect.scope.object.kind,
      scopeId: effect.scope.object.id,
      role: null,
      startsAt: now,
      endsAt: effect.endsAt,
      reportDueAt: effect.reportDueAt,
      reportEvery: effect.reportEvery ?? null,
      grantedBy: decisionId,
    };
    await giveMandate(tx, mandate, effect.holders);
    await confirmLine(tx, collectiveId, { lineId: effect.mandateId, decisionId, at: now });
  },
};

const FACTS = `
  SELECT
    EXISTS (SELECT FROM ormee.mandate WHERE collective_id = $1 AND id = $2) AS "idTaken",
    (SELECT ends_at FROM ormee.mandate WHERE collective_id = $1 AND task = $3 AND state = 'LIVE') AS "heldUntil",
    ARRAY (SELECT id FROM ormee.member
      WHERE collective_id = $1 AND id = ANY($4::uuid[]) AND state = 'ACTIVE' AND kind = 'NATURAL') AS eligible,
    ARRAY (SELECT id FROM ormee.decision WHERE collective_id = $1 AND id = ANY($5::uuid[])) AS decisions,
    CASE $6
      WHEN 'COLLECTIVE' THEN $7::uuid = $1
      WHEN 'ASSEMBLY' THEN EXISTS (SELECT FROM ormee.assembly WHERE collective_id = $1 AND id = $7 AND state <> 'ENDED')
      WHEN 'TEXT' THEN EXISTS (SELECT FROM ormee.legal_text WHERE collective_id = $1 AND id = $7)
      WHEN 'GROUP' THEN EXISTS (SELECT FROM ormee.working_group
        WHERE collective_id = $1 AND id = $7 AND state <> 'ENDED')
      ELSE false
    END AS "objectExists",
    (SELECT state FROM ormee.mandate_line WHERE collective_id = $1 AND id = $2) AS "lineState"`;

/** The effect that ends a mandate, in the transaction that proclaims it: the holder's next act finds it ended. */
export const revokeMandate: EffectHandler<RevokeMandate, Standing | null, Tx> = {
  kind: 'REVOKE_MANDATE',

  async lock(tx, effect, collectiveId) {
    await tx.rows('SELECT FROM ormee.mandate WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
      collectiveId,
      effect.mandateId,
    ]);
  },

  load: (tx, effect, { collectiveId }) =>
    tx.one<Standing>(
      'SELECT task, state, ends_at AS "endsAt" FROM ormee.mandate WHERE collective_id = $1 AND id = $2',
      [collectiveId, effect.mandateId],
    ),

  validate: (effect, mandate, { now }) => refuseRevocation(effect, mandate, now),

  apply: (tx, effect, _mandate, { collectiveId, now }, { decisionId }) =>
    endMandate(tx, collectiveId, effect.mandateId, { state: 'REVOKED', decisionId, at: now }),
};
