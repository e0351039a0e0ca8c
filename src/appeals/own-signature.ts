import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { IS_THEIRS, ownSignatures } from './own-signature.queries.js';
import { appealToSign, withdrawSignatures } from './write-signatures.js';

/** Takes one's own signature of an appeal back; without any, nothing changes. */
export async function withdrawOwnSignature(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  appealId: Uuid,
): Promise<void> {
  await appealToSign(tx, collectiveId, appealId, ['PUBLIC', 'MEMBERS']);
  await withdrawSignatures(tx, collectiveId, await ownSignatures(tx, collectiveId, memberId, appealId));
}

/** Gives or takes back consent to be named with one's own signature of an appeal, which stands either way. */
export async function nameOwnSignature(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  appealId: Uuid,
  named: boolean,
): Promise<void> {
  const changed = await tx.rows(
    `UPDATE ormee.signatory it SET named = $4 WHERE ${IS_THEIRS} AND it.appeal_id = $3 RETURNING it.id`,
    [collectiveId, memberId, appealId, named],
  );
  if (changed.length === 0) throw refuse('NOT_FOUND', {}, ['input', 'appealId']);
}
