import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { consumeSignatureLink } from '../platform/links/signature-links.js';
import { countTry } from '../platform/links/tries.js';
import { postAbout } from '../platform/outbox/outbox.js';
import { SIGNATURE_WITHDRAWAL } from './signature-letters.js';
import { withdrawSignatures } from './write-signatures.js';

/** Letters that one signature gets in a day at most; one that the mail server did not take at once is one letter, whatever links it tried. */
const LETTERS_A_DAY = 3;

/**
 * Posts a link to whoever signed an appeal with this address, by which they can take it back. Answers nothing, so that
 * nobody learns whether an address signed.
 */
export async function requestSignatureWithdrawal(
  tx: Tx,
  collectiveId: Uuid,
  appealId: Uuid,
  email: string,
): Promise<void> {
  // Not of the members' own way in: a page that is public must not shut it.
  await countTry(tx, collectiveId, 'SIGN');
  const standing = await tx.rows<{ id: Uuid }>(
    `SELECT it.id FROM ormee.signatory it
     WHERE it.collective_id = $1 AND it.appeal_id = $2 AND lower(it.email) = lower($3) AND it.state = 'STANDING'
       AND NOT EXISTS (SELECT FROM ormee.outbox WHERE outbox.collective_id = $1 AND outbox.subject_id = it.id
         AND outbox.kind = $4)
       AND $5 > (SELECT count(DISTINCT coalesce(link.letter_id, link.id)) FROM ormee.signature_link link WHERE link.collective_id = $1
         AND link.signatory_id = it.id AND link.purpose = 'WITHDRAW'
         AND link.issued_at > ormee.instant() - interval '1 day')
     ORDER BY it.id`,
    [collectiveId, appealId, email.trim(), SIGNATURE_WITHDRAWAL, LETTERS_A_DAY],
  );
  await postAbout(
    tx,
    collectiveId,
    standing.map(({ id }) => id),
    SIGNATURE_WITHDRAWAL,
  );
}

/** Takes back the signature that the link of a letter leads to. */
export async function withdrawSignature(tx: Tx, link: string): Promise<void> {
  const { collectiveId, signatoryId } = await consumeSignatureLink(tx, link, 'WITHDRAW');
  if ((await withdrawSignatures(tx, collectiveId, [signatoryId])) === 0)
    throw refuse('LINK_NOT_VALID', {}, ['input', 'link']);
}
