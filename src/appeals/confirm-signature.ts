import type { Uuid } from '../core/kernel/ids.js';
import { nameSkeleton } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import {
  consumeSignatureLink,
  forgetSignatureLinks,
  mintSignatureLink,
} from '../platform/links/signature-links.js';
import type { SignatoryRow } from './appeal.entity.js';
import { refuseLate } from './signature.rules.js';
import { appealToSign, lockAddress, recordStanding } from './write-signatures.js';

/** How long somebody who signed may take to decide that they join. */
const JOIN_LASTS = 'P30D';

type Pending = Pick<
  SignatoryRow,
  'id' | 'appealId' | 'kind' | 'role' | 'organisation' | 'url' | 'named' | 'locale'
> & { readonly name: string; readonly email: string };

export interface Confirmed {
  readonly collectiveId: Uuid;
  readonly appealId: Uuid;
  /** A link by which whoever signed may join; null where their signature has served. */
  readonly joinKey: string | null;
}

/**
 * The link of a letter came back: the signature counts. An address that has signed already gets the same answer, and
 * there is one signature. A line that was imported with this address and this name becomes theirs, and is no second one.
 */
export async function confirmSignature(tx: Tx, link: string): Promise<Confirmed> {
  const { collectiveId, signatoryId } = await consumeSignatureLink(tx, link, 'CONFIRM');
  const pending = await tx.one<Pending>(
    `SELECT id, appeal_id AS "appealId", name, email, kind, role, organisation, url, named, locale
     FROM ormee.signatory WHERE collective_id = $1 AND id = $2 AND state = 'PENDING' FOR UPDATE`,
    [collectiveId, signatoryId],
  );
  if (!pending) throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
  const appeal = await appealToSign(tx, collectiveId, pending.appealId, ['PUBLIC']);
  await lockAddress(tx, appeal, pending.email);
  const late = refuseLate(appeal.closesAt, await tx.now());
  if (late) throw late;
  const standing = await signatureOf(tx, collectiveId, pending);
  const signature = standing?.verified ? standing : { id: standing?.id ?? pending.id, servedBy: null };
  if (!standing?.verified) {
    await verify(tx, collectiveId, pending, signature.id);
    recordStanding(tx, appeal, signature.id, 'LINK');
  }
  if (signature.id !== pending.id) await drop(tx, collectiveId, pending.id);
  const owner = { collectiveId, signatoryId: signature.id };
  const joinKey = signature.servedBy === null ? await mintSignatureLink(tx, owner, 'JOIN', JOIN_LASTS) : null;
  return { collectiveId, appealId: appeal.id, joinKey };
}

interface Standing {
  readonly id: Uuid;
  readonly name: string;
  readonly verified: boolean;
  readonly servedBy: Uuid | null;
}

/**
 * The signature of this address that stands: one that is verified, or the line that a list has of it under the same name. A
 * couple may share an address: whose name differs takes over nobody's line.
 */
async function signatureOf(
  tx: Tx,
  collectiveId: Uuid,
  { appealId, email, name }: Pending,
): Promise<Standing | null> {
  const standing = await tx.rows<Standing>(
    `SELECT id, name, verified, served_by AS "servedBy" FROM ormee.signatory
     WHERE collective_id = $1 AND appeal_id = $2 AND lower(email) = lower($3) AND state = 'STANDING'
     ORDER BY verified DESC, id FOR UPDATE`,
    [collectiveId, appealId, email],
  );
  const [one] = standing;
  if (!one || one.verified) return one ?? null;
  return standing.find((line) => nameSkeleton(line.name) === nameSkeleton(name)) ?? null;
}

/** Makes the signature stand, as it was said in what this link came from. */
async function verify(tx: Tx, collectiveId: Uuid, said: Pending, signatoryId: Uuid): Promise<void> {
  await tx.rows(
    `UPDATE ormee.signatory SET state = 'STANDING', verified = true, verified_at = ormee.instant(), name = $3,
       email = $4, kind = $5, role = $6, organisation = $7, url = $8, named = $9, locale = $10
     WHERE collective_id = $1 AND id = $2`,
    [
      ...[
        collectiveId,
        signatoryId,
        said.name,
        said.email,
        said.kind,
        said.role,
        said.organisation,
        said.url,
      ],
      ...[said.named, said.locale],
    ],
  );
}

async function drop(tx: Tx, collectiveId: Uuid, pendingId: Uuid): Promise<void> {
  await forgetSignatureLinks(tx, collectiveId, [pendingId]);
  await tx.rows(`DELETE FROM ormee.signatory WHERE collective_id = $1 AND id = $2 AND state = 'PENDING'`, [
    collectiveId,
    pendingId,
  ]);
}
