import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import type { PollRow } from './poll.entity.js';

const COLUMNS = `collective_id AS "collectiveId", id, proposal_id AS "proposalId", proposal_version AS "proposalVersion",
  title, venue, assembly_id AS "assemblyId", form, matter, method, ballot_mode AS "ballotMode",
  ballot_may_change AS "ballotMayChange", clauses, clauses_hash AS "clausesHash", wording_hash AS "wordingHash",
  effects_hash AS "effectsHash", roll_hash AS "rollHash", state, opened_by AS "openedBy", opened_at AS "openedAt",
  closes_at AS "closesAt", closed_at AS "closedAt", superseded_by AS "supersededBy", visibility`;

/** Locks a poll for an act that changes its state, and reads it as it then is. First in the order of locks. */
export async function lockPoll(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<PollRow> {
  const poll = await tx.one<PollRow>(
    `SELECT ${COLUMNS} FROM ormee.poll WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, pollId],
  );
  if (!poll) throw refuse('NOT_FOUND');
  return poll;
}
