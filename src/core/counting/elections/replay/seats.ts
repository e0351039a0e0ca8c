/**
 * Redoes counts that fill seats from approvals, from their working alone, with none of the code that wrote it: the value
 * of each option follows from its ballots, the best one has the seat, and what the ballots bear for the next seat follows
 * from what they bore and from those that approve both.
 */
import {
  add,
  compareFractions,
  divide,
  fraction,
  multiply,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { PavCommittee, SeatFacts, SeatRule } from '../seats/facts.js';
import type { ElectionStep } from '../steps.js';
import { exactOf, type Demand } from './finding.js';
import { equal, sameList, sameSet, wholeOf } from './numbers.js';
import { afterMove, ballotsOf, bearingOf, borneBy, sameBearing, type Bearing } from './rows.js';

/** What is known between two steps. */
export interface SeatsSoFar {
  readonly weighed: ReadonlyMap<string, { readonly bearing: Bearing; readonly value: Fraction }>;
  /** What the next seat is to be weighed from; null before the first, and after the last. */
  readonly due: ReadonlyMap<string, Bearing> | null;
  readonly filled: readonly string[];
  /** Committees of the greatest score, where all were looked at, and that score. */
  readonly best: readonly (readonly string[])[] | null;
  readonly score: Fraction;
  readonly committee: readonly string[] | null;
  /** Who was chosen where several were tied. */
  readonly chosen: readonly string[];
  readonly unapproved: SeatFacts['NOBODY_APPROVES'] | null;
}

export const BEFORE_SEATS: SeatsSoFar = {
  weighed: new Map(),
  due: null,
  filled: [],
  best: null,
  score: ZERO,
  committee: null,
  chosen: [],
  unapproved: null,
};

const ONE = fraction(1n);

/** Committees that a working holds at most; where there are as many, others may be left out. */
const MOST_WRITTEN = 100;

export function replaySeatStep(
  soFar: SeatsSoFar,
  step: ElectionStep,
  election: Pick<Election, 'method' | 'inputs' | 'seats'>,
  demand: Demand,
): SeatsSoFar {
  switch (step.code) {
    case 'SEAT_WEIGHED':
      return replayWeighed(soFar, step.data, election, demand);
    case 'SEAT_FILLED':
      return replayFilled(soFar, step.data, election, demand);
    case 'PAV_BEST':
      return replayBest(soFar, step.data, election, demand);
    case 'PAV_ELECTED':
      return replayElected(soFar, step.data, election, demand);
    case 'COMMITTEES_TIED':
      replayTied(soFar, step.data, demand);
      return soFar;
    case 'QUOTAS_PASSED_OVER':
      return { ...soFar, due: soFar.due && withoutPassed(soFar.due, step.data.options) };
    case 'TIE_SETTLED_BY_LOT':
      // Among those whom nobody approves quotas alone choose.
      if (soFar.unapproved !== null) return soFar;
      checkTied(soFar, step.data.order, demand);
      return { ...soFar, chosen: [...soFar.chosen, step.data.chosen] };
    case 'NOBODY_APPROVES':
      demand(
        Number(step.data.seats) ===
          Math.min(
            election.seats - (soFar.best?.[0]?.length ?? soFar.filled.length),
            step.data.options.length,
          ),
        'SEATS_LEFT_NOT_THE_REST',
      );
      return { ...soFar, unapproved: step.data };
    default:
      return soFar;
  }
}

const ruleOf = (method: string): SeatRule => (method === 'pav-sequential@1' ? 'GAIN' : 'LOAD');

/** Whom the quotas pass over is not weighed any more. */
const withoutPassed = (
  due: ReadonlyMap<string, Bearing>,
  passed: readonly { readonly option: string }[],
): ReadonlyMap<string, Bearing> =>
  new Map([...due].filter(([name]) => !passed.some(({ option }) => option === name)));

/** What an option would make of its ballots. */
function valueOf(rule: SeatRule, bearing: Bearing): Fraction {
  if (rule === 'LOAD') return divide(add(ONE, borneBy(bearing)), fraction(ballotsOf(bearing)));
  return [...bearing.values()].reduce(
    (sum, { bears, ballots }) => add(sum, divide(fraction(ballots), add(ONE, bears))),
    ZERO,
  );
}

function replayWeighed(
  soFar: SeatsSoFar,
  { rule, seat, options }: SeatFacts['SEAT_WEIGHED'],
  { method, inputs }: Pick<Election, 'method' | 'inputs'>,
  demand: Demand,
): SeatsSoFar {
  demand(rule === ruleOf(method), 'RULE_OF_ANOTHER_METHOD');
  demand(Number(seat) === soFar.filled.length + 1, 'SEAT_OUT_OF_ORDER');
  demand(soFar.filled.length === 0 || soFar.due !== null, 'SEAT_AFTER_THE_LAST');
  const weighed = new Map<string, { bearing: Bearing; value: Fraction }>();
  for (const [name, { rows, value }] of Object.entries(options)) {
    const bearing = bearingOf(rows, demand);
    const said = exactOf(value, demand);
    demand(ballotsOf(bearing) > 0n && ballotsOf(bearing) <= BigInt(inputs.voters), 'NOT_THE_BALLOTS');
    demand(ballotsOf(bearing) > 0n && equal(valueOf(rule, bearing), said), 'VALUE_NOT_BY_FORMULA');
    const due = soFar.due?.get(name);
    demand(
      soFar.due === null || (due !== undefined && sameBearing(due, bearing)),
      'BALLOTS_BEAR_SOMETHING_ELSE',
    );
    if (soFar.due === null)
      demand(
        [...bearing.values()].every(({ bears }) => equal(bears, ZERO)),
        'BALLOTS_BEAR_SOMETHING_ELSE',
      );
    weighed.set(name, { bearing, value: said });
  }
  demand(soFar.due === null || soFar.due.size === weighed.size, 'NOT_ALL_WEIGHED');
  return { ...soFar, weighed };
}

function replayFilled(
  soFar: SeatsSoFar,
  { rule, seat, option, value, shared }: SeatFacts['SEAT_FILLED'],
  { method, seats }: Pick<Election, 'method' | 'seats'>,
  demand: Demand,
): SeatsSoFar {
  demand(rule === ruleOf(method), 'RULE_OF_ANOTHER_METHOD');
  demand(Number(seat) === soFar.filled.length + 1, 'SEAT_OUT_OF_ORDER');
  const said = exactOf(value, demand);
  const own = soFar.weighed.get(option);
  demand(own !== undefined && equal(own.value, said), 'VALUE_CHANGED');
  demand(
    [...soFar.weighed.values()].every((other) =>
      rule === 'LOAD' ? compareFractions(said, other.value) <= 0 : compareFractions(said, other.value) >= 0,
    ),
    'SEAT_NOT_FOR_THE_BEST',
  );
  const filled = [...soFar.filled, option];
  if (filled.length >= seats) {
    demand(Object.keys(shared).length === 0, 'SHARED_AFTER_THE_LAST_SEAT');
    return { ...soFar, filled, due: null };
  }
  const moved = (bears: Fraction): Fraction => (rule === 'LOAD' ? said : add(bears, ONE));
  const due = new Map<string, Bearing>();
  for (const [name, { bearing }] of soFar.weighed)
    if (name !== option)
      due.set(name, afterMove(bearing, bearingOf(shared[name] ?? [], demand), moved, demand));
  demand(
    Object.keys(shared).every((name) => due.has(name)),
    'SHARED_WITH_NOBODY',
  );
  return { ...soFar, filled, due };
}

function replayBest(
  soFar: SeatsSoFar,
  { options, seats, examined, score, best }: SeatFacts['PAV_BEST'],
  { inputs }: Pick<Election, 'inputs'>,
  demand: Demand,
): SeatsSoFar {
  const said = exactOf(score, demand);
  demand(
    sameList(
      options,
      inputs.options.filter((name) => options.includes(name)),
    ),
    'NOT_THE_OPTIONS',
  );
  demand(wholeOf(examined, demand) === choose(BigInt(options.length), BigInt(seats)), 'NOT_ALL_LOOKED_AT');
  for (const committee of best) {
    checkScore(committee, said, inputs, demand);
    demand(
      committee.members.length === Number(seats) && committee.members.every((name) => options.includes(name)),
      'NO_COMMITTEE',
    );
  }
  return { ...soFar, best: best.map(({ members }) => members), score: said };
}

function checkScore(
  { rows }: PavCommittee,
  score: Fraction,
  { voters }: Election['inputs'],
  demand: Demand,
): void {
  const counted = rows.map((row) => [wholeOf(row.members, demand), wholeOf(row.ballots, demand)] as const);
  demand(
    counted.reduce((sum, [, ballots]) => sum + ballots, 0n) <= BigInt(voters),
    'MORE_BALLOTS_THAN_THERE_ARE',
  );
  const sum = counted.reduce(
    (all, [count, ballots]) => add(all, multiply(harmonic(count), fraction(ballots))),
    ZERO,
  );
  demand(equal(sum, score), 'SCORE_NOT_BY_FORMULA');
}

function replayElected(
  soFar: SeatsSoFar,
  elected: PavCommittee,
  { inputs }: Pick<Election, 'inputs'>,
  demand: Demand,
): SeatsSoFar {
  checkScore(elected, soFar.score, inputs, demand);
  const left = bestLeft(soFar).map(keyOf);
  const isAmongBest = left.includes(keyOf(elected.members));
  demand(
    soFar.best?.length === MOST_WRITTEN
      ? elected.members.length === soFar.best[0]?.length
      : left.length === 1 && isAmongBest,
    'ELECTED_NOT_THE_BEST',
  );
  return { ...soFar, committee: elected.members };
}

function harmonic(count: bigint): Fraction {
  let sum = ZERO;
  // A working that says more was found out by its committee, and is not summed to its end.
  for (let one = 1n; one <= count && one <= 1_000n; one += 1n) sum = add(sum, fraction(1n, one));
  return sum;
}

const choose = (n: bigint, k: bigint): bigint => (k === 0n ? 1n : (choose(n - 1n, k - 1n) * n) / k);

function replayTied(
  soFar: SeatsSoFar,
  { number, committees }: SeatFacts['COMMITTEES_TIED'],
  demand: Demand,
): void {
  const count = Number(number);
  demand(committees.length === 0 ? count > 100 : count === committees.length, 'NOT_ALL_TIED');
  demand(count > 1 && new Set(committees.map(keyOf)).size === committees.length, 'TIED_TWICE');
  demand(
    committees.every((names) => sameList(names, [...new Set(names)].sort())),
    'COMMITTEE_OUT_OF_ORDER',
  );
  if (soFar.best !== null && committees.length > 0)
    demand(sameList(soFar.best.map(keyOf), committees.map(keyOf)), 'TIED_NOT_THE_BEST');
}

const keyOf = (names: readonly string[]): string => JSON.stringify(names);

/** Those tied have the best value, or belong to some of the best committees left and not to others. */
function checkTied(soFar: SeatsSoFar, order: readonly string[], demand: Demand): void {
  if (soFar.best !== null) {
    const left = bestLeft(soFar);
    const some = [...new Set(left.flat())].filter((name) => left.some((one) => !one.includes(name)));
    demand(soFar.best.length === MOST_WRITTEN || sameSet(order, some), 'NOT_THOSE_TIED');
  }
  if (soFar.weighed.size === 0) return;
  const values = order.map((name) => soFar.weighed.get(name)?.value);
  const [first] = values;
  const equals = [...soFar.weighed].filter(([, { value }]) => first !== undefined && equal(value, first));
  demand(
    sameSet(
      order,
      equals.map(([name]) => name),
    ),
    'NOT_THOSE_TIED',
  );
}

const bestLeft = ({ best, chosen }: SeatsSoFar): readonly (readonly string[])[] =>
  (best ?? []).filter((committee) => chosen.every((name) => committee.includes(name)));

type Given = Pick<Election, 'method'>;

/** Whether a method fills seats from approvals, so that its winners must follow from here. */
export const isBySeats = ({ method }: Given): boolean =>
  method.startsWith('phragmen-') || method.startsWith('pav');

/**
 * The seats that were filled, and those left to whom nobody approves, `byQuotas` where quotas choose among these; null where
 * the steps do not say.
 */
export function seatsByApproval(
  soFar: SeatsSoFar,
  byQuotas: readonly string[] | null = null,
): readonly (readonly string[])[] | null {
  const { filled, best, chosen, unapproved } = soFar;
  const committee = best === null ? filled : soFar.committee;
  if (committee === null) return null;
  if (committee.length === 0 && unapproved === null) return null;
  const ordered = chosen.length === 0 ? committee : [...committee].sort();
  const seats = ordered.map((name) => [name]);
  if (unapproved === null) return seats;
  if (byQuotas !== null) return [...seats, ...[...byQuotas].sort().map((name) => [name])];
  const { options } = unapproved;
  const number = Number(unapproved.seats);
  const isEach = number === options.length;
  return [
    ...seats,
    ...(isEach ? options.map((name) => [name]) : new Array<typeof options>(number).fill(options)),
  ];
}
