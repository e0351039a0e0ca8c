/**
 * Counts that add up once more, voter by voter, as plainly as their texts say them, for tests alone. Null where only a lot
 * could go on.
 */
import {
  add,
  compareFractions,
  divide,
  fraction,
  ZERO,
  type Fraction,
} from '../../src/core/kernel/fractions.js';

/** One ballot a voter. */
export type Voters<T> = readonly T[];

export interface Outcome {
  readonly ranking: readonly (readonly string[])[];
  readonly winners: readonly (readonly string[])[];
}

const sum = (numbers: readonly Fraction[]): Fraction => numbers.reduce(add, ZERO);
const whole = (number: number): Fraction => fraction(BigInt(number));

/** Who has most comes first; who has as much stands beside. A seat for each, and for those who do not all fit the seats left. */
export function inOrder(
  names: readonly string[],
  numberOf: (place: number) => Fraction,
  seats: number,
): Outcome {
  const ranking: string[][] = [];
  let left = [...names.keys()];
  while (left.length > 0) {
    const first = left.filter((one) =>
      left.every((other) => compareFractions(numberOf(one), numberOf(other)) >= 0),
    );
    ranking.push(first.map((place) => names[place] as string).sort());
    left = left.filter((place) => !first.includes(place));
  }
  const winners: string[][] = [];
  for (const level of ranking)
    for (const name of level)
      if (winners.length < seats)
        winners.push(
          level.length <= seats - ranking.slice(0, ranking.indexOf(level)).flat().length ? [name] : level,
        );
  return { ranking, winners };
}

export type BordaVariant = 'tournament' | 'optimistic' | 'pessimistic' | 'modified';

/**
 * Points of one option on one ballot. Where n stand, the first place is worth n − 1 and the last 0, modified as many as are
 * ranked and 1; places that are shared are shared out. Those left out share the places left, have the best of them, or none.
 */
export function bordaPoints(
  variant: BordaVariant,
  options: number,
  levels: readonly (readonly number[])[],
  option: number,
): Fraction {
  const ranked = levels.flat().length;
  const first = variant === 'modified' ? ranked : options - 1;
  const worth = (from: number, to: number): Fraction =>
    divide(sum(Array.from({ length: to - from }, (_, at) => whole(first - from - at))), whole(to - from));
  const at = levels.findIndex((level) => level.includes(option));
  const above = levels.slice(0, Math.max(0, at)).flat().length;
  if (at >= 0) return worth(above, above + (levels[at] as readonly number[]).length);
  if (variant === 'tournament') return worth(ranked, options);
  return variant === 'optimistic' ? whole(first - ranked) : ZERO;
}

export interface ScoreRules {
  readonly missing: 'LEAST' | 'AVERAGE';
  readonly least: number | null;
}

/** All scores of an option; a score that is missing is the least of the scale, or the average of those that it was given. */
export function naiveScore(
  ballots: Voters<readonly (number | null)[]>,
  { missing, least }: ScoreRules,
): (place: number) => Fraction {
  const lowest = least ?? Math.min(0, ...ballots.flat().map((score) => score ?? 0));
  return (place) => {
    const given = ballots.map((ballot) => ballot[place] ?? null).filter((score) => score !== null);
    const silent = ballots.length - given.length;
    const all = sum(given.map(whole));
    const each = missing === 'AVERAGE' && given.length > 0 ? divide(all, whole(given.length)) : whole(lowest);
    return add(all, sum(Array<Fraction>(silent).fill(each)));
  };
}

export interface StarRules {
  readonly maxScore: number;
  readonly headToHead: 'FEWEST_LOSSES' | 'TWO_ONLY';
  readonly fiveStar: boolean;
}

type Ballots = Voters<readonly number[]>;

const pointsOf = (ballots: Ballots, option: number): number =>
  ballots.reduce((points, ballot) => points + (ballot[option] as number), 0);
const prefer = (ballots: Ballots, one: number, other: number): number =>
  ballots.filter((ballot) => (ballot[one] as number) > (ballot[other] as number)).length;
const bestOf = (ballots: Ballots, { maxScore }: StarRules, option: number): number =>
  ballots.filter((ballot) => ballot[option] === maxScore).length;

const most = (among: readonly number[], numberOf: (option: number) => number): readonly number[] =>
  among.filter((one) => among.every((other) => numberOf(one) >= numberOf(other)));

/** Those of some tied in points who are left after the first rule that parts them; null where none does. */
function parted(ballots: Ballots, rules: StarRules, tied: readonly number[]): readonly number[] | null {
  const losses = (option: number): number =>
    tied.filter((other) => prefer(ballots, other, option) > prefer(ballots, option, other)).length;
  const worst = most(tied, losses);
  if ((rules.headToHead === 'FEWEST_LOSSES' || tied.length === 2) && worst.length < tied.length)
    return tied.filter((option) => !worst.includes(option));
  const best = most(tied, (option) => bestOf(ballots, rules, option));
  return rules.fiveStar && best.length < tied.length ? best : null;
}

/** The two with the most points, as starvoting.org/ties parts those tied; null where a lot would have to. */
function finalists(ballots: Ballots, rules: StarRules, options: readonly number[]): readonly number[] | null {
  const reached: number[] = [];
  while (reached.length < Math.min(2, options.length)) {
    let next: readonly number[] | null = most(
      options.filter((option) => !reached.includes(option)),
      (option) => pointsOf(ballots, option),
    );
    while (next !== null && next.length > 2 - reached.length) next = parted(ballots, rules, next);
    if (next === null) return null;
    reached.push(...next);
  }
  return reached;
}

/** STAR: of two finalists the one whom more ballots score higher, then with more points, then with more of the best scores. */
export function naiveStar(names: readonly string[], ballots: Ballots, rules: StarRules): Outcome | null {
  const options = [...names.keys()];
  const two = finalists(ballots, rules, options);
  if (two === null) return null;
  const named = (some: readonly number[]): readonly string[] =>
    some.map((option) => names[option] as string).sort();
  const outcome = (...levels: readonly (readonly number[])[]): Outcome => {
    const others = options.filter((option) => !two.includes(option));
    const ranking = [...levels, others].map(named).filter((level) => level.length > 0);
    return { ranking, winners: ranking.slice(0, 1) };
  };
  const [a, b] = two as readonly [number, number | undefined];
  if (b === undefined) return outcome([a]);
  for (const ahead of [
    prefer(ballots, a, b) - prefer(ballots, b, a),
    pointsOf(ballots, a) - pointsOf(ballots, b),
    rules.fiveStar ? bestOf(ballots, rules, a) - bestOf(ballots, rules, b) : 0,
  ])
    if (ahead !== 0) return ahead > 0 ? outcome([a], [b]) : outcome([b], [a]);
  return outcome(two);
}
