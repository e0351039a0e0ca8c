import { verifyTakenOver } from '../collectives/take-over.js';
import { addDuration } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { consumeLink } from '../platform/links/links.js';
import { mintSecret } from '../platform/links/secret.js';
import { SessionRow } from './session.entity.js';

/** How long a session lasts without anything else ending it: longer than any assembly. */
const SESSION_LASTS = 'P30D';

export interface SignedIn {
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
  readonly token: string;
  readonly expiresAt: string;
}

/** Exchanges a one-time link for a session. */
export async function signIn(tx: Tx, link: string): Promise<SignedIn> {
  const owner = await consumeLink(tx, link, 'SIGN_IN');
  const { token, hash } = mintSecret(owner.collectiveId, tx.randomBytes(32));
  const createdAt = await tx.now();
  const expiresAt = addDuration(createdAt, SESSION_LASTS, 'UTC');
  await tx.insert(SessionRow, {
    ...owner,
    id: tx.id(),
    tokenHash: hash,
    createdAt,
    expiresAt,
    endedAt: null,
  });
  await verifyTakenOver(tx, owner.collectiveId, owner.memberId);
  return { ...owner, token, expiresAt };
}

/** Ends the session that the caller shows; ending it twice is no fault. */
export async function signOut(tx: Tx, collectiveId: Uuid, tokenHash: string): Promise<void> {
  await tx.rows(
    `UPDATE ormee.session SET ended_at = ormee.instant()
     WHERE collective_id = $1 AND token_hash = $2 AND ended_at IS NULL`,
    [collectiveId, tokenHash],
  );
}
