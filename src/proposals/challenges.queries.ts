import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { ChallengeRow } from './challenge.entity.js';

const COLUMNS = `collective_id AS "collectiveId", id, proposal_id AS "proposalId", version, member_id AS "memberId",
  matter, decision_id AS "decisionId", reason, state, raised_at AS "raisedAt", settled_by AS "settledBy"`;

/** The challenges of some proposals, from the first. */
export const challengesOfProposals = (
  reader: Reader,
  collectiveId: Uuid,
  proposalIds: readonly Uuid[],
): Promise<ChallengeRow[]> =>
  reader.rows(
    `SELECT ${COLUMNS} FROM ormee.challenge WHERE collective_id = $1 AND proposal_id = ANY($2::uuid[]) ORDER BY id`,
    [collectiveId, proposalIds],
  );

/** Those that hold the proposal to a stricter path: nobody settled them, or a decision upheld them. */
export const challengesHolding = async (
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
): Promise<ChallengeRow[]> =>
  (await challengesOfProposals(reader, collectiveId, [proposalId])).filter(
    ({ state }) => state === 'STANDING' || state === 'UPHELD',
  );

/** Locks a challenge for an act that changes its state. */
export async function lockChallenge(tx: Tx, collectiveId: Uuid, id: Uuid): Promise<ChallengeRow> {
  const row = await tx.one<ChallengeRow>(
    `SELECT ${COLUMNS} FROM ormee.challenge WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, id],
  );
  if (!row) throw refuse('NOT_FOUND');
  return row;
}
