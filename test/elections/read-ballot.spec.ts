/** One ballot at a time, by the options that RCTab's documentation of its configuration describes, by its names. */
import { describe, expect, it } from '@jest/globals';
import type { Rank } from '../../src/core/counting/elections/profile.js';
import {
  OVERVOTE_RULES,
  readBallot,
  type Reading,
} from '../../src/core/counting/elections/rounds/read-ballot.js';

const PLAIN: Reading = {
  overvoteRule: 'exhaustImmediately',
  maxSkippedRanksAllowed: null,
  maxRankingsAllowed: null,
  exhaustOnDuplicateCandidate: false,
};
const [A, B, C, D] = [0, 1, 2, 3] as const;

/** Who has a ballot, or why nobody does, while some options continue. */
function reached(ranks: readonly Rank[], continuing: readonly number[], reading: Partial<Reading> = {}) {
  const read = readBallot(ranks, (place) => continuing.includes(place), { ...PLAIN, ...reading });
  return 'inactive' in read ? read.inactive : read.holders;
}

describe('a ballot of ranks', () => {
  it('goes to the first option that continues, and to nobody once none does', () => {
    expect(reached([[A], [B], [C]], [B, C])).toEqual([B]);
    expect(reached([[A], [B]], [C, D])).toBe('exhaustedChoices');
    expect(reached([], [A])).toBe('exhaustedChoices');
  });

  it('is read up to the last rank that is allowed', () => {
    expect(reached([[A], [B], [C]], [C], { maxRankingsAllowed: 3 })).toEqual([C]);
    expect(reached([[A], [B], [C]], [C], { maxRankingsAllowed: 2 })).toBe('exhaustedChoices');
  });

  it('ends after more ranks skipped in a row than are allowed, where a mark follows', () => {
    const skips = [[], [A], [], [], [B]];
    expect(reached(skips, [B], { maxSkippedRanksAllowed: 2 })).toEqual([B]);
    expect(reached(skips, [B], { maxSkippedRanksAllowed: 1 })).toBe('skippedRankings');
    expect(reached(skips, [A, B], { maxSkippedRanksAllowed: 1 })).toEqual([A]);
    expect(reached(skips, [A, B], { maxSkippedRanksAllowed: 0 })).toBe('skippedRankings');
    expect(reached([[A], [], []], [B], { maxSkippedRanksAllowed: 0 })).toBe('exhaustedChoices');
  });

  it('ends at an option marked before, where it is told so, alone or among others', () => {
    const twice = { exhaustOnDuplicateCandidate: true };
    expect(reached([[A], [A], [B]], [B])).toEqual([B]);
    expect(reached([[A], [A], [B]], [B], twice)).toBe('repeatedRankings');
    const among = [[A], [A, B]];
    expect(reached(among, [B], { overvoteRule: 'exhaustIfMultipleContinuing' })).toEqual([B]);
    expect(reached(among, [B], { overvoteRule: 'exhaustIfMultipleContinuing', ...twice })).toBe(
      'repeatedRankings',
    );
    expect(reached([[A], [B], [A]], [B], twice)).toEqual([B]);
  });

  it.each([
    ['exhaustImmediately', 'overvotes', 'overvotes', 'overvotes', 'overvotes'],
    ['alwaysSkipToNextRank', [D], [D], [D], [D]],
    ['exhaustIfMultipleContinuing', 'overvotes', [B], [D], 'overvotes'],
    ['fractional', [A, B], [B], [D], 'overvotes'],
  ] as const)('by the rule %s has several options at a rank', (overvoteRule, both, one, none, unknown) => {
    const several = [[A, B], [D]];
    expect(reached(several, [A, B, D], { overvoteRule })).toEqual(both);
    expect(reached(several, [B, D], { overvoteRule })).toEqual(one);
    expect(reached(several, [D], { overvoteRule })).toEqual(none);
    expect(reached(['OVERVOTE', [D]], [D], { overvoteRule })).toEqual(unknown);
    expect(OVERVOTE_RULES).toContain(overvoteRule);
  });

  it('names an option once where it is marked twice at a rank', () => {
    expect(reached([[A, A]], [A])).toEqual([A]);
  });
});
