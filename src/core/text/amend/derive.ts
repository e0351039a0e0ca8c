import { align, type Pair } from './align.js';
import type { Block, Draft } from './blocks.js';
import { diffTokens } from './diff-tokens.js';
import type { Hunk, PlacedBlock } from './hunk.js';
import { tokensOf, type Likeness } from './tokens.js';

/**
 * What an edited copy changes in a text: `assemble(base, deriveHunks(base, edited))` is the copy, up to typography (to
 * the letter with EXACT) and to the blank lines between blocks. Ids of the edited copy are not looked at.
 */
export function deriveHunks(base: Draft, edited: Draft, likeness: Likeness = 'TYPOGRAPHY'): readonly Hunk[] {
  const pairs = withRewritten(base, edited, align(base.blocks, edited.blocks, likeness));
  const found = new Set(pairs.map((pair) => pair.base));
  const edits = pairs.flatMap(({ base: at, edited: there }) => editsOf(base, at, edited, there, likeness));
  const deletions = base.blocks
    .filter((_, index) => !found.has(index))
    .map(({ id }): Hunk => ({ kind: 'DELETE', block: id }));
  return [...edits, ...deletions, ...placements(base, edited, pairs)];
}

function editsOf(base: Draft, at: number, edited: Draft, there: number, likeness: Likeness): Hunk[] {
  const [block, copy] = [base.blocks[at] as Block, edited.blocks[there] as Block];
  if (block.text === copy.text) return [];
  // Where a line end and an indentation mean something, none is taken for a space.
  const exact = block.kind === 'CODE' || block.kind === 'TABLE' || block.kind === 'FRONT_MATTER';
  return diffTokens(block.text, copy.text, exact ? 'EXACT' : likeness).map((edit) => ({
    kind: 'EDIT',
    block: block.id,
    ...edit,
  }));
}

/** A block alone of its kind where another alone of that kind stood was written anew, and keeps its name. */
function withRewritten(base: Draft, edited: Draft, pairs: readonly Pair[]): readonly Pair[] {
  const kept = pairs.filter(({ moved }) => !moved);
  const moved = pairs.filter((pair) => pair.moved);
  const gone = {
    base: new Set(moved.map((pair) => pair.base)),
    edited: new Set(moved.map((pair) => pair.edited)),
  };
  const bounds = [
    { base: -1, edited: -1 },
    ...kept,
    { base: base.blocks.length, edited: edited.blocks.length },
  ];
  const rewritten = bounds.slice(1).flatMap((bound, index): Pair[] => {
    const previous = bounds[index] as Pair;
    const left = between(previous.base, bound.base).filter((at) => !gone.base.has(at));
    const right = between(previous.edited, bound.edited).filter((at) => !gone.edited.has(at));
    const [one, other] = [left[0], right[0]];
    if (left.length !== 1 || right.length !== 1 || one === undefined || other === undefined) return [];
    const [block, copy] = [base.blocks[one] as Block, edited.blocks[other] as Block];
    return block.kind === copy.kind && block.level === copy.level
      ? [{ base: one, edited: other, moved: false }]
      : [];
  });
  return [...pairs, ...rewritten].sort((a, b) => a.base - b.base);
}

/**
 * After each block that kept its place, whatever comes before the next one that did. What comes where a block was taken
 * out comes after that one, though it is gone: it stands in its stead, and what others write before it stays before it.
 */
function placements(base: Draft, edited: Draft, pairs: readonly Pair[]): Hunk[] {
  const byCopy = new Map(pairs.map((pair) => [pair.edited, pair]));
  const found = new Set(pairs.map((pair) => pair.base));
  const anchorAfter = (kept: number): string | null => {
    for (let index = kept + 1; index < base.blocks.length && !stays.has(index); index += 1)
      if (!found.has(index)) return (base.blocks[index] as Block).id;
    return base.blocks[kept]?.id ?? null;
  };
  const stays = new Set(pairs.filter(({ moved }) => !moved).map((pair) => pair.base));
  const hunks: Hunk[] = [];
  let kept = -1;
  let items: PlacedBlock[] = [];
  const place = () => {
    if (items.length > 0) hunks.push({ kind: 'PLACE', after: anchorAfter(kept), items });
    items = [];
  };
  for (const [index, { kind, level, gap, text }] of edited.blocks.entries()) {
    const pair = byCopy.get(index);
    const { id } = pair ? (base.blocks[pair.base] as Block) : { id: '' };
    if (pair && !pair.moved) {
      place();
      kept = pair.base;
    } else if (pair) items.push({ kind: 'MOVED', block: id });
    else items.push({ kind: 'NEW', block: { kind, level, gap, text } });
  }
  place();
  return hunks;
}

const between = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index);

/** How much of a text an amendment touches: tokens that it takes out and tokens that it writes. */
export function distanceOf(base: Draft, hunks: readonly Hunk[]): number {
  const blocks = new Map(base.blocks.map((block) => [block.id, block]));
  const sizeOf = (id: string): number => tokensOf(blocks.get(id)?.text ?? '').length;
  return hunks.reduce((sum, hunk) => {
    if (hunk.kind === 'EDIT') {
      const out = (blocks.get(hunk.block)?.text ?? '').slice(hunk.start, hunk.end);
      return sum + tokensOf(out).length + tokensOf(hunk.text).length;
    }
    if (hunk.kind === 'DELETE') return sum + sizeOf(hunk.block);
    return (
      sum +
      hunk.items.reduce(
        (all, item) => all + (item.kind === 'NEW' ? tokensOf(item.block.text).length : sizeOf(item.block)),
        0,
      )
    );
  }, 0);
}
