import type { NameWithheldRow } from './collective.entity.js';

/** SQL: who may see `row`, called by `id`: what is public, and bears an erased name, is told to members alone. */
export const visibilityOf = (row: string, kinds: readonly NameWithheldRow['kind'][], id: string): string =>
  `CASE WHEN ${row}.visibility = 'PUBLIC' AND EXISTS (SELECT FROM ormee.name_withheld withheld
      WHERE withheld.collective_id = ${row}.collective_id AND withheld.object_id = ${id}
        AND withheld.kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})) THEN 'MEMBERS'
    ELSE ${row}.visibility END`;

/** The same of a proposal, and of what was put or decided about it. */
export const visibilityByProposal = (row: string, id: string): string =>
  visibilityOf(row, ['PROPOSAL', 'WORDS'], id);
