import { assemble, type Assembled } from './assemble.js';
import type { BlockId, Draft } from './blocks.js';
import { clashesOf } from './clashes.js';
import { blocksOf, movesOf } from './conflicts.js';
import { keyOfHunk, type EditWords, type Hunk } from './hunk.js';
import { likeKey } from './like-key.js';
import { uniteHunks } from './merge.js';

/**
 * What becomes of a pending amendment's hunk when its base changes. CLEAN: its block is as its author read it. SHIFTED: its
 * block changed elsewhere, or its place did. ALREADY_APPLIED: the new base has it. CONFLICT: both cannot be done; the
 * people decide. ORPHANED: what it changes is no longer there; it stays readable, and can be done no more.
 */
export type RebaseOutcome = 'CLEAN' | 'SHIFTED' | 'ALREADY_APPLIED' | 'CONFLICT' | 'ORPHANED';

export interface RebasedHunk {
  /** As it was written, on the base that its author read. */
  readonly was: Hunk;
  readonly outcome: RebaseOutcome;
  /** On the new base; null unless CLEAN or SHIFTED. */
  readonly hunk: Hunk | null;
  /** Of a CONFLICT or an ORPHANED one: what changed the base. */
  readonly against: readonly Hunk[];
}

/** The new base, and each hunk of the pending amendment in its order. */
export interface Rebase {
  readonly base: Draft;
  readonly hunks: readonly RebasedHunk[];
}

/**
 * Carries an amendment from the base that its author read to the one that `changes` make of it. Nothing is fuzzily patched:
 * blocks are known by their ids, and places in a block by what was changed before them.
 */
export function rebase(base: Draft, changes: readonly Hunk[], pending: readonly Hunk[]): Rebase {
  const moved = assemble(base, changes);
  const known = new Map(changes.map((change) => [likeKey(change), change]));
  const clashes = clashesAgainst(base, changes, pending);
  const inNew = new Set(moved.blocks.map(({ id }) => id));
  const carry = carrierTo(moved.anchors, changes);
  return {
    base: moved,
    hunks: pending.map((hunk): RebasedHunk => {
      if (known.has(likeKey(hunk))) return { was: hunk, outcome: 'ALREADY_APPLIED', hunk: null, against: [] };
      const against = clashes.get(likeKey(hunk)) ?? [];
      if (blocksOf(hunk).some((id) => id !== null && hunk.kind !== 'PLACE' && !inNew.has(id)))
        return { was: hunk, outcome: 'ORPHANED', hunk: null, against };
      if (against.length > 0)
        return { was: hunk, outcome: isGone(against, hunk) ? 'ORPHANED' : 'CONFLICT', hunk: null, against };
      return carry(hunk);
    }),
  };
}

/** By the key of a pending hunk, what it clashes with: as two amendments do that are merged, also where no hunk touches. */
function clashesAgainst(
  base: Draft,
  changes: readonly Hunk[],
  pending: readonly Hunk[],
): ReadonlyMap<string, readonly Hunk[]> {
  const shared = uniteHunks(base, [
    { id: 'CHANGES', hunks: changes },
    { id: 'PENDING', hunks: pending },
  ]);
  const found = new Map<string, Hunk[]>();
  for (const { one, other } of clashesOf(base, shared).clashes) {
    for (const [mine, theirs] of [[one, other] as const, [other, one] as const]) {
      if (!mine.amendments.includes('PENDING') || !theirs.amendments.includes('CHANGES')) continue;
      const there = found.get(likeKey(mine.hunk)) ?? [];
      if (!there.includes(theirs.hunk)) found.set(likeKey(mine.hunk), [...there, theirs.hunk]);
    }
  }
  return found;
}

/** Whether what a hunk changes, moves or writes into was taken out. */
const isGone = (against: readonly Hunk[], hunk: Hunk): boolean =>
  against.some(
    (change) =>
      change.kind === 'DELETE' &&
      (hunk.kind !== 'PLACE' || hunk.after === change.block || movesOf(hunk).includes(change.block)),
  );

/** Says where on the new base a hunk is that nothing contradicts. */
function carrierTo(anchors: Assembled['anchors'], changes: readonly Hunk[]) {
  const edits = new Map<BlockId, EditWords[]>();
  for (const change of changes)
    if (change.kind === 'EDIT') edits.set(change.block, [...(edits.get(change.block) ?? []), change]);
  const left = new Set(changes.flatMap((change) => (change.kind === 'PLACE' ? movesOf(change) : [])));

  return (was: Hunk): RebasedHunk => {
    const hunk = carried(was, anchors, edits);
    const reread = blocksOf(was).some((id) => id !== null && (edits.has(id) || left.has(id)));
    const outcome = reread || keyOfHunk(hunk) !== keyOfHunk(was) ? 'SHIFTED' : 'CLEAN';
    return { was, outcome, hunk, against: [] };
  };
}

function carried(
  hunk: Hunk,
  anchors: Assembled['anchors'],
  edits: ReadonlyMap<BlockId, readonly EditWords[]>,
): Hunk {
  if (hunk.kind === 'EDIT') return shift(hunk, edits.get(hunk.block) ?? []);
  return hunk.kind === 'PLACE' ? { ...hunk, after: anchors.get(hunk.after) ?? null } : hunk;
}

/** By how much what was changed before it in the same block moves an edit. */
function shift(hunk: EditWords, changes: readonly EditWords[]): EditWords {
  const by = changes
    .filter(({ end }) => end <= hunk.start)
    .reduce((sum, change) => sum + change.text.length - (change.end - change.start), 0);
  return { ...hunk, start: hunk.start + by, end: hunk.end + by };
}
