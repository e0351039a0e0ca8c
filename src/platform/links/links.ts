import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration, type CalendarDuration } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from '../database/transactions.js';
import { LinkRow, type LinkPurpose } from './link.entity.js';
import { mintSecret, readSecret } from './secret.js';

/** Makes a one-time link for one purpose, and answers its secret: the only time that anyone can read it. */
export async function mintLink(
  tx: Tx,
  owner: { readonly collectiveId: Uuid; readonly memberId: Uuid },
  purpose: LinkPurpose,
  validFor: CalendarDuration,
): Promise<string> {
  const { token, hash } = mintSecret(owner.collectiveId, tx.randomBytes(32));
  await layLink(tx, owner, purpose, validFor, hash);
  return token;
}

/** Makes a one-time link of a secret that its holder has already: only its hash is known here. */
export async function layLink(
  tx: Tx,
  owner: { readonly collectiveId: Uuid; readonly memberId: Uuid },
  purpose: LinkPurpose,
  validFor: CalendarDuration,
  secretHash: string,
): Promise<void> {
  const issuedAt = await tx.now();
  const expiresAt = addDuration(issuedAt, validFor, 'UTC');
  await tx.insert(LinkRow, {
    ...owner,
    id: tx.id(),
    purpose,
    secretHash,
    issuedAt,
    expiresAt,
    consumedAt: null,
  });
}

/** Uses a link up. Unknown, of another purpose, expired or used: the same refusal LINK_NOT_VALID. */
export async function consumeLink(
  tx: Tx,
  token: string,
  purpose: LinkPurpose,
): Promise<{ collectiveId: Uuid; memberId: Uuid }> {
  const key = readSecret(token);
  if (!key) throw refuse('LINK_NOT_VALID');
  const used = await tx.one<{ memberId: Uuid }>(
    `UPDATE ormee.link SET consumed_at = ormee.instant()
     WHERE collective_id = $1 AND secret_hash = $2 AND purpose = $3 AND consumed_at IS NULL
       AND expires_at > ormee.instant()
     RETURNING member_id AS "memberId"`,
    [key.collectiveId, key.tokenHash, purpose],
  );
  if (!used) throw refuse('LINK_NOT_VALID');
  return { collectiveId: key.collectiveId, memberId: used.memberId };
}
