import { canonicalJson, type Json } from '../../kernel/canonical-json.js';
import type { Block, BlockId, BlockKind } from './blocks.js';

/**
 * The least thing that an amendment does to a text, on blocks named by their ids: what is compared, united and found
 * in conflict. An amendment is a list of them on one base, and none of its own touches another.
 */
export type Hunk = EditWords | DeleteBlock | PlaceBlocks;

/** In one block of the base, what stands from `start` to `end` (excluded, in UTF-16 code units) becomes `text`. */
export interface EditWords {
  readonly kind: 'EDIT';
  readonly block: BlockId;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface DeleteBlock {
  readonly kind: 'DELETE';
  readonly block: BlockId;
}

/** What comes right after a block of the base, or before all (`after` null), in this order. */
export interface PlaceBlocks {
  readonly kind: 'PLACE';
  readonly after: BlockId | null;
  readonly items: readonly PlacedBlock[];
}

export type PlacedBlock =
  | { readonly kind: 'NEW'; readonly block: NewBlock }
  /** A block of the base, which leaves its place. */
  | { readonly kind: 'MOVED'; readonly block: BlockId };

export type NewBlock = Omit<Block, 'id'> & { readonly kind: BlockKind };

/** An amendment to be merged: whose it is, and what it does. */
export interface Amendment {
  readonly id: string;
  readonly hunks: readonly Hunk[];
}

/** A hunk, and every amendment that asks for it: what several wrote alike is done once, in the name of all. */
export interface SharedHunk {
  readonly hunk: Hunk;
  /** In the order of their ids. */
  readonly amendments: readonly string[];
}

/** Two hunks that cannot both be done, with whoever asks for each. */
export interface Conflict {
  readonly kind: ConflictKind;
  readonly sides: readonly [SharedHunk, SharedHunk];
}

/**
 * Why two hunks cannot both be done as they stand. OVERLAP: both change the same words, or one writes where the other
 * changes. DELETED: one changes, moves or writes into what the other takes out. SAME_PLACE: both write at one place,
 * and nothing says which comes first. MOVED: both move the same block, or one writes after a block that the other
 * moves. HEADING: one sets, moves or takes out a heading, and what the other writes would stand in another provision than
 * the one it was written for. NUMBER: both give their provisions one number. STRUCTURE: what both write would together be
 * read as something else, such as the two ends of a block of code.
 */
export type ConflictKind =
  'OVERLAP' | 'DELETED' | 'SAME_PLACE' | 'MOVED' | 'HEADING' | 'NUMBER' | 'STRUCTURE';

/** Two hunks with one key do the same to the same place. */
export const keyOfHunk = (hunk: Hunk): string => canonicalJson(hunk as unknown as Json);
