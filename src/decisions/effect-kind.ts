import type { Uuid } from '../core/kernel/ids.js';

/** Where an effect comes from: whose it is, what gives identities to things that will only exist by the decision. */
export interface Sent {
  readonly collectiveId: Uuid;
  readonly newId: () => Uuid;
  /** Its place in the input, for refusals. */
  readonly path: readonly (string | number)[];
}

/** The global id of a row of the same collective; null for null. */
export type Global = (type: string, id: Uuid | null) => string | null;
