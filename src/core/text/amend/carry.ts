import { assemble } from './assemble.js';
import { readBlocks, type BlockId, type Draft } from './blocks.js';
import { deriveHunks } from './derive.js';
import type { Hunk } from './hunk.js';
import { rebase, type RebaseOutcome } from './rebase.js';

/** What became of a whole amendment when its base changed, and its hunks on the new base; none where it can be done no more. */
export interface Carried {
  readonly outcome: RebaseOutcome;
  readonly hunks: readonly Hunk[];
}

/**
 * Carries an amendment onto a new wording. `changes` are what is known to have been done to its base (the hunks of an
 * amendment that was adopted); where they do not make the new wording, or are null, what was done is read from the two.
 * One part that cannot be done any more makes the whole CONFLICT or ORPHANED: nobody wrote the rest alone.
 */
export function carryOnto(
  before: string,
  after: string,
  pending: readonly Hunk[],
  changes: readonly Hunk[] | null = null,
): Carried {
  const [base, target] = [readBlocks(before), readBlocks(after)];
  const known = changes && makes(base, changes, target) ? changes : deriveHunks(base, target, 'EXACT');
  const { base: moved, hunks } = rebase(base, known, pending);
  const outcomes = new Set(hunks.map(({ outcome }) => outcome));
  for (const lost of ['CONFLICT', 'ORPHANED'] as const)
    if (outcomes.has(lost)) return { outcome: lost, hunks: [] };
  const names = new Map(moved.blocks.map(({ id }, place) => [id, target.blocks[place]?.id]));
  const carried = hunks.flatMap(({ hunk }) => (hunk ? [underNewNames(hunk, names)] : []));
  if (carried.length === 0) return { outcome: 'ALREADY_APPLIED', hunks: [] };
  return { outcome: outcomes.has('SHIFTED') ? 'SHIFTED' : 'CLEAN', hunks: carried };
}

/** Whether hunks make a text word for word; blank lines between blocks are nobody's words. */
function makes(base: Draft, changes: readonly Hunk[], target: Draft): boolean {
  const { blocks } = assemble(base, changes);
  return (
    blocks.length === target.blocks.length &&
    blocks.every(({ text }, place) => text === target.blocks[place]?.text)
  );
}

function underNewNames(hunk: Hunk, names: ReadonlyMap<BlockId, BlockId | undefined>): Hunk {
  const nameOf = (id: BlockId): BlockId => {
    const name = names.get(id);
    if (name === undefined) throw new TypeError(`no block ${id} in the new wording`);
    return name;
  };
  if (hunk.kind !== 'PLACE') return { ...hunk, block: nameOf(hunk.block) };
  return {
    ...hunk,
    after: hunk.after === null ? null : nameOf(hunk.after),
    items: hunk.items.map((item) => (item.kind === 'MOVED' ? { ...item, block: nameOf(item.block) } : item)),
  };
}
