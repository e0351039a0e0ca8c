import type { BlockId, Draft } from './blocks.js';
import { movesOf } from './conflicts.js';
import type { PlaceBlocks, SharedHunk } from './hunk.js';
import type { SharedClash } from './clashes.js';

export interface Headings {
  readonly conflicts: readonly SharedClash[];
  /** Words changed in a block that another leaves under another heading, or moves. */
  readonly elsewhere: readonly (readonly [SharedHunk, SharedHunk])[];
}

/**
 * What one amendment does to headings changes where the words of another stand, though no block is touched by both: one
 * cuts article 7 in two by a heading, the other completes article 7, and the addition would be the end of article 7 bis.
 * Blocks written under another heading than their author meant are a conflict; words changed in a block that is the same,
 * but stands elsewhere, are to be read together.
 */
export function headingsOf(base: Draft, hunks: readonly SharedHunk[]): Headings {
  const place = new Map(base.blocks.map(({ id }, index) => [id, index]));
  const isHeading = new Set(base.blocks.flatMap(({ id, kind }) => (kind === 'HEADING' ? [id] : [])));
  const touching = new Map<BlockId, SharedHunk[]>();
  for (const each of hunks) {
    const at = each.hunk.kind === 'PLACE' ? each.hunk.after : each.hunk.block;
    if (at !== null && each.hunk.kind !== 'DELETE') touching.set(at, [...(touching.get(at) ?? []), each]);
  }
  /** The blocks of the base from one place on until the next heading. */
  const under = (from: number): BlockId[] => {
    const found: BlockId[] = [];
    for (let index = from; index < base.blocks.length; index += 1) {
      const { id, kind } = base.blocks[index] as Draft['blocks'][number];
      if (kind === 'HEADING') break;
      found.push(id);
    }
    return found;
  };
  const conflicts: SharedClash[] = [];
  const elsewhere: (readonly [SharedHunk, SharedHunk])[] = [];
  const note = (cause: SharedHunk, blocks: readonly BlockId[], moved: readonly BlockId[]): void => {
    for (const id of blocks) {
      for (const other of touching.get(id) ?? []) {
        if (other.amendments.some((by) => cause.amendments.includes(by))) continue;
        if (other.hunk.kind === 'EDIT') elsewhere.push([cause, other]);
        else if (!moved.includes(id) && !beginsProvision(other.hunk as PlaceBlocks, isHeading))
          conflicts.push({ kind: 'HEADING', one: cause, other });
      }
    }
  };
  for (const each of hunks) {
    const { hunk } = each;
    if (hunk.kind === 'DELETE' && isHeading.has(hunk.block))
      note(each, under((place.get(hunk.block) as number) + 1), []);
    if (hunk.kind !== 'PLACE') continue;
    const moved = movesOf(hunk);
    if (hunk.items.some((item) => headingIn(item, isHeading)))
      note(each, under(hunk.after === null ? 0 : (place.get(hunk.after) as number) + 1), moved);
    for (const id of moved) {
      if (isHeading.has(id)) note(each, under((place.get(id) as number) + 1), moved);
      else note(each, [id], moved);
    }
  }
  return { conflicts, elsewhere };
}

const headingIn = (item: PlaceBlocks['items'][number], headings: ReadonlySet<BlockId>): boolean =>
  item.kind === 'NEW' ? item.block.kind === 'HEADING' : headings.has(item.block);

const beginsProvision = ({ items: [first] }: PlaceBlocks, headings: ReadonlySet<BlockId>): boolean =>
  first !== undefined && headingIn(first, headings);
