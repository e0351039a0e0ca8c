import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration } from '../../core/kernel/instants.js';
import type { Tx } from '../database/transactions.js';
import { enqueue } from './jobs.js';

/** The hourly job that writes to members of what awaits them, where there is a way out for mail. */
export const NOTICE = 'notice';

/** Asks for it at the next full hour; however often it is asked, it runs once. */
export async function enqueueNoticing(tx: Tx, collectiveId: Uuid): Promise<void> {
  const next = addDuration(await tx.now(), 'PT1H', 'UTC').slice(0, 13);
  await enqueue(tx, { collectiveId, kind: NOTICE, subjectId: collectiveId, runAt: `${next}:00:00.000Z` });
}
