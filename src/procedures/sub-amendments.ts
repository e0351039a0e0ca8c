import { amendmentById, type AmendmentRecord } from '../amendments/amendments.queries.js';
import { lapse, settle, writeRevision } from '../amendments/write-amendments.js';
import type { Uuid } from '../core/kernel/ids.js';
import { markdownOf, readBlocks } from '../core/text/amend/blocks.js';
import { deriveHunks } from '../core/text/amend/derive.js';
import { merge } from '../core/text/amend/merge.js';
import type { Tx } from '../platform/database/transactions.js';
import type { ProposalRow } from '../proposals/proposal.entity.js';
import { carryAmendments, sayCarried } from './carry-amendments.js';

/** Writes sub-amendments into what they amend: it asks for other words from now on, under its number. */
export async function adoptSubAmendments(
  tx: Tx,
  proposal: ProposalRow,
  adopted: readonly AmendmentRecord[],
  pollId: Uuid | null,
): Promise<void> {
  const { collectiveId } = proposal;
  const [first] = adopted as readonly [AmendmentRecord];
  const parent = await amendmentById(tx, collectiveId, first.parentId as Uuid);
  const { merged } = merge(
    readBlocks(first.base),
    adopted.map(({ id, hunks }) => ({ id, hunks })),
  );
  const sameBase = adopted.every(({ baseHash }) => baseHash === first.baseHash);
  const hunks =
    merged && sameBase && parent.state === 'PENDING'
      ? deriveHunks(readBlocks(parent.base), readBlocks(markdownOf(merged)))
      : [];
  if (hunks.length === 0) {
    for (const amendment of adopted) await lapse(tx, amendment, 'ORPHANED', pollId);
    return;
  }
  for (const amendment of adopted) await settle(tx, amendment, 'ADOPTED', pollId);
  sayCarried(tx, proposal, [await writeRevision(tx, parent, parent.baseHash, hunks, 'SUB_AMENDED')]);
  await carryAmendments(tx, proposal);
}
