import { SignatoryRow } from '../appeals/appeal.entity.js';
import { NOTHING_ELSE } from '../appeals/sign-appeal.js';
import {
  lineHash,
  refuseLate,
  refuseSignature,
  tidySignature,
  type Signature,
} from '../appeals/signature.rules.js';
import {
  appealToSign,
  keepPassedOver,
  lockAddress,
  recordStanding,
  withdrawSignatures,
} from '../appeals/write-signatures.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * Under a mandate, writes down a signature given on paper: its holder saw it, and answers for it. The same again, or an
 * address that has signed, is the signature that is there. Homonyms are told apart by a role or an organisation.
 */
export async function enterPaperSignature(
  tx: Tx,
  actor: MemberActor,
  { appealId, said: typed }: { readonly appealId: Uuid; readonly said: Signature },
): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'enterPaperSignature', { kind: 'COLLECTIVE', id: collectiveId });
  const appeal = await appealToSign(tx, collectiveId, appealId, ['PUBLIC', 'MEMBERS']);
  const refusal = refuseSignature(typed);
  if (refusal) throw refusal;
  const said = tidySignature(typed);
  const hash = lineHash(appealId, said);
  await lockAddress(tx, appeal, said.email ?? hash);
  const now = await tx.now();
  const late = refuseLate(appeal.closesAt, now);
  if (late) throw late;
  const there = await signatureThere(tx, collectiveId, appealId, hash, said.email);
  if (there?.state === 'WITHDRAWN') throw refuse('DUPLICATE', { what: 'signatory' });
  if (there) {
    if (!there.saysIt) await keepPassedOver(tx, collectiveId, [{ signatoryId: there.id, hash }]);
    if (!there.verified) await proveLine(tx, collectiveId, there.id, said.named);
    if (!there.verified) recordStanding(tx, appeal, there.id, 'PAPER');
    return there.id;
  }
  const id = tx.id();
  await tx.insert(SignatoryRow, {
    ...NOTHING_ELSE,
    ...said,
    ...{ collectiveId, id, appealId, source: 'PAPER', state: 'STANDING', verified: true },
    ...{ saidAt: now, verifiedAt: now, lineHash: hash },
  });
  recordStanding(tx, appeal, id, 'PAPER');
  return id;
}

/** A line that was imported is proven by the paper that says the same. */
const proveLine = (tx: Tx, collectiveId: Uuid, signatoryId: Uuid, named: boolean): Promise<unknown> =>
  tx.rows(
    `UPDATE ormee.signatory SET verified = true, verified_at = ormee.instant(), named = named OR $3
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, signatoryId, named],
  );

interface There {
  readonly id: Uuid;
  readonly state: string;
  readonly verified: boolean;
  /** Whether it remembers what this paper says. */
  readonly saysIt: boolean;
}

/** A verified signature of this address, or the line that says the same. */
const signatureThere = (
  tx: Tx,
  collectiveId: Uuid,
  appealId: Uuid,
  hash: string,
  email: string | null,
): Promise<There | null> =>
  tx.one<There>(
    `SELECT id, state, verified, line_hash IS NOT DISTINCT FROM $3 OR $3 = ANY(passed_over) AS "saysIt"
     FROM ormee.signatory WHERE collective_id = $1 AND appeal_id = $2
       AND (line_hash = $3 OR $3 = ANY(passed_over)
         OR (lower(email) = lower($4) AND verified AND state = 'STANDING'))
     ORDER BY state LIMIT 1`,
    [collectiveId, appealId, hash, email],
  );

/**
 * Under the same mandate, takes back a signature on paper or of a list whose bearer asks for it: they may have no address
 * to which a link could go.
 */
export async function withdrawPaperSignature(tx: Tx, actor: MemberActor, signatoryId: Uuid): Promise<void> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'enterPaperSignature', { kind: 'COLLECTIVE', id: collectiveId });
  const found = await tx.one(
    `SELECT id FROM ormee.signatory WHERE collective_id = $1 AND id = $2 AND state = 'STANDING'
       AND source IN ('PAPER', 'IMPORTED') FOR UPDATE`,
    [collectiveId, signatoryId],
  );
  if (!found) throw refuse('NOT_FOUND', {}, ['input', 'signatoryId']);
  await withdrawSignatures(tx, collectiveId, [signatoryId]);
}
