import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { SUMMARY_MAX } from './contribution.rules.js';
import { lockThread } from './lock-thread.js';
import { ThreadSummaryRow } from './thread.entity.js';
import { refuseWords } from './thread.rules.js';

export interface NewSummary {
  readonly threadId: Uuid;
  /** The version that its author read; 0 where there was none. */
  readonly expectedVersion: number;
  readonly upTo: number;
  readonly body: string;
}

/** Any member says what was said so far, or says better what another said: former versions stay, with who wrote them. */
export async function summarizeThread(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { threadId, expectedVersion, upTo, body }: NewSummary,
): Promise<Uuid> {
  const thread = await lockThread(tx, collectiveId, threadId);
  const refusal = refuseWords('body', body, SUMMARY_MAX);
  if (refusal) throw refusal;
  if (upTo < 1 || upTo > thread.lastNumber)
    throw refuse('INVALID_INPUT', { field: 'upTo', reason: `1-${thread.lastNumber}` }, ['input', 'upTo']);
  const current = await tx.one<Pick<ThreadSummaryRow, 'version' | 'authorId' | 'body' | 'upTo'>>(
    `SELECT version, author_id AS "authorId", body, up_to AS "upTo" FROM ormee.thread_summary
     WHERE collective_id = $1 AND thread_id = $2 ORDER BY version DESC LIMIT 1`,
    [collectiveId, thread.id],
  );
  const version = current?.version ?? 0;
  const isRepeat =
    current?.authorId === memberId &&
    current.body === body &&
    current.upTo === upTo &&
    version === expectedVersion + 1;
  if (isRepeat) return thread.id;
  if (version !== expectedVersion)
    throw refuse('WORDS_CHANGED', {
      currentVersion: version,
      current: current?.body ?? '',
      yours: body,
    });
  await tx.insert(ThreadSummaryRow, {
    ...{ collectiveId, threadId: thread.id, version: version + 1, authorId: memberId },
    ...{ body, upTo, writtenAt: await tx.now() },
  });
  return thread.id;
}
