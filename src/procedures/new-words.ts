import type { ConsentProcessRow } from '../deliberation/consent.entity.js';
import { lastRound, lockConsent, runningConsent } from '../deliberation/consent.queries.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { enqueue } from '../platform/jobs/jobs.js';
import { lockPoll } from '../polls/lock-poll.js';
import type { PollRow } from '../polls/poll.entity.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { cancelPoll } from './cancel-poll.js';
import { enterPhase } from './consent-phases.js';
import { MOVE_CONSENT } from './job-kinds.js';

/**
 * Amendments were just adopted: a round that asks about the words before them asks nobody any more, and the question is asked
 * again. The proposal is locked.
 */
export async function askOnNewWords(
  tx: Tx,
  { collectiveId, id }: Pick<ProposalRow, 'collectiveId' | 'id'>,
): Promise<void> {
  const running = await runningConsent(tx, collectiveId, id);
  const asked = running && (await lastRound(tx, running));
  if (!asked) return;
  const poll = await lockPoll(tx, collectiveId, asked.pollId);
  if (poll.state === 'OPEN' || poll.state === 'CLOSED')
    await callOffWhereAmended(tx, await lockConsent(tx, collectiveId, running.id), poll);
}

/**
 * Answers are to the words that were asked. Where amendments moved them since, nobody consented to those that stand: the round is
 * called off, what is in its box is kept and never counted, and the question is asked again once the time to integrate is over.
 * Answers whether it was.
 */
export async function callOffWhereAmended(
  tx: Tx,
  process: ConsentProcessRow,
  poll: PollRow,
): Promise<boolean> {
  if (process.state !== 'RUNNING') return false;
  const amended = await amendedSince(tx, poll);
  if (amended === null) return false;
  await cancelPoll(tx, poll, { amended });
  const { collectiveId, id: subjectId, phase, phaseEndsAt } = process;
  const now = await tx.now();
  if (phase === 'OBJECTION') await enterPhase(tx, process, 'INTEGRATION');
  else if (phaseEndsAt === null || phaseEndsAt <= now)
    await enqueue(tx, { collectiveId, kind: MOVE_CONSENT, subjectId, runAt: now });
  return true;
}

/** The last version that amendments made of a proposal since a poll was opened on it; null for none. */
async function amendedSince(
  reader: Reader,
  {
    collectiveId,
    proposalId,
    proposalVersion,
  }: Pick<PollRow, 'collectiveId' | 'proposalId' | 'proposalVersion'>,
): Promise<number | null> {
  const [last] = await reader.rows<{ version: number | null }>(
    `SELECT max(version) AS version FROM ormee.proposal_version
     WHERE collective_id = $1 AND proposal_id = $2 AND version > $3 AND amends_version IS NOT NULL`,
    [collectiveId, proposalId, proposalVersion],
  );
  return last?.version ?? null;
}
