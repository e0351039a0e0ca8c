import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import { UNREPEATED } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { askForReturn, holdProposals, voiceConcern } from './carry-concerns.js';
import { ConcernReviewRow, type ConcernState, type ReviewKind } from './concern.entity.js';
import { mayAnswer, refuseDated, refuseReviewDate } from './concern.rules.js';
import { lastReviewOf } from './concerns.queries.js';
import { contribute } from './contribute.js';
import type { ContributionRow } from './contribution.entity.js';
import { mustStand } from './contribution.rules.js';
import { viewersOf } from './contributions.queries.js';
import { lockContribution, lockThread } from './lock-thread.js';
import { openThread } from './open-thread.js';

/** What becomes of a concern. */
export type Answer =
  | { readonly how: 'LATER'; readonly reviewAt: Instant }
  | { readonly how: 'NO_LONGER' }
  | { readonly how: 'TAKEN_UP'; readonly threadTitle: string }
  | { readonly how: 'TAKEN_UP'; readonly proposalId: Uuid };

export interface ReviewOfConcern {
  readonly contributionId: Uuid;
  /** Why: a reply in the thread, for all to read. */
  readonly body: string;
  readonly answer: Answer;
}

type Written = Pick<ConcernReviewRow, 'reviewAt' | 'threadId' | 'proposalId'>;

/**
 * Answers a concern, in words that stand as a reply to it: it is looked at again later, or is none any more, or is taken up
 * in a thread or a proposal that it leads to from then on. Its author may give it another date whatever was answered.
 */
export async function reviewConcern(tx: Tx, actor: MemberActor, review: ReviewOfConcern): Promise<Uuid> {
  const { collectiveId } = actor;
  const { contributionId, body, answer } = review;
  const threadId = await threadOf(tx, collectiveId, contributionId);
  const held = await holdProposals(
    tx,
    collectiveId,
    threadId,
    'proposalId' in answer ? answer.proposalId : null,
  );
  await lockThread(tx, collectiveId, threadId);
  const said = await lockContribution(tx, collectiveId, contributionId);
  if (said.kind !== 'CONCERN') throw refuse('NOT_FOUND');
  if (await isRepeat(tx, actor, said.id, review)) return said.id;
  await mayBeAnswered(tx, actor, said, answer, held.length > 0);

  const reply = {
    threadId,
    kind: 'REACTION',
    body,
    repliesTo: said.id,
    anchor: null,
    reviewAt: null,
  } as const;
  const replyId = await contribute(tx, actor, reply, UNREPEATED);
  const written = await carryOut(tx, actor, said, answer, held);
  await writeReview(tx, said, { how: answer.how, by: actor.memberId, replyId, ...written });
  return said.id;
}

