/** Rankings made up for properties, and what properties do to them. */
import fc from 'fast-check';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';

/** The rank of each option, smaller is better, equal is equal; null: not ranked. */
export interface Ranking {
  readonly ranks: readonly (number | null)[];
  readonly weight: number;
}

export interface Rankings {
  readonly names: readonly string[];
  readonly ballots: readonly Ranking[];
}

const NAMES = ['Ana', 'Bo', 'Cy', 'Di', 'Eve', 'Flo'];

const strict = (options: number): fc.Arbitrary<readonly number[]> =>
  fc.shuffledSubarray([...Array(options).keys()], { minLength: options });

const weak = (options: number): fc.Arbitrary<readonly (number | null)[]> =>
  fc.array(fc.option(fc.integer({ min: 0, max: 3 }), { freq: 4 }), {
    minLength: options,
    maxLength: options,
  });

/** Ballots of which some rank all options one by one, and others hold equal ranks or leave options out. */
export const someRankings = ({
  least = 1,
  most = 5,
  complete = false,
}: { least?: number; most?: number; complete?: boolean } = {}): fc.Arbitrary<Rankings> =>
  fc.integer({ min: least, max: most }).chain((options) =>
    fc.record({
      names: fc.constant(NAMES.slice(0, options)),
      ballots: fc.array(
        fc.record({
          ranks: complete ? strict(options) : fc.oneof(strict(options), weak(options)),
          weight: fc.integer({ min: 1, max: 5 }),
        }),
        { maxLength: 7 },
      ),
    }),
  );

/** The ballots as they are counted. */
export const profileOf = ({ names, ballots }: Rankings): Profile =>
  gather({
    kind: 'RANKED',
    names,
    piles: ballots.map(({ ranks, weight }) => ({ marks: levelsOf(ranks), weight: BigInt(weight) })),
  });

export function levelsOf(ranks: Ranking['ranks']): number[][] {
  const levels = new Map<number, number[]>();
  for (const [option, rank] of ranks.entries())
    if (rank !== null) levels.set(rank, [...(levels.get(rank) ?? []), option]);
  return [...levels].sort(([a], [b]) => a - b).map(([, level]) => level);
}

const LAST = 1_000;
const depth = (rank: number | null | undefined): number => rank ?? LAST;

/** Each ballot upside down: what was not ranked comes first. */
export const reversed = ({ names, ballots }: Rankings): Rankings => ({
  names,
  ballots: ballots.map(({ ranks, weight }) => ({ weight, ranks: ranks.map((rank) => -depth(rank)) })),
});

/** One option put alone at the top of some ballots, nothing else changed. */
export const raised = ({ names, ballots }: Rankings, option: number, on: readonly boolean[]): Rankings => ({
  names,
  ballots: ballots.map(({ ranks, weight }, at) => ({
    weight,
    ranks: on[at] ? ranks.map((rank, one) => (one === option ? -1 : rank)) : ranks,
  })),
});

/** One option put one step higher on some ballots: out of an equality, or level with those just above. */
export const nudged = ({ names, ballots }: Rankings, option: number, on: readonly boolean[]): Rankings => ({
  names,
  ballots: ballots.map(({ ranks, weight }, at) => {
    if (!on[at]) return { ranks, weight };
    const own = depth(ranks[option]);
    const alone = ranks.every((rank, one) => one === option || depth(rank) !== own);
    const above = ranks.map(depth).filter((rank) => rank < own);
    const next = alone ? Math.max(...above) : own - 0.5;
    return {
      weight,
      ranks: ranks.map((rank, one) => (one === option ? (next === -Infinity ? own : next) : rank)),
    };
  }),
});

/** One option replaced by copies that stand together on every ballot, in an order of the ballot's own among themselves. */
export const cloned = (
  { names, ballots }: Rankings,
  option: number,
  orders: readonly (readonly number[])[],
): Rankings => {
  const copies = (orders[0] as readonly number[]).map((at) => `${names[option] as string}${at}`).sort();
  const without = names.filter((_, one) => one !== option);
  return {
    names: [...without, ...copies],
    ballots: ballots.map(({ ranks, weight }, at) => {
      const order = orders[at % orders.length] as readonly number[];
      const others = ranks.map(depth).filter((_, one) => one !== option);
      const level = ranks.filter((rank) => depth(rank) === depth(ranks[option])).length > 1;
      const own = depth(ranks[option]);
      // Copies that shared a rank with another option share it all, or they would not stand as the original did.
      return { weight, ranks: [...others, ...order.map((by) => (level ? own : own + (by + 1) / 100))] };
    }),
  };
};

/** The same ballots with other names for the options. */
export const renamed = ({ names, ballots }: Rankings, as: (name: string) => string): Rankings => ({
  names: names.map(as),
  ballots,
});
