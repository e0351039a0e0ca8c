import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration, type CalendarDuration } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from '../database/transactions.js';
import { FoundingInvitationRow } from './link.entity.js';
import { mintSecret, readSecret } from './secret.js';

/** Long enough for founders to find each other. */
export const FOUNDING_LINK_LASTS: CalendarDuration = 'P14D';

/** Makes a link under which a collective may begin, and answers its secret: the only time that anyone can read it. */
export async function mintFoundingLink(tx: Tx): Promise<string> {
  const collectiveId = tx.id();
  const { token, hash } = mintSecret(collectiveId, tx.randomBytes(32));
  const issuedAt = await tx.now();
  await tx.insert(FoundingInvitationRow, {
    collectiveId,
    secretHash: hash,
    issuedAt,
    expiresAt: addDuration(issuedAt, FOUNDING_LINK_LASTS, 'UTC'),
    consumedAt: null,
  });
  return token;
}

/**
 * Uses a founding link up, and answers the id of the collective that begins. Two at once meet on its row: the second
 * is refused like one that is unknown, expired or used (LINK_NOT_VALID).
 */
export async function consumeFoundingLink(tx: Tx, token: string): Promise<Uuid> {
  const key = readSecret(token);
  if (!key) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  const used = await tx.one(
    `UPDATE ormee.founding_invitation SET consumed_at = ormee.instant()
     WHERE collective_id = $1 AND secret_hash = $2 AND consumed_at IS NULL AND expires_at > ormee.instant()
     RETURNING collective_id`,
    [key.collectiveId, key.tokenHash],
  );
  if (!used) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  return key.collectiveId;
}
