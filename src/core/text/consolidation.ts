import type { Uuid } from '../kernel/ids.js';
import type { CivilDate, Instant } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import { groupBy } from './group-by.js';
import type { ProvisionContent } from './operations.js';
import { applyPatch, withPatch, type Patch } from './patch.js';
import { bySiblingOrder } from './position.js';
import { readProvision, type Reading } from './read-provision.js';
import type { ProvisionVersion } from './version.js';

/** The two clocks at which a text is read: what was in force that day, as known at that instant. */
export interface ReadingPoint {
  readonly inForceOn: CivilDate;
  readonly knownAt: Instant;
}

/** A text as it stood: its provisions in reading order, parents before children. */
export interface ConsolidatedText extends ReadingPoint {
  readonly provisions: readonly ConsolidatedProvision[];
}

export interface ConsolidatedProvision {
  readonly provisionId: Uuid;
  readonly parentId: Uuid | null;
  /** Its key of order among siblings. */
  readonly position: string;
  /** 0 at the top. */
  readonly depth: number;
  readonly versionId: Uuid;
  /** Of a repealed provision, its last words. */
  readonly content: ProvisionContent;
  readonly openedBy: Uuid;
  readonly inForceFrom: CivilDate;
  /** The decision that repealed it and the first day without it; null while it is in force. */
  readonly repealed: { readonly by: Uuid; readonly on: CivilDate } | null;
}

/**
 * Consolidates all versions of one text at a point of both clocks. A provision repealed by that day keeps its place,
 * so that a number missing from the statutes is explained; one that is not yet in force is left out.
 */
export function consolidate(versions: readonly ProvisionVersion[], at: ReadingPoint): ConsolidatedText {
  const readings = [...groupBy(versions, (version) => version.provisionId).values()]
    .flatMap((history) => readProvision(history, at) ?? [])
    .sort((a, b) => bySiblingOrder(a.version, b.version));
  return { inForceOn: at.inForceOn, knownAt: at.knownAt, provisions: inReadingOrder(readings) };
}

/**
 * The versions that a text's patches write from nothing, in the order of their decisions: an auditor's recomputation
 * of what is stored. The first refusal ends it.
 */
export function replay(patches: readonly Patch[]): readonly ProvisionVersion[] | Refusal {
  let versions: readonly ProvisionVersion[] = [];
  for (const patch of patches) {
    const applied = applyPatch({ ...patch, versions });
    if (applied instanceof Refusal) return applied;
    versions = withPatch(versions, applied);
  }
  return versions;
}

/** Depth first, by a stack of our own: a text nested ten thousand deep must not exhaust the machine's. */
function inReadingOrder(sorted: readonly Reading[]): ConsolidatedProvision[] {
  const children = groupBy(sorted, ({ version }) => version.parentId);
  const provisions: ConsolidatedProvision[] = [];
  const pending = (children.get(null) ?? []).map((reading) => ({ reading, depth: 0 })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { reading, depth } = next;
    provisions.push(provisionOf(reading, depth));
    const below = children.get(reading.version.provisionId) ?? [];
    pending.push(...below.map((child) => ({ reading: child, depth: depth + 1 })).reverse());
  }
  return provisions;
}

const provisionOf = ({ version, repealed }: Reading, depth: number): ConsolidatedProvision => ({
  provisionId: version.provisionId,
  parentId: version.parentId,
  position: version.position,
  depth,
  versionId: version.versionId,
  content: version.content,
  openedBy: version.openedBy,
  inForceFrom: version.inForceFrom,
  repealed,
});
