import type { Ballots, Profile } from '../profile.js';
import { pack, PackedBallots } from './packed.js';

/** Below so many piles a count takes no longer than it takes to read its result. */
const MANY = 512;

/**
 * The one place where the way of counting is chosen: many piles are packed, if each has a row, and whoever reads rows then
 * counts from them. What comes out is the same, byte for byte.
 */
export function packWhereMany(profile: Profile): Profile {
  if (profile.kind !== 'RANKED' || profile instanceof PackedBallots || profile.piles.length < MANY)
    return profile;
  return pack(profile) ?? profile;
}

/** The same for ballots that were read as rows: few of them are piles. */
export function unpackWhereFew(ballots: Ballots<'RANKED'>): Ballots<'RANKED'> {
  if (!(ballots instanceof PackedBallots) || ballots.packed.weights.length >= MANY) return ballots;
  const { kind, slate, piles, blank } = ballots;
  return { kind, slate, piles, blank };
}
