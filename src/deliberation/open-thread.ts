import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Repeat } from '../platform/database/idempotency.js';
import { once } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { ThreadRow, ThreadSubjectRow } from './thread.entity.js';
import { refuseTitle, SUBJECTS_AT_MOST } from './thread.rules.js';
import { refuseEnded, refuseUnseen, type Subject } from './thread-subjects.js';

export interface NewThread {
  readonly title: string | null;
  readonly subjects: readonly Subject[];
}

/** Opens a thread, about something that every member sees or alone: any member may, and as many as they like. */
export function openThread(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { title, subjects }: NewThread,
  repeat: Repeat,
): Promise<Uuid> {
  return once(tx, { collectiveId, memberId, act: 'openThread', ...repeat }, async () => {
    const refusal = refuseTitle(title, subjects.length === 0) ?? refuseSubjects(subjects);
    if (refusal) throw refusal;
    for (const [place, subject] of subjects.entries())
      await refuseUnseen(tx, collectiveId, subject, ['input', 'subjects', place]);
    const ended = await refuseEnded(tx, collectiveId, subjects);
    if (ended) throw ended;
    const id = tx.id();
    await tx.insert(ThreadRow, {
      collectiveId,
      id,
      title,
      openedBy: memberId,
      openedAt: await tx.now(),
      lastNumber: 0,
      visibility: 'MEMBERS',
    });
    if (subjects.length > 0)
      await tx.insert(
        ThreadSubjectRow,
        subjects.map((subject) => ({ collectiveId, threadId: id, ...subject })),
      );
    return id;
  });
}

function refuseSubjects(subjects: readonly Subject[]) {
  const because = (reason: string) =>
    refuse('INVALID_INPUT', { field: 'subjects', reason }, ['input', 'subjects']);
  if (subjects.length > SUBJECTS_AT_MOST) return because(`<= ${SUBJECTS_AT_MOST}`);
  const named = new Set(subjects.map(({ kind, objectId }) => `${kind} ${objectId}`));
  return named.size < subjects.length ? because('TWICE') : null;
}
