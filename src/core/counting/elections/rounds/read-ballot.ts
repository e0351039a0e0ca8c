import type { Place, Rank } from '../profile.js';
import type { Inactive } from './facts.js';

/** How strange marks are read; names and meanings are RCTab's, `fractional` and null (no limit) are ours. */
export interface Reading {
  readonly overvoteRule: OvervoteRule;
  /** Ranks that may be skipped in a row; null: any number. */
  readonly maxSkippedRanksAllowed: number | null;
  /** Ranks that are read; null: all. */
  readonly maxRankingsAllowed: number | null;
  readonly exhaustOnDuplicateCandidate: boolean;
}

export const OVERVOTE_RULES = [
  'exhaustImmediately',
  'alwaysSkipToNextRank',
  'exhaustIfMultipleContinuing',
  'fractional',
] as const;
export type OvervoteRule = (typeof OVERVOTE_RULES)[number];

/** Where a ballot goes: to one option, in equal parts to several, or to nobody, and why. */
export type Reached = { readonly holders: readonly Place[] } | { readonly inactive: Inactive };

/**
 * Reads a ballot from its first rank, as it stands when those that still continue are known. Only ranks up to the one
 * that is reached are judged: what is wrong further down does no harm yet.
 */
export function readBallot(
  ranks: readonly Rank[],
  isContinuing: (place: Place) => boolean,
  reading: Reading,
): Reached {
  const read = ranks.slice(0, reading.maxRankingsAllowed ?? ranks.length);
  const seen = new Set<Place>();
  let skipped = 0;
  for (const rank of read) {
    if (rank.length === 0) {
      skipped += 1;
      continue;
    }
    if (reading.maxSkippedRanksAllowed !== null && skipped > reading.maxSkippedRanksAllowed)
      return { inactive: 'skippedRankings' };
    skipped = 0;
    if (rank === 'OVERVOTE') {
      if (reading.overvoteRule === 'alwaysSkipToNextRank') continue;
      return { inactive: 'overvotes' };
    }
    if (reading.exhaustOnDuplicateCandidate && rank.some((place) => seen.has(place)))
      return { inactive: 'repeatedRankings' };
    const marked = [...new Set(rank)];
    for (const place of marked) seen.add(place);
    const decided = decide(marked, isContinuing, reading.overvoteRule);
    if (decided) return decided;
  }
  return { inactive: 'exhaustedChoices' };
}

/** What one rank decides; null: nothing, read on. */
function decide(
  rank: readonly Place[],
  isContinuing: (place: Place) => boolean,
  rule: OvervoteRule,
): Reached | null {
  const holders = rank.filter(isContinuing);
  if (rank.length > 1 && rule === 'exhaustImmediately') return { inactive: 'overvotes' };
  if (rank.length > 1 && rule === 'alwaysSkipToNextRank') return null;
  if (holders.length > 1 && rule === 'exhaustIfMultipleContinuing') return { inactive: 'overvotes' };
  return holders.length === 0 ? null : { holders };
}
