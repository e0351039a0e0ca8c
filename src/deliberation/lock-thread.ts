import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ContributionRow } from './contribution.entity.js';
import type { ThreadRow } from './thread.entity.js';

/** Locks a thread for whoever says something in it, and reads it as it then is. */
export async function lockThread(
  tx: Tx,
  collectiveId: Uuid,
  id: Uuid,
): Promise<Pick<ThreadRow, 'id' | 'lastNumber'>> {
  const thread = await tx.one<Pick<ThreadRow, 'id' | 'lastNumber'>>(
    `SELECT id, last_number AS "lastNumber" FROM ormee.thread
     WHERE collective_id = $1 AND id = $2 AND visibility = 'MEMBERS' FOR UPDATE`,
    [collectiveId, id],
  );
  if (!thread) throw refuse('NOT_FOUND');
  return thread;
}

/** Locks a contribution for an act on its words or on what becomes of them, and reads both as they then are. */
export async function lockContribution(
  tx: Tx,
  collectiveId: Uuid,
  id: Uuid,
): Promise<ContributionRow & { readonly body: string }> {
  await tx.rows('SELECT FROM ormee.contribution WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    id,
  ]);
  const contribution = await tx.one<ContributionRow & { body: string }>(
    `SELECT one.collective_id AS "collectiveId", one.id, one.thread_id AS "threadId", one.number, one.kind,
       one.author_id AS "authorId", one.replies_to AS "repliesTo", one.state, one.version,
       one.written_at AS "writtenAt", coalesce(said.body, '') AS body
     FROM ormee.contribution one
     JOIN ormee.thread thread ON thread.collective_id = one.collective_id AND thread.id = one.thread_id
     LEFT JOIN ormee.contribution_version said ON said.collective_id = one.collective_id
       AND said.contribution_id = one.id AND said.version = one.version
     WHERE one.collective_id = $1 AND one.id = $2 AND thread.visibility = 'MEMBERS'`,
    [collectiveId, id],
  );
  if (!contribution) throw refuse('NOT_FOUND');
  return contribution;
}
