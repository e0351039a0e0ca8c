import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { MandateOfferRow, OfferState } from './offer.entity.js';

export interface OfferRecord extends MandateOfferRow {
  /** Who would do it now, as they came forward; whoever left the collective since is not among them, also once they are back. */
  readonly volunteerIds: readonly Uuid[];
}

const OFFERS = `
  SELECT offer.collective_id AS "collectiveId", offer.id, offer.title, offer.instructions, offer.until,
    offer.report_due_at AS "reportDueAt", offer.author_id AS "authorId", offer.decision_id AS "decisionId",
    offer.agenda_item_id AS "agendaItemId", offer.group_id AS "groupId", offer.state, offer.offered_at AS "offeredAt", offer.closed_at AS "closedAt",
    offer.withdrawn_by AS "withdrawnBy",
    ARRAY (SELECT volunteer.member_id FROM ormee.mandate_volunteer volunteer
      JOIN ormee.member member ON member.collective_id = volunteer.collective_id AND member.id = volunteer.member_id
        AND member.state = 'ACTIVE' AND volunteer.since >= member.joined_at
      WHERE volunteer.collective_id = offer.collective_id AND volunteer.offer_id = offer.id
      ORDER BY volunteer.since, volunteer.member_id) AS "volunteerIds"
  FROM ormee.mandate_offer offer`;

export const offersByIds = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<OfferRecord[]> =>
  reader.rows(`${OFFERS} WHERE offer.collective_id = $1 AND offer.id = ANY($2::uuid[]) ORDER BY offer.id`, [
    collectiveId,
    ids,
  ]);

/** One page of offers in one state, or in all (null), as they were made. One whose day is past no longer looks for anybody. */
export const offersAfter = (
  reader: Reader,
  collectiveId: Uuid,
  state: OfferState | null,
  after: Uuid | null,
  first: number,
): Promise<OfferRecord[]> =>
  reader.rows(
    `${OFFERS} WHERE offer.collective_id = $1 AND ($3::uuid IS NULL OR offer.id > $3)
       AND ($2::text IS NULL OR offer.state = $2
         AND ($2 <> 'OPEN' OR offer.until IS NULL OR offer.until > ormee.instant()))
     ORDER BY offer.id LIMIT $4`,
    [collectiveId, state, after, first + 1],
  );
