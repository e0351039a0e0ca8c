import { naming } from '../collectives/exclusion.rules.js';
import type { NameWithheldRow } from '../collectives/collective.entity.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';

type Written = Pick<NameWithheldRow, 'kind' | 'objectId'> & { readonly words: string };

/**
 * Before the names of a person are erased: what bears one of them is written down, without the name, and is from then on
 * told to members alone. Nobody could tell it from the rest once the name is forgotten, and what was decided is never edited.
 */
export async function withholdNames(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  const names = await tx.rows<{ name: string }>(NAMES, [collectiveId, memberId]);
  const written = await tx.rows<Written>(WRITTEN, [collectiveId]);
  const namesThem = naming(names.map(({ name }) => name));
  const found = written.filter(({ words }) => namesThem(words));
  await tx.rows(
    `INSERT INTO ormee.name_withheld (collective_id, kind, object_id)
     SELECT $1, named.kind, named.id FROM unnest($2::text[], $3::uuid[]) AS named (kind, id)
     ON CONFLICT DO NOTHING`,
    [collectiveId, found.map(({ kind }) => kind), found.map(({ objectId }) => objectId)],
  );
}

const NAMES = `
  SELECT public_name AS name FROM ormee.member WHERE collective_id = $1 AND id = $2
  UNION SELECT public_name FROM ormee.former_name WHERE collective_id = $1 AND member_id = $2`;

/** Of a proposal each version, for what is decided later says it again. A text of the collective is called as it decided. */
const WRITTEN = `
  SELECT 'PROPOSAL' AS kind, proposal_id AS "objectId", title AS words
  FROM ormee.proposal_version WHERE collective_id = $1
  UNION ALL
  SELECT 'WORDS', proposal_id, concat_ws(' ', rationale, question::text, effects::text)
  FROM ormee.proposal_version WHERE collective_id = $1
  UNION ALL
  SELECT 'APPEAL', (effect ->> 'appealId')::uuid, effect ->> 'title' FROM ormee.proposal_version version
  CROSS JOIN LATERAL jsonb_array_elements(version.effects) effect
  WHERE version.collective_id = $1 AND effect ->> 'kind' = 'PUBLISH_APPEAL'
  UNION ALL
  SELECT 'WORDS', id, body FROM ormee.appeal WHERE collective_id = $1
  UNION ALL
  SELECT 'DECISION', id, title FROM ormee.decision WHERE collective_id = $1 AND proposal_id IS NULL
  UNION ALL
  SELECT 'TEXT', id, title FROM ormee.legal_text WHERE collective_id = $1
  UNION ALL
  SELECT 'ASSEMBLY', id, title FROM ormee.assembly WHERE collective_id = $1`;
