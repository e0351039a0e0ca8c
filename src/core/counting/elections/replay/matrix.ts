/**
 * Redoes a count that compares each two options from its working alone, with none of the code that wrote it: the matrix is
 * one that ballots can make, and whatever the method says of it follows from it. That the matrix is the one of these
 * ballots is for a recount to say.
 */
import { fraction, type Fraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { Badness, MatrixFacts, Measure } from '../matrix/facts.js';
import type { ElectionStep } from '../steps.js';
import { exactOf, type Demand } from './finding.js';
import { equal, levelsBy, sameList, sameSet, wholeOf } from './numbers.js';
import {
  checkDecision,
  checkLocked,
  checkOrders,
  checkPaths,
  type Compared,
  type SaidPaths,
} from './paths.js';
import { replayRunoffStep, type RunoffSoFar } from './runoff.js';

/** What is known of a count by comparisons between two steps. Values are replaced, never changed. */
export interface MatrixSoFar {
  readonly matrix: Compared | null;
  /** Who is compared at all: without those that the status quo kept out. */
  readonly standing: readonly string[];
  readonly paths: SaidPaths | null;
  /** The winners of each order of pairs that was shown. */
  readonly orders: readonly (readonly string[])[];
  readonly runoff: RunoffSoFar | null;
  /** Whom the steps leave for the one seat; null while the count has to go on. */
  readonly winners: readonly string[] | null;
}

export const BEFORE_MATRIX: MatrixSoFar = {
  matrix: null,
  standing: [],
  paths: null,
  orders: [],
  runoff: null,
  winners: null,
};

type Given = Pick<Election, 'method' | 'inputs' | 'options'>;

/** The steps by which each method decides. */
const DECIDED_BY: { readonly [method: string]: readonly ElectionStep['code'][] } = {
  'condorcet@1': ['CONDORCET_WINNER', 'CONDORCET_MISSED'],
  'copeland@1': ['COPELAND'],
  'schulze/wv@1': ['PATHS_DECIDE'],
  'schulze/margins@1': ['PATHS_DECIDE'],
  'ranked-pairs/wv-put@1': ['ORDERS_OF_EQUAL_PAIRS', 'ORDERS_NOT_FOLLOWED'],
  'ranked-pairs/margins-put@1': ['ORDERS_OF_EQUAL_PAIRS', 'ORDERS_NOT_FOLLOWED'],
  'minimax/wv@1': ['WORST_COMPARISONS'],
  'minimax/margins@1': ['WORST_COMPARISONS'],
  'minimax/opposition@1': ['WORST_COMPARISONS'],
  'smith-set@1': ['SMITH_SET'],
  'smith-irv@1': ['SMITH_ROUND', 'SMITH_SET'],
};

const MEASURES: { readonly [variant: string]: Badness } = {
  'wv@1': 'WINNING_VOTES',
  'wv-put@1': 'WINNING_VOTES',
  'margins@1': 'MARGINS',
  'margins-put@1': 'MARGINS',
  'opposition@1': 'OPPOSITION',
};

/** Whether a method compares each two options, so that its winners must follow from here. */
export const isByMatrix = ({ method }: Given): boolean => Object.hasOwn(DECIDED_BY, method);

/** The one seat, or none where nobody won; null where the steps do not say. */
export const seatsByMatrix = ({ winners }: MatrixSoFar): readonly (readonly string[])[] | null =>
  winners?.length === 0 ? [] : winners && [winners];

/** What one step makes of what was known; steps of other families change nothing. */
export function replayMatrixStep(
  soFar: MatrixSoFar,
  step: ElectionStep,
  election: Given,
  demand: Demand,
): MatrixSoFar {
  if (step.code === 'MATRIX') return readMatrix(step.data, election, demand);
  if (!isByMatrix(election) || soFar.matrix === null) return soFar;
  if (Object.values(DECIDED_BY).some((codes) => codes.includes(step.code)))
    demand(DECIDED_BY[election.method]?.includes(step.code) === true, 'STEP_OF_ANOTHER_METHOD');
  if ('measure' in step.data)
    demand(step.data.measure === MEASURES[election.method.split('/')[1] ?? ''], 'ANOTHER_MEASURE');
  return decide({ ...soFar, matrix: soFar.matrix }, step, election, demand);
}

type Begun = MatrixSoFar & { readonly matrix: Compared };

function decide(soFar: Begun, step: ElectionStep, election: Given, demand: Demand): MatrixSoFar {
  const { matrix, standing } = soFar;
  switch (step.code) {
    case 'CONDORCET_WINNER':
      demand(beatsAll(matrix, step.data.option), 'NOT_A_CONDORCET_WINNER');
      return { ...soFar, winners: [step.data.option] };
    case 'CONDORCET_MISSED':
      checkMissed(matrix, step.data, demand);
      return { ...soFar, winners: [] };
    case 'COPELAND':
      return { ...soFar, winners: replayCopeland(matrix, step.data, demand) };
    case 'WORST_COMPARISONS':
      return { ...soFar, winners: replayWorst(matrix, step.data, demand) };
    case 'STATUS_QUO':
      return { ...soFar, standing: replayStatusQuo(matrix, step.data, election, demand) };
    case 'STRONGEST_PATHS':
      demand((election.options['statusQuo'] === null) === (standing === matrix.names), 'NO_STATUS_QUO');
      return { ...soFar, paths: checkPaths(matrix, standing, step.data, demand) };
    case 'PATHS_DECIDE':
      return { ...soFar, winners: checkDecision(soFar, step.data, demand) };
    case 'PAIRS_LOCKED':
      return { ...soFar, orders: [...soFar.orders, checkLocked(matrix, step.data, demand)] };
    case 'ORDERS_OF_EQUAL_PAIRS':
    case 'ORDERS_NOT_FOLLOWED': {
      const measure = MEASURES[election.method.split('/')[1] as string] as Measure;
      return { ...soFar, winners: checkOrders(soFar, measure, step, demand) };
    }
    case 'SMITH_SET': {
      checkSmithSet(matrix, step.data, demand);
      const isAll = election.method === 'smith-set@1' || step.data.set.length === 0;
      return { ...soFar, standing: step.data.set, winners: isAll ? step.data.set : null };
    }
    default: {
      const voters = fraction(matrix.voters);
      const runoff = replayRunoffStep(soFar.runoff, step, { voters, set: standing }, demand);
      return {
        ...soFar,
        runoff,
        winners: runoff === soFar.runoff ? soFar.winners : (runoff?.winners ?? null),
      };
    }
  }
}

/** What a ballot puts above another is above a third, or the third above that: so are the sums. */
function readMatrix(
  { voters, above }: MatrixFacts['MATRIX'],
  { inputs }: Given,
  demand: Demand,
): MatrixSoFar {
  const names = inputs.options;
  demand(voters === inputs.voters, 'VOTERS_CHANGED');
  demand(sameSet(Object.keys(above), names), 'MATRIX_OF_OTHER_OPTIONS');
  const cells = new Map<string, Map<string, bigint>>();
  for (const name of names) {
    const row = above[name] ?? {};
    const others = names.filter((other) => other !== name);
    demand(sameSet(Object.keys(row), others), 'MATRIX_OF_OTHER_OPTIONS');
    cells.set(name, new Map(others.map((other) => [other, wholeOf(row[other], demand)])));
  }
  const all = wholeOf(voters, demand);
  const votes = (one: string, other: string): bigint => cells.get(one)?.get(other) ?? 0n;
  for (const a of names)
    for (const b of names.filter((name) => name !== a)) {
      demand(votes(a, b) + votes(b, a) <= all, 'MORE_BALLOTS_THAN_VOTERS');
      demand(
        names.every(
          (c) => votes(a, b) <= votes(a, c) + votes(c, b) && votes(a, b) >= votes(a, c) + votes(c, b) - all,
        ),
        'MATRIX_OF_NO_BALLOTS',
      );
    }
  const beats = (one: string, other: string): boolean => votes(one, other) > votes(other, one);
  return { ...BEFORE_MATRIX, matrix: { names, voters: all, votes, beats }, standing: names };
}

const othersOf = ({ names }: Compared, name: string): readonly string[] =>
  names.filter((other) => other !== name);

const beatsAll = (matrix: Compared, name: string): boolean =>
  matrix.names.includes(name) && othersOf(matrix, name).every((other) => matrix.beats(name, other));

function checkMissed(matrix: Compared, { unbeaten }: MatrixFacts['CONDORCET_MISSED'], demand: Demand): void {
  demand(sameSet(Object.keys(unbeaten), matrix.names), 'NOT_EACH_OPTION');
  for (const name of matrix.names) {
    const due = othersOf(matrix, name).filter((other) => !matrix.beats(name, other));
    demand(sameList(unbeaten[name] ?? [], due), 'UNBEATEN_NOT_BY_MATRIX');
    demand(due.length > 0, 'A_CONDORCET_WINNER_MISSED');
  }
}

function replayCopeland(
  matrix: Compared,
  { scores }: MatrixFacts['COPELAND'],
  demand: Demand,
): readonly string[] {
  demand(sameSet(Object.keys(scores), matrix.names), 'NOT_EACH_OPTION');
  const points = new Map<string, Fraction>();
  for (const name of matrix.names) {
    const others = othersOf(matrix, name);
    const won = others.filter((other) => matrix.beats(name, other)).length;
    const lost = others.filter((other) => matrix.beats(other, name)).length;
    const level = others.length - won - lost;
    const said = scores[name];
    demand(
      said?.won === String(won) && said.lost === String(lost) && said.equal === String(level),
      'COMPARISONS_NOT_BY_MATRIX',
    );
    const due = fraction(BigInt(2 * won + level), 2n);
    demand(equal(exactOf(said?.score, demand), due), 'SCORE_NOT_THE_SUM');
    points.set(name, due);
  }
  return levelsBy(matrix.names, (name) => points.get(name) as Fraction)[0] ?? [];
}

function replayWorst(
  { names, votes, beats }: Compared,
  { measure, worst }: MatrixFacts['WORST_COMPARISONS'],
  demand: Demand,
): readonly string[] {
  const bad = (name: string, other: string): bigint =>
    ({
      WINNING_VOTES: beats(other, name) ? votes(other, name) : 0n,
      MARGINS: votes(other, name) - votes(name, other),
      OPPOSITION: votes(other, name),
    })[measure];
  const most = new Map<string, bigint>();
  demand(sameSet(Object.keys(worst), names.length > 1 ? names : []), 'NOT_EACH_OPTION');
  for (const name of names.length > 1 ? names : []) {
    const others = names.filter((other) => other !== name);
    const due = others.map((other) => bad(name, other)).reduce((a, b) => (a < b ? b : a));
    demand(worst[name]?.bad === String(due), 'WORST_NOT_BY_MATRIX');
    const by = others.filter((other) => bad(name, other) === due);
    demand(sameList(worst[name]?.by ?? [], by), 'WORST_BY_OTHERS');
    most.set(name, due);
  }
  return levelsBy(names, (name) => fraction(-(most.get(name) ?? 0n)))[0] ?? [];
}

/** Enough to stay is the least number that is enough: with one less, something is missing. */
function replayStatusQuo(
  { names, votes }: Compared,
  { option, quorum, judged }: MatrixFacts['STATUS_QUO'],
  { options }: Given,
  demand: Demand,
): readonly string[] {
  demand(option === options['statusQuo'] && quorum === String(options['quorum']), 'ANOTHER_STATUS_QUO');
  const others = names.filter((name) => name !== option);
  demand(
    sameList(
      judged.map((one) => one.option),
      others,
    ),
    'NOT_EACH_OPTION',
  );
  const own = options['ratios'] as { readonly [name: string]: string } | null;
  for (const one of judged) {
    const [above, against] = [votes(one.option, option), votes(option, one.option)];
    const due = own && Object.hasOwn(own, one.option) ? own[one.option] : options['ratio'];
    demand(one.ratio === due, 'ANOTHER_RATIO');
    demand(one.votes === String(above) && one.against === String(against), 'VOTES_NOT_BY_MATRIX');
    const [part, whole] = one.ratio.split('/').map((text) => wholeOf(text, demand)) as [bigint, bigint];
    const isEnough = (number: bigint): boolean =>
      number > against && number >= wholeOf(quorum, demand) && number * whole >= part * against;
    const needed = wholeOf(one.needed, demand);
    demand(isEnough(needed) && !isEnough(needed - 1n), 'NEEDED_NOT_BY_FORMULA');
    demand(one.stays === isEnough(above), 'STAYS_WRONGLY');
  }
  const out = judged.filter(({ stays }) => !stays).map((one) => one.option);
  return names.filter((name) => !out.includes(name));
}

/** Sets whose members beat all outside lie in one another, and each holds those who beat the most: so the first that is one. */
function checkSmithSet(
  { names, beats }: Compared,
  { set, outside }: MatrixFacts['SMITH_SET'],
  demand: Demand,
): void {
  const won = (name: string): number => names.filter((other) => beats(name, other)).length;
  const byWins = [...names].sort((a, b) => won(b) - won(a));
  const size = byWins.findIndex((_, last) =>
    byWins.slice(0, last + 1).every((one) => byWins.slice(last + 1).every((other) => beats(one, other))),
  );
  const due = byWins.slice(0, size + 1);
  demand(
    sameList(
      set,
      names.filter((name) => due.includes(name)),
    ),
    'NOT_THE_SMITH_SET',
  );
  demand(
    sameList(
      outside,
      names.filter((name) => !due.includes(name)),
    ),
    'OUTSIDE_NOT_THE_OTHERS',
  );
}
