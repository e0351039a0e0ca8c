import { compareText } from '../position.js';
import { assemble, type Assembled, type AssembledBlock } from './assemble.js';
import type { Block, Draft } from './blocks.js';
import { conflictsOf } from './conflicts.js';
import { distanceOf } from './derive.js';
import { groupsOf, type ConflictGroup } from './groups.js';
import { keyOfHunk, type Amendment, type Conflict, type Hunk, type SharedHunk } from './hunk.js';
import { likeKey } from './like-key.js';
import { splitName } from './provision-name.js';
import { numberKey } from '../content.js';
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
  const byHunk = new Map(shared.map((each) => [each.hunk, each]));
  const sharedOf = (hunk: Hunk): SharedHunk => byHunk.get(hunk) as SharedHunk;
  const touching = conflictsOf(
    base,
    shared.map(({ hunk }) => hunk),
  ).map(({ kind, one, other }): Conflict => ({ kind, sides: [sharedOf(one), sharedOf(other)] }));
  // What one amendment does as a whole was one edited copy, in which all of it stood together.
  const apart = touching.filter(({ sides: [one, other] }) => !someoneWroteBoth(one, other));
  const conflicts = [...apart, ...(apart.length > 0 ? [] : sameNumbers(base, shared))];
  return {
    hunks: shared,
    conflicts,
    warnings: warningsOf(base, shared, conflicts),
    groups: groupsOf(base, amendments, conflicts, distanceOf),
    merged:
      conflicts.length > 0
        ? null
        : assemble(
            base,
            shared.map(({ hunk }) => hunk),
          ),
  };
}

/** The same words at the same place are one hunk, also where typed with other apostrophes: as the first in code units. */
function uniteHunks(base: Draft, amendments: readonly Amendment[]): readonly SharedHunk[] {
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

const someoneWroteBoth = (one: SharedHunk, other: SharedHunk): boolean =>
  one.amendments.some((id) => other.amendments.includes(id));

/** Two provisions that would bear one number, which they did not before. */
function sameNumbers(base: Draft, shared: readonly SharedHunk[]): Conflict[] {
  const { blocks } = assemble(
    base,
    shared.map(({ hunk }) => hunk),
  );
  const before = countNumbers(base.blocks);
  const bearers = new Map<string, AssembledBlock[]>();
  for (const block of blocks) {
    const key = numberOf(block);
    if (key !== null) bearers.set(key, [...(bearers.get(key) ?? []), block]);
  }
  return [...bearers].flatMap(([key, alike]) => {
    if (alike.length < 2 || alike.length <= (before.get(key) ?? 0)) return [];
    const hunks = [
      ...new Set(
        alike.flatMap(({ pieces }) =>
          pieces.flatMap(({ origin }) => (origin.kind === 'HUNK' ? [origin.hunk] : [])),
        ),
      ),
    ];
    const writers = shared.filter(({ hunk }) => hunks.includes(hunk));
    return writers.flatMap((one, index) =>
      writers
        .slice(index + 1)
        .flatMap((other): Conflict[] =>
          someoneWroteBoth(one, other) ? [] : [{ kind: 'NUMBER', sides: [one, other] }],
        ),
    );
  });
}

function countNumbers(blocks: readonly Block[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const block of blocks) {
    const key = numberOf(block);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const numberOf = (block: Block): string | null =>
  block.kind === 'HEADING' ? numberKey(splitName(block.text).number) : null;
