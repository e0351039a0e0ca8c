import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockProposal } from '../proposals/lock-proposal.js';
import { amendmentById, type AmendmentRecord } from './amendments.queries.js';

/** Locks the proposal that an amendment is to, for an act on it, and reads the amendment as it then is. */
export async function lockAmendment(tx: Tx, collectiveId: Uuid, id: Uuid): Promise<AmendmentRecord> {
  const origin = await tx.one<{ proposalId: Uuid }>(
    'SELECT proposal_id AS "proposalId" FROM ormee.amendment WHERE collective_id = $1 AND id = $2',
    [collectiveId, id],
  );
  if (!origin) throw refuse('NOT_FOUND');
  await lockProposal(tx, collectiveId, origin.proposalId);
  return amendmentById(tx, collectiveId, id);
}
