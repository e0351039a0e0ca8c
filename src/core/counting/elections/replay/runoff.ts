import { add, fraction, multiply, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { MatrixFacts } from '../matrix/facts.js';
import type { ElectionStep } from '../steps.js';
import { exactOf, exactsOf, type Demand } from './finding.js';
import { equal, isMore, sameList, sameSet, sumOf } from './numbers.js';

/** What is known of the runoff among a Smith set between two steps. */
export interface RunoffSoFar {
  readonly tallies: ReadonlyMap<string, Fraction>;
  readonly exhausted: Fraction;
  /** Whom a lot chose, or the way of an open tie; null where nothing had to. */
  readonly chosen: string | null;
  /** Whether the tallies are those of a round that was written down. */
  readonly counted: boolean;
  readonly winners: readonly string[] | null;
}

/** What there is to count: the voters, and the Smith set. */
interface Runoff {
  readonly voters: Fraction;
  readonly set: readonly string[];
}

const HALF = fraction(1n, 2n);

/** What one step makes of what was known; steps of other families change nothing. */
export function replayRunoffStep(
  soFar: RunoffSoFar | null,
  step: ElectionStep,
  runoff: Runoff,
  demand: Demand,
): RunoffSoFar | null {
  if (step.code === 'SMITH_ROUND') return replayRound(soFar, step.data, runoff, demand);
  if (step.code === 'SMITH_ELIMINATED') {
    demand(soFar?.counted === true, 'ROUND_OUT_OF_ORDER');
    return soFar && replayEliminated(soFar, step.data, demand);
  }
  if (step.code !== 'TIE_SETTLED_BY_LOT' || soFar === null) return soFar;
  demand(step.data.of === 'ELIMINATION' && soFar.chosen === null, 'NO_SUCH_TIE');
  demand(soFar.winners === null && sameSet(step.data.order, lastOf(soFar)), 'NOT_THOSE_TIED');
  return { ...soFar, chosen: step.data.chosen };
}

function replayRound(
  soFar: RunoffSoFar | null,
  data: MatrixFacts['SMITH_ROUND'],
  { voters, set }: Runoff,
  demand: Demand,
): RunoffSoFar {
  const tallies = exactsOf(data.tallies, demand);
  const exhausted = exactOf(data.exhausted, demand);
  const all = sumOf(tallies.values());
  demand(equal(exactOf(data.half, demand), multiply(all, HALF)), 'NOT_THE_HALF');
  demand(equal(add(all, exhausted), voters), 'BALLOTS_NOT_KEPT');
  demand(soFar?.counted !== true, 'ROUND_OUT_OF_ORDER');
  const standing = soFar ? [...soFar.tallies.keys()] : set;
  demand(sameSet([...tallies.keys()], standing), 'TALLIES_OF_OTHERS');
  if (soFar)
    demand(
      equal(exhausted, soFar.exhausted) &&
        standing.every((name) => equal(tallies.get(name) ?? ZERO, soFar.tallies.get(name) ?? ZERO)),
      'TALLIES_NOT_FROM_TRANSFERS',
    );
  const winners = winnersOf(tallies, all);
  return { tallies, exhausted, chosen: null, counted: true, winners };
}

/** The last one, or who has more than half; all of them, where no ballot is with any. */
function winnersOf(tallies: ReadonlyMap<string, Fraction>, all: Fraction): readonly string[] | null {
  const names = [...tallies.keys()];
  if (names.length === 1 || equal(all, ZERO)) return names.sort();
  const first = names.find((name) => isMore(tallies.get(name) ?? ZERO, multiply(all, HALF)));
  return first === undefined ? null : [first];
}

function lastOf({ tallies }: RunoffSoFar): readonly string[] {
  return [...tallies.keys()].filter((name) =>
    [...tallies.values()].every((other) => !isMore(tallies.get(name) ?? ZERO, other)),
  );
}

function replayEliminated(
  soFar: RunoffSoFar,
  { options, to, exhausted }: MatrixFacts['SMITH_ELIMINATED'],
  demand: Demand,
): RunoffSoFar {
  demand(soFar.winners === null, 'ELIMINATED_AFTER_THE_END');
  const last = lastOf(soFar);
  const left = new Map([...soFar.tallies].filter(([name]) => !options.includes(name)));
  const passed = exactsOf(to, demand);
  const out = exactOf(exhausted, demand);
  const gone = sumOf(last.map((name) => soFar.tallies.get(name) ?? ZERO));
  if (soFar.chosen !== null) demand(sameList(options, [soFar.chosen]), 'TIE_NOT_FOLLOWED');
  else {
    demand(sameSet(options, last), 'ELIMINATED_NOT_THE_FEWEST');
    const canTogether = equal(gone, ZERO) || [...left.values()].every((votes) => isMore(votes, gone));
    demand(last.length === 1 || canTogether, 'TIE_NOT_SETTLED');
  }
  const went = sumOf(options.map((name) => soFar.tallies.get(name) ?? ZERO));
  demand(equal(add(sumOf(passed.values()), out), went), 'TRANSFER_NOT_THE_TALLY');
  demand(
    [...passed].every(([name, votes]) => left.has(name) && isMore(votes, ZERO)),
    'TRANSFERRED_TO_NOBODY',
  );
  for (const [name, votes] of passed) left.set(name, add(left.get(name) ?? ZERO, votes));
  return {
    tallies: left,
    exhausted: add(soFar.exhausted, out),
    chosen: null,
    counted: false,
    winners: null,
  };
}
