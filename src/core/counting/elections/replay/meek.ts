/**
 * Redoes a count by Meek's method from its working alone, round by round: what the votes make of quota, surplus and keep
 * factors, who reaches the quota, and who has the fewest votes. That the factors make these votes of the papers is for a
 * recount to say, and so are the iterations between the first of a round and the last.
 */
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import type { MeekMoment, StvFacts } from '../stv/facts.js';
import type { Demand } from './finding.js';
import { sameList, sameSet } from './numbers.js';

/** What of an election a count by transfers is given. */
export type GivenStv = Pick<Election, 'method' | 'inputs' | 'options' | 'seats'>;

/** All numbers in units of the ninth decimal. */
const UNIT = 1_000_000_000n;
/** 0.000001, below which a surplus does not matter. */
const OMEGA = 1_000n;

type Units = ReadonlyMap<string, bigint>;

/** What is known of a count between two steps. Values are replaced, never changed. */
export interface MeekSoFar {
  readonly round: number;
  readonly factors: Units;
  readonly votes: Units;
  readonly surplus: bigint;
  readonly elected: readonly string[];
  readonly defeated: readonly string[];
  /** Why the last round ended, until somebody is defeated or the next one begins. */
  readonly end: 'ELECTED' | 'OMEGA' | 'STABLE' | null;
  readonly chosen: string | null;
  /** Those tied without a vote, who go one after the other, and who all were. */
  readonly going: readonly string[];
  readonly without: readonly string[];
  readonly finished: boolean;
}

export const BEFORE_MEEK: MeekSoFar = {
  round: 0,
  factors: new Map(),
  votes: new Map(),
  surplus: 0n,
  elected: [],
  defeated: [],
  end: null,
  chosen: null,
  going: [],
  without: [],
  finished: false,
};

const hopeful = ({ elected, defeated }: MeekSoFar, { inputs }: GivenStv): readonly string[] =>
  inputs.options.filter((name) => !elected.includes(name) && !defeated.includes(name));

/** The seats as the steps leave them; null where the count was not carried to its end. */
export const seatsByMeek = (soFar: MeekSoFar): readonly (readonly string[])[] | null =>
  soFar.finished ? soFar.elected.map((name) => [name]) : null;

/** What one step makes of what was known; steps of other methods change nothing. `valid`: the papers that count. */
export function replayMeekStep(
  soFar: MeekSoFar,
  step: ElectionStep,
  election: GivenStv,
  valid: bigint,
  demand: Demand,
): MeekSoFar {
  switch (step.code) {
    case 'MEEK_ROUND':
      return replayRound(soFar, step.data, election, valid * UNIT, demand);
    case 'MEEK_DEFEATED':
      return replayDefeated(soFar, step.data, election, demand);
    case 'MEEK_FINISHED':
      return replayFinished(soFar, step.data, election, demand);
    case 'STV_TIE_WITHOUT_EFFECT': {
      const { among } = step.data;
      const left = hopeful(soFar, election).length - among.length;
      demand(soFar.going.length === 0, 'TIE_NOT_FOLLOWED');
      demand(among.length > 1 && sameList(among, tiedOf(soFar, election)), 'NOT_THOSE_TIED');
      demand(soFar.end === 'OMEGA' && among.every((name) => soFar.votes.get(name) === 0n), 'TIED_WITH_VOTES');
      demand(left >= election.seats - soFar.elected.length, 'TIE_WITH_EFFECT');
      return { ...soFar, going: among, without: among };
    }
    case 'TIE_SETTLED_BY_LOT': {
      const tied = tiedOf(soFar, election);
      demand(step.data.of === 'ELIMINATION' && soFar.chosen === null, 'NO_SUCH_TIE');
      demand(tied.length > 1 && sameSet(step.data.order, tied), 'NOT_THOSE_TIED');
      return { ...soFar, chosen: step.data.chosen };
    }
    default:
      return soFar;
  }
}

function unitsOf(text: string | undefined, demand: Demand): bigint {
  const isDecimal = text !== undefined && /^(0|[1-9][0-9]*)\.[0-9]{9}$/.test(text);
  demand(isDecimal, 'NOT_NINE_DECIMALS');
  return isDecimal ? BigInt(text.replace('.', '')) : 0n;
}

