/**
 * The methods that compare two by two, as plainly as their texts say them: every path, every order, every set. Slow, and
 * with nothing of the counted ones in it.
 */
import { levelsOf, type Rankings } from './some-rankings.js';

export type Votes = readonly (readonly number[])[];

export function votesOf({ names, ballots }: Rankings): Votes {
  const above = (ranks: readonly (number | null)[], a: number, b: number): boolean => {
    const levels = levelsOf(ranks);
    const level = (option: number): number => {
      const found = levels.findIndex((one) => one.includes(option));
      return found < 0 ? levels.length : found;
    };
    return level(a) < level(b);
  };
  return names.map((_, a) =>
    names.map((__, b) =>
      ballots.reduce((sum, { ranks, weight }) => sum + (above(ranks, a, b) ? weight : 0), 0),
    ),
  );
}

const at = (votes: Votes, a: number, b: number): number => votes[a]?.[b] as number;

/** One link compared with another, as Schulze's paper compares two pairs of numbers; wins, equalities and losses. */
export type Compare = (first: readonly [number, number], second: readonly [number, number]) => number;

export const byMargins: Compare = ([a, b], [c, d]) => a - b - (c - d);

/** Section 2.1, winning votes: wins above equalities above losses; wins by votes, then by fewer against; losses likewise. */
export const byWinningVotes: Compare = ([a, b], [c, d]) => {
  const [own, other] = [Math.sign(a - b), Math.sign(c - d)];
  if (own !== other) return own - other;
  if (own > 0) return a - c || d - b;
  if (own < 0) return d - b || a - c;
  return 0;
};

/** Who has no other above it by the strongest of all paths, which go over any links. */
export function naiveSchulze(votes: Votes, compare: Compare): readonly number[] {
  const options = [...votes.keys()];
  const weaker = (a: readonly [number, number], b: readonly [number, number]) => (compare(a, b) < 0 ? a : b);
  const link = (a: number, b: number) => [at(votes, a, b), at(votes, b, a)] as const;
  const pathsFrom = (from: number, to: number, free: readonly number[]): (readonly [number, number])[] => [
    link(from, to),
    ...free.flatMap((next) =>
      pathsFrom(
        next,
        to,
        free.filter((one) => one !== next),
      ).map((rest) => weaker(link(from, next), rest)),
    ),
  ];
  const strongest = (from: number, to: number) =>
    pathsFrom(
      from,
      to,
      options.filter((one) => one !== from && one !== to),
    ).reduce((a, b) => (compare(b, a) > 0 ? b : a));
  return options.filter((a) =>
    options.every((b) => a === b || compare(strongest(a, b), strongest(b, a)) >= 0),
  );
}

type Pair = readonly [number, number];

const wins = (votes: Votes): readonly Pair[] =>
  [...votes.keys()].flatMap((a) =>
    [...votes.keys()].filter((b) => at(votes, a, b) > at(votes, b, a)).map((b) => [a, b] as const),
  );

const leads = (pairs: readonly Pair[], from: number, to: number): boolean =>
  from === to ||
  pairs.some(
    ([a, b]) =>
      a === from &&
      leads(
        pairs.filter(([c]) => c !== from),
        b,
        to,
      ),
  );

/** Debian's constitution, A.6 points 4 to 8: the weakest wins in the Schwartz set are dropped until none is left in it. */
export function schwartzDropping(votes: Votes): readonly number[] {
  let left = wins(votes);
  const strength = ([a, b]: Pair) => [at(votes, a, b), at(votes, b, a)] as const;
  for (;;) {
    const now = left;
    const beats = (a: number, b: number) => now.some(([c]) => c === a) && a !== b && leads(now, a, b);
    const schwartz = [...votes.keys()].filter((a) =>
      [...votes.keys()].every((b) => a === b || beats(a, b) || !beats(b, a)),
    );
    const inside = now.filter(([a, b]) => schwartz.includes(a) && schwartz.includes(b));
    if (inside.length === 0) return schwartz;
    const weakest = inside.reduce((a, b) => (byWinningVotes(strength(b), strength(a)) < 0 ? b : a));
    left = now.filter(
      (pair) => !inside.includes(pair) || byWinningVotes(strength(pair), strength(weakest)) !== 0,
    );
  }
}

/** Who wins by some order of equal pairs; null where there are more orders than one tries. */
export function everyOrder(votes: Votes, compare: Compare, most: number): readonly number[] | null {
  const strength = ([a, b]: Pair) => [at(votes, a, b), at(votes, b, a)] as const;
  const tiers: Pair[][] = [];
  for (const pair of [...wins(votes)].sort((a, b) => compare(strength(b), strength(a)))) {
    const last = tiers.at(-1);
    if (last && compare(strength(last[0] as Pair), strength(pair)) === 0) last.push(pair);
    else tiers.push([pair]);
  }
  const orders = tiers.reduce((product, { length }) => {
    for (let factor = 2; factor <= length; factor += 1) product *= factor;
    return product;
  }, 1);
  if (orders > most) return null;
  const found = new Set<number>();
  const go = (locked: readonly Pair[], [tier, ...rest]: readonly Pair[][]): void => {
    if (!tier) {
      for (const option of votes.keys()) if (!locked.some(([, b]) => b === option)) found.add(option);
      return;
    }
    for (const order of permutations(tier))
      go(
        order.reduce((all, pair) => (leads(all, pair[1], pair[0]) ? all : [...all, pair]), locked),
        rest,
      );
  };
  go([], tiers);
  return [...found].sort((a, b) => a - b);
}

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]),
      );

/** The smallest of all sets each of which beats all outside. */
export function smallestDominant(votes: Votes): readonly number[] {
  const options = [...votes.keys()];
  const sets = Array.from({ length: 2 ** options.length - 1 }, (_, set) =>
    options.filter((option) => ((set + 1) >> option) & 1),
  );
  const dominant = sets.filter((set) =>
    set.every((a) => options.every((b) => set.includes(b) || at(votes, a, b) > at(votes, b, a))),
  );
  return dominant.reduce((a, b) => (b.length < a.length ? b : a));
}
