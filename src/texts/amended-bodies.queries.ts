import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { AmendedBody } from '../core/text/provenance.js';
import type { Reader } from '../platform/database/transactions.js';

/** A version that a decision's proposal had since its author last wrote it, and the amendments that made it. */
export interface VersionOfDecision {
  readonly decisionId: Uuid;
  readonly effects: readonly Effect[];
  readonly amendmentIds: readonly Uuid[];
}

/** How the proposals of some decisions were amended, from the version that their authors wrote to the one adopted. */
export const versionsOfDecisions = (
  reader: Reader,
  collectiveId: Uuid,
  decisionIds: readonly Uuid[],
): Promise<VersionOfDecision[]> =>
  reader.rows(
    `SELECT decision.id AS "decisionId", version.effects,
       ARRAY(SELECT amendment.id FROM ormee.amendment amendment
         WHERE amendment.collective_id = version.collective_id AND amendment.proposal_id = version.proposal_id
           AND amendment.adopted_version = version.version ORDER BY amendment.number) AS "amendmentIds"
     FROM ormee.decision decision
     JOIN ormee.proposal_version version ON version.collective_id = decision.collective_id
       AND version.proposal_id = decision.proposal_id AND version.version <= decision.proposal_version
       AND version.version >= (SELECT max(written.version) FROM ormee.proposal_version written
         WHERE written.collective_id = version.collective_id AND written.proposal_id = version.proposal_id
           AND written.version <= decision.proposal_version AND written.amends_version IS NULL)
     WHERE decision.collective_id = $1 AND decision.id = ANY($2::uuid[])
     ORDER BY decision.id, version.version`,
    [collectiveId, decisionIds],
  );

/** The bodies that those versions gave one provision. */
export const bodiesIn = (versions: readonly VersionOfDecision[], provisionId: Uuid): readonly AmendedBody[] =>
  versions.flatMap(({ effects, amendmentIds }) =>
    effects.flatMap((effect) =>
      effect.kind !== 'PATCH_TEXT' && effect.kind !== 'ADOPT_TEXT'
        ? []
        : effect.operations.flatMap((operation) => {
            const isWritten =
              operation.provisionId === provisionId && 'content' in operation && operation.content;
            return isWritten ? [{ body: operation.content.body, amendmentIds }] : [];
          }),
    ),
  );
