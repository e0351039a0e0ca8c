/**
 * Redoes what is added up from its working alone: ballots by what they give make up all ballots, totals are what was
 * given, and who is first has the most.
 */
import { add, divide, fraction, multiply, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import type { TotalFacts } from '../totals/facts.js';
import type { Demand } from './finding.js';
import { equal, sameSet, sumOf, wholeOf } from './numbers.js';
import { filled, readAmount, standingBy, total, type Standing } from './standing.js';
import { BEFORE_STAR, replayStarStep, starStanding, type StarSoFar } from './star.js';

type Row = { readonly number: Fraction; readonly ballots: bigint };

/** What is known between two steps. */
export interface TotalsSoFar {
  /** How many ballots gave each option which number. */
  readonly given: ReadonlyMap<string, readonly Row[]> | null;
  readonly missing: ReadonlyMap<string, bigint>;
  readonly added: ReadonlyMap<string, Fraction>;
  readonly passedOver: bigint;
  readonly approvals: bigint | null;
  readonly dots: bigint | null;
  readonly totals: ReadonlyMap<string, Fraction>;
  /** Ballots that gave no voice, of which nothing was said yet. */
  readonly unvoiced: bigint;
  readonly standing: Standing | null;
  readonly star: StarSoFar;
}

export const BEFORE_TOTALS: TotalsSoFar = {
  given: null,
  missing: new Map(),
  added: new Map(),
  passedOver: 0n,
  approvals: null,
  dots: null,
  totals: new Map(),
  unvoiced: 0n,
  standing: null,
  star: BEFORE_STAR,
};

/** What one step makes of what was known; steps of other families change nothing. */
export function replayTotalStep(
  soFar: TotalsSoFar,
  step: ElectionStep,
  election: Election,
  demand: Demand,
): TotalsSoFar {
  if (!isByTotals(election)) return soFar;
  switch (step.code) {
    case 'SCORES_GIVEN':
      return replayScores(soFar, step.data, election, demand);
    case 'MISSING_SCORES':
      return replayMissing(soFar, step.data, election, demand);
    case 'TOO_MANY_APPROVED':
      demand(wholeOf(step.data.most, demand) === BigInt(election.seats), 'LIMIT_CHANGED');
      return { ...soFar, passedOver: wholeOf(step.data.ballots, demand) };
    case 'APPROVED_BY_NUMBER':
      return replayApproved(soFar, step.data, election, demand);
    case 'DOTS_GIVEN':
      return replayDots(soFar, step.data, election, demand);
    case 'TOTALS':
      return replayTotals(soFar, step.data, election, demand);
    case 'SEVERAL_FIRST':
      demand(wholeOf(step.data.ballots, demand) === soFar.unvoiced, 'BALLOTS_NOT_ALL');
      return { ...soFar, unvoiced: 0n };
    case 'MAJORITY_FOUND':
    case 'MAJORITY_MISSED':
      return replayMajority(soFar, step, election, demand);
    default:
      return { ...soFar, star: replayStarStep(soFar.star, step, starGrounds(soFar, election), demand) };
  }
}

const METHODS = ['plurality', 'majority', 'approval', 'approval-block', 'score', 'dots', 'star'];

/** Whether a method adds up what ballots give, so that its winners must follow from here. */
export const isByTotals = ({ method }: Pick<Election, 'method'>): boolean =>
  METHODS.includes(method.split('@')[0] as string);

/** Where a count by totals ended; null where the steps do not say, or some ballots are not spoken of. */
export function standingByTotals(soFar: TotalsSoFar, election: Election): Standing | null {
  if (soFar.unvoiced !== 0n) return null;
  if (!election.method.startsWith('star@')) return soFar.standing;
  const { options, voters } = election.inputs;
  if (voters !== '0') return starStanding(soFar.star, starGrounds(soFar, election));
  const all = options.length === 0 ? [] : [options];
  return { ranking: all, seats: filled(all, 1) };
}

/** What STAR's runoff stands on: points, and how many ballots gave which score. */
export function starGrounds({ totals, given }: TotalsSoFar, election: Election) {
  const best = fraction(BigInt(Number(election.options['maxScore'] ?? 0)));
  const bestOf = (name: string): bigint =>
    total((given?.get(name) ?? []).filter(({ number }) => equal(number, best)).map(({ ballots }) => ballots));
  return {
    points: totals,
    best: new Map([...totals.keys()].map((name) => [name, bestOf(name)])),
    voters: BigInt(election.inputs.voters),
    options: election.options,
  };
}

const votersOf = ({ inputs }: Election): bigint => BigInt(inputs.voters);

const sumOfRows = (rows: readonly Row[]): Fraction =>
  sumOf(rows.map(({ number, ballots }) => multiply(number, fraction(ballots))));

const ballotsOf = (rows: readonly Row[]): bigint => total(rows.map(({ ballots }) => ballots));

function replayScores(
  soFar: TotalsSoFar,
  { given, missing }: TotalFacts['SCORES_GIVEN'],
  election: Election,
  demand: Demand,
): TotalsSoFar {
  const rows = new Map(
    Object.entries(given).map(([name, list]) => [
      name,
      list.map(({ score, ballots }) => {
        const isScore = /^-?[0-9]+$/.test(score);
        demand(isScore, 'NOT_A_SCORE');
        return { number: fraction(isScore ? BigInt(score) : 0n), ballots: wholeOf(ballots, demand) };
      }),
    ]),
  );
  demand(sameSet([...rows.keys()], election.inputs.options), 'OPTIONS_CHANGED');
  const gone = new Map([...rows.keys()].map((name) => [name, wholeOf(missing[name], demand)]));
  for (const [name, list] of rows)
    demand(ballotsOf(list) + (gone.get(name) ?? 0n) === votersOf(election), 'BALLOTS_NOT_ALL');
  return { ...soFar, given: rows, missing: gone };
}

function replayMissing(
  soFar: TotalsSoFar,
  { as, each, added }: TotalFacts['MISSING_SCORES'],
  { options }: Election,
  demand: Demand,
): TotalsSoFar {
  const lists = soFar.given ?? new Map<string, readonly Row[]>();
  const scores = [...lists.values()].flat().map(({ number }) => number.numerator);
  const least = fraction(
    options['least'] == null
      ? scores.reduce((a, b) => (a < b ? a : b), 0n)
      : BigInt(Number(options['least'])),
  );
  demand(as === options['missing'], 'RULE_CHANGED');
  const given = new Map<string, Fraction>();
  for (const [name, rows] of lists) {
    const isAverage = as === 'AVERAGE' && ballotsOf(rows) > 0n;
    const due = isAverage ? divide(sumOfRows(rows), fraction(ballotsOf(rows))) : least;
    demand(equal(readAmount(each[name], demand), due), 'MISSING_SCORE_NOT_BY_RULE');
    const sumAdded = multiply(due, fraction(soFar.missing.get(name) ?? 0n));
    demand(equal(readAmount(added[name], demand), sumAdded), 'ADDED_NOT_BY_RULE');
    given.set(name, sumAdded);
  }
  return { ...soFar, added: given };
}

function replayApproved(
  soFar: TotalsSoFar,
  { rows, approvals }: TotalFacts['APPROVED_BY_NUMBER'],
  election: Election,
  demand: Demand,
): TotalsSoFar {
  const read = rows.map(({ approved, ballots }) => ({
    number: fraction(wholeOf(approved, demand)),
    ballots: wholeOf(ballots, demand),
  }));
  const all = wholeOf(approvals, demand);
  demand(ballotsOf(read) + soFar.passedOver === votersOf(election), 'BALLOTS_NOT_ALL');
  demand(equal(sumOfRows(read), fraction(all)), 'APPROVALS_NOT_ALL');
  return { ...soFar, approvals: all };
}

function replayDots(
  soFar: TotalsSoFar,
  { each, all, given, kept }: TotalFacts['DOTS_GIVEN'],
  election: Election,
  demand: Demand,
): TotalsSoFar {
  const [one, total, used, rest] = [each, all, given, kept].map((text) => wholeOf(text, demand)) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  demand(one === BigInt(Number(election.options['budget'] ?? election.seats)), 'BUDGET_CHANGED');
  demand(total === one * votersOf(election) && total === used + rest, 'DOTS_NOT_ALL');
  return { ...soFar, dots: used };
}

function replayTotals(
  soFar: TotalsSoFar,
  { unit, totals, voters }: TotalFacts['TOTALS'],
  election: Election,
  demand: Demand,
): TotalsSoFar {
  const read = new Map(Object.entries(totals).map(([name, total]) => [name, readAmount(total, demand)]));
  const all = sumOf(read.values());
  const counted = wholeOf(voters, demand);
  demand(counted + soFar.passedOver === votersOf(election), 'VOTERS_CHANGED');
  demand([...read.keys()].sort().join('\n') === election.inputs.options.join('\n'), 'OPTIONS_CHANGED');
  demand(
    [...read].every(([name, total]) => {
      const rows = soFar.given?.get(name);
      return rows === undefined || equal(add(sumOfRows(rows), soFar.added.get(name) ?? ZERO), total);
    }),
    'TOTALS_NOT_WHAT_WAS_GIVEN',
  );
  const isMissing = [...soFar.missing.values()].some((ballots) => ballots > 0n);
  if (election.method === 'score@1') demand(isMissing === soFar.added.size > 0, 'MISSING_SCORES_NOT_SAID');
  if (unit === 'APPROVALS') {
    demand(soFar.approvals !== null && equal(all, fraction(soFar.approvals)), 'APPROVALS_NOT_ALL');
    demand(
      [...read.values()].every(({ numerator }) => numerator >= 0n && numerator <= counted),
      'MORE_APPROVALS_THAN_BALLOTS',
    );
  }
  if (unit === 'DOTS') demand(soFar.dots !== null && equal(all, fraction(soFar.dots)), 'DOTS_NOT_ALL');
  const unvoiced = unit === 'VOICES' ? counted - all.numerator : 0n;
  return {
    ...soFar,
    totals: read,
    unvoiced,
    standing: standingBy(election.inputs.options, (name) => read.get(name) ?? ZERO, election.seats),
  };
}

function replayMajority(
  soFar: TotalsSoFar,
  step: ElectionStep<'MAJORITY_FOUND' | 'MAJORITY_MISSED'>,
  election: Election,
  demand: Demand,
): TotalsSoFar {
  const { ranking } = soFar.standing ?? { ranking: [] };
  const most = soFar.totals.get(ranking[0]?.[0] ?? '') ?? ZERO;
  demand(wholeOf(step.data.needed, demand) === votersOf(election) / 2n + 1n, 'NEEDED_NOT_BY_FORMULA');
  const isFound = 2n * most.numerator > votersOf(election);
  demand(isFound === (step.code === 'MAJORITY_FOUND'), 'MAJORITY_NOT_BY_VOICES');
  const said = step.code === 'MAJORITY_FOUND' ? step.data.votes : step.data.most;
  demand(equal(readAmount(said, demand), most), 'VOICES_CHANGED');
  if (step.code === 'MAJORITY_MISSED') return { ...soFar, standing: { ranking, seats: [] } };
  demand(step.data.option === ranking[0]?.[0], 'ANOTHER_HAS_THE_MAJORITY');
  return { ...soFar, standing: { ranking, seats: [[step.data.option]] } };
}
