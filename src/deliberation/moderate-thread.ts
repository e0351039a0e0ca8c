import { requireMandate } from '../mandates/holds-mandate.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { SPEAKS_OF_WORK_OF } from './contributions.queries.js';
import { answerAppeal, appealHiding, hideWords, restoreInTime, type Moderated } from './hidings.js';
import { lockThread } from './lock-thread.js';

/** Shows again what was appealed of a thread's title or summaries, and nobody upheld in time. */
export const RESTORE_THREAD_WORDS = 'restore-thread-words';

/** Words that a thread has beside what is said in it: its title, or one version of its summary. */
export interface ThreadWords {
  readonly threadId: Uuid;
  /** Null: the title. */
  readonly summaryVersion: number | null;
}

/** Hides the title of a thread or a version of its summary, under a mandate and with a reason. */
export async function hideThreadWords(
  tx: Tx,
  actor: MemberActor,
  words: ThreadWords & { readonly reason: string },
): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  const said = await wordsOf(tx, collectiveId, words);
  await hideWords(tx, actor, said, words.reason);
  return words.threadId;
}

/** Whoever wrote the title or the summary asks that somebody else than the moderator looks at it. */
export async function appealThreadModeration(
  tx: Tx,
  actor: MemberActor,
  words: ThreadWords & { readonly reason: string },
): Promise<Uuid> {
  await appealHiding(tx, actor, await wordsOf(tx, actor.collectiveId, words), words.reason);
  return words.threadId;
}

/** A holder of the mandate upholds what was appealed of a title or a summary, or shows it again. */
export async function answerThreadModerationAppeal(
  tx: Tx,
  actor: MemberActor,
  answer: ThreadWords & { readonly uphold: boolean; readonly reason: string },
): Promise<Uuid> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'hideContribution', { kind: 'COLLECTIVE', id: collectiveId });
  await answerAppeal(tx, actor, await wordsOf(tx, collectiveId, answer), answer);
  return answer.threadId;
}

/** The time to uphold is over for something of a thread: a job. */
export async function restoreThreadWords(tx: Tx, collectiveId: Uuid, threadId: Uuid): Promise<void> {
  const appealed = await tx.rows<{ version: number }>(
    `SELECT version FROM ormee.thread_hiding
     WHERE collective_id = $1 AND thread_id = $2 AND state = 'APPEALED' ORDER BY version`,
    [collectiveId, threadId],
  );
  for (const { version } of appealed)
    await restoreInTime(
      tx,
      await wordsOf(tx, collectiveId, { threadId, summaryVersion: version === TITLE ? null : version }),
    );
}

/** The title has one version, which comes before those of the summary. */
const TITLE = 0;

interface Written {
  readonly authorId: Uuid;
  readonly body: string;
  readonly isHidden: boolean;
}

/** A title that is hidden is nowhere but with what hides it, so that nothing that reads threads can show it. */
const TITLE_OF = `
  SELECT thread.opened_by AS "authorId", coalesce(thread.title, hidden.title) AS body, hidden.title IS NOT NULL AS "isHidden"
  FROM ormee.thread thread
  LEFT JOIN ormee.thread_hiding hidden ON hidden.collective_id = thread.collective_id
    AND hidden.thread_id = thread.id AND hidden.version = $3
  WHERE thread.collective_id = $1 AND thread.id = $2 AND coalesce(thread.title, hidden.title) IS NOT NULL`;

const SUMMARY_OF = `
  SELECT summary.author_id AS "authorId", summary.body, coalesce(hidden.state <> 'RESTORED', false) AS "isHidden"
  FROM ormee.thread_summary summary
  LEFT JOIN ormee.thread_hiding hidden ON hidden.collective_id = summary.collective_id
    AND hidden.thread_id = summary.thread_id AND hidden.version = summary.version
  WHERE summary.collective_id = $1 AND summary.thread_id = $2 AND summary.version = $3`;

/** A title or a summary, with the thread locked: NOT_FOUND where there is none. */
async function wordsOf(
  tx: Tx,
  collectiveId: Uuid,
  { threadId, summaryVersion }: ThreadWords,
): Promise<Moderated> {
  const thread = await lockThread(tx, collectiveId, threadId);
  if (summaryVersion !== null && summaryVersion <= TITLE) throw refuse('NOT_FOUND');
  const version = summaryVersion ?? TITLE;
  const isTitle = version === TITLE;
  const said = await tx.one<Written>(isTitle ? TITLE_OF : SUMMARY_OF, [collectiveId, thread.id, version]);
  if (!said) throw refuse('NOT_FOUND');
  return {
    ...{ collectiveId, authorId: said.authorId, version, body: said.body },
    state: said.isHidden ? 'HIDDEN' : 'STANDING',
    ...{ store: 'THREAD', id: thread.id },
    leaves: {
      hidden: 'thread.words-hidden',
      appealed: 'thread.words-appealed',
      settled: 'thread.words-settled',
    },
    named: { thread: thread.id },
    restoring: RESTORE_THREAD_WORDS,
    isConcerned: (memberId) => isConcerned(tx, { collectiveId, threadId: thread.id, ...said }, memberId),
    show: (isShown) => (isTitle ? moveTitle(tx, collectiveId, thread.id, isShown, said.body) : nothing()),
  };
}

/** Whoever wrote it, or any summary of the thread, and whoever it speaks of the work of. */
async function isConcerned(
  tx: Tx,
  said: { readonly collectiveId: Uuid; readonly threadId: Uuid; readonly authorId: Uuid },
  memberId: Uuid,
): Promise<boolean> {
  const { collectiveId, threadId, authorId } = said;
  const concerned = await tx.rows(
    `SELECT FROM (SELECT $1::uuid AS collective_id, $3::uuid AS thread_id) one
     WHERE $4::uuid = $2 OR ${SPEAKS_OF_WORK_OF} OR EXISTS (SELECT FROM ormee.thread_summary own
       WHERE own.collective_id = $1 AND own.thread_id = $3 AND own.author_id = $2)`,
    [collectiveId, memberId, threadId, authorId],
  );
  return concerned.length > 0;
}

/** A summary stays where it is: whoever reads it reads whether it is hidden. */
const nothing = (): Promise<void> => Promise.resolve();

async function moveTitle(
  tx: Tx,
  collectiveId: Uuid,
  threadId: Uuid,
  isShown: boolean,
  title: string,
): Promise<void> {
  await tx.rows('UPDATE ormee.thread SET title = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    threadId,
    isShown ? title : null,
  ]);
  await tx.rows(
    'UPDATE ormee.thread_hiding SET title = $4 WHERE collective_id = $1 AND thread_id = $2 AND version = $3',
    [collectiveId, threadId, TITLE, isShown ? null : title],
  );
}
