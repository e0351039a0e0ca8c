import type { CivilDate } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import { consolidate, type ConsolidatedProvision, type ConsolidatedText } from './consolidation.js';
import type { PatchOperation } from './operations.js';
import { applyPatch, withPatch, type Patch } from './patch.js';
import type { ProvisionVersion } from './version.js';

/** A provision as it would stand, and what would be done to it; null: nothing. */
export interface PreviewedProvision {
  readonly provision: ConsolidatedProvision;
  readonly operation: PatchOperation | null;
}

/** A text on the day on which a patch would take effect: as it will be without it, and as it would be with it. */
export interface PatchPreview {
  readonly inForceOn: CivilDate;
  readonly before: ConsolidatedText;
  readonly operations: readonly PatchOperation[];
  readonly provisions: readonly PreviewedProvision[];
}

/** What a decision of now would make of a text: the same code that writes it, on the same versions. */
export function previewPatch(
  versions: readonly ProvisionVersion[],
  patch: Omit<Patch, 'decisionId' | 'newId'>,
): PatchPreview | Refusal {
  // Nothing is written, so names do that nobody reads; two versions of one patch need two.
  let count = 0;
  const newId = (): string => `preview ${(count += 1)}`;
  const applied = applyPatch({ ...patch, versions, decisionId: 'preview', newId });
  if (applied instanceof Refusal) return applied;
  const point = { inForceOn: patch.effectiveOn ?? patch.today, knownAt: patch.now };
  const operations = new Map(patch.operations.map((operation) => [operation.provisionId, operation]));
  return {
    inForceOn: point.inForceOn,
    before: consolidate(versions, point),
    operations: patch.operations,
    provisions: consolidate(withPatch(versions, applied), point).provisions.map((provision) => ({
      provision,
      operation: operations.get(provision.provisionId) ?? null,
    })),
  };
}
