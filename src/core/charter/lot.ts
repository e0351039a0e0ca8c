import { hashText, type Sha256 } from '../kernel/hash.js';
import { addDuration, type Instant } from '../kernel/instants.js';

/**
 * Where the value of a lot comes from, which is settled before a poll opens: TWO_MEMBERS type the same value, once the
 * box is shut, of dice that all can see; COMMITMENTS are made while it is open, and revealed when it is shut.
 */
export const LOT_SOURCES = ['TWO_MEMBERS', 'COMMITMENTS'] as const;
export type LotSource = (typeof LOT_SOURCES)[number];

/** How the value orders options (`counting/elections/lot.ts`). */
export const LOT_ALGORITHM = 'hmac-sha256@1';

/** How long those who committed have to reveal; afterwards two members type a value instead. */
export const REVEAL_WITHIN = 'P3D';

/** Until when those who committed to a value have to reveal it. */
export const revealUntil = (tiedAt: Instant): Instant => addDuration(tiedAt, REVEAL_WITHIN, 'UTC');

/** What members have done for a lot. */
export interface LotEntry {
  readonly memberId: string;
  readonly commitment: Sha256 | null;
  readonly value: string | null;
}

/**
 * What somebody commits to: SHA-256 of `ormee/lot/1`, a line feed and the value. Whoever copies another's commitment only
 * repeats that value, and one that can be guessed is a choice no longer hidden: its author is told to take a long one.
 */
export const commitmentTo = (value: string): Sha256 => hashText(`ormee/lot/1\n${value}`);

/** How long a tie waits for a value at all; afterwards it stays one, and the question may be put again. */
export const LOT_WITHIN = 'P7D';

/** Commitments count from two that differ on: one alone would have chosen, and so would one that another copied. */
export const isByCommitments = (source: LotSource, entries: readonly LotEntry[]): boolean =>
  source === 'COMMITMENTS' &&
  new Set(entries.flatMap(({ commitment }) => (commitment === null ? [] : [commitment]))).size >= 2;

/**
 * The value that was drawn; null as long as there is none. Of commitments: all values that were committed to, in the order
 * of their commitments, a line feed between each, once the last is revealed. Of two members: what both typed, whatever
 * others did. `late`: the time to reveal is over, and those who did not commit may type.
 */
export function drawnFrom(source: LotSource, entries: readonly LotEntry[], late: boolean): string | null {
  const committed = entries.filter(({ commitment }) => commitment !== null);
  const byCommitments = isByCommitments(source, entries);
  if (byCommitments && committed.every(({ value }) => value !== null))
    return committed
      .toSorted((a, b) => ((a.commitment as string) < (b.commitment as string) ? -1 : 1))
      .map(({ value }) => value)
      .join('\n');
  if (byCommitments && !late) return null;
  // Where commitments do not count, whoever made one types as the others do.
  const typed = byCommitments ? entries.filter(({ commitment }) => commitment === null) : entries;
  const values = typed.flatMap(({ value }) => (value === null ? [] : [value]));
  return values.find((value, place) => values.indexOf(value) !== place) ?? null;
}
