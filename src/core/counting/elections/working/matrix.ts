import { add, compareFractions } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { Badness, Duel as WrittenDuel, MatrixFacts, Path as WrittenPath } from '../matrix/facts.js';
import type { ElectionStep } from '../steps.js';
import {
  allOf,
  amountsOf,
  exactOf,
  firstOf,
  inSlateOrder,
  type Counted,
  type OptionAmount,
} from './by-option.js';
import { Rounds, setAside, type Round } from './round.js';

/** `ballots` put one option above another. */
export interface Cell {
  readonly above: string;
  readonly below: string;
  readonly ballots: number;
}

/** One option above another on `votes` ballots, below it on `against`. */
export interface Duel {
  readonly winner: string;
  readonly loser: string;
  readonly votes: number;
  readonly against: number;
}

/** From the first to the last, each beating the next, and the weakest win on the way. */
export interface Path {
  readonly through: readonly string[];
  readonly weakest: Duel;
}

/** `by` stands above `option`: its path there is stronger than any back. */
export interface BeatenOption {
  readonly option: string;
  readonly by: string;
  readonly path: Path;
  readonly back: Path | null;
}

/** A pair, and the path of those locked in before it by which it is shut out; empty where it is locked in. */
export interface LockedPair extends Duel {
  readonly shutOutBy: readonly string[];
}

export interface PairOrder {
  readonly winners: readonly string[];
  readonly pairs: readonly LockedPair[];
}

export interface DuelScore extends OptionAmount {
  readonly won: number;
  readonly equal: number;
  readonly lost: number;
}

export interface WorstComparison {
  readonly option: string;
  readonly bad: string;
  readonly by: readonly string[];
}

export interface JudgedAgainstStatusQuo {
  readonly option: string;
  readonly ratio: string;
  readonly votes: number;
  readonly against: number;
  readonly needed: string;
  readonly stays: boolean;
}

/** Each two options compared on all ballots, and what the method makes of it: a part is empty where it asks for none. */
export interface MatrixWorking {
  readonly family: 'MATRIX';
  readonly voters: number;
  readonly options: readonly string[];
  readonly cells: readonly Cell[];
  /** What beats each of the others. */
  readonly condorcetWinner: string | null;
  /** Where nobody does: whom each option does not beat. */
  readonly unbeaten: readonly { readonly option: string; readonly by: readonly string[] }[];
  readonly statusQuo: {
    readonly option: string;
    readonly quorum: string;
    readonly judged: readonly JudgedAgainstStatusQuo[];
  } | null;
  readonly scores: readonly DuelScore[];
  readonly measure: Badness | null;
  readonly worst: readonly WorstComparison[];
  /** A strongest path from each option to each other to which one leads. */
  readonly paths: readonly Path[];
  readonly beaten: readonly BeatenOption[];
  readonly orders: readonly PairOrder[];
  /** Whom some order might elect, where too many orders would have to be followed to know. */
  readonly undecided: readonly string[];
  readonly smithSet: readonly string[];
  /** The runoff among the set. */
  readonly rounds: readonly Round[];
}

export function readMatrix(counted: Counted): MatrixWorking {
  const matrix = firstOf(counted, 'MATRIX');
  const unbeaten = inSlateOrder(counted, firstOf(counted, 'CONDORCET_MISSED')?.unbeaten ?? {});
  const worst = firstOf(counted, 'WORST_COMPARISONS');
  return {
    family: 'MATRIX',
    voters: Number(matrix?.voters ?? 0),
    options: counted.election.inputs.options,
    cells: matrix ? cellsOf(counted, matrix) : [],
    condorcetWinner: firstOf(counted, 'CONDORCET_WINNER')?.option ?? null,
    unbeaten: unbeaten.map(([option, by]) => ({ option, by })),
    statusQuo: statusQuoOf(firstOf(counted, 'STATUS_QUO')),
    scores: scoresOf(counted, firstOf(counted, 'COPELAND')?.scores ?? {}),
    measure:
      firstOf(counted, 'STRONGEST_PATHS')?.measure ??
      firstOf(counted, 'PAIRS_LOCKED')?.measure ??
      worst?.measure ??
      null,
    worst: inSlateOrder(counted, worst?.worst ?? {}).map(([option, { bad, by }]) => ({ option, bad, by })),
    paths: pathsIn(counted),
    beaten: beatenIn(counted),
    orders: ordersIn(counted),
    undecided: firstOf(counted, 'ORDERS_NOT_FOLLOWED')?.undecided ?? [],
    smithSet: firstOf(counted, 'SMITH_SET')?.set ?? [],
    rounds: roundsOf(counted),
  };
}

