import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { forgetSignatureLinks } from '../platform/links/signature-links.js';
import { record } from '../register/record.js';
import type { AppealRow } from './appeal.entity.js';

export type AppealOpen = Pick<AppealRow, 'collectiveId' | 'id' | 'visibility' | 'closesAt'>;

/** An appeal that may be signed. NOT_FOUND where there is none, or not one for whoever asks. */
export async function appealToSign(
  reader: Reader,
  collectiveId: Uuid,
  appealId: Uuid,
  open: readonly AppealRow['visibility'][],
): Promise<AppealOpen> {
  const [appeal] = await reader.rows<AppealOpen>(
    `SELECT collective_id AS "collectiveId", id, visibility, closes_at AS "closesAt" FROM ormee.appeal
     WHERE collective_id = $1 AND id = $2 AND visibility = ANY($3::text[])`,
    [collectiveId, appealId, open],
  );
  if (!appeal) throw refuse('NOT_FOUND', {}, ['input', 'appealId']);
  return appeal;
}

/** Two who sign one appeal with one address at once wait for each other. */
export const lockAddress = (tx: Tx, { collectiveId, id }: AppealOpen, email: string): Promise<unknown> =>
  tx.rows(`SELECT pg_advisory_xact_lock(hashtextextended('signature ' || $1 || $2 || lower($3), 0))`, [
    collectiveId,
    id,
    email,
  ]);

/** By what a signature is verified. */
export type SignatureProofWay = 'LINK' | 'PAPER' | 'MEMBER' | 'ADMISSION';

/** Says to the register that a signature counts: which one, and of whom it is kept out. */
export const recordStanding = (
  tx: Tx,
  { collectiveId, id, visibility }: Pick<AppealRow, 'collectiveId' | 'id' | 'visibility'>,
  signatoryId: Uuid,
  way: SignatureProofWay,
): void =>
  record(tx, collectiveId, {
    type: 'signature.stands',
    visibility,
    body: { appeal: id, signature: signatoryId, way },
  });

/**
 * Takes signatures back: whatever leads to a person is erased, the row stays, and the count says one less. Answers how
 * many stood.
 */
export async function withdrawSignatures(
  tx: Tx,
  collectiveId: Uuid,
  signatoryIds: readonly Uuid[],
): Promise<number> {
  await tx.rows(LOCK, [collectiveId, signatoryIds]);
  const gone = await tx.rows<{ id: Uuid; appealId: Uuid; visibility: AppealRow['visibility'] }>(WITHDRAW, [
    collectiveId,
    signatoryIds,
  ]);
  await forgetSignatureLinks(tx, collectiveId, signatoryIds);
  for (const { id, appealId, visibility } of gone)
    record(tx, collectiveId, {
      type: 'signature.withdrawn',
      visibility,
      body: { appeal: appealId, signature: id },
    });
  return gone.length;
}

/**
 * Keeps what tells lines apart that were passed over because of signatures, also of those taken back: a list sent again
 * brings nobody back.
 */
export const keepPassedOver = (
  tx: Tx,
  collectiveId: Uuid,
  passed: readonly { readonly signatoryId: Uuid; readonly hash: Sha256 }[],
): Promise<unknown> =>
  tx.rows(
    `UPDATE ormee.signatory it SET passed_over = it.passed_over || more.hashes
     FROM (SELECT id, array_agg(DISTINCT hash) AS hashes FROM unnest($2::uuid[], $3::text[]) AS line (id, hash) GROUP BY id) more
     WHERE it.collective_id = $1 AND it.id = more.id`,
    [collectiveId, passed.map(({ signatoryId }) => signatoryId), passed.map(({ hash }) => hash)],
  );

const LOCK =
  'SELECT FROM ormee.signatory WHERE collective_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR UPDATE';
const WITHDRAW = `
  UPDATE ormee.signatory AS it SET state = 'WITHDRAWN', withdrawn_at = ormee.instant(), name = NULL, email = NULL,
    role = NULL, organisation = NULL, url = NULL, raw = NULL, signed_on = NULL, member_id = NULL, served_by = NULL, place = NULL,
    locale = NULL, named = false
  FROM ormee.appeal appeal
  WHERE it.collective_id = $1 AND it.id = ANY($2::uuid[]) AND it.state = 'STANDING'
    AND appeal.collective_id = it.collective_id AND appeal.id = it.appeal_id
  RETURNING it.id, it.appeal_id AS "appealId", appeal.visibility`;
