import { SessionRow } from '../../src/auth/session.entity.js';
import { addDuration } from '../../src/core/kernel/instants.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { enqueueForgetting } from '../../src/platform/jobs/forgetting.js';
import { mintSecret } from '../../src/platform/links/secret.js';
import type { Planted } from '../../bench/plant-collective.js';

/** Gives each member of a planted collective the session of whoever came in by a link; answers their tokens, in their order. */
export async function enterAll(
  tx: Tx,
  { collectiveId, memberIds }: Planted,
): Promise<{ readonly memberId: Uuid; readonly token: string }[]> {
  const createdAt = await tx.now();
  const expiresAt = addDuration(createdAt, 'P30D', 'UTC');
  const minted = memberIds.map((memberId) => ({ memberId, ...mintSecret(collectiveId, tx.randomBytes(32)) }));
  await tx.insert(
    SessionRow,
    minted.map(({ memberId, hash }) => ({
      ...{ collectiveId, memberId, assisted: false, id: tx.id(), tokenHash: hash },
      ...{ createdAt, expiresAt, endedAt: null },
    })),
  );
  await enqueueForgetting(tx, collectiveId);
  return minted;
}
