import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockOffer } from './offer-mandate.js';

/** Comes forward for a task. It binds to nothing, and twice is no fault. Only a natural person can hold a mandate. */
export async function volunteer(
  tx: Tx,
  { collectiveId, memberId, memberKind }: MemberActor,
  { offerId }: { readonly offerId: Uuid },
): Promise<void> {
  if (memberKind === 'LEGAL') throw refuse('NATURAL_PERSON_NEEDED');
  const { state, until } = await lockOffer(tx, collectiveId, offerId);
  const now = await tx.now();
  if (state !== 'OPEN') throw refuse('MANDATE_OFFER_CLOSED', { state });
  if (until !== null && until <= now) throw refuse('MANDATE_OFFER_CLOSED', { state: 'ENDED' });
  // What they said before they left the collective, and came back, is said anew.
  await tx.rows(
    `DELETE FROM ormee.mandate_volunteer said USING ormee.member me
     WHERE said.collective_id = $1 AND said.offer_id = $2 AND said.member_id = $3
       AND me.collective_id = $1 AND me.id = $3 AND said.since < me.joined_at`,
    [collectiveId, offerId, memberId],
  );
  await tx.rows(
    `INSERT INTO ormee.mandate_volunteer (collective_id, offer_id, member_id, since) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING`,
    [collectiveId, offerId, memberId, now],
  );
}

/** Thinks better of it, which is always free. */
export async function withdrawVolunteering(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { offerId }: { readonly offerId: Uuid },
): Promise<void> {
  await lockOffer(tx, collectiveId, offerId);
  await tx.rows(
    'DELETE FROM ormee.mandate_volunteer WHERE collective_id = $1 AND offer_id = $2 AND member_id = $3',
    [collectiveId, offerId, memberId],
  );
}
