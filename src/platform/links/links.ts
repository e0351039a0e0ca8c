import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration, type CalendarDuration } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from '../database/transactions.js';
import { enqueueForgetting } from '../jobs/forgetting.js';
import { drawCode, hashCode, printCode, type Code } from './code.js';
import { LinkRow, type LinkPurpose } from './link.entity.js';
import { mintSecret, readSecret } from './secret.js';
import { codesOutByPlace } from './tries.js';

interface Owner {
  readonly collectiveId: Uuid;
  readonly memberId: Uuid;
}

/** Whom a link lets in, and whether others gave it to them. */
export interface LinkHolder extends Owner {
  readonly assisted: boolean;
}

/** Makes a one-time link for one purpose, and answers its secret: the only time that anyone can read it. */
export async function mintLink(
  tx: Tx,
  owner: Owner,
  purpose: LinkPurpose,
  validFor: CalendarDuration,
): Promise<string> {
  return (await writeLink(tx, owner, purpose, validFor, { code: null, issueId: null })).token;
}

/** Makes a one-time link of a secret that its holder has already: only its hash is known here. */
export async function layLink(
  tx: Tx,
  owner: Owner,
  purpose: LinkPurpose,
  validFor: CalendarDuration,
  secretHash: string,
): Promise<void> {
  await insertLink(tx, owner, purpose, validFor, { secretHash, code: null, issueId: null });
}

/** A link and a code of one use between them, to be handed over; `expiresAt` is theirs. */
export interface HandedLink {
  readonly token: string;
  readonly code: string;
  readonly expiresAt: string;
}

/** Makes a link with a code beside it, for somebody to whom others give it: `issueId` says who. */
export async function mintLinkWithCode(
  tx: Tx,
  owner: Owner,
  purpose: LinkPurpose,
  validFor: CalendarDuration,
  issueId: Uuid | null,
): Promise<HandedLink> {
  const code = drawCode((count) => tx.randomBytes(count), await codesOutByPlace(tx, owner.collectiveId));
  const { token, expiresAt } = await writeLink(tx, owner, purpose, validFor, { code, issueId });
  return { token, code: printCode(code), expiresAt };
}

interface Beside {
  readonly code: Code | null;
  readonly issueId: Uuid | null;
}

async function writeLink(
  tx: Tx,
  owner: Owner,
  purpose: LinkPurpose,
  validFor: CalendarDuration,
  beside: Beside,
): Promise<{ token: string; expiresAt: string }> {
  const { token, hash: secretHash } = mintSecret(owner.collectiveId, tx.randomBytes(32));
  return { token, expiresAt: await insertLink(tx, owner, purpose, validFor, { ...beside, secretHash }) };
}

async function insertLink(
  tx: Tx,
  { collectiveId, memberId }: Owner,
  purpose: LinkPurpose,
  validFor: CalendarDuration,
  { secretHash, code, issueId }: Beside & { readonly secretHash: string },
): Promise<string> {
  const issuedAt = await tx.now();
  const expiresAt = addDuration(issuedAt, validFor, 'UTC');
  await tx.insert(LinkRow, {
    collectiveId,
    memberId,
    id: tx.id(),
    purpose,
    secretHash,
    issuedAt,
    expiresAt,
    consumedAt: null,
    codePlace: code && code.place,
    codeHash: code && (await hashCode(collectiveId, code)),
    codeTries: 0,
    issueId,
  });
  await enqueueForgetting(tx, collectiveId);
  return expiresAt;
}

/** Uses a link up. Unknown, of another purpose, expired or used: the same refusal LINK_NOT_VALID. */
export async function consumeLink(tx: Tx, token: string, purpose: LinkPurpose): Promise<LinkHolder> {
  const key = readSecret(token);
  if (!key) throw refuse('LINK_NOT_VALID');
  return consume(tx, 'secret_hash = $2', [key.collectiveId, key.tokenHash, purpose]);
}

/** Whose a link is that may be shown as often as somebody wants until it expires. LINK_NOT_VALID as `consumeLink` says it. */
export async function holderOfLink(tx: Tx, token: string, purpose: LinkPurpose): Promise<Owner> {
  const key = readSecret(token);
  const owner =
    key &&
    (await tx.one<{ memberId: Uuid }>(
      `SELECT member_id AS "memberId" FROM ormee.link WHERE collective_id = $1 AND secret_hash = $2 AND purpose = $3
         AND consumed_at IS NULL AND expires_at > ormee.instant()`,
      [key.collectiveId, key.tokenHash, purpose],
    ));
  if (!owner) throw refuse('LINK_NOT_VALID');
  return { collectiveId: key.collectiveId, ...owner };
}

/** Uses up the link of a code that was found (see `findCode`); somebody may have used it since. */
export const consumeFoundCode = (
  tx: Tx,
  { collectiveId, linkId }: { readonly collectiveId: Uuid; readonly linkId: Uuid },
  purpose: LinkPurpose,
): Promise<LinkHolder> => consume(tx, 'id = $2::uuid', [collectiveId, linkId, purpose]);

async function consume(
  tx: Tx,
  which: 'secret_hash = $2' | 'id = $2::uuid',
  [collectiveId, key, purpose]: readonly [Uuid, string, LinkPurpose],
): Promise<LinkHolder> {
  const used = await tx.one<{ memberId: Uuid; assisted: boolean }>(
    `UPDATE ormee.link SET consumed_at = ormee.instant()
     WHERE collective_id = $1 AND ${which} AND purpose = $3 AND consumed_at IS NULL
       AND expires_at > ormee.instant()
     RETURNING member_id AS "memberId", issue_id IS NOT NULL AS assisted`,
    [collectiveId, key, purpose],
  );
  if (!used) throw refuse('LINK_NOT_VALID');
  return { collectiveId, ...used };
}