interface Moment {
  readonly factors: Units;
  readonly votes: Units;
  readonly quota: bigint;
  readonly surplus: bigint;
}

/** One iteration: its quota, and its surplus with those elected by then. */
function readMoment(moment: MeekMoment, { inputs, seats }: GivenStv, valid: bigint, demand: Demand): Moment {
  const byName = (numbers: { readonly [name: string]: string }): Units => {
    demand(sameSet(Object.keys(numbers), inputs.options), 'NOT_EACH_OPTION');
    return new Map(inputs.options.map((name) => [name, unitsOf(numbers[name], demand)]));
  };
  const [factors, votes] = [byName(moment.keepFactors), byName(moment.votes)];
  const all = [...votes.values()].reduce((sum, one) => sum + one, 0n);
  demand(all + unitsOf(moment.residual, demand) === valid, 'PAPERS_NOT_KEPT');
  const quota = unitsOf(moment.quota, demand);
  const by = BigInt(seats) + 1n;
  demand(quota * by > all && (quota - 1n) * by <= all, 'QUOTA_NOT_BY_FORMULA');
  return { factors, votes, quota, surplus: unitsOf(moment.surplus, demand) };
}

function surplusOf({ votes, quota }: Moment, elected: readonly string[]): bigint {
  const over = elected.reduce((sum, name) => sum + (votes.get(name) ?? 0n) - quota, 0n);
  return over > 0n ? over : 0n;
}

const reaching = ({ votes, quota }: Moment, names: readonly string[]): readonly string[] =>
  names.filter((name) => (votes.get(name) ?? 0n) >= quota);

const sameUnits = (a: Units, b: Units): boolean => [...a].every(([name, number]) => b.get(name) === number);

function replayRound(
  soFar: MeekSoFar,
  data: StvFacts['MEEK_ROUND'],
  election: GivenStv,
  valid: bigint,
  demand: Demand,
): MeekSoFar {
  const standing = hopeful(soFar, election);
  const left = election.seats - soFar.elected.length;
  demand(
    data.round === String(soFar.round + 1) && data.seats === String(election.seats),
    'ROUND_OUT_OF_ORDER',
  );
  const isDue = (soFar.end === null || soFar.end === 'ELECTED') && soFar.going.length === 0;
  demand(isDue && left > 0 && standing.length > left, 'NOTHING_LEFT_TO_DECIDE');
  const first = readMoment(data.first, election, valid, demand);
  const last = readMoment(data.last, election, valid, demand);
  const due = new Map(
    election.inputs.options.map((name) => {
      const kept = soFar.round === 0 ? UNIT : (soFar.factors.get(name) ?? 0n);
      return [name, soFar.defeated.includes(name) ? 0n : kept];
    }),
  );
  demand(sameUnits(due, first.factors), 'FACTORS_OF_ANOTHER_ROUND');
  checkIterations(soFar, { data, first, last, standing }, demand);

  const reached = reaching(last, standing);
  const inOrder = byVotes(reached, last.votes);
  demand(sameList(data.elected, inOrder), 'ELECTED_NOT_BY_QUOTA');
  demand(last.surplus === surplusOf(last, [...soFar.elected, ...reached]), 'SURPLUS_NOT_ABOVE_QUOTA');
  const end = last.surplus < OMEGA ? 'OMEGA' : 'STABLE';
  demand(data.end === (reached.length > 0 ? 'ELECTED' : end), 'ENDED_OTHERWISE');
  return {
    ...soFar,
    round: soFar.round + 1,
    factors: last.factors,
    votes: last.votes,
    surplus: last.surplus,
    elected: [...soFar.elected, ...inOrder],
    end: data.end,
    chosen: null,
    without: [],
  };
}

interface Iterations {
  readonly data: StvFacts['MEEK_ROUND'];
  readonly first: Moment;
  readonly last: Moment;
  readonly standing: readonly string[];
}

