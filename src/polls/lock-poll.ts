import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import type { PollRow } from './poll.entity.js';

const COLUMNS = `collective_id AS "collectiveId", id, proposal_id AS "proposalId", proposal_version AS "proposalVersion",
  title, venue, assembly_id AS "assemblyId", agenda_item_id AS "agendaItemId", form, matter, method, election, confirms, amends, group_id AS "groupId", lot_source AS "lotSource",
  tied_at AS "tiedAt", ballot_mode AS "ballotMode",
  ballot_may_change AS "ballotMayChange", clauses, clauses_hash AS "clausesHash", wording_hash AS "wordingHash",
  effects_hash AS "effectsHash", roll_hash AS "rollHash", state, opened_by AS "openedBy", opened_at AS "openedAt",
  closes_at AS "closesAt", closes_if_reached AS "closesIfReached", closed_at AS "closedAt", superseded_by AS "supersededBy", visibility`;

/** What a poll has been from its opening on, and where locks that come before its own are found. */
export type PollOrigin = Pick<PollRow, 'proposalId' | 'assemblyId' | 'venue' | 'matter'>;

/** Reads what no act ever changes of a poll; NOT_FOUND when there is none. */
export async function originOfPoll(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<PollOrigin> {
  const [origin] = await reader.rows<PollOrigin>(
    `SELECT proposal_id AS "proposalId", assembly_id AS "assemblyId", venue, matter
     FROM ormee.poll WHERE collective_id = $1 AND id = $2`,
    [collectiveId, pollId],
  );
  if (!origin) throw refuse('NOT_FOUND');
  return origin;
}

/** Reads a poll as it is just now; somebody may be changing it. */
export async function readPoll(reader: Reader, collectiveId: Uuid, pollId: Uuid): Promise<PollRow> {
  const [poll] = await reader.rows<PollRow>(
    `SELECT ${COLUMNS} FROM ormee.poll WHERE collective_id = $1 AND id = $2`,
    [collectiveId, pollId],
  );
  if (!poll) throw refuse('NOT_FOUND');
  return poll;
}

/** Locks a poll that is to be settled, after its proposal: settling one may settle the other. */
export async function lockPollWithProposal(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<PollRow> {
  const { proposalId } = await originOfPoll(tx, collectiveId, pollId);
  await lockProposal(tx, collectiveId, proposalId);
  return lockPoll(tx, collectiveId, pollId);
}

/** Locks a poll for an act that changes its state, and reads it as it then is. */
export async function lockPoll(tx: Tx, collectiveId: Uuid, pollId: Uuid): Promise<PollRow> {
  const poll = await tx.one<PollRow>(
    `SELECT ${COLUMNS} FROM ormee.poll WHERE collective_id = $1 AND id = $2 FOR UPDATE`,
    [collectiveId, pollId],
  );
  if (!poll) throw refuse('NOT_FOUND');
  return poll;
}
