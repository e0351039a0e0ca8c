import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { forgetOldSignatureLinks, forgetSignatureLinks } from '../platform/links/signature-links.js';

/**
 * Forgets what no letter has confirmed within a week, with its links, and links that are over; and lets signatures serve
 * again whose application is about to be forgotten without having led anywhere.
 */
export async function forgetSignatures(
  tx: Tx,
  collectiveId: Uuid,
  { links, applications }: { readonly links: number; readonly applications: number },
): Promise<void> {
  const unconfirmed = await tx.rows<{ id: Uuid }>(UNCONFIRMED, [collectiveId]);
  const ids = unconfirmed.map(({ id }) => id);
  await forgetSignatureLinks(tx, collectiveId, ids);
  await tx.rows('DELETE FROM ormee.signatory WHERE collective_id = $1 AND id = ANY($2::uuid[])', [
    collectiveId,
    ids,
  ]);
  await forgetOldSignatureLinks(tx, collectiveId, links);
  await tx.rows(SERVED_NOTHING, [collectiveId, `${applications} days`]);
}

/** As long as the link of the letter is good. */
const UNCONFIRMED = `SELECT id FROM ormee.signatory WHERE collective_id = $1 AND state = 'PENDING'
  AND said_at <= ormee.instant() - interval '7 days' ORDER BY id FOR UPDATE`;
const SERVED_NOTHING = `UPDATE ormee.signatory SET served_by = NULL WHERE collective_id = $1 AND served_by IN (
  SELECT id FROM ormee.application WHERE collective_id = $1 AND state = 'OPEN'
    AND lapses_at <= ormee.instant() - $2::interval)`;
