import { compareText } from '../position.js';
import type { Assembled } from './assemble.js';
import type { Draft } from './blocks.js';
import { clashesOf, type SharedClash } from './clashes.js';
import { distanceOf } from './derive.js';
import { groupsOf, type ConflictGroup } from './groups.js';
import { keyOfHunk, type Amendment, type Conflict, type Hunk, type SharedHunk } from './hunk.js';
import { likeKey } from './like-key.js';
import { warningsOf, type Warning } from './warnings.js';

export interface Merge {
  /** In the order of the base. */
  readonly hunks: readonly SharedHunk[];
  readonly conflicts: readonly Conflict[];
  readonly warnings: readonly Warning[];
  readonly groups: readonly ConflictGroup[];
  /** The base with all of it done; null while a conflict stands. */
  readonly merged: Assembled | null;
}

/**
 * Merges amendments on one base as a union of their hunks. The result is a function of the set: the order in which the
 * amendments come, and who else wrote the same, change nothing. What cannot both be done is a conflict, never settled
 * here; nothing is guessed, and what no hunk names stays as it was typed.
 */
export function merge(base: Draft, amendments: readonly Amendment[]): Merge {
  const shared = uniteHunks(base, amendments);
  const { clashes, together, united } = clashesOf(base, shared);
  const conflicts = inOrder(shared, clashes);
  return {
    hunks: shared,
    conflicts,
    warnings: warningsOf(base, shared, conflicts, together),
    groups: groupsOf(base, amendments, conflicts, distanceOf),
    merged: united,
  };
}

/** Each pair once, by the first cause found, in the order of the base. */
function inOrder(shared: readonly SharedHunk[], clashes: readonly SharedClash[]): readonly Conflict[] {
  const place = new Map(shared.map(({ hunk }, index) => [hunk, index]));
  const placeOf = ({ hunk }: SharedHunk): number => place.get(hunk) as number;
  const pairs = new Map<number, Conflict>();
  for (const { kind, one, other } of clashes) {
    const sides: Conflict['sides'] = placeOf(one) < placeOf(other) ? [one, other] : [other, one];
    const key = placeOf(sides[0]) * shared.length + placeOf(sides[1]);
    if (!pairs.has(key)) pairs.set(key, { kind, sides });
  }
  return [...pairs].sort(([a], [b]) => a - b).map(([, conflict]) => conflict);
}

/** The same words at the same place are one hunk, also where typed with other apostrophes: as the first in code units. */
export function uniteHunks(base: Draft, amendments: readonly Amendment[]): readonly SharedHunk[] {
  const united = new Map<string, { hunk: Hunk; amendments: Set<string> }>();
  for (const { id, hunks } of amendments) {
    for (const hunk of hunks) {
      const there = united.get(likeKey(hunk));
      if (!there) united.set(likeKey(hunk), { hunk, amendments: new Set([id]) });
      else {
        there.amendments.add(id);
        if (compareText(keyOfHunk(hunk), keyOfHunk(there.hunk)) < 0) there.hunk = hunk;
      }
    }
  }
  const place = new Map<string | null, number>(base.blocks.map(({ id }, index) => [id, index]));
  const placeOf = (hunk: Hunk): number => place.get(hunk.kind === 'PLACE' ? hunk.after : hunk.block) ?? -1;
  return [...united.values()]
    .map(({ hunk, amendments: ids }) => ({ hunk, amendments: [...ids].sort(compareText) }))
    .sort((a, b) => placeOf(a.hunk) - placeOf(b.hunk) || compareText(orderKey(a.hunk), orderKey(b.hunk)));
}

const KINDS = { EDIT: 0, DELETE: 1, PLACE: 2 };

const orderKey = (hunk: Hunk): string =>
  hunk.kind === 'EDIT'
    ? `${KINDS.EDIT}${String(hunk.start).padStart(9, '0')}${String(hunk.end).padStart(9, '0')}${hunk.text}`
    : `${KINDS[hunk.kind]}${keyOfHunk(hunk)}`;
