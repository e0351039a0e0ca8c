import type { Json } from '../core/kernel/canonical-json.js';
import { hashJson } from '../core/kernel/hash.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { record } from '../register/record.js';
import { AmendmentFreezeRow } from './amendment.entity.js';
import { amendmentsWaiting, shutProposals } from './amendments.queries.js';

/**
 * Shuts the amendments of a proposal, once: what was printed stays true. The hash is of the version and of every
 * amendment that waits, by number.
 */
export async function freezeAmendments(
  tx: Tx,
  { collectiveId, id, currentVersion }: ProposalRow,
  now: Instant,
): Promise<void> {
  const [shut] = await shutProposals(tx, collectiveId, [id]);
  if (shut?.hash) return;
  const waiting = await amendmentsWaiting(tx, collectiveId, id);
  const file = waiting.map(({ number, hash }) => ({ number, hash }));
  const hash = hashJson({ version: currentVersion, amendments: file as unknown as Json });
  await tx.insert(AmendmentFreezeRow, {
    collectiveId,
    proposalId: id,
    frozenAt: now,
    version: currentVersion,
    hash,
  });
  record(tx, collectiveId, {
    type: 'amendments.frozen',
    visibility: 'MEMBERS',
    body: { proposal: id, version: currentVersion, hash, frozenAt: now },
  });
}
