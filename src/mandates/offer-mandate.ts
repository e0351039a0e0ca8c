import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { refuseTask, type TaskAsked } from './line.rules.js';
import { holdGroupOf } from './note-mandate.js';
import { MandateOfferRow, type OfferState } from './offer.entity.js';

export interface Offering extends TaskAsked {
  readonly decisionId: Uuid | null;
  readonly agendaItemId: Uuid | null;
  readonly groupId: Uuid | null;
  readonly repeat: Repeat;
}

/** Says that a task looks for a volunteer; it binds nobody. Answers the offer's id. */
export function offerMandate(tx: Tx, actor: MemberActor, offering: Offering): Promise<Uuid> {
  return once(tx, { ...actor, ...offering.repeat, act: 'offerMandate' }, async () => {
    const { title, instructions, until, reportDueAt, decisionId, agendaItemId, groupId } = offering;
    const now = await tx.now();
    const refusal = refuseTask(offering, now);
    if (refusal) throw refusal;
    if ([decisionId, agendaItemId, groupId].filter((source) => source !== null).length > 1)
      throw refuse('INVALID_INPUT', { field: 'agendaItemId', reason: 'ONE_SOURCE' }, [
        'input',
        'agendaItemId',
      ]);
    const { collectiveId, memberId } = actor;
    await holdGroupOf(tx, collectiveId, groupId);
    const ended = await tx.one(
      `SELECT id FROM ormee.working_group WHERE collective_id = $1 AND id = $2 AND state = 'ENDED'`,
      [collectiveId, groupId],
    );
    if (ended) throw refuse('NOT_FOUND');
    const id = tx.id();
    await tx.insert(MandateOfferRow, {
      ...{
        collectiveId,
        id,
        title,
        instructions,
        until,
        reportDueAt,
        authorId: memberId,
        decisionId,
        agendaItemId,
        groupId,
      },
      state: 'OPEN',
      offeredAt: now,
      closedAt: null,
      withdrawnBy: null,
    });
    return id;
  });
}

/**
 * Whoever offered a task no longer does; once they are gone, any member takes it back, and the register says who. Twice is
 * no fault.
 */
export async function withdrawOffer(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { offerId }: { readonly offerId: Uuid },
): Promise<void> {
  const offer = await lockOffer(tx, collectiveId, offerId);
  const isTheirs = offer.authorId === memberId;
  // Somebody else's: they cannot take it back, and whether they could is nobody's secret either.
  if (!isTheirs && !offer.authorIsGone) throw refuse('NOT_FOUND');
  if (offer.state === 'WITHDRAWN') return;
  if (offer.state !== 'OPEN') throw refuse('MANDATE_OFFER_CLOSED', { state: offer.state });
  await tx.rows(
    `UPDATE ormee.mandate_offer SET state = 'WITHDRAWN', closed_at = $3, withdrawn_by = $4
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, offerId, await tx.now(), isTheirs ? null : memberId],
  );
  if (isTheirs) return;
  record(tx, collectiveId, {
    type: 'mandate.offer-withdrawn',
    visibility: 'MEMBERS',
    body: { offer: offerId, state: 'WITHDRAWN', by: personal(memberId) },
  });
}

export interface LockedOffer {
  readonly authorId: Uuid;
  /** Whether its author is no member any more. */
  readonly authorIsGone: boolean;
  readonly state: OfferState;
  readonly until: Instant | null;
}

/** Locks an offer, so that nobody comes forward for one that is just taken. */
export async function lockOffer(tx: Tx, collectiveId: Uuid, offerId: Uuid): Promise<LockedOffer> {
  const offer = await tx.one<LockedOffer>(
    `SELECT offer.author_id AS "authorId", offer.state, offer.until,
       author.state NOT IN ('ACTIVE', 'FOUNDING') AS "authorIsGone"
     FROM ormee.mandate_offer offer
     JOIN ormee.member author ON author.collective_id = offer.collective_id AND author.id = offer.author_id
     WHERE offer.collective_id = $1 AND offer.id = $2 FOR UPDATE OF offer`,
    [collectiveId, offerId],
  );
  if (!offer) throw refuse('NOT_FOUND');
  return offer;
}
