/**
 * Redoes the Method of Equal Shares from its working alone, with none of the code that wrote it: endowments follow from
 * the budget, each rate makes the cost of its option and no more, the lowest one is bought, its supporters have as much
 * less, and nothing is bought beyond the budget.
 */
import {
  add,
  compareFractions,
  fraction,
  multiply,
  parseExact,
  subtract,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import type { BudgetFacts } from '../budget/facts.js';
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import { exactOf, type Demand } from './finding.js';
import { equal, sameList, sameSet, wholeOf } from './numbers.js';
import { afterMove, ballotsOf, bearingOf, borneBy, sameBearing, type Bearing } from './rows.js';

/** What is known between two steps. */
export interface BudgetSoFar {
  readonly budget: BudgetFacts['BUDGET'] | null;
  readonly tried: readonly BudgetFacts['ENDOWMENT_TRIED'][];
  readonly kept: BudgetFacts['ENDOWMENT_KEPT'] | null;
  readonly offers: ReadonlyMap<string, { readonly bearing: Bearing; readonly rate: Fraction | null }>;
  /** What the next offers are to be made from; null before the first. */
  readonly due: ReadonlyMap<string, Bearing> | null;
  readonly bought: readonly string[];
  readonly isToppedUp: boolean;
}

export const BEFORE_BUDGET: BudgetSoFar = {
  budget: null,
  tried: [],
  kept: null,
  offers: new Map(),
  due: null,
  bought: [],
  isToppedUp: false,
};

export function replayBudgetStep(
  soFar: BudgetSoFar,
  step: ElectionStep,
  election: Pick<Election, 'inputs' | 'options' | 'seats'>,
  demand: Demand,
): BudgetSoFar {
  switch (step.code) {
    case 'BUDGET':
      replayBudget(step.data, election, demand);
      return { ...BEFORE_BUDGET, budget: step.data };
    case 'ENDOWMENT_TRIED':
      return replayTried(soFar, step.data, election, demand);
    case 'ENDOWMENT_KEPT':
      return replayKept(soFar, step.data, election, demand);
    case 'OFFERS':
      return replayOffers(soFar, step.data, demand);
    case 'BOUGHT':
      return replayBought(soFar, step.data, demand);
    case 'TOPPED_UP':
      return replayToppedUp(soFar, step.data, demand);
    default:
      return soFar;
  }
}

function replayBudget(
  { budget, costs, voters, endowment, tooDear, approvals, unsupported }: BudgetFacts['BUDGET'],
  { inputs, options, seats }: Pick<Election, 'inputs' | 'options' | 'seats'>,
  demand: Demand,
): void {
  demand(voters === inputs.voters, 'NOT_THE_VOTERS');
  const all = BigInt(inputs.voters);
  const given = options['costs'] as { readonly [name: string]: string } | null;
  const due = given === null ? String(BigInt(seats) * all) : String(options['budget']);
  demand(budget === due, 'NOT_THE_BUDGET');
  demand(
    inputs.options.every((name) => costs[name] === (given === null ? voters : given[name])),
    'NOT_THE_COSTS',
  );
  const share = all === 0n ? ZERO : fraction(BigInt(due), all);
  demand(equal(exactOf(endowment, demand), share), 'ENDOWMENT_NOT_AN_EQUAL_SHARE');
  demand(
    inputs.options.every(
      (name) => tooDear.includes(name) === wholeOf(costs[name] ?? '', demand) > BigInt(due),
    ),
    'TOO_DEAR_OR_NOT',
  );
  // One may be above the budget and approved by nobody as well.
  const others = inputs.options.filter((name) => !tooDear.includes(name) && !unsupported.includes(name));
  demand(sameSet(Object.keys(approvals), others), 'APPROVALS_OF_OTHERS');
}

function checkEndowment(
  { budget }: BudgetSoFar,
  { raises, endowment }: BudgetFacts['ENDOWMENT_TRIED'] | BudgetFacts['ENDOWMENT_KEPT'],
  { options }: Pick<Election, 'options'>,
  demand: Demand,
): void {
  const first = parseExact(budget?.endowment.exact ?? '') ?? ZERO;
  const raised = fraction(wholeOf(raises, demand) * BigInt(Number(options['unit'] ?? 1)));
  demand(equal(exactOf(endowment, demand), add(first, raised)), 'ENDOWMENT_NOT_BY_RAISES');
}

function replayTried(
  soFar: BudgetSoFar,
  tried: BudgetFacts['ENDOWMENT_TRIED'],
  election: Pick<Election, 'options'>,
  demand: Demand,
): BudgetSoFar {
  demand(isRunEnded(soFar), 'RUN_STOPS_TOO_SOON');
  const before = soFar.tried.at(-1);
  demand(
    before === undefined ? tried.raises === '0' : Number(tried.raises) > Number(before.raises),
    'RAISES_OUT_OF_ORDER',
  );
  demand(costOf(soFar, tried.bought) === wholeOf(tried.cost, demand), 'COST_NOT_THE_SUM');
  checkEndowment(soFar, tried, election, demand);
  return { ...soFar, tried: [...soFar.tried, tried], offers: new Map(), due: null, bought: [] };
}

/** All was bought that was said to be, and nobody can pay for more. */
function isRunEnded({ tried, bought, offers }: BudgetSoFar): boolean {
  const last = tried.at(-1);
  const isOpen = [...offers].some(([name, { rate }]) => rate !== null && !bought.includes(name));
  return last === undefined || (!isOpen && sameList(last.bought, bought));
}

function replayKept(
  soFar: BudgetSoFar,
  kept: BudgetFacts['ENDOWMENT_KEPT'],
  election: Pick<Election, 'options'>,
  demand: Demand,
): BudgetSoFar {
  demand(isRunEnded(soFar), 'RUN_STOPS_TOO_SOON');
  checkEndowment(soFar, kept, election, demand);
  const isOver = kept.why === 'NEXT_OVERSPENDS';
  const [next, last] = isOver ? [soFar.tried.at(-1), soFar.tried.at(-2)] : [undefined, soFar.tried.at(-1)];
  const bought = last?.bought ?? [];
  const left = wholeOf(soFar.budget?.budget, demand) - costOf(soFar, bought);
  demand(last?.raises === kept.raises && left >= 0n, 'NOT_THE_LAST_THAT_FITS');
  if (isOver)
    demand(
      Number(next?.raises) === Number(kept.raises) + 1 &&
        costOf(soFar, next?.bought ?? []) > wholeOf(soFar.budget?.budget, demand),
      'NEXT_DOES_NOT_OVERSPEND',
    );
  if (kept.why === 'WITHOUT_COMPLETION') demand(kept.raises === '0', 'RAISED_WITHOUT_COMPLETION');
  if (kept.why !== 'WITHOUT_COMPLETION')
    demand(isAnyFitting(soFar, bought, left) === isOver, 'KEPT_FOR_ANOTHER_REASON');
  return { ...soFar, kept, bought };
}

const isAnyFitting = (soFar: BudgetSoFar, bought: readonly string[], left: bigint): boolean =>
  Object.keys(soFar.budget?.approvals ?? {}).some(
    (name) => !bought.includes(name) && costOf(soFar, [name]) <= left,
  );

/** The cost, where it is the sum of min(money, rate × cost) over the ballots. */
function paidAt(rate: Fraction, cost: Fraction, bearing: Bearing): Fraction {
  const share = multiply(rate, cost);
  return [...bearing.values()].reduce(
    (sum, { bears, ballots }) =>
      add(sum, multiply(compareFractions(bears, share) < 0 ? bears : share, fraction(ballots))),
    ZERO,
  );
}

function replayOffers(
  soFar: BudgetSoFar,
  { round, offers: written }: BudgetFacts['OFFERS'],
  demand: Demand,
): BudgetSoFar {
  demand(Number(round) === soFar.bought.length + 1, 'ROUND_OUT_OF_ORDER');
  const offers = new Map<string, { bearing: Bearing; rate: Fraction | null }>();
  for (const [name, { rows, rate }] of Object.entries(written)) {
    const bearing = bearingOf(rows, demand);
    const said = rate === null ? null : exactOf(rate, demand);
    checkRate(said, fraction(costOf(soFar, [name])), bearing, demand);
    checkMoney(soFar, name, bearing, demand);
    offers.set(name, { bearing, rate: said });
  }
  const due = soFar.due?.size ?? Object.keys(soFar.budget?.approvals ?? {}).length;
  demand(due === offers.size, 'NOT_ALL_OFFERED');
  return { ...soFar, offers };
}

/** A rate makes the cost, and somebody pays it in full; there is none where all their money does not make it. */
function checkRate(rate: Fraction | null, cost: Fraction, bearing: Bearing, demand: Demand): void {
  if (rate === null) return demand(compareFractions(borneBy(bearing), cost) < 0, 'RATE_LEFT_OUT');
  demand(equal(paidAt(rate, cost, bearing), cost), 'RATE_DOES_NOT_MAKE_THE_COST');
  demand(
    [...bearing.values()].some(({ bears }) => compareFractions(bears, multiply(rate, cost)) >= 0),
    'RATE_THAT_NOBODY_PAYS',
  );
}

/** Money is the endowment of all who approve, and then what the purchases have left. */
function checkMoney(soFar: BudgetSoFar, name: string, bearing: Bearing, demand: Demand): void {
  if (soFar.due !== null) {
    const due = soFar.due.get(name);
    return demand(due !== undefined && sameBearing(due, bearing), 'MONEY_NOT_WHAT_IS_LEFT');
  }
  const endowment = parseExact(soFar.tried.at(-1)?.endowment.exact ?? '') ?? ZERO;
  demand(
    [...bearing.values()].every(({ bears }) => equal(bears, endowment)),
    'MONEY_NOT_THE_ENDOWMENT',
  );
  demand(String(ballotsOf(bearing)) === soFar.budget?.approvals[name], 'NOT_THE_APPROVALS');
}

function replayBought(
  soFar: BudgetSoFar,
  { round, option, rate, share, shared }: BudgetFacts['BOUGHT'],
  demand: Demand,
): BudgetSoFar {
  demand(Number(round) === soFar.bought.length + 1, 'ROUND_OUT_OF_ORDER');
  demand(option === soFar.tried.at(-1)?.bought[soFar.bought.length], 'BOUGHT_OTHERWISE_WHEN_TRIED');
  const said = exactOf(rate, demand);
  const own = soFar.offers.get(option)?.rate ?? null;
  demand(own !== null && equal(own, said), 'RATE_CHANGED');
  demand(
    [...soFar.offers.values()].every(
      (other) => other.rate === null || compareFractions(said, other.rate) <= 0,
    ),
    'NOT_THE_LOWEST_RATE',
  );
  const each = exactOf(share, demand);
  const cost = fraction(costOf(soFar, [option]));
  demand(equal(each, multiply(said, cost)), 'SHARE_NOT_BY_RATE');
  const moved = (has: Fraction): Fraction => (compareFractions(has, each) < 0 ? ZERO : subtract(has, each));
  const due = new Map<string, Bearing>();
  for (const [name, offer] of soFar.offers)
    if (name !== option && offer.rate !== null)
      due.set(name, afterMove(offer.bearing, bearingOf(shared[name] ?? [], demand), moved, demand));
  demand(
    Object.keys(shared).every((name) => due.has(name)),
    'SHARED_WITH_NOBODY',
  );
  return { ...soFar, bought: [...soFar.bought, option], due };
}

function replayToppedUp(
  soFar: BudgetSoFar,
  { added, left }: BudgetFacts['TOPPED_UP'],
  demand: Demand,
): BudgetSoFar {
  const bought = [...soFar.bought, ...added.map(({ option }) => option)];
  for (const { option, approvals, cost } of added) {
    demand(cost === soFar.budget?.costs[option], 'NOT_THE_COSTS');
    demand(approvals === soFar.budget?.approvals[option], 'NOT_THE_APPROVALS');
    demand(!soFar.bought.includes(option), 'BOUGHT_TWICE');
  }
  demand(
    added.every(
      ({ approvals }, at) => at === 0 || BigInt(added[at - 1]?.approvals ?? '0') >= BigInt(approvals),
    ),
    'NOT_THE_MOST_APPROVED',
  );
  const rest = wholeOf(soFar.budget?.budget ?? '', demand) - costOf(soFar, bought);
  demand(rest >= 0n && rest === wholeOf(left, demand), 'LEFT_NOT_THE_REST');
  demand(!isAnyFitting(soFar, bought, rest), 'MORE_WOULD_FIT');
  return { ...soFar, bought, isToppedUp: true };
}

const costOf = ({ budget }: BudgetSoFar, names: readonly string[]): bigint =>
  names.reduce((sum, name) => sum + BigInt(budget?.costs[name] ?? '0'), 0n);

type Given = Pick<Election, 'method'>;

/** Whether a method spends a budget, so that its winners must follow from here. */
export const isByBudget = ({ method }: Given): boolean => method.startsWith('equal-shares/');

/** The options that were bought, each once; null where the steps stop too soon. */
export function seatsByBudget(
  soFar: BudgetSoFar,
  { options }: Pick<Election, 'options'>,
): readonly (readonly string[])[] | null {
  const { budget, kept, bought, isToppedUp } = soFar;
  if (budget === null) return null;
  if (budget.voters === '0') return [];
  if (kept === null || isToppedUp !== Object.hasOwn(options, 'unit')) return null;
  return bought.map((name) => [name]);
}
