import type { Place } from '../profile.js';
import type { Level } from '../ranking.js';

/** One, in the least decimals that the rule knows: all its numbers are whole numbers of 0.000000001. */
export const ONE = 1_000_000_000n;

/** What papers rank, best first, options at the same rank together; and how many papers do. */
export interface RankedPaper {
  readonly levels: readonly Level[];
  readonly weight: bigint;
}

/**
 * Gives each option what it keeps of each paper (step B.2.a): of what is left of a paper, the option's keep factor, rounded
 * up, and never more than is left; the rest goes on to the next rank.
 */
export function distribute(papers: readonly RankedPaper[], factors: readonly bigint[]): readonly bigint[] {
  const votes = factors.map(() => 0n);
  const sharesOf = rememberShares(factors);
  for (const { levels, weight } of papers) {
    let left = ONE;
    for (const level of levels) {
      const standing = level.filter((place) => factors[place] !== 0n);
      if (standing.length === 0) continue;
      const { kept, rest } = sharesOf(standing)(left);
      for (const [at, place] of standing.entries())
        votes[place] = (votes[place] as bigint) + (kept[at] as bigint) * weight;
      left = rest;
      if (left === 0n) break;
    }
  }
  return votes;
}

export const roundUp = (numerator: bigint, denominator: bigint): bigint =>
  (numerator + denominator - 1n) / denominator;

type Share = (left: bigint) => { readonly kept: readonly bigint[]; readonly rest: bigint };

/** The same options stand at the same rank of many papers. */
function rememberShares(factors: readonly bigint[]): (standing: Level) => Share {
  const shares = new Map<string, Share>();
  const orders = new Map<number, Orders>();
  return (standing) => {
    const key = standing.join();
    const known = shares.get(key);
    if (known) return known;
    const ordered = orders.get(standing.length) ?? ordersOf(standing.length);
    orders.set(standing.length, ordered);
    const share =
      standing.length === 1
        ? shareOfOne(factors[standing[0] as Place] as bigint)
        : shareOfTied(standing, factors, ordered);
    shares.set(key, share);
    return share;
  };
}

function shareOfOne(factor: bigint): Share {
  return (left) => {
    const up = roundUp(left * factor, ONE);
    const kept = up > left ? left : up;
    return { kept: [kept], rest: left - kept };
  };
}

/**
 * Options at the same rank: the paper counts as all the papers that put them in some order, each at the same fraction. An
 * option that comes after `s` others keeps its factor of what these leave, and each set of `s` of the n − 1 others comes
 * before it in s! (n − 1 − s)! of the n! orders. What they leave together is the same in every order. Both are rounded down:
 * shares rounded up could make more than one paper.
 */
function shareOfTied(standing: Level, factors: readonly bigint[], { before, whole }: Orders): Share {
  const leaves = standing.map((place) => ONE - (factors[place] as bigint));
  const shares = standing.map((place, at) => {
    const sums = symmetricSums(leaves.filter((_, other) => other !== at));
    const sum = sums.reduce((total, products, s) => total + products * (before[s] as bigint), 0n);
    return (factors[place] as bigint) * sum;
  });
  const rest = leaves.reduce((product, one) => product * one, 1n);
  const scale = ONE ** BigInt(standing.length);
  return (left) => ({
    kept: shares.map((share) => (left * share) / whole),
    rest: (left * rest) / scale,
  });
}

/** In how many orders of n a set of s comes before one more, brought to one scale; and how many orders there are. */
interface Orders {
  readonly before: readonly bigint[];
  readonly whole: bigint;
}

const ordersOf = (n: number): Orders => ({
  before: Array.from({ length: n }, (_, s) => factorial(s) * factorial(n - 1 - s) * ONE ** BigInt(n - 1 - s)),
  whole: factorial(n) * ONE ** BigInt(n),
});

/** The sums of the products of 0, 1, 2, … of some numbers, each set of them once. */
function symmetricSums(numbers: readonly bigint[]): readonly bigint[] {
  return numbers.reduce<readonly bigint[]>(
    (sums, number) => [...sums, 0n].map((sum, s) => sum + (s === 0 ? 0n : number * (sums[s - 1] as bigint))),
    [1n],
  );
}

const factorial = (n: number): bigint => (n <= 1 ? 1n : BigInt(n) * factorial(n - 1));
