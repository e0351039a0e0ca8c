import type { OptionWithEffects } from '../core/charter/question.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Outcome } from '../core/charter/ruling.js';
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

/** The options that a poll chose, in the order of their keys; none as long as it is not proclaimed. */
export async function chosenOfPoll(
  reader: Reader,
  collectiveId: Uuid,
  pollId: Uuid,
): Promise<OptionWithEffects[]> {
  const [outcome] = await reader.rows<{ working: Outcome }>(
    'SELECT working FROM ormee.outcome WHERE collective_id = $1 AND poll_id = $2',
    [collectiveId, pollId],
  );
  const chosen = outcome?.working.chosen ?? [];
  return (await optionsOfPoll(reader, collectiveId, pollId)).filter(({ key }) => chosen.includes(key));
}
