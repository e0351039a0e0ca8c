import { declareMembership, type Declared } from '../collectives/declare-membership.js';
import { termsInForce } from '../collectives/membership.queries.js';
import { proveSignature } from '../collectives/vouch-for-applicant.js';
import { ANONYMOUS, type MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { consumeSignatureLink } from '../platform/links/signature-links.js';

export interface Joining {
  readonly link: string;
  /** The name to be known by; null keeps the one they signed with. */
  readonly publicName: string | null;
  readonly statement: string;
}

interface Signed {
  readonly appealId: Uuid;
  readonly name: string;
  readonly kind: MemberKind;
  readonly email: string | null;
  readonly servedBy: Uuid | null;
}

/**
 * Whoever signed by a link declares that they want to join. Where the rule asks for this appeal, their signature is
 * proven by it, and nobody has to find it. It serves once, and makes nobody a member.
 */
export async function joinBySignature(
  tx: Tx,
  { link, publicName, statement }: Joining,
): Promise<Declared & { readonly collectiveId: Uuid }> {
  const { collectiveId, signatoryId } = await consumeSignatureLink(tx, link, 'JOIN');
  const signed = await tx.one<Signed>(
    `SELECT appeal_id AS "appealId", name, kind, email, served_by AS "servedBy" FROM ormee.signatory
     WHERE collective_id = $1 AND id = $2 AND state = 'STANDING' AND verified FOR UPDATE`,
    [collectiveId, signatoryId],
  );
  if (!signed || signed.servedBy !== null) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  const { name, kind, email, appealId } = signed;
  const said = { publicName: publicName?.trim() || name, kind, statement, email };
  const declared = await declareMembership(tx, ANONYMOUS, collectiveId, said);
  if ((await termsInForce(tx, collectiveId)).signedAppealId === appealId)
    await proveSignature(tx, collectiveId, declared.applicationId, 'MAIL_LINK');
  await serve(tx, collectiveId, signatoryId, declared.applicationId);
  return { ...declared, collectiveId };
}

const serve = (tx: Tx, collectiveId: Uuid, signatoryId: Uuid, applicationId: Uuid): Promise<unknown> =>
  tx.rows('UPDATE ormee.signatory SET served_by = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    signatoryId,
    applicationId,
  ]);

/** A signature found by whoever admits: it is verified by that, and serves this application. */
export async function serveSignature(
  tx: Tx,
  collectiveId: Uuid,
  {
    appealId,
    signatoryId,
    applicationId,
  }: { readonly [I in 'appealId' | 'signatoryId' | 'applicationId']: Uuid },
): Promise<{ readonly wasVerified: boolean }> {
  const signatory = await tx.one<{ verified: boolean; servedBy: Uuid | null }>(
    `SELECT verified, served_by AS "servedBy" FROM ormee.signatory
     WHERE collective_id = $1 AND id = $2 AND appeal_id = $3 AND state = 'STANDING' FOR UPDATE`,
    [collectiveId, signatoryId, appealId],
  );
  if (!signatory) throw refuse('NOT_FOUND', {}, ['input', 'signatoryId']);
  if (signatory.servedBy !== null && signatory.servedBy !== applicationId)
    throw refuse('DUPLICATE', { what: 'signatory' });
  await tx.rows(
    `UPDATE ormee.signatory SET served_by = $3, verified = true,
       verified_at = coalesce(verified_at, ormee.instant())
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, signatoryId, applicationId],
  );
  return { wasVerified: signatory.verified };
}
