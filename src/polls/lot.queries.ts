import type { LotEntry } from '../core/charter/lot.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** What members have done for the lot of a poll. */
export const lotEntries = (reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<LotEntry[]> =>
  reader.rows(
    `SELECT member_id AS "memberId", commitment, value FROM ormee.lot_value
     WHERE collective_id = $1 AND poll_id = $2 ORDER BY member_id`,
    [collectiveId, pollId],
  );
