import type { Actor, MemberState } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration, type Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { mintSecret } from '../platform/links/secret.js';
import { refuseDeclaration, refuseKind, type Declaration } from './admission.rules.js';
import { ApplicationRow } from './membership.entity.js';
import { termsInForce } from './membership.queries.js';

/** How long a declaration waits: long enough for an assembly to hear of it. */
const WAITS = 'P60D';

/** The most declarations that wait at once: strangers make them, and members have to read them. */
const WAITING_AT_MOST = 200;

export interface Declared {
  readonly applicationId: Uuid;
  /** The secret that becomes the applicant's sign-in link: shown to them alone, once. */
  readonly key: string;
  readonly lapsesAt: Instant;
}

/**
 * Somebody without a session, or one who left or was excluded, declares that they want to join. It makes nobody a
 * member: what the charter asks is checked when they are admitted, and whether a name is taken is not told to a stranger.
 */
export async function declareMembership(
  tx: Tx,
  actor: Actor,
  collectiveId: Uuid,
  said: Declaration,
): Promise<Declared> {
  const returning = actor.kind === 'MEMBER' && actor.collectiveId === collectiveId ? actor : null;
  if (returning && isIn(returning.state)) throw refuse('DUPLICATE', { what: 'member' });
  const unfit = refuseDeclaration(said);
  if (unfit) throw unfit;
  await mayBeHeard(tx, collectiveId, said);

  const former = returning && (await formerMember(tx, collectiveId, returning.memberId));
  const { token, hash } = mintSecret(collectiveId, tx.randomBytes(32));
  const declaredAt = await tx.now();
  const lapsesAt = addDuration(declaredAt, WAITS, 'UTC');
  const application: ApplicationRow = {
    collectiveId,
    id: tx.id(),
    ...said,
    ...former,
    keyHash: hash,
    returningMemberId: returning?.memberId ?? null,
    state: 'OPEN',
    signatureProof: null,
    memberId: null,
    declaredAt,
    lapsesAt,
  };
  await tx.insert(ApplicationRow, application);
  return { applicationId: application.id, key: token, lapsesAt };
}

async function mayBeHeard(tx: Tx, collectiveId: Uuid, { kind }: Declaration): Promise<void> {
  const collective = await tx.one<{ waiting: number }>(
    `SELECT (SELECT count(*)::int FROM ormee.application WHERE collective_id = $1 AND state = 'OPEN'
       AND lapses_at > ormee.instant()) AS waiting
     FROM ormee.collective WHERE id = $1 AND state = 'ACTIVE'`,
    [collectiveId],
  );
  if (!collective) throw refuse('NOT_FOUND');
  if (collective.waiting >= WAITING_AT_MOST) throw refuse('APPLICATIONS_FULL', { limit: WAITING_AT_MOST });
  const refusal = refuseKind(await termsInForce(tx, collectiveId), kind);
  if (refusal) throw refusal;
}

/** Whoever comes back keeps the name and the kind they had. */
async function formerMember(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<Pick<ApplicationRow, 'publicName' | 'kind'>> {
  return (await tx.one<Pick<ApplicationRow, 'publicName' | 'kind'>>(
    'SELECT public_name AS "publicName", kind FROM ormee.member WHERE collective_id = $1 AND id = $2',
    [collectiveId, memberId],
  )) as Pick<ApplicationRow, 'publicName' | 'kind'>;
}

const isIn = (state: MemberState): boolean => state === 'ACTIVE' || state === 'FOUNDING';
