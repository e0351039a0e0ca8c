import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { PatchOperation } from '../core/text/operations.js';
import type { AppliedPatch } from '../core/text/patch.js';
import type { Tx } from '../platform/database/transactions.js';
import { ProvisionRow, ProvisionVersionRow, TextOperationRow } from './text.entity.js';

/** What one decision did to one text, once tried. */
export interface WrittenPatch {
  readonly collectiveId: Uuid;
  readonly textId: Uuid;
  readonly decisionId: Uuid;
  readonly operations: readonly PatchOperation[];
  readonly effectiveOn: CivilDate;
  readonly knownAt: Instant;
}

/** Closes before it opens: the database lets no two versions be in force on a day and known at once. */
export async function writePatch(
  tx: Tx,
  patch: WrittenPatch,
  { closed, opened }: AppliedPatch,
): Promise<void> {
  const { collectiveId, textId, operations, knownAt, decisionId } = patch;
  await tx.insert(TextOperationRow, { ...patch, adoptedBy: decisionId, takenOverFrom: null });
  await tx.rows(
    `UPDATE ormee.provision_version SET known_until = $3, closed_by = $4
     WHERE collective_id = $1 AND id = ANY($2::uuid[])`,
    [collectiveId, closed.map(({ versionId }) => versionId), knownAt, decisionId],
  );
  const inserted = operations.flatMap((operation) =>
    operation.kind === 'INSERT' ? operation.provisionId : [],
  );
  await tx.insert(
    ProvisionRow,
    inserted.map((id) => ({ collectiveId, textId, id })),
  );
  await tx.insert(
    ProvisionVersionRow,
    opened.map(({ versionId, content, ...version }) => ({
      collectiveId,
      id: versionId,
      textId,
      ...content,
      ...version,
    })),
  );
  await tx.rows('UPDATE ormee.legal_text SET revision = revision + 1 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    textId,
  ]);
}
