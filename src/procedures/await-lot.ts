import { drawnFrom, LOT_WITHIN, revealUntil, type LotEntry } from '../core/charter/lot.js';
import { addDuration, type Instant } from '../core/kernel/instants.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { lotEntries } from '../polls/lot.queries.js';
import type { PollRow } from '../polls/poll.entity.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { PROCLAIM_POLL } from './job-kinds.js';
import { record } from '../register/record.js';

/**
 * The value that settles a tie of this poll; null where none was asked for, or as long as none is there. `entered`: one that
 * is about to be written.
 */
export async function drawnFor(
  reader: Reader,
  poll: PollRow,
  now: Instant,
  entered: Pick<LotEntry, 'memberId' | 'value'> | null = null,
): Promise<string | null> {
  const { collectiveId, id, lotSource, tiedAt } = poll;
  // A value counts only once the tie is known to all: nobody types one for a result that they alone foresee.
  if (lotSource === null || tiedAt === null) return null;
  const written = await lotEntries(reader, collectiveId, id);
  const own = written.find(({ memberId }) => memberId === entered?.memberId);
  const entries = entered
    ? [...written.filter((entry) => entry !== own), { commitment: null, ...own, ...entered }]
    : written;
  return drawnFrom(lotSource, entries, now > revealUntil(tiedAt));
}

/** Until when a tie waits for its lot. */
export const lotUntil = (tiedAt: Instant): Instant => addDuration(tiedAt, LOT_WITHIN, 'UTC');

/** Whether a tied poll has waited long enough: nobody can, or will, draw, and it is proclaimed as tied. */
export const isGivenUp = ({ tiedAt }: PollRow, now: Instant): boolean =>
  tiedAt !== null && now >= lotUntil(tiedAt);

/** The box is counted and tied, and the rule leaves it to a lot: the poll stays CLOSED until a value is there. */
export async function awaitLot(
  tx: Tx,
  { collectiveId, id, tiedAt, lotSource }: PollRow,
  now: Instant,
): Promise<void> {
  if (tiedAt !== null) return;
  await tx.rows('UPDATE ormee.poll SET tied_at = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    id,
    now,
  ]);
  await enqueue(tx, { collectiveId, kind: PROCLAIM_POLL, subjectId: id, runAt: lotUntil(now) });
  record(tx, collectiveId, {
    type: 'poll.tied',
    visibility: 'MEMBERS',
    body: { poll: id, tiedAt: now, lotSource },
  });
}
