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
 * Papers that are alike up to a rank, and put `level` there. What is left of a paper when it comes to a rank follows from
 * the ranks before it, so all of them are counted at once.
 */
export interface Branch {
  readonly level: Level;
  readonly weight: bigint;
  readonly papers: readonly RankedPaper[];
  readonly depth: number;
  /** Parted by their next rank once a count comes to it: most never come far. */
  next: readonly Branch[] | null;
}

/** Parts papers by what they put at one rank; those that end before it are left out. */
export function branchesOf(papers: readonly RankedPaper[], depth = 0): readonly Branch[] {
  const groups = new Map<string, RankedPaper[]>();
  for (const paper of papers) {
    const level = paper.levels[depth];
    if (!level) continue;
    const key = level.join();
    const group = groups.get(key);
    if (group) group.push(paper);
    else groups.set(key, [paper]);
  }
  return [...groups.values()].map((group) => ({
    level: group[0]?.levels[depth] as Level,
    weight: group.reduce((sum, { weight }) => sum + weight, 0n),
    papers: group,
    depth,
    next: null,
  }));
}

/**
 * Gives each option what it keeps of each paper (step B.2.a): of what is left of a paper, the option's keep factor, rounded
 * up, and never more than is left; the rest goes on to the next rank.
 */
export function distribute(branches: readonly Branch[], factors: readonly bigint[]): readonly bigint[] {
  const votes = factors.map(() => 0n);
  const shareOf = rememberShares(factors);
  const pass = (branch: Branch, left: bigint): void => {
    const standing = branch.level.filter((place) => factors[place] !== 0n);
    const { kept, rest } = standing.length === 0 ? { kept: [], rest: left } : shareOf(standing)(left);
    for (const [at, place] of standing.entries())
      votes[place] = (votes[place] as bigint) + (kept[at] as bigint) * branch.weight;
    if (rest === 0n) return;
    branch.next ??= branchesOf(branch.papers, branch.depth + 1);
    for (const next of branch.next) pass(next, rest);
  };
  for (const branch of branches) pass(branch, ONE);
  return votes;
}

function shareOfOne(factor: bigint): Share {
  return (left) => {
    const up = roundUp(left * factor, ONE);
    const kept = up > left ? left : up;
    return { kept: [kept], rest: left - kept };
  };
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
    const share =
      standing.length === 1
        ? shareOfOne(factors[standing[0] as Place] as bigint)
        : shareOfTied(standing, factors, ordered);
    orders.set(standing.length, ordered);
    shares.set(key, share);
    return share;
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
