/**
 * Counts that fill seats once more, voter by voter and paper by paper, as plainly as they can be written, for tests alone. Null
 * where options are tied: then it is for a lot, and for no reference.
 */
import {
  add,
  compareFractions,
  divide,
  fraction,
  multiply,
  subtract,
  ZERO,
  type Fraction,
} from '../../src/core/kernel/fractions.js';

/** The first of several by a number, the least or the greatest; null where others have as much. */
export function only<T>(
  all: readonly T[],
  numberOf: (one: T) => Fraction,
  which: 'LEAST' | 'MOST',
): T | null {
  const sign = which === 'LEAST' ? 1 : -1;
  const ordered = [...all].sort((a, b) => sign * compareFractions(numberOf(a), numberOf(b)));
  const [first, second] = ordered;
  if (first === undefined) return null;
  return second !== undefined && compareFractions(numberOf(first), numberOf(second)) === 0 ? null : first;
}

const sum = (numbers: readonly Fraction[]): Fraction => numbers.reduce(add, ZERO);

interface Paper {
  readonly preferences: readonly number[];
  value: Fraction;
}

export interface NaiveTransfers {
  readonly options: number;
  readonly seats: number;
  /** The preferences of each voter. */
  readonly papers: readonly (readonly number[])[];
  /** What a paper is worth that goes on. */
  readonly valueOf: (surplus: Fraction, votes: Fraction, value: Fraction) => Fraction;
  readonly surpluses: 'LARGEST_FIRST' | 'TOGETHER';
}

/** A single transferable vote: all papers of whoever is above the quota go on, then those of whoever has the fewest votes. */
export function naiveTransfers({
  options,
  seats,
  papers,
  valueOf,
  surpluses,
}: NaiveTransfers): readonly number[] | null {
  const valid = papers.filter(({ length }) => length > 0);
  if (valid.length === 0) return null;
  const quota = fraction(BigInt(Math.floor(valid.length / (seats + 1)) + 1));
  const standing = new Set(Array(options).keys());
  const elected: number[] = [];
  const held = new Map<number, Paper[]>([...standing].map((option) => [option, []]));
  const lay = (paper: Paper): void => {
    const next = paper.preferences.find((option) => standing.has(option));
    if (next !== undefined) held.get(next)?.push(paper);
  };
  const votesOf = (option: number): Fraction => sum((held.get(option) ?? []).map(({ value }) => value));
  for (const preferences of valid) lay({ preferences, value: fraction(1n) });
  const above = new Set<number>();
  for (;;) {
    for (const option of [...standing].filter((one) => compareFractions(votesOf(one), quota) >= 0)) {
      standing.delete(option);
      elected.push(option);
      if (compareFractions(votesOf(option), quota) > 0) above.add(option);
    }
    if (standing.size <= seats - elected.length) return [...elected, ...standing];
    if (elected.length >= seats) return elected;
    if (above.size > 0) {
      const largest = surpluses === 'TOGETHER' ? [...above] : [only([...above], votesOf, 'MOST')];
      for (const option of largest) {
        if (option === null) return null;
        const votes = votesOf(option);
        const going = held.get(option) ?? [];
        held.set(option, []);
        above.delete(option);
        for (const { preferences, value } of going)
          lay({ preferences, value: valueOf(subtract(votes, quota), votes, value) });
      }
      continue;
    }
    const last = only([...standing], votesOf, 'LEAST');
    if (last === null) return null;
    standing.delete(last);
    for (const paper of held.get(last) ?? []) lay(paper);
  }
}

/** Seat by seat, to whom is best by a weight that each voter's approvals have so far. */
export function naiveSequential(
  rule: 'PHRAGMEN' | 'THIELE',
  options: number,
  seats: number,
  voters: readonly (readonly number[])[],
): readonly number[] | null {
  const elected: number[] = [];
  const loads = voters.map(() => ZERO);
  while (elected.length < seats) {
    const supported = [...Array(options).keys()].filter(
      (option) => !elected.includes(option) && voters.some((one) => one.includes(option)),
    );
    if (supported.length === 0) return elected;
    const loadOf = (option: number): Fraction => {
      const own = loads.filter((_, voter) => voters[voter]?.includes(option));
      return divide(add(fraction(1n), sum(own)), fraction(BigInt(own.length)));
    };
    const gainOf = (option: number): Fraction =>
      sum(
        voters
          .filter((one) => one.includes(option))
          .map((one) => fraction(1n, BigInt(1 + one.filter((other) => elected.includes(other)).length))),
      );
    const next = rule === 'PHRAGMEN' ? only(supported, loadOf, 'LEAST') : only(supported, gainOf, 'MOST');
    if (next === null) return null;
    const load = loadOf(next);
    for (const [voter, one] of voters.entries()) if (one.includes(next)) loads[voter] = load;
    elected.push(next);
  }
  return elected;
}

/** Equal shares without completion: each voter pays the same for an option, or all that is left, and the cheapest is bought. */
export function naiveShares(
  costs: readonly bigint[],
  budget: bigint,
  voters: readonly (readonly number[])[],
): readonly number[] | null {
  const money = voters.map(() => fraction(budget, BigInt(voters.length)));
  const bought: number[] = [];
  for (;;) {
    const offers = new Map<number, Fraction>();
    for (const [option, cost] of costs.entries()) {
      const purses = money.filter((_, voter) => voters[voter]?.includes(option)).sort(compareFractions);
      if (bought.includes(option) || purses.length === 0) continue;
      let unpaid = fraction(cost);
      for (const [at, purse] of purses.entries()) {
        const each = divide(unpaid, fraction(BigInt(purses.length - at)));
        if (compareFractions(each, purse) <= 0) {
          offers.set(option, each);
          break;
        }
        unpaid = subtract(unpaid, purse);
      }
    }
    if (offers.size === 0) return bought;
    const rateOf = (option: number): Fraction =>
      divide(offers.get(option) as Fraction, fraction(costs[option] as bigint));
    const next = only([...offers.keys()], rateOf, 'LEAST');
    if (next === null) return null;
    const each = multiply(rateOf(next), fraction(costs[next] as bigint));
    for (const [voter, one] of voters.entries())
      if (one.includes(next)) {
        const left = subtract(money[voter] as Fraction, each);
        money[voter] = compareFractions(left, ZERO) > 0 ? left : ZERO;
      }
    bought.push(next);
  }
}
