import { hexToBytes, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { LeafType } from '../core/kernel/leaves.js';
import { inclusionProof } from '../core/merkle/proofs.js';
import type { Reader } from '../platform/database/transactions.js';
import type { RegisterSaltRow } from './register.entity.js';
import { latestCheckpoint } from './register.queries.js';

/** A leaf with all that somebody needs to check, without the server, that the signed register holds it. */
export interface LeafProof {
  readonly collectiveId: Uuid;
  /** Who may open its commitments. */
  readonly memberId: Uuid;
  readonly index: number;
  readonly encoded: string;
  readonly hash: Sha256;
  /** From the leaf upwards (RFC 6962, section 2.1.1). */
  readonly path: readonly Sha256[];
  /** The signed note of the checkpoint that the path leads to. */
  readonly checkpoint: string;
  readonly openings: readonly Pick<RegisterSaltRow, 'field' | 'salt' | 'value'>[];
}

/** The leaf of an act, named by one field of its body; null until a checkpoint covers it. */
export async function proofOfLeaf(
  reader: Reader,
  collectiveId: Uuid,
  { type, field, id, memberId }: { type: LeafType; field: string; id: Uuid; memberId: Uuid },
): Promise<LeafProof | null> {
  const [leaf] = await reader.rows<Pick<LeafProof, 'index' | 'encoded' | 'hash'>>(
    `SELECT index::int, encoded, hash FROM ormee.register_leaf
     WHERE collective_id = $1 AND type = $2 AND encoded::jsonb -> 'body' ->> $3 = $4 ORDER BY index LIMIT 1`,
    [collectiveId, type, field, id],
  );
  const checkpoint = await latestCheckpoint(reader, collectiveId);
  if (!leaf || !checkpoint || checkpoint.size <= leaf.index) return null;
  const leaves = await reader.rows<{ hash: Sha256 }>(
    'SELECT hash FROM ormee.register_leaf WHERE collective_id = $1 AND index < $2 ORDER BY index',
    [collectiveId, checkpoint.size],
  );
  const openings = await reader.rows<LeafProof['openings'][number]>(
    'SELECT field, salt, value FROM ormee.register_salt WHERE collective_id = $1 AND leaf_index = $2 ORDER BY field',
    [collectiveId, leaf.index],
  );
  const hashes = leaves.map(({ hash }) => hexToBytes(hash));
  const path = inclusionProof(hashes, leaf.index);
  return { collectiveId, memberId, ...leaf, path, checkpoint: checkpoint.note, openings };
}
