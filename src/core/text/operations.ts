import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';

/** What one version of a provision says. `number` is its current name (`Article 7`), never its identity. */
export interface ProvisionContent {
  readonly number: string;
  readonly heading: string;
  /** Markdown, as typed. */
  readonly body: string;
}

export type PatchOperation = InsertProvision | ReplaceProvision | RepealProvision;

export interface InsertProvision {
  readonly kind: 'INSERT';
  /** Given by the author's server at submission: identity exists before the decision. */
  readonly provisionId: Uuid;
  readonly parentId: Uuid | null;
  /** The sibling it follows; null: first of its parent. */
  readonly afterId: Uuid | null;
  readonly content: ProvisionContent;
}

export interface ReplaceProvision {
  readonly kind: 'REPLACE';
  readonly provisionId: Uuid;
  /** Hash of the version that the author read; another one is refused. */
  readonly expectedHash: Sha256;
  readonly content: ProvisionContent;
}

export interface RepealProvision {
  readonly kind: 'REPEAL';
  readonly provisionId: Uuid;
  readonly expectedHash: Sha256;
}
