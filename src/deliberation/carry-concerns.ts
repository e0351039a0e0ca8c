import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue, enqueueAll, type Job } from '../platform/jobs/jobs.js';
import { record } from '../register/record.js';
import { ConcernRow, DecisionConcernRow } from './concern.entity.js';

/*
 * A concern, from when it is voiced to when it comes back: its author gives it a date; the decision that adopts what it is
 * about carries it, in its words of then; at its date the clock brings it back. `review-concern.ts` answers it.
 */

/** Brings a concern back once its date has come. */
export const RETURN_CONCERN = 'return-concern';

/**
 * Holds the proposals that a thread is about, before the thread itself, so that a concern which is given a date comes before
 * the decision, which then carries it, or after it, and is carried at once.
 */
export const holdProposals = (tx: Tx, collectiveId: Uuid, threadId: Uuid, also: Uuid | null = null) =>
  tx.rows<{ id: Uuid; state: string }>(
    `SELECT proposal.id, proposal.state FROM ormee.proposal proposal
     WHERE proposal.collective_id = $1 AND proposal.visibility IN ('PUBLIC', 'MEMBERS')
       AND (proposal.id = $3 OR proposal.id IN (SELECT about.object_id FROM ormee.thread_subject about
         WHERE about.collective_id = $1 AND about.thread_id = $2 AND about.kind = 'PROPOSAL'))
     ORDER BY proposal.id FOR SHARE`,
    [collectiveId, threadId, also],
  );

/** A concern gets its first date; a decision that was taken already carries it at once. The proposals are held. */
export async function voiceConcern(
  tx: Tx,
  concern: { readonly collectiveId: Uuid; readonly contributionId: Uuid; readonly reviewAt: Instant },
): Promise<void> {
  const { collectiveId, contributionId } = concern;
  await tx.insert(ConcernRow, { ...concern, state: 'VOICED' });
  const taken = await tx.rows<{ id: Uuid }>(
    `SELECT decision.id FROM ormee.contribution said
     JOIN ormee.thread_subject about ON about.collective_id = said.collective_id
       AND about.thread_id = said.thread_id AND about.kind = 'PROPOSAL'
     JOIN ormee.decision decision ON decision.collective_id = about.collective_id
       AND decision.proposal_id = about.object_id AND decision.outcome = 'ADOPTED'
     WHERE said.collective_id = $1 AND said.id = $2 ORDER BY decision.id`,
    [collectiveId, contributionId],
  );
  for (const { id } of taken) await carryConcerns(tx, { collectiveId, id }, [contributionId]);
}

/**
 * Locks the concerns about a proposal that is being adopted, before the register's head, and answers which: what its author
 * took back is none any more. What is hidden is carried, and stays hidden.
 */
export async function lockConcerns(tx: Tx, collectiveId: Uuid, proposalId: Uuid): Promise<Uuid[]> {
  const said = await tx.rows<{ id: Uuid }>(
    `SELECT said.id FROM ormee.thread_subject about
     JOIN ormee.contribution said ON said.collective_id = about.collective_id AND said.thread_id = about.thread_id
     WHERE about.collective_id = $1 AND about.kind = 'PROPOSAL' AND about.object_id = $2
       AND said.kind = 'CONCERN' AND said.state IN ('STANDING', 'HIDDEN')
     ORDER BY said.id FOR SHARE OF said`,
    [collectiveId, proposalId],
  );
  const ids = said.map(({ id }) => id);
  if (ids.length > 0)
    await tx.rows(
      `SELECT FROM ormee.concern WHERE collective_id = $1 AND contribution_id = ANY($2::uuid[])
       ORDER BY contribution_id FOR UPDATE`,
      [collectiveId, ids],
    );
  return ids;
}

interface Carried {
  readonly id: Uuid;
  readonly threadId: Uuid;
  readonly authorId: Uuid;
  readonly version: number;
  readonly body: string;
  readonly reviewAt: Instant | null;
}

/** An adopted decision carries concerns, each with its date or without, and the clock is asked for each that has one. */
export async function carryConcerns(
  tx: Tx,
  { collectiveId, id: decisionId }: { readonly collectiveId: Uuid; readonly id: Uuid },
  contributionIds: readonly Uuid[],
): Promise<void> {
  if (contributionIds.length === 0) return;
  await tx.rows(
    `INSERT INTO ormee.concern (collective_id, contribution_id, state) SELECT $1, id, 'CARRIED' FROM unnest($2::uuid[]) id
     ON CONFLICT (collective_id, contribution_id) DO UPDATE SET state = 'CARRIED' WHERE concern.state = 'VOICED'`,
    [collectiveId, contributionIds],
  );
  const carried = await tx.rows<Carried>(
    `SELECT said.id, said.thread_id AS "threadId", said.author_id AS "authorId", said.version, words.body,
       concern.review_at AS "reviewAt"
     FROM ormee.contribution said
     JOIN ormee.concern concern ON concern.collective_id = said.collective_id AND concern.contribution_id = said.id
     JOIN ormee.contribution_version words ON words.collective_id = said.collective_id
       AND words.contribution_id = said.id AND words.version = said.version
     WHERE said.collective_id = $1 AND said.id = ANY($2::uuid[]) ORDER BY said.id`,
    [collectiveId, contributionIds],
  );
  await tx.insert(
    DecisionConcernRow,
    carried.map(({ id, version }) => ({ collectiveId, decisionId, contributionId: id, version })),
  );
  for (const { id, threadId, authorId, version, body, reviewAt } of carried)
    record(tx, collectiveId, {
      type: 'concern.carried',
      visibility: 'MEMBERS',
      body: {
        ...{ concern: id, thread: threadId, decision: decisionId, version, reviewAt },
        ...{ member: personal(authorId), wordsHash: personal(hashText(body)) },
      },
    });
  const dated = carried.flatMap(({ id, reviewAt }) => (reviewAt === null ? [] : [{ id, reviewAt }]));
  await enqueueAll(
    tx,
    dated.map(({ id, reviewAt }) => returning(collectiveId, id, reviewAt)),
  );
}

const returning = (collectiveId: Uuid, subjectId: Uuid, runAt: Instant): Job => ({
  ...{ collectiveId, kind: RETURN_CONCERN, subjectId, runAt },
});

export const askForReturn = (tx: Tx, collectiveId: Uuid, contributionId: Uuid, reviewAt: Instant) =>
  enqueue(tx, returning(collectiveId, contributionId, reviewAt));

/** The date of a concern has come: a job. One that was given a later date meanwhile, or answered, stays as it is. */
export async function returnConcern(tx: Tx, collectiveId: Uuid, contributionId: Uuid): Promise<void> {
  const due = await tx.one<{ threadId: Uuid; reviewAt: Instant }>(
    `UPDATE ormee.concern concern SET state = 'DUE'
     FROM ormee.contribution said
     WHERE concern.collective_id = $1 AND concern.contribution_id = $2 AND concern.state = 'CARRIED'
       AND concern.review_at <= ormee.instant()
       AND said.collective_id = concern.collective_id AND said.id = concern.contribution_id
     RETURNING said.thread_id AS "threadId", concern.review_at AS "reviewAt"`,
    [collectiveId, contributionId],
  );
  if (!due) return;
  record(tx, collectiveId, {
    type: 'concern.returned',
    visibility: 'MEMBERS',
    body: { concern: contributionId, thread: due.threadId, reviewAt: due.reviewAt },
  });
}
