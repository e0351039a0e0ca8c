import { assemble, type Assembled } from './assemble.js';
import type { Draft } from './blocks.js';
import { carriedOf } from './carried.js';
import { conflictsOf } from './conflicts.js';
import { headingsOf } from './headings.js';
import type { ConflictKind, SharedHunk } from './hunk.js';
import { misreadBy } from './misread.js';
import { sameNumbersOf } from './numbers.js';
import { rewritesOf } from './rewrites.js';

/** Two that cannot both be done. A side may be asked for by fewer than all who share its hunk. */
export interface SharedClash {
  readonly kind: ConflictKind;
  readonly one: SharedHunk;
  readonly other: SharedHunk;
}

type Pairs = readonly (readonly [SharedHunk, SharedHunk])[];

export interface Clashes {
  /** A pair may come twice, by two causes. */
  readonly clashes: readonly SharedClash[];
  /** What fits, and is to be read together. */
  readonly together: {
    readonly AFTER_DELETED: Pairs;
    readonly MOVED_WORDS: Pairs;
    readonly WRITTEN_TWICE: Pairs;
  };
  /** The base with all of it done; null where something clashes. */
  readonly united: Assembled | null;
}

/** All that cannot be done together of the hunks of several amendments on one base, whatever the reason. */
export function clashesOf(base: Draft, shared: readonly SharedHunk[]): Clashes {
  const rewrites = rewritesOf(base, shared);
  const headings = headingsOf(base, shared);
  const carried = carriedOf(base, shared);
  const clashes = [
    ...touchingOf(base, shared),
    ...rewrites.conflicts,
    ...headings.conflicts,
    ...carried.conflicts,
    ...sameNumbersOf(base, shared),
  ];
  const together = {
    AFTER_DELETED: rewrites.afterDeleted,
    MOVED_WORDS: headings.elsewhere,
    WRITTEN_TWICE: carried.twice,
  };
  if (clashes.length > 0) return { clashes, together, united: null };
  const united = assemble(
    base,
    shared.map(({ hunk }) => hunk),
  );
  const misread = misreadBy(base, united, shared);
  return { clashes: misread, together, united: misread.length > 0 ? null : united };
}

/** Hunks that touch, but for those that somebody wrote both: in that edited copy they stood together. */
function touchingOf(base: Draft, shared: readonly SharedHunk[]): readonly SharedClash[] {
  const byHunk = new Map(shared.map((each) => [each.hunk, each]));
  return conflictsOf(
    base,
    shared.map(({ hunk }) => hunk),
  )
    .map(({ kind, one, other }) => ({
      kind,
      one: byHunk.get(one) as SharedHunk,
      other: byHunk.get(other) as SharedHunk,
    }))
    .filter(({ one, other }) => !one.amendments.some((id) => other.amendments.includes(id)));
}
