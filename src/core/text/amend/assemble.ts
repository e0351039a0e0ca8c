import { hashText } from '../../kernel/hash.js';
import { isBlank } from '../markdown-body.js';
import { compareText } from '../position.js';
import type { Block, BlockId, Draft } from './blocks.js';
import { keyOfHunk, type EditWords, type Hunk, type PlaceBlocks } from './hunk.js';

/** Where some characters of a result come from; offsets in UTF-16 code units of the block of the base. */
export type Origin =
  | { readonly kind: 'BASE'; readonly block: string; readonly start: number; readonly end: number }
  | { readonly kind: 'HUNK'; readonly hunk: Hunk };

/** A piece of a block of the result, and where it comes from; the pieces of a block are its text. */
export interface Piece {
  readonly text: string;
  readonly origin: Origin;
}

export interface AssembledBlock extends Block {
  readonly pieces: readonly Piece[];
}

export interface Assembled extends Draft {
  readonly blocks: readonly AssembledBlock[];
  /** By each block of the base (null: before all), the block of the result after which its followers now come. */
  readonly anchors: ReadonlyMap<BlockId | null, BlockId | null>;
}

/**
 * The text that hunks without conflict make of their base, whatever the order in which they come. A hunk on a block
 * that is not there is a TypeError: `refuseStale` comes first. New blocks are named by what placed them.
 */
export function assemble(base: Draft, hunks: readonly Hunk[]): Assembled {
  const known = new Map(base.blocks.map((block) => [block.id, block]));
  const edits = new Map<string, EditWords[]>();
  const places = new Map<string | null, PlaceBlocks[]>();
  const gone = new Set<string>();
  for (const hunk of hunks) {
    if (hunk.kind === 'EDIT') edits.set(hunk.block, [...(edits.get(hunk.block) ?? []), hunk]);
    if (hunk.kind === 'DELETE') gone.add(hunk.block);
    if (hunk.kind !== 'PLACE') continue;
    places.set(hunk.after, [...(places.get(hunk.after) ?? []), hunk]);
    for (const item of hunk.items) if (item.kind === 'MOVED') gone.add(item.block);
  }
  const blocks: AssembledBlock[] = [];
  const anchors = new Map<BlockId | null, BlockId | null>();
  const placeAfter = (after: string | null): void => {
    anchors.set(after, blocks.findLast((block) => !isEmpty(block))?.id ?? null);
    const there = places.get(after) ?? [];
    if (there.length > 1) there.sort((a, b) => compareText(keyOfHunk(a), keyOfHunk(b)));
    for (const hunk of there) {
      const name = hashText(keyOfHunk(hunk)).slice(0, 16);
      for (const [index, item] of hunk.items.entries()) {
        const made =
          item.kind === 'NEW'
            ? newBlock(hunk, `${name}-${index}`, item.block)
            : editedBlock(knownBlock(known, item.block), edits.get(item.block) ?? []);
        blocks.push(made);
      }
    }
  };
  placeAfter(null);
  for (const block of base.blocks) {
    if (!gone.has(block.id)) blocks.push(editedBlock(block, edits.get(block.id) ?? []));
    placeAfter(block.id);
  }
  // Of a text of blank lines alone, the tail is all of it, and no line end begins it.
  const blank = base.blocks.length === 0 && blocks.length > 0 && base.tail !== '';
  const tail = blank ? '\n' : base.tail;
  return { blocks: withGaps(base, blocks), tail, anchors };
}

function knownBlock(known: ReadonlyMap<string, Block>, id: string): Block {
  const block = known.get(id);
  if (!block) throw new TypeError(`no block ${id}`);
  return block;
}

const newBlock = (hunk: PlaceBlocks, id: BlockId, block: Omit<Block, 'id'>): AssembledBlock => ({
  ...block,
  id,
  pieces: [{ text: block.text, origin: { kind: 'HUNK', hunk } }],
});

function editedBlock(block: Block, edits: readonly EditWords[]): AssembledBlock {
  const { text: words } = block;
  const pieces: Piece[] = [];
  let at = 0;
  const keep = (until: number): void => {
    if (until > at)
      pieces.push({
        text: words.slice(at, until),
        origin: { kind: 'BASE', block: block.id, start: at, end: until },
      });
  };
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    keep(edit.start);
    if (edit.text !== '') pieces.push({ text: edit.text, origin: { kind: 'HUNK', hunk: edit } });
    at = edit.end;
  }
  keep(words.length);
  return { ...block, text: pieces.map(({ text }) => text).join(''), pieces };
}

/** All of its words were taken out. */
const isEmpty = ({ text }: Block): boolean => text.split('\n').every(isBlank);

/** Two blocks that were neighbours keep what stood between them; others get a blank line, items of a list a line end. */
function withGaps(base: Draft, blocks: readonly AssembledBlock[]): AssembledBlock[] {
  const before = new Map(base.blocks.map(({ id }, index) => [id, base.blocks[index - 1]?.id ?? null]));
  const tight = tightItems(base);
  const filled = blocks.filter((block) => !isEmpty(block));
  return filled.map((block, index) => {
    const previous = filled[index - 1];
    if (!previous) return { ...block, gap: base.blocks[0]?.id === block.id ? block.gap : '' };
    if (before.get(block.id) === previous.id) return block;
    if (block.kind !== 'ITEM' || previous.kind !== 'ITEM')
      return { ...block, gap: /^\n[ \t]*\n/.test(block.gap) ? block.gap : '\n\n' };
    const typed = before.has(block.id) || !block.gap.startsWith('\n') ? null : block.gap;
    return { ...block, gap: typed ?? (tight ? '\n' : '\n\n') };
  });
}

/** Whether a text sets the items of its lists without blank lines. */
const tightItems = (base: Draft): boolean =>
  base.blocks.some(
    ({ kind, gap }, index) => kind === 'ITEM' && base.blocks[index - 1]?.kind === 'ITEM' && gap === '\n',
  );
