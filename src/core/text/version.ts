import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import type { ProvisionContent } from './operations.js';

/**
 * What one provision says, on two clocks (bitemporal, after Snodgrass, "Developing Time-Oriented Database
 * Applications", 2000): in force from and until civil dates, known from and until instants; both half open, null
 * for "no end yet". Never edited: `knownUntil` and `closedBy` are written once, together.
 */
export interface ProvisionVersion {
  readonly versionId: Uuid;
  readonly provisionId: Uuid;
  readonly parentId: Uuid | null;
  /** Key of order among siblings; a provision keeps it until it is moved. */
  readonly position: string;
  readonly content: ProvisionContent;
  readonly hash: Sha256;
  readonly inForceFrom: CivilDate;
  readonly inForceUntil: CivilDate | null;
  readonly knownFrom: Instant;
  readonly knownUntil: Instant | null;
  /** The decision that wrote or placed it so, also where a later one only shortened its time in force. */
  readonly openedBy: Uuid;
  /** The decision from which on this version is no longer what is known. */
  readonly closedBy: Uuid | null;
}

export const isInForce = (version: ProvisionVersion, on: CivilDate): boolean =>
  version.inForceFrom <= on && (version.inForceUntil === null || on < version.inForceUntil);

export const isKnown = (version: ProvisionVersion, at: Instant): boolean =>
  version.knownFrom <= at && (version.knownUntil === null || at < version.knownUntil);
