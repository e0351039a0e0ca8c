import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockThread } from './lock-thread.js';
import { ThreadSubjectRow } from './thread.entity.js';
import { SUBJECTS_AT_MOST } from './thread.rules.js';
import { refuseEnded, refuseUnseen, subjectsOf, type Subject } from './thread-subjects.js';

/** A thread is about one thing more, as when a second group takes part in it. Nothing that it was about is taken away. */
export async function shareThread(
  tx: Tx,
  { collectiveId }: MemberActor,
  { threadId, subject }: { readonly threadId: Uuid; readonly subject: Subject },
): Promise<Uuid> {
  const thread = await lockThread(tx, collectiveId, threadId);
  const path = ['input', 'subject'];
  await refuseUnseen(tx, collectiveId, subject, path);
  const subjects = await subjectsOf(tx, collectiveId, thread.id);
  if (subjects.some(({ kind, objectId }) => kind === subject.kind && objectId === subject.objectId))
    return thread.id;
  const ended = await refuseEnded(tx, collectiveId, [subject]);
  if (ended) throw ended;
  if (subjects.length >= SUBJECTS_AT_MOST)
    throw refuse('INVALID_INPUT', { field: 'subject', reason: `<= ${SUBJECTS_AT_MOST}` }, path);
  await tx.insert(ThreadSubjectRow, { collectiveId, threadId: thread.id, ...subject });
  return thread.id;
}
