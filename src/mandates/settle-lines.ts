import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';

/** Locks a line, where an effect was made of one, and the offer behind it: `confirmLine` takes no lock of its own. */
export async function lockLine(tx: Tx, collectiveId: Uuid, lineId: Uuid): Promise<void> {
  await tx.rows('SELECT FROM ormee.mandate_line WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    lineId,
  ]);
  await tx.rows(
    `SELECT FROM ormee.mandate_offer offer
     JOIN ormee.mandate_line line ON line.collective_id = offer.collective_id AND line.offer_id = offer.id
     WHERE line.collective_id = $1 AND line.id = $2 FOR UPDATE OF offer`,
    [collectiveId, lineId],
  );
}

/** The decision gave what a line asked for: it waits no more, and neither does the offer behind it. */
export async function confirmLine(
  tx: Tx,
  collectiveId: Uuid,
  { lineId, decisionId, at }: { readonly lineId: Uuid; readonly decisionId: Uuid; readonly at: Instant },
): Promise<void> {
  const line = await tx.one<{ offerId: Uuid | null }>(
    `UPDATE ormee.mandate_line SET state = 'CONFIRMED', settled_at = $3, settled_by = $4
     WHERE collective_id = $1 AND id = $2 AND state = 'PROPOSED' RETURNING offer_id AS "offerId"`,
    [collectiveId, lineId, at, decisionId],
  );
  if (!line || line.offerId === null) return;
  await tx.rows(
    `UPDATE ormee.mandate_offer SET state = 'TAKEN', closed_at = $3
     WHERE collective_id = $1 AND id = $2 AND state = 'OPEN'`,
    [collectiveId, line.offerId, at],
  );
}

/**
 * The collective rejected the lines that a proposal listed: they wait no more. Those of a decision that could not be
 * applied go on waiting. Whoever calls has locked the effects.
 */
export async function refuseLines(
  tx: Tx,
  decision: { readonly collectiveId: Uuid; readonly id: Uuid; readonly proclaimedAt: Instant },
  effects: readonly Effect[],
): Promise<void> {
  const ids = effects.flatMap((effect) => (effect.kind === 'GRANT_MANDATE' ? [effect.mandateId] : []));
  if (ids.length === 0) return;
  await tx.rows(
    `UPDATE ormee.mandate_line SET state = 'REFUSED', settled_at = $3, settled_by = $4
     WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND state = 'PROPOSED'`,
    [decision.collectiveId, ids, decision.proclaimedAt, decision.id],
  );
}