const scoresOf = (counted: Counted, scores: MatrixFacts['COPELAND']['scores']): readonly DuelScore[] =>
  inSlateOrder(counted, scores).map(([option, { score, won, equal, lost }]) => ({
    option,
    exact: score.exact,
    rounded: score.rounded,
    won: Number(won),
    equal: Number(equal),
    lost: Number(lost),
  }));

const pathsIn = (counted: Counted): readonly Path[] =>
  inSlateOrder(counted, firstOf(counted, 'STRONGEST_PATHS')?.paths ?? {}).flatMap(([, ways]) =>
    inSlateOrder(counted, ways).map(([, path]) => pathOf(path)),
  );

const beatenIn = (counted: Counted): readonly BeatenOption[] =>
  (firstOf(counted, 'PATHS_DECIDE')?.beaten ?? []).map(({ option, by, path, back }) => ({
    option,
    by,
    path: pathOf(path),
    back: back && pathOf(back),
  }));

const ordersIn = (counted: Counted): readonly PairOrder[] =>
  allOf(counted, 'PAIRS_LOCKED').map(({ winners, pairs }) => ({
    winners,
    pairs: pairs.map(({ shutOutBy, ...duel }) => ({ ...duelOf(duel), shutOutBy: shutOutBy ?? [] })),
  }));

const cellsOf = (counted: Counted, { above }: MatrixFacts['MATRIX']): readonly Cell[] =>
  inSlateOrder(counted, above).flatMap(([option, others]) =>
    inSlateOrder(counted, others).map(([below, ballots]) => ({
      above: option,
      below,
      ballots: Number(ballots),
    })),
  );

const duelOf = ({ winner, loser, votes, against }: WrittenDuel): Duel => ({
  winner,
  loser,
  votes: Number(votes),
  against: Number(against),
});

const pathOf = ({ through, weakest }: WrittenPath): Path => ({ through, weakest: duelOf(weakest) });

function statusQuoOf(facts: MatrixFacts['STATUS_QUO'] | null): MatrixWorking['statusQuo'] {
  if (!facts) return null;
  const { option, quorum, judged } = facts;
  return {
    option,
    quorum,
    judged: judged.map((one) => ({ ...one, votes: Number(one.votes), against: Number(one.against) })),
  };
}

/** The runoff in the Smith set: its rounds bear no number, and nobody says who has the majority but the tallies. */
function roundsOf(counted: Counted): readonly Round[] {
  const rounds = new Rounds();
  for (const step of counted.steps) addRunoffStep(rounds, step, counted);
  return rounds.all;
}

function addRunoffStep(rounds: Rounds, step: ElectionStep, counted: Counted): void {
  if (step.code === 'SMITH_ROUND') {
    const { tallies, half, exhausted } = step.data;
    const standing = amountsOf(counted, tallies);
    const exceeded = exactOf(half);
    const first = standing.find(
      (tally) => standing.length === 1 || compareFractions(exactOf(tally), exceeded) > 0,
    );
    rounds.begin({
      number: rounds.all.length + 1,
      tallies: standing,
      threshold: { ...half, active: amount(add(exceeded, exceeded)).exact, divisor: '2', by: 'EXCEED' },
      exhausted: setAside('NO_FURTHER_CHOICE', exhausted),
      elected: first ? [{ option: first.option, reason: standing.length === 1 ? 'LEFT' : 'REACHED' }] : [],
    });
  }
  if (step.code !== 'SMITH_ELIMINATED') return;
  const { options, to, exhausted } = step.data;
  const reason = options.length > 1 ? 'TIED_BATCH' : 'FEWEST';
  const common = { from: options, ballots: null, each: null };
  rounds.add(
    'eliminated',
    options.map((option) => ({ option, reason })),
  );
  rounds.add('transfers', [
    ...amountsOf(counted, to).map(({ option, exact, rounded }) => ({
      ...common,
      exact,
      rounded,
      to: option,
      reason: null,
    })),
    ...setAside('NO_FURTHER_CHOICE', exhausted).map((votes) => ({ ...common, ...votes, to: null })),
  ]);
}
