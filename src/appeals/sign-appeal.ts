import type { Actor, Locale, MemberActor } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueueForgetting } from '../platform/jobs/forgetting.js';
import { countTry } from '../platform/links/tries.js';
import { postAbout } from '../platform/outbox/outbox.js';
import { SignatoryRow } from './appeal.entity.js';
import { ownSignatures } from './own-signature.queries.js';
import { SIGNATURE_CONFIRMATION } from './signature-letters.js';
import { refuseLate, refuseSignature, tidySignature, type Signature } from './signature.rules.js';
import { appealToSign, recordStanding, type AppealOpen } from './write-signatures.js';

/** How a person without a session reaches us, and is reached. */
export interface Signing {
  readonly collectiveId: Uuid;
  readonly appealId: Uuid;
  readonly said: Signature;
  readonly locale: Locale;
  /** Whether the service can send mail at all. */
  readonly mailed: boolean;
}

/**
 * Signs an appeal. Whoever has no session gets a letter, and until its link comes back the signature counts nowhere. The
 * answer is the same for an address that has signed: a stranger learns nothing about who did. An active member signs with
 * their session at once. Answers whether a letter decides.
 */
export async function signAppeal(tx: Tx, actor: Actor, signing: Signing): Promise<boolean> {
  const refusal = refuseSignature(signing.said);
  if (refusal) throw refusal;
  const said = tidySignature(signing.said);
  const { collectiveId, appealId } = signing;
  if (isMemberOf(actor, collectiveId)) {
    const appeal = await appealToSign(tx, collectiveId, appealId, ['PUBLIC', 'MEMBERS']);
    await signAsMember(tx, actor, appeal, said);
    return false;
  }
  if (!signing.mailed) throw refuse('NO_MAIL_HERE');
  if (said.email === null)
    throw refuse('INVALID_INPUT', { field: 'email', reason: 'EMPTY' }, ['input', 'email']);
  await countTry(tx, collectiveId, 'SIGN');
  const appeal = await appealToSign(tx, collectiveId, appealId, ['PUBLIC']);
  const late = refuseLate(appeal.closesAt, await tx.now());
  if (late) throw late;
  await writePending(tx, appeal, said, signing.locale);
  return true;
}

const isMemberOf = (actor: Actor, collectiveId: Uuid): actor is MemberActor =>
  actor.kind === 'MEMBER' && actor.collectiveId === collectiveId && actor.state === 'ACTIVE';

/**
 * A second time is the same answer, and no second signature, also where the first led to their admission; what they say of
 * themselves stays as they first said it.
 */
async function signAsMember(
  tx: Tx,
  { memberId }: MemberActor,
  appeal: AppealOpen,
  said: Signature,
): Promise<void> {
  const { collectiveId, id: appealId } = appeal;
  await tx.rows('SELECT FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    memberId,
  ]);
  const now = await tx.now();
  const late = refuseLate(appeal.closesAt, now);
  if (late) throw late;
  if ((await ownSignatures(tx, collectiveId, memberId, appealId)).length > 0) return;
  const first = await tx.one<{ place: number }>(
    'SELECT place FROM ormee.first_signatory WHERE collective_id = $1 AND appeal_id = $2 AND member_id = $3',
    [collectiveId, appealId, memberId],
  );
  const id = tx.id();
  await tx.insert(SignatoryRow, {
    ...NOTHING_ELSE,
    ...said,
    collectiveId,
    id,
    appealId,
    // A member is reached as a member: their signature needs no address of its own.
    email: null,
    source: 'MEMBER',
    state: 'STANDING',
    verified: true,
    memberId,
    saidAt: now,
    verifiedAt: now,
    place: first?.place ?? null,
  });
  recordStanding(tx, appeal, id, 'MEMBER');
}

/** What a row has none of, unless it is said. */
export const NOTHING_ELSE = {
  signedOn: null,
  locale: null,
  verifiedAt: null,
  withdrawnAt: null,
  place: null,
  memberId: null,
  servedBy: null,
  raw: null,
  lineHash: null,
  originHash: null,
  passedOver: [] as Sha256[],
} as const;

/** Letters that one address gets in a day at most, whoever asks for them. */
const LETTERS_A_DAY = 3;

/**
 * Writes what was said, and posts the letter that asks its address. Each time has a row and a link of its own, so that a
 * stranger who types somebody's address changes nothing of what that person signs. Over the limit the same statements
 * run for nobody: whoever watches the clock does not learn of it.
 */
async function writePending(tx: Tx, appeal: AppealOpen, said: Signature, locale: Locale): Promise<void> {
  const { collectiveId, id: appealId } = appeal;
  const written = await tx.rows<{ id: Uuid }>(
    `INSERT INTO ormee.signatory (collective_id, id, appeal_id, name, email, kind, role, organisation, url, named,
       source, state, verified, locale, said_at)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'LINK', 'PENDING', false, $11, ormee.instant()
     WHERE $12 > (SELECT count(*) FROM ormee.signatory WHERE collective_id = $1 AND lower(email) = lower($5)
       AND state = 'PENDING' AND said_at > ormee.instant() - interval '1 day')
     RETURNING id`,
    [
      ...[collectiveId, tx.id(), appealId, said.name, said.email, said.kind, said.role, said.organisation],
      ...[said.url, said.named, locale, LETTERS_A_DAY],
    ],
  );
  await postAbout(
    tx,
    collectiveId,
    written.map(({ id }) => id),
    SIGNATURE_CONFIRMATION,
  );
  await enqueueForgetting(tx, collectiveId);
}
