import type { BlockId, Draft } from './blocks.js';
import type { SharedClash } from './clashes.js';
import type { DeleteBlock, PlaceBlocks, SharedHunk } from './hunk.js';

type Deletion = SharedHunk & { readonly hunk: DeleteBlock };
type Placement = SharedHunk & { readonly hunk: PlaceBlocks };

export interface Rewrites {
  readonly conflicts: readonly SharedClash[];
  /** What one writes right after the last of what another takes out: it fits, and may have leant on what is gone. */
  readonly afterDeleted: readonly (readonly [Placement, Deletion])[];
}

/**
 * Blocks that follow each other and that one amendment takes out are one change with what it writes in their stead. The
 * hunks alone do not say so: who repeals a paragraph and who writes it anew as two share the deletion, and the new
 * words would stand although one asked for none; two who rewrite overlapping paragraphs would have both versions stand
 * one after the other. So here is compared, for each, what it wants instead of the run; and nothing is put between two
 * blocks that another takes out together.
 */
export function rewritesOf(base: Draft, hunks: readonly SharedHunk[]): Rewrites {
  const order = base.blocks.map(({ id }) => id);
  const placeOf = new Map(order.map((id, index) => [id, index]));
  const deletions = new Map(
    hunks.flatMap((each) => (each.hunk.kind === 'DELETE' ? [[each.hunk.block, each as Deletion]] : [])),
  );
  const placements = hunks.flatMap((each) => (each.hunk.kind === 'PLACE' ? [each as Placement] : []));
  const byAnchor = new Map<BlockId, Placement[]>();
  for (const each of placements) {
    if (each.hunk.after === null) continue;
    byAnchor.set(each.hunk.after, [...(byAnchor.get(each.hunk.after) ?? []), each]);
  }
  const takesOut = (index: number, id: string): boolean =>
    deletions.get(order[index] ?? '')?.amendments.includes(id) ?? false;
  const conflicts: SharedClash[] = [];
  const afterDeleted: (readonly [Placement, Deletion])[] = [];
  for (const placement of placements) {
    const anchor = placement.hunk.after === null ? undefined : placeOf.get(placement.hunk.after);
    const gone = anchor === undefined ? undefined : deletions.get(order[anchor] as BlockId);
    if (anchor === undefined || !gone) continue;
    const others = without(gone, placement);
    const inside = others.amendments.filter((id) => takesOut(anchor + 1, id));
    if (inside.length > 0)
      conflicts.push({ kind: 'DELETED', one: placement, other: { ...gone, amendments: inside } });
    else if (others.amendments.length > 0) afterDeleted.push([placement, others]);
    for (const author of placement.amendments) {
      if (!takesOut(anchor, author)) continue;
      let first: number = anchor;
      let last: number = anchor;
      while (takesOut(first - 1, author)) first -= 1;
      while (takesOut(last + 1, author)) last += 1;
      for (let index = first; index <= last; index += 1) {
        const id = order[index] as BlockId;
        const alsoBy = without(deletions.get(id) as Deletion, placement);
        if (alsoBy.amendments.length > 0) conflicts.push({ kind: 'DELETED', one: placement, other: alsoBy });
        if (index === last || index === anchor) continue;
        for (const other of byAnchor.get(id) ?? [])
          if (!other.amendments.some((by) => placement.amendments.includes(by)))
            conflicts.push({ kind: 'OVERLAP', one: placement, other });
      }
    }
  }
  return { conflicts, afterDeleted };
}

/** A deletion, in the name of those who do not also ask for the placement. */
const without = (deletion: Deletion, { amendments }: Placement): Deletion => ({
  ...deletion,
  amendments: deletion.amendments.filter((id) => !amendments.includes(id)),
});
