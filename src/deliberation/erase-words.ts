import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * What an erasure takes of what somebody said: all their words and former words, what they wrote to appeal, and how far they
 * read. That something was said at its place stays, and what was moderated, by its hashes and the mandate.
 */
export async function eraseWords(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  for (const statement of GONE) await tx.rows(statement, [collectiveId, memberId]);
}

const OWN = `(SELECT id FROM ormee.contribution WHERE collective_id = $1 AND author_id = $2)`;

const GONE = [
  `UPDATE ormee.contribution SET state = 'ERASED' WHERE collective_id = $1 AND author_id = $2`,
  `DELETE FROM ormee.contribution_version WHERE collective_id = $1 AND contribution_id IN ${OWN}`,
  `UPDATE ormee.contribution_hiding SET appeal = NULL,
     state = CASE WHEN state = 'RESTORED' THEN state ELSE 'DROPPED' END
   WHERE collective_id = $1 AND contribution_id IN ${OWN}`,
  `UPDATE ormee.thread_hiding hiding SET appeal = NULL
   WHERE hiding.collective_id = $1 AND CASE hiding.version
     WHEN 0 THEN EXISTS (SELECT FROM ormee.thread mine WHERE mine.collective_id = $1 AND mine.id = hiding.thread_id
       AND mine.opened_by = $2)
     ELSE EXISTS (SELECT FROM ormee.thread_summary mine WHERE mine.collective_id = $1
       AND mine.thread_id = hiding.thread_id AND mine.version = hiding.version AND mine.author_id = $2) END`,
  'DELETE FROM ormee.thread_reading WHERE collective_id = $1 AND member_id = $2',
] as const;
