/**
 * Every way in which ranked pairs can go when pairs are as strong as each other.
 *
 * To find out whether an option can win at all is NP-complete (Brill and Fischer, "The Price of Neutrality for the Ranked
 * Pairs Method", AAAI 2012). Of the order of equal pairs only this matters: which of them are locked in, and those are as
 * many as can be without a cycle. So each pair is either locked in or shut out, and whatever follows from that is drawn
 * before another one is tried: a pair that no path can shut out any more is locked in, and a way in which a pair that is
 * to be shut out cannot be any more is given up. For one option to win, the pairs that it loses are to be shut out.
 */
import type { Place } from '../profile.js';
import type { Win } from './pairwise.js';

/** Who stands below each option through pairs locked in, as a set of bits. */
export type Reach = readonly bigint[];

type Tiers = readonly (readonly Win[])[];

/** One way so far: of the pairs of a tier, those not tried yet, and those that a path must shut out before it ends. */
interface Way {
  readonly tier: number;
  readonly reach: Reach;
  readonly locked: readonly Win[];
  readonly left: readonly Win[];
  readonly out: readonly Win[];
}

/** The distinct outcomes of all orders of equal pairs; null where more than `limit` ways would have to be gone. */
export function outcomes(tiers: Tiers, options: number, limit: number): readonly Reach[] | null {
  let reaches: readonly Reach[] = [new Array<bigint>(options).fill(0n)];
  let gone = 0;
  for (const [tier, left] of tiers.entries()) {
    const ends = new Map<string, Reach>();
    const ways: Way[] = reaches.map((reach) => ({ tier, reach, locked: [], left, out: [] }));
    for (let way = ways.pop(); way; way = ways.pop()) {
      gone += 1;
      if (gone > limit) return null;
      const drawn = draw(way);
      if (!drawn) continue;
      const [pair] = drawn.left;
      if (pair) ways.push(...branch(drawn, pair));
      else ends.set(drawn.reach.join(), drawn.reach);
    }
    reaches = [...ends.values()];
  }
  return reaches;
}

/**
 * Pairs that, taken first among their equals in this order, lead to a win of the option whatever the order of the others;
 * NONE where no order does; NOT_FOLLOWED where more than `limit` ways would have to be gone to know.
 */
export function orderFor(
  option: Place,
  tiers: Tiers,
  options: number,
  limit: number,
): readonly Win[] | 'NONE' | 'NOT_FOLLOWED' {
  const own = tiers.map((tier) => tier.filter(({ loser }) => loser !== option));
  const lost = tiers.map((tier) => tier.filter(({ loser }) => loser === option));
  const start = (tier: number, reach: Reach, locked: readonly Win[]): Way => ({
    tier,
    reach,
    locked,
    left: own[tier] ?? [],
    out: lost[tier] ?? [],
  });
  const known = new Set<string>();
  const first = start(0, new Array<bigint>(options).fill(0n), []);
  const ways = canStillWin(first, own, lost) ? [first] : [];
  let gone = 0;
  for (let way = ways.pop(); way; way = ways.pop()) {
    gone += 1;
    if (gone > limit) return 'NOT_FOLLOWED';
    const drawn = draw(way);
    if (!drawn) continue;
    const { tier, reach, locked, left } = drawn;
    if (lost.slice(tier).every((pairs) => pairs.every(({ winner }) => stands(reach, option, winner))))
      return locked;
    const pair = left.find((one) => grows(reach, option, one)) ?? left[0];
    if (pair) ways.push(...branch(drawn, pair).filter((next) => canStillWin(next, own, lost)));
    const key = `${tier} ${reach.join()}`;
    if (!pair && !known.has(key)) ways.push(start(tier + 1, reach, locked));
    if (!pair) known.add(key);
  }
  return 'NONE';
}

/** Shut out, and on top, to be gone first: locked in. */
const branch = (way: Way, pair: Win): readonly Way[] => {
  const left = way.left.filter((one) => one !== pair);
  return [
    { ...way, left, out: [...way.out, pair] },
    { ...way, left, reach: lockIn(way.reach, pair), locked: [...way.locked, pair] },
  ];
};

/** Draws what follows until nothing more does; null where a pair to be shut out cannot be. */
function draw(way: Way): Way | null {
  let { reach, locked, left, out } = way;
  for (;;) {
    const now = reach;
    if (out.some(({ winner, loser }) => stands(now, winner, loser))) return null;
    out = out.filter((pair) => !shutOut(now, pair));
    left = left.filter((pair) => !shutOut(now, pair) && !stands(now, pair.winner, pair.loser));
    // A pair alone closes no cycle, unless one is closed already.
    const most = out.length === 0 && left.length === 1 ? now : withAll(now, left);
    if (out.some((pair) => !shutOut(most, pair))) return null;
    const sure = left.filter((pair) => !shutOut(most, pair));
    if (sure.length === 0) return { ...way, reach, locked, left, out };
    for (const pair of sure) reach = lockIn(reach, pair);
    locked = [...locked, ...sure];
  }
}

/** Whether each pair that the option loses can still be shut out by then, were every pair before it locked in. */
function canStillWin({ tier, reach, left }: Way, own: Tiers, lost: Tiers): boolean {
  let before = [...left];
  for (let later = tier; later < lost.length; later += 1) {
    if (later > tier) before = [...before, ...(own[later] ?? []).filter((pair) => !shutOut(reach, pair))];
    const open = (lost[later] ?? []).filter((pair) => !shutOut(reach, pair));
    if (open.length === 0) continue;
    const most = withAll(reach, before);
    if (open.some((pair) => !shutOut(most, pair))) return false;
  }
  return true;
}

const bit = (place: Place): bigint => 1n << BigInt(place);

/** Whether the one stands above the other. */
export const stands = (reach: Reach, first: Place, second: Place): boolean =>
  ((reach[first] as bigint) & bit(second)) !== 0n;

const shutOut = (reach: Reach, { winner, loser }: Win): boolean => stands(reach, loser, winner);

/** Whether a pair puts below the option what does not stand there yet, by what does. */
const grows = (reach: Reach, option: Place, { winner, loser }: Win): boolean =>
  (winner === option || stands(reach, option, winner)) && !stands(reach, option, loser);

/** Locks a pair in that closes no cycle. */
export function lockIn(reach: Reach, { winner, loser }: Win): Reach {
  const below = (reach[loser] as bigint) | bit(loser);
  return reach.map((row, place) => (place === winner || (row & bit(winner)) !== 0n ? row | below : row));
}

/** Who would stand below whom with all of some pairs, cycles and all. */
function withAll(reach: Reach, pairs: readonly Win[]): Reach {
  if (pairs.length === 0) return reach;
  const rows = [...reach];
  for (const { winner, loser } of pairs) rows[winner] = (rows[winner] as bigint) | bit(loser);
  for (let through = 0; through < rows.length; through += 1) {
    const below = rows[through] as bigint;
    for (const [place, row] of rows.entries()) if ((row & bit(through)) !== 0n) rows[place] = row | below;
  }
  return rows;
}