/** One iteration is both first and last; of two the second has the factors that the first one makes. */
function checkIterations(
  { elected }: MeekSoFar,
  { data, first, last, standing }: Iterations,
  demand: Demand,
): void {
  demand(/^[1-9][0-9]*$/.test(data.iterations), 'NOT_A_WHOLE_NUMBER');
  if (data.iterations === '1') {
    const same = sameUnits(first.factors, last.factors) && sameUnits(first.votes, last.votes);
    demand(same && first.quota === last.quota && first.surplus === last.surplus, 'ONE_ITERATION_DIFFERS');
    demand(data.end !== 'STABLE', 'STABLE_AT_ONCE');
    return;
  }
  demand(reaching(first, standing).length === 0, 'QUOTA_REACHED_UNSEEN');
  demand(first.surplus === surplusOf(first, elected), 'SURPLUS_NOT_ABOVE_QUOTA');
  demand(first.surplus >= OMEGA, 'ITERATED_WITHOUT_SURPLUS');
  for (const [name, factor] of last.factors) {
    const before = first.factors.get(name) ?? 0n;
    if (!elected.includes(name)) demand(factor === before, 'FACTOR_OF_ONE_NOT_ELECTED');
    else if (data.iterations === '2')
      demand(
        factor === nextFactor(before, first.quota, first.votes.get(name) ?? 1n),
        'FACTOR_NOT_BY_FORMULA',
      );
    else demand(factor > 0n && factor <= UNIT, 'FACTOR_NOT_A_SHARE');
  }
}

/** The factor × the quota ÷ the votes, rounded up twice, and one at most. */
function nextFactor(factor: bigint, quota: bigint, votes: bigint): bigint {
  const up = (numerator: bigint, by: bigint): bigint => numerator / by + (numerator % by === 0n ? 0n : 1n);
  const next = up(up(factor * quota, UNIT) * UNIT, votes);
  return next > UNIT ? UNIT : next;
}

const byVotes = (names: readonly string[], votes: Units): readonly string[] =>
  [...names].sort((a, b) => {
    const [x, y] = [votes.get(a) ?? 0n, votes.get(b) ?? 0n];
    if (x === y) return 0;
    return x > y ? -1 : 1;
  });

/** Those whose votes are no more than the fewest and the surplus. */
function tiedOf(soFar: MeekSoFar, election: GivenStv): readonly string[] {
  const standing = hopeful(soFar, election);
  const votes = (name: string): bigint => soFar.votes.get(name) ?? 0n;
  const fewest = standing.map(votes).reduce((a, b) => (a < b ? a : b), votes(standing[0] ?? ''));
  return standing.filter((name) => votes(name) <= fewest + soFar.surplus);
}

function replayDefeated(
  soFar: MeekSoFar,
  { round, option, votes, surplus, tied }: StvFacts['MEEK_DEFEATED'],
  election: GivenStv,
  demand: Demand,
): MeekSoFar {
  const isNext = soFar.without.length > 0 && soFar.end === null;
  const now = soFar.round + (isNext ? 1 : 0);
  demand(round === String(now), 'ROUND_OUT_OF_ORDER');
  demand(isNext || soFar.end === 'OMEGA' || soFar.end === 'STABLE', 'DEFEATED_TOO_SOON');
  const due = soFar.without.length > 0 ? soFar.without : tiedOf(soFar, election);
  demand(sameList(tied, due), 'NOT_THOSE_TIED');
  demand(unitsOf(votes, demand) === (soFar.votes.get(option) ?? 0n), 'VOTES_OF_ANOTHER_ROUND');
  demand(unitsOf(surplus, demand) === soFar.surplus, 'SURPLUS_OF_ANOTHER_ROUND');
  const [first] = soFar.going;
  const one = due.length === 1 ? due[0] : soFar.chosen;
  demand(option === (first ?? one), 'NOT_THE_FEWEST_VOTES');
  return {
    ...soFar,
    round: now,
    defeated: [...soFar.defeated, option],
    end: null,
    chosen: null,
    going: soFar.going.slice(1),
  };
}

function replayFinished(
  soFar: MeekSoFar,
  { options, elected }: StvFacts['MEEK_FINISHED'],
  election: GivenStv,
  demand: Demand,
): MeekSoFar {
  const rest = hopeful(soFar, election);
  const left = election.seats - soFar.elected.length;
  demand(soFar.going.length === 0 && (left === 0 || rest.length <= left), 'FINISHED_TOO_SOON');
  demand(sameList(options, byVotes(rest, soFar.votes)), 'NOT_THE_REST');
  demand(elected === left > 0, 'ELECTED_WITHOUT_A_SEAT');
  return {
    ...soFar,
    finished: true,
    elected: left > 0 ? [...soFar.elected, ...options] : soFar.elected,
  };
}
