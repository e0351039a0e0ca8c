import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Repeat } from '../database/idempotency.js';
import type { Tx } from '../database/transactions.js';

/** How a member said to a relay what they want. */
export type RelayWay = 'PHONE' | 'PAPER';

/** For whom a caller does an act: somebody who asked for a relay and said it to them. */
export interface SpeaksFor {
  /** Their global id, as the caller sent it. */
  readonly memberId: string;
  readonly way: RelayWay;
  /** Read back to whoever said it, who agreed. */
  readonly readBack: boolean;
  /** The same key and words are the same act, which is marked once. */
  readonly repeat: Repeat;
}

/** An act that was done for somebody: what says so, and the object that it was done to. */
export interface Relayed {
  readonly relayedActId: string;
  readonly aboutId: string;
}

/** Does acts for others, under a mandate to relay. `polls` gives it, `app` wires it. */
export interface Voices {
  /** Whom the act is done as, held with the mandate and their request to the commit. Throws the refusals of RELAYING. */
  actorFor(tx: Tx, relay: MemberActor, said: SpeaksFor): Promise<MemberActor>;
  /**
   * Writes that it was done, by whom and how, and tells whoever it was done for. `aboutId`: a global id. Of what was so already
   * it answers the last mark, and writes none; SAID_THEMSELVES where no relay brought it.
   */
  mark(tx: Tx, relay: MemberActor, said: SpeaksFor, done: DoneFor): Promise<Relayed>;
}

export interface DoneFor {
  /** The name of the mutation. */
  readonly act: string;
  readonly memberId: Uuid;
  readonly aboutId: string;
  /** What was asked for was so already, and the act did nothing. */
  readonly wasSo: boolean;
}

export const VOICES = Symbol('VOICES');
