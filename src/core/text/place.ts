import type { Uuid } from '../kernel/ids.js';
import type { CivilDate } from '../kernel/instants.js';
import { refuse, Refusal } from '../kernel/refusals.js';
import { groupBy } from './group-by.js';
import type { PatchOperation, PlaceAsked } from './operations.js';
import { between } from './position.js';
import { isInForce, type ProvisionVersion } from './version.js';

/** All versions of one text, whatever was ever known of it. */
export type Text = readonly ProvisionVersion[];

export const inForce = (text: Text, provisionId: Uuid, on: CivilDate): ProvisionVersion | undefined =>
  text.find((v) => v.provisionId === provisionId && v.knownUntil === null && isInForce(v, on));

/**
 * Between the anchor and the next place ever given under that parent, repealed ones included: no key is given twice, and
 * the order of what is not moved never changes.
 */
export function positionAfter(text: Text, { parentId, afterId }: PlaceAsked, from: CivilDate): string {
  const before = afterId === null ? null : (inForce(text, afterId, from)?.position ?? null);
  let after: string | null = null;
  for (const { parentId: parent, position } of text) {
    if (parent !== parentId || (before !== null && position <= before)) continue;
    if (after === null || position < after) after = position;
  }
  return between(before, after);
}

/** Refuses what no provision may stand under or after: what is not in force, what is not a sibling, and itself. */
export function refusePlace(
  text: Text,
  { provisionId, parentId, afterId }: PlaceAsked & { readonly provisionId: Uuid },
  from: CivilDate,
): Refusal | null {
  if (parentId !== null && !staysInForce(text, parentId, from))
    return refuse('ANCHOR_NOT_IN_FORCE', { anchor: parentId });
  if (afterId !== null && (afterId === provisionId || inForce(text, afterId, from)?.parentId !== parentId))
    return refuse('ANCHOR_NOT_IN_FORCE', { anchor: afterId });
  return standsUnder(text, parentId, provisionId, from)
    ? refuse('PROVISION_UNDER_ITSELF', { provision: provisionId })
    : null;
}

/** In force on the day and never repealed since: else what is put under it would one day stand under nothing. */
const staysInForce = (text: Text, provisionId: Uuid, on: CivilDate): boolean =>
  inForce(text, provisionId, on) !== undefined &&
  text.some((v) => v.provisionId === provisionId && v.knownUntil === null && v.inForceUntil === null);

/** Whether a provision is another one or stands under it, on a day or on a later one for which something is decided. */
function standsUnder(text: Text, provisionId: Uuid | null, other: Uuid, from: CivilDate): boolean {
  if (provisionId === null || text.every((v) => v.provisionId !== other)) return false;
  const known = text.filter((v) => v.knownUntil === null);
  const days = new Set([from, ...known.map((v) => v.inForceFrom).filter((day) => day > from)]);
  for (const day of days) {
    const parents = new Map(known.filter((v) => isInForce(v, day)).map((v) => [v.provisionId, v.parentId]));
    for (let at: Uuid | null = provisionId; at !== null; at = parents.get(at) ?? null)
      if (at === other) return true;
  }
  return false;
}

/** After the whole patch, nothing may be in force without what it stands in, on that day or any later one. */
export function refuseUnheld(
  text: Text,
  operations: readonly PatchOperation[],
  from: CivilDate,
): Refusal | null {
  const standing = groupBy(
    text.filter((v) => v.knownUntil === null && (v.inForceUntil === null || from < v.inForceUntil)),
    (v) => v.provisionId,
  );
  for (const version of [...standing.values()].flat()) {
    const { provisionId, parentId } = version;
    if (parentId === null || isHeld(version, standing.get(parentId) ?? [], from)) continue;
    const repealed = operations.findIndex((o) => o.kind === 'REPEAL' && o.provisionId === parentId);
    if (repealed >= 0)
      return new Refusal('PROVISION_HAS_CHILDREN', { provision: parentId }, ['operations', repealed]);
    const placed = operations.findIndex((o) => o.provisionId === provisionId);
    return new Refusal('ANCHOR_NOT_IN_FORCE', { anchor: parentId }, ['operations', placed]);
  }
  return null;
}

/** Whether the versions of its parent cover all the days on which a version is in force. */
function isHeld(version: ProvisionVersion, parents: Text, from: CivilDate): boolean {
  const start = version.inForceFrom > from ? version.inForceFrom : from;
  const ends = parents.flatMap(({ inForceUntil: until }) =>
    until !== null && until > start && (version.inForceUntil === null || until < version.inForceUntil)
      ? [until]
      : [],
  );
  return [start, ...ends].every((day) => parents.some((parent) => isInForce(parent, day)));
}
