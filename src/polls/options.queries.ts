import type { OptionWithEffects } from '../core/charter/question.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** The options of a poll, in the order of their keys: things as they are, then the proposal's own. */
export async function optionsOfPoll(
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<OptionWithEffects[]> {
  return reader.rows(
    `SELECT key, coalesce(label, key) AS label, status_quo AS "statusQuo", effects FROM ormee.poll_option
     WHERE collective_id = $1 AND poll_id = $2 ORDER BY length(key), key`,
    [collectiveId, pollId],
  );
}
