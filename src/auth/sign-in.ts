import { verifyTakenOver } from '../collectives/take-over.js';
import { addDuration } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Transactions, Tx } from '../platform/database/transactions.js';
import { consumeFoundCode, consumeLink, type LinkHolder } from '../platform/links/links.js';
import { mintSecret } from '../platform/links/secret.js';
import { findCode, forgiveCode, type TriesNowhere } from '../platform/links/tries.js';
import { SessionRow } from './session.entity.js';

/** How long a session lasts without anything else ending it: longer than any assembly. */
const SESSION_LASTS = 'P30D';

export interface SignedIn extends LinkHolder {
  readonly token: string;
  readonly expiresAt: string;
}

/** Exchanges a one-time link for a session. */
export async function signIn(tx: Tx, link: string): Promise<SignedIn> {
  return openSession(tx, await consumeLink(tx, link, 'SIGN_IN'));
}

/** Exchanges a code for a session. The try is counted in a transaction of its own, whatever comes of it. */
export async function signInWithCode(
  transactions: Transactions,
  nowhere: TriesNowhere,
  collectiveId: Uuid,
  typed: string,
): Promise<SignedIn> {
  const found = await findCode(transactions, nowhere, collectiveId, typed);
  return transactions.write(async (tx) => {
    await forgiveCode(tx, found);
    return openSession(tx, await consumeFoundCode(tx, found, 'SIGN_IN'));
  });
}

async function openSession(tx: Tx, holder: LinkHolder): Promise<SignedIn> {
  const { token, hash } = mintSecret(holder.collectiveId, tx.randomBytes(32));
  const createdAt = await tx.now();
  const expiresAt = addDuration(createdAt, SESSION_LASTS, 'UTC');
  await tx.insert(SessionRow, {
    ...holder,
    id: tx.id(),
    tokenHash: hash,
    createdAt,
    expiresAt,
    endedAt: null,
  });
  await verifyTakenOver(tx, holder.collectiveId, holder.memberId);
  return { ...holder, token, expiresAt };
}

/** Ends the session that the caller shows; ending it twice is no fault. */
export async function signOut(tx: Tx, collectiveId: Uuid, tokenHash: string): Promise<void> {
  await tx.rows(
    `UPDATE ormee.session SET ended_at = ormee.instant()
     WHERE collective_id = $1 AND token_hash = $2 AND ended_at IS NULL`,
    [collectiveId, tokenHash],
  );
}
