import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { record } from '../register/record.js';
import { AmendmentVersionRow, type AmendmentRow, type LapseCause } from './amendment.entity.js';
import { hashAmendment } from './amendment.rules.js';

type Named = Pick<AmendmentRow, 'collectiveId' | 'id' | 'proposalId'>;

/** A version of an amendment that its author did not write, as the register says it. */
export interface CarriedAmendment {
  readonly amendment: Uuid;
  readonly revision: number;
  readonly hash: Sha256;
  readonly outcome: AmendmentVersionRow['outcome'];
}

/** What an amendment asks for from now on, on these words. */
export async function writeRevision(
  tx: Tx,
  { collectiveId, id, proposalId, revision }: Named & Pick<AmendmentRow, 'revision'>,
  base: Sha256,
  hunks: readonly Hunk[],
  outcome: AmendmentVersionRow['outcome'],
): Promise<CarriedAmendment> {
  const hash = hashAmendment(base, hunks);
  await tx.insert(AmendmentVersionRow, {
    collectiveId,
    amendmentId: id,
    revision: revision + 1,
    proposalId,
    baseHash: base,
    hunks,
    hash,
    outcome,
  });
  await tx.rows('UPDATE ormee.amendment SET revision = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    id,
    revision + 1,
  ]);
  return { amendment: id, revision: revision + 1, hash, outcome };
}

/** An amendment was decided, by a poll or, where it was accepted, by nobody’s objection. */
export const settle = (
  tx: Tx,
  amendment: Named,
  state: 'ADOPTED' | 'REJECTED',
  pollId: Uuid | null,
  adoptedVersion: number | null = null,
): Promise<void> => writeEnd(tx, amendment, { state, cause: null, pollId, adoptedVersion });

/** An amendment that can be decided no more, with the cause. It stays readable for ever. */
export const lapse = (tx: Tx, amendment: Named, cause: LapseCause, pollId: Uuid | null): Promise<void> =>
  writeEnd(tx, amendment, { state: 'LAPSED', cause, pollId, adoptedVersion: null });

async function writeEnd(
  tx: Tx,
  { collectiveId, id, proposalId }: Named,
  {
    state,
    cause,
    pollId,
    adoptedVersion,
  }: Pick<AmendmentRow, 'state' | 'cause' | 'pollId' | 'adoptedVersion'>,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.amendment SET state = $3, cause = $4, poll_id = $5, adopted_version = $6,
       objection_until = NULL
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, state, cause, pollId, adoptedVersion],
  );
  record(tx, collectiveId, {
    type: 'amendment.settled',
    visibility: 'MEMBERS',
    body: { amendment: id, proposal: proposalId, state, cause, poll: pollId },
  });
}

/** The author of the proposal takes an amendment over, unless somebody objects in time. */
export async function writeAcceptance(
  tx: Tx,
  { collectiveId, id, proposalId }: Named,
  by: Uuid,
  objectionUntil: Instant,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.amendment SET state = 'ACCEPTED', objection_until = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id, objectionUntil],
  );
  record(tx, collectiveId, {
    type: 'amendment.accepted',
    visibility: 'MEMBERS',
    body: { amendment: id, proposal: proposalId, objectionUntil, by: personal(by) },
  });
}

/** Somebody wants a vote on an amendment that the author took over. */
export async function writeObjection(
  tx: Tx,
  { collectiveId, id, proposalId }: Named,
  by: Uuid,
): Promise<void> {
  await tx.rows(
    `UPDATE ormee.amendment SET state = 'PENDING', objection_until = NULL, acceptance_objected = true
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, id],
  );
  record(tx, collectiveId, {
    type: 'amendment.objected',
    visibility: 'MEMBERS',
    body: { amendment: id, proposal: proposalId, by: personal(by) },
  });
}

/** POLL_ALREADY_OPEN where a poll that is not decided yet puts the amendment: those who vote on it decide. */
export async function refuseUnderVote(
  reader: Reader,
  { collectiveId, id }: Pick<Named, 'collectiveId' | 'id'>,
): Promise<Refusal | null> {
  const [poll] = await reader.rows<{ id: Uuid }>(
    `SELECT poll.id FROM ormee.poll_amendment put
     JOIN ormee.poll poll ON poll.collective_id = put.collective_id AND poll.id = put.poll_id
     WHERE put.collective_id = $1 AND put.amendment_id = $2 AND poll.state IN ('OPEN', 'CLOSED') LIMIT 1`,
    [collectiveId, id],
  );
  return poll ? refuse('POLL_ALREADY_OPEN', { poll: toGlobalId('Poll', collectiveId, poll.id) }) : null;
}
