import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration, type CalendarDuration } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Reader, Tx } from '../database/transactions.js';
import { enqueueForgetting } from '../jobs/forgetting.js';
import { SignatureLinkRow, type SignaturePurpose } from './link.entity.js';
import { mintSecret, readSecret } from './secret.js';

/** A signature that a link leads to. */
export interface SignatureKey {
  readonly collectiveId: Uuid;
  readonly signatoryId: Uuid;
}

/** Makes a one-time link for one purpose, and answers its secret: the only time that anyone can read it. */
export async function mintSignatureLink(
  tx: Tx,
  { collectiveId, signatoryId }: SignatureKey,
  purpose: SignaturePurpose,
  validFor: CalendarDuration,
  letterId: Uuid | null = null,
): Promise<string> {
  const { token, hash } = mintSecret(collectiveId, tx.randomBytes(32));
  const issuedAt = await tx.now();
  await tx.insert(SignatureLinkRow, {
    collectiveId,
    id: tx.id(),
    signatoryId,
    purpose,
    letterId,
    secretHash: hash,
    issuedAt,
    expiresAt: addDuration(issuedAt, validFor, 'UTC'),
    consumedAt: null,
  });
  await enqueueForgetting(tx, collectiveId);
  return token;
}

const LIVE = `collective_id = $1 AND secret_hash = $2 AND purpose = $3 AND consumed_at IS NULL
  AND expires_at > ormee.instant()`;

/** Uses a link up. Unknown, of another purpose, expired or used: the same refusal LINK_NOT_VALID. */
export async function consumeSignatureLink(
  tx: Tx,
  token: string,
  purpose: SignaturePurpose,
): Promise<SignatureKey> {
  const key = readSecret(token);
  if (!key) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  const used = await tx.one<{ signatoryId: Uuid }>(
    `UPDATE ormee.signature_link SET consumed_at = ormee.instant() WHERE ${LIVE}
     RETURNING signatory_id AS "signatoryId"`,
    [key.collectiveId, key.tokenHash, purpose],
  );
  if (!used) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  return { collectiveId: key.collectiveId, ...used };
}

/** Where a link would lead, without using it up; null for one that is not good. */
export async function peekSignatureLink(
  reader: Reader,
  token: string,
  purpose: SignaturePurpose,
): Promise<SignatureKey | null> {
  const key = readSecret(token);
  const [found] = key
    ? await reader.rows<{ signatoryId: Uuid }>(
        `SELECT signatory_id AS "signatoryId" FROM ormee.signature_link WHERE ${LIVE}`,
        [key.collectiveId, key.tokenHash, purpose],
      )
    : [];
  return key && found ? { collectiveId: key.collectiveId, ...found } : null;
}

/** Takes away the links of signatures that stand no longer, or never did. */
export const forgetSignatureLinks = (
  tx: Tx,
  collectiveId: Uuid,
  signatoryIds: readonly Uuid[],
): Promise<unknown> =>
  tx.rows('DELETE FROM ormee.signature_link WHERE collective_id = $1 AND signatory_id = ANY($2::uuid[])', [
    collectiveId,
    signatoryIds,
  ]);

/** Takes away links that were used or expired so many days ago. */
export const forgetOldSignatureLinks = (tx: Tx, collectiveId: Uuid, days: number): Promise<unknown> =>
  tx.rows(
    `DELETE FROM ormee.signature_link WHERE collective_id = $1
       AND least(consumed_at, expires_at) <= ormee.instant() - $2::interval`,
    [collectiveId, `${days} days`],
  );
