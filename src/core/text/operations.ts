import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';

/** What one version of a provision says. `number` is its current name (`Article 7`), never its identity. */
export interface ProvisionContent {
  readonly number: string;
  readonly heading: string;
  /** Markdown, as typed. */
  readonly body: string;
}

export type PatchOperation =
  | InsertProvision
  | ReplaceProvision
  | RenumberProvision
  | SetHeading
  | MoveProvision
  | RepealProvision
  | RestoreProvision
  | CorrectProvision;

/** A place among siblings. */
export interface PlaceAsked {
  readonly parentId: Uuid | null;
  /** The sibling it follows; null: first of its parent. */
  readonly afterId: Uuid | null;
}

/** A provision as its author read it. */
interface OnProvision {
  readonly provisionId: Uuid;
  /** Hash of the words that the author read; other ones are refused. */
  readonly expectedHash: Sha256;
}

export interface InsertProvision extends PlaceAsked {
  readonly kind: 'INSERT';
  /** Given by the author's server at submission: identity exists before the decision. */
  readonly provisionId: Uuid;
  readonly content: ProvisionContent;
}

export interface ReplaceProvision extends OnProvision {
  readonly kind: 'REPLACE';
  readonly content: ProvisionContent;
}

export interface RenumberProvision extends OnProvision {
  readonly kind: 'RENUMBER';
  readonly number: string;
}

export interface SetHeading extends OnProvision {
  readonly kind: 'SET_HEADING';
  /** Empty: it has none any more. */
  readonly heading: string;
}

/** Another place, with what stands under it. Its identity, its number and its history stay. */
export interface MoveProvision extends OnProvision, PlaceAsked {
  readonly kind: 'MOVE';
  /** What it stands in now: that provision too says something else without it. */
  readonly fromId: Uuid | null;
  /** Hash of the place that the author read (`hashPlace`): whoever moved it since is not undone unawares. */
  readonly expectedPlace: Sha256;
  /** What it says there; null: what it said. */
  readonly content: ProvisionContent | null;
}

export interface RepealProvision extends OnProvision {
  readonly kind: 'REPEAL';
}

/** What was repealed comes back, the same provision; `expectedHash` is of its last words. */
export interface RestoreProvision extends OnProvision, PlaceAsked {
  readonly kind: 'RESTORE';
  /** What it says now; null: its last words. */
  readonly content: ProvisionContent | null;
}

/** A slip is mended: no rule that cites the provision changes, and its number stays. */
export interface CorrectProvision extends OnProvision {
  readonly kind: 'ERRATUM';
  /** The decision that wrote what is corrected. */
  readonly corrects: Uuid;
  readonly content: ProvisionContent;
}

/** What an operation writes, where it says it whole; null where it keeps words or takes them out. */
export function contentWritten(operation: PatchOperation): ProvisionContent | null {
  return 'content' in operation ? operation.content : null;
}

/** Where an operation puts a provision; null where it leaves it in its place. */
export const placeAsked = (operation: PatchOperation): PlaceAsked | null =>
  'afterId' in operation ? { parentId: operation.parentId, afterId: operation.afterId } : null;
