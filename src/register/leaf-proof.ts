import { hexToBytes, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { LeafType } from '../core/kernel/leaves.js';
import { inclusionProof } from '../core/merkle/proofs.js';
import type { Reader } from '../platform/database/transactions.js';
import type { RegisterSaltRow } from './register.entity.js';

/** The acts whose leaves are proven. */
const PROVEN: readonly LeafType[] = ['exclusion.opened', 'decision.numbered'];

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

/** The proof of a leaf, by what the leaf is about. */
export interface SubjectProof extends Omit<LeafProof, 'memberId'> {
  readonly subjectId: Uuid;
}

/** How the acts whose leaves are proven name what they are about. */
const SUBJECT = `CASE leaf.type WHEN 'exclusion.opened' THEN leaf.encoded::jsonb -> 'body' ->> 'exclusion'
  WHEN 'decision.numbered' THEN leaf.encoded::jsonb -> 'body' ->> 'decision' END`;

// One statement, so that leaves, openings and checkpoint are of one moment. The hashes below the path are all of them.
const PROOFS = `
  WITH signed AS (
    SELECT size, note FROM ormee.register_checkpoint WHERE collective_id = $1 ORDER BY size DESC LIMIT 1
  ), proven AS (
    SELECT DISTINCT ON (subject.id) subject.id, leaf.index, leaf.encoded, leaf.hash
    FROM signed
    JOIN ormee.register_leaf leaf ON leaf.collective_id = $1 AND leaf.type = ANY($3) AND leaf.index < signed.size
    CROSS JOIN LATERAL (SELECT ${SUBJECT} AS id) subject
    WHERE subject.id = ANY($2)
    ORDER BY subject.id, leaf.index
  )
  SELECT signed.note AS checkpoint,
    ARRAY (SELECT leaf.hash FROM ormee.register_leaf leaf
      WHERE leaf.collective_id = $1 AND leaf.index < signed.size ORDER BY leaf.index) AS hashes,
    (SELECT json_agg(json_build_object('subjectId', proven.id, 'index', proven.index, 'encoded', proven.encoded,
       'hash', proven.hash, 'openings', (
         SELECT coalesce(json_agg(json_build_object('field', salt.field, 'salt', salt.salt, 'value', salt.value)
           ORDER BY salt.field), '[]')
         FROM ormee.register_salt salt WHERE salt.collective_id = $1 AND salt.leaf_index = proven.index)))
     FROM proven) AS leaves
  FROM signed WHERE EXISTS (SELECT FROM proven)`;

type Leaf = Pick<SubjectProof, 'subjectId' | 'index' | 'encoded' | 'hash' | 'openings'>;

/**
 * The leaves by which exclusions were opened and decisions numbered, each proven by the latest checkpoint; none for what
 * it does not cover yet.
 */
export async function proofsOfSubjects(
  reader: Reader,
  collectiveId: Uuid,
  subjectIds: readonly Uuid[],
): Promise<SubjectProof[]> {
  const [found] = await reader.rows<{ checkpoint: string; hashes: Sha256[]; leaves: Leaf[] }>(PROOFS, [
    collectiveId,
    subjectIds,
    PROVEN,
  ]);
  if (!found) return [];
  const { checkpoint, leaves } = found;
  const hashes = found.hashes.map(hexToBytes);
  return leaves.map((leaf) => ({
    collectiveId,
    ...leaf,
    path: inclusionProof(hashes, leaf.index),
    checkpoint,
  }));
}
