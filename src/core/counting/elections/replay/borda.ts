import { add, fraction, multiply, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import type { TotalFacts } from '../totals/facts.js';
import { exactOf, exactsOf, type Demand } from './finding.js';
import { equal, isMore, levelsBy, sameSet, sumOf, wholeOf } from './numbers.js';

/** What is known of a count by points between two steps: what the points by rank add up to, and the totals. */
export interface BordaSoFar {
  readonly due: ReadonlyMap<string, Fraction> | null;
  readonly totals: ReadonlyMap<string, Fraction> | null;
}

export const BEFORE_BORDA: BordaSoFar = { due: null, totals: null };

type Given = Pick<Election, 'method' | 'inputs' | 'seats'>;

/** Whether a method gives points by rank, so that its winners must follow from here. */
export const isByPoints = ({ method }: Given): boolean => method.startsWith('borda/');

/** Options by falling points; null where the steps do not say. */
export const rankingByPoints = (
  { totals }: BordaSoFar,
  { inputs }: Given,
): readonly (readonly string[])[] | null =>
  totals && levelsBy(inputs.options, (name) => totals.get(name) ?? ZERO);

/** The seats from the most points down; several where the last ones are tied. Null where the steps do not say. */
export function seatsByPoints(
  { totals }: BordaSoFar,
  { inputs, seats }: Given,
): readonly (readonly string[])[] | null {
  if (totals === null) return null;
  const filled: (readonly string[])[] = [];
  for (const level of levelsBy(inputs.options, (name) => totals.get(name) ?? ZERO)) {
    const left = seats - filled.length;
    const seated =
      level.length <= left ? level.map((name) => [name]) : new Array<typeof level>(left).fill(level);
    filled.push(...seated);
  }
  return filled;
}

/** What one step makes of what was known; steps of other methods change nothing. */
export function replayBordaStep(
  soFar: BordaSoFar,
  step: ElectionStep,
  election: Given,
  demand: Demand,
): BordaSoFar {
  if (!isByPoints(election)) return soFar;
  if (step.code === 'POINTS_BY_RANK') return { due: replayPoints(step.data, election, demand), totals: null };
  if (step.code !== 'TOTALS') return soFar;
  const { unit, totals, voters } = step.data;
  demand(unit === 'POINTS' && voters === election.inputs.voters, 'TOTALS_OF_ANOTHER_COUNT');
  const said = exactsOf(totals, demand);
  demand(sameSet([...said.keys()], election.inputs.options), 'NOT_EACH_OPTION');
  demand(
    election.inputs.options.every((name) => equal(said.get(name) ?? ZERO, soFar.due?.get(name) ?? ZERO)),
    'TOTALS_NOT_THE_SUM',
  );
  return { ...soFar, totals: said };
}

/** Each ballot gives each option points, and in a tournament it gives all of them as many as there are comparisons. */
function replayPoints(
  { variant, given }: TotalFacts['POINTS_BY_RANK'],
  { method, inputs }: Given,
  demand: Demand,
): ReadonlyMap<string, Fraction> {
  const { options } = inputs;
  const voters = BigInt(inputs.voters);
  demand(method === `borda/${variant.toLowerCase()}@1`, 'ANOTHER_VARIANT');
  demand(sameSet(Object.keys(given), options), 'NOT_EACH_OPTION');
  const most = fraction(BigInt(variant === 'MODIFIED' ? options.length : options.length - 1));
  const due = new Map<string, Fraction>();
  for (const name of options) {
    let [total, ballots, before] = [ZERO, 0n, null as Fraction | null];
    for (const row of given[name] ?? []) {
      const points = exactOf(row.points, demand);
      const number = wholeOf(row.ballots, demand);
      const isHalves = points.denominator === 1n || points.denominator === 2n;
      demand(isHalves && !isMore(ZERO, points) && !isMore(points, most), 'POINTS_OF_NO_RANK');
      demand(before === null || isMore(before, points), 'POINTS_OUT_OF_ORDER');
      before = points;
      ballots += number;
      total = add(total, multiply(points, fraction(number)));
    }
    demand(ballots === voters, 'BALLOTS_NOT_THE_VOTERS');
    due.set(name, total);
  }
  const pairs = fraction(BigInt(options.length * Math.max(0, options.length - 1)), 2n);
  const all = multiply(pairs, fraction(voters));
  const points = sumOf(due.values());
  if (variant === 'TOURNAMENT') demand(equal(points, all), 'POINTS_NOT_ALL_GIVEN');
  if (variant === 'OPTIMISTIC') demand(!isMore(all, points), 'POINTS_NOT_ALL_GIVEN');
  if (variant === 'PESSIMISTIC') demand(!isMore(points, all), 'MORE_POINTS_THAN_THERE_ARE');
  // A ballot that ranks all of n gives 1 to n, and no ballot gives more.
  const withLast = add(all, multiply(fraction(BigInt(options.length)), fraction(voters)));
  if (variant === 'MODIFIED') demand(!isMore(points, withLast), 'MORE_POINTS_THAN_THERE_ARE');
  return due;
}
