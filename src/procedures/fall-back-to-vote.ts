import { addDuration } from '../core/kernel/instants.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { isForGood } from '../deliberation/held-words.js';
import { writeHeld } from '../deliberation/write-consent.js';
import type { Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { MOVE_CONSENT } from './job-kinds.js';
import { openVote } from './open-poll.js';
import { starterOf } from './starter-of.js';

/**
 * The clock opens the vote that a rule falls back to: where it is refused it is tried again the next day, and all read why,
 * until it is open, somebody put the question otherwise, or it is refused for good. In a sitting, its facilitator opens it.
 */
export async function fallBackInTime(
  tx: Tx,
  proposal: ProposalRow,
  process: ConsentProcessRow,
): Promise<void> {
  if (process.assemblyId !== null) return;
  if (proposal.state !== 'OPEN' || (await isPutSince(tx, process))) return writeHeld(tx, process, null);
  const refusal = await refusalOf(async () => {
    if (await isRewrittenSince(tx, process))
      throw refuse('PROPOSAL_CHANGED', { currentVersion: proposal.currentVersion });
    await openVote(tx, starterOf(process), proposal, process);
  });
  await writeHeld(tx, process, refusal?.code ?? null);
  if (!refusal || isForGood(refusal.code)) return;
  const { collectiveId, id: subjectId } = process;
  const runAt = addDuration(await tx.now(), 'P1D', 'UTC');
  await enqueue(tx, { collectiveId, kind: MOVE_CONSENT, subjectId, runAt });
}

/** A refused opening has written nothing of its own, so that it may be caught here. */
async function refusalOf(work: () => Promise<void>): Promise<Refusal | null> {
  try {
    await work();
    return null;
  } catch (refusal) {
    if (refusal instanceof Refusal) return refusal;
    throw refusal;
  }
}

/** Whether somebody put the question since, by a poll or by seeking consent anew. */
async function isPutSince(
  tx: Tx,
  { collectiveId, proposalId, id, endedAt }: ConsentProcessRow,
): Promise<boolean> {
  const put = await tx.one(
    `SELECT id FROM ormee.poll WHERE collective_id = $1 AND proposal_id = $2 AND NOT amends AND opened_at >= $3
     UNION ALL
     SELECT id FROM ormee.consent_process WHERE collective_id = $1 AND proposal_id = $2 AND id <> $4 AND started_at >= $3
     LIMIT 1`,
    [collectiveId, proposalId, endedAt, id],
  );
  return put !== null;
}

/** Words that its author wrote since are not those that fell back: whoever wants a vote on them opens it, by every rule. */
async function isRewrittenSince(
  tx: Tx,
  { collectiveId, proposalId, endedAt }: ConsentProcessRow,
): Promise<boolean> {
  const written = await tx.one(
    `SELECT FROM ormee.proposal_version
     WHERE collective_id = $1 AND proposal_id = $2 AND submitted_at > $3 AND amends_version IS NULL LIMIT 1`,
    [collectiveId, proposalId, endedAt],
  );
  return written !== null;
}