async function threadOf(tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<Uuid> {
  const said = await tx.one<{ threadId: Uuid }>(
    'SELECT thread_id AS "threadId" FROM ormee.contribution WHERE collective_id = $1 AND id = $2',
    [collectiveId, contributionId],
  );
  if (!said) throw refuse('NOT_FOUND');
  return said.threadId;
}

async function mayBeAnswered(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  said: ContributionRow,
  answer: Answer,
  isAboutProposal: boolean,
): Promise<void> {
  // Words that were taken back worry nobody any more; those that an erasure took are answered for whoever is gone.
  const gone = said.state === 'WITHDRAWN' ? mustStand(said.state) : null;
  const dated = answer.how === 'LATER' ? refuseDated(said.kind, isAboutProposal, DATE) : null;
  const tooSoon = answer.how === 'LATER' ? refuseReviewDate(answer.reviewAt, await tx.now(), DATE) : null;
  const refusal = gone ?? dated ?? tooSoon;
  if (refusal) throw refusal;
  await tx.rows('SELECT FROM ormee.concern WHERE collective_id = $1 AND contribution_id = $2 FOR UPDATE', [
    collectiveId,
    said.id,
  ]);
  const [viewer] = await viewersOf(tx, collectiveId, [said.id], memberId);
  const concern = viewer?.answering;
  // A concern that nobody dated yet is its author's to date.
  if (!concern && answer.how === 'LATER' && said.authorId === memberId) return;
  const not = concern ? mayAnswer(concern, answer.how) : refuse('NOT_FOUND');
  if (not) throw not;
}

const DATE = ['input', 'answer', 'lookAgainAt'];

/** Does what the answer says, and answers what is written of it. */
async function carryOut(
  tx: Tx,
  actor: MemberActor,
  said: ContributionRow,
  answer: Answer,
  held: readonly { readonly id: Uuid; readonly state: string }[],
): Promise<Written> {
  const nothing: Written = { reviewAt: null, threadId: null, proposalId: null };
  if (answer.how === 'LATER') {
    await lookAgain(tx, said, answer.reviewAt);
    return { ...nothing, reviewAt: answer.reviewAt };
  }
  await setState(tx, said, answer.how === 'NO_LONGER' ? 'SETTLED' : 'TAKEN_UP');
  if (answer.how === 'NO_LONGER') return nothing;
  if ('proposalId' in answer) {
    const proposal = held.find(({ id }) => id === answer.proposalId);
    if (!proposal) throw refuse('NOT_FOUND', {}, ['input', 'answer', 'proposalId']);
    if (proposal.state !== 'OPEN') throw refuse('PROPOSAL_NOT_OPEN', { state: proposal.state });
    return { ...nothing, proposalId: proposal.id };
  }
  const subjects = held.map(({ id }) => ({ kind: 'PROPOSAL' as const, objectId: id }));
  const threadId = await openThread(tx, actor, { title: answer.threadTitle, subjects }, UNREPEATED);
  return { ...nothing, threadId };
}

/** It waits for another date from now on; one that nobody had dated is voiced by that. */
async function lookAgain(tx: Tx, { collectiveId, id }: ContributionRow, reviewAt: Instant): Promise<void> {
  const concern = await tx.one<{ state: ConcernState }>(
    `UPDATE ormee.concern SET review_at = $3, state = CASE state WHEN 'VOICED' THEN state ELSE 'CARRIED' END
     WHERE collective_id = $1 AND contribution_id = $2 RETURNING state`,
    [collectiveId, id, reviewAt],
  );
  if (!concern) return voiceConcern(tx, { collectiveId, contributionId: id, reviewAt });
  if (concern.state === 'CARRIED') await askForReturn(tx, collectiveId, id, reviewAt);
}

const setState = (tx: Tx, { collectiveId, id }: ContributionRow, state: 'SETTLED' | 'TAKEN_UP') =>
  tx.rows('UPDATE ormee.concern SET state = $3 WHERE collective_id = $1 AND contribution_id = $2', [
    collectiveId,
    id,
    state,
  ]);

/** Its author takes the words of a concern back, and with them the concern: it is settled, and said to be. */
export async function settleWithdrawn(tx: Tx, said: ContributionRow): Promise<void> {
  const open = await tx.one(
    `UPDATE ormee.concern SET state = 'SETTLED' WHERE collective_id = $1 AND contribution_id = $2 RETURNING state`,
    [said.collectiveId, said.id],
  );
  const nowhere = { replyId: null, reviewAt: null, threadId: null, proposalId: null };
  if (open) await writeReview(tx, said, { how: 'WITHDRAWN', by: said.authorId, ...nowhere });
}

async function writeReview(
  tx: Tx,
  { collectiveId, id, threadId }: ContributionRow,
  review: Written & { readonly how: ReviewKind; readonly by: Uuid; readonly replyId: Uuid | null },
): Promise<void> {
  const { by, how, replyId, reviewAt } = review;
  const last = await lastReviewOf(tx, collectiveId, id);
  const step = (last?.step ?? 0) + 1;
  const saidAt = await tx.now();
  await tx.insert(ConcernReviewRow, {
    ...{ collectiveId, contributionId: id, step, how, authorId: by, replyId, reviewAt, saidAt },
    ...{ threadId: review.threadId, proposalId: review.proposalId },
  });
  record(tx, collectiveId, {
    type: 'concern.reviewed',
    visibility: 'MEMBERS',
    body: {
      ...{ concern: id, thread: threadId, step, how, reply: replyId, reviewAt, saidAt },
      ...{ takenUpInThread: review.threadId, takenUpInProposal: review.proposalId, by: personal(by) },
    },
  });
}

/** The same answer sent twice is given once. */
async function isRepeat(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  contributionId: Uuid,
  { body, answer }: ReviewOfConcern,
): Promise<boolean> {
  const last = await lastReviewOf(tx, collectiveId, contributionId);
  if (last?.authorId !== memberId || last.how !== answer.how || last.body !== body) return false;
  return (
    last.reviewAt === ('reviewAt' in answer ? answer.reviewAt : null) &&
    last.proposalId === ('proposalId' in answer ? answer.proposalId : null) &&
    last.threadTitle === ('threadTitle' in answer ? answer.threadTitle : null)
  );
}
