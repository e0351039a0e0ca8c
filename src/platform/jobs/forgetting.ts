import type { Uuid } from '../../core/kernel/ids.js';
import { addDuration } from '../../core/kernel/instants.js';
import type { Tx } from '../database/transactions.js';
import { enqueue } from './jobs.js';

/** The daily job that forgets what is over. */
export const FORGET = 'forget';

/** Asks for it in the coming night; however often it is asked, it runs once. Whoever makes a link does, so that each collective has it. */
export async function enqueueForgetting(tx: Tx, collectiveId: Uuid): Promise<void> {
  const tomorrow = addDuration(await tx.now(), 'P1D', 'UTC').slice(0, 10);
  await enqueue(tx, {
    collectiveId,
    kind: FORGET,
    subjectId: collectiveId,
    runAt: `${tomorrow}T03:00:00.000Z`,
  });
}
