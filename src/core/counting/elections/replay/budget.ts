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
}

export const BEFORE_BUDGET: BudgetSoFar = {
  budget: null,
  tried: [],
  kept: null,
  offers: new Map(),
  due: null,
  bought: [],
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
      demand(Number(step.data.raises) > Number(soFar.tried.at(-1)?.raises ?? -1), 'RAISES_OUT_OF_ORDER');
      demand(soFar.tried.length > 0 || step.data.raises === '0', 'RAISES_OUT_OF_ORDER');
      demand(costOf(soFar, step.data.bought) === wholeOf(step.data.cost, demand), 'COST_NOT_THE_SUM');
      checkEndowment(soFar, step.data, election, demand);
      return { ...soFar, tried: [...soFar.tried, step.data] };
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
  { budget, costs, voters, endowment, tooDear }: BudgetFacts['BUDGET'],
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

function replayKept(
  soFar: BudgetSoFar,
  kept: BudgetFacts['ENDOWMENT_KEPT'],
  election: Pick<Election, 'options'>,
  demand: Demand,
): BudgetSoFar {
  checkEndowment(soFar, kept, election, demand);
  const last = soFar.tried.at(-1);
  const limit = wholeOf(soFar.budget?.budget ?? '', demand);
  const isOver = last !== undefined && BigInt(last.cost) > limit;
  demand(isOver === (kept.why === 'NEXT_OVERSPENDS'), 'KEPT_FOR_ANOTHER_REASON');
  if (isOver) demand(Number(kept.raises) === Number(last.raises) - 1, 'NOT_THE_LAST_THAT_FITS');
  else demand(Number(kept.raises) >= Number(last?.raises ?? 0), 'NOT_THE_LAST_THAT_FITS');
  if (kept.why === 'NOTHING_MORE_FITS') demand(kept.raises === last?.raises, 'NOT_THE_LAST_THAT_FITS');
  if (kept.why === 'WITHOUT_COMPLETION') demand(kept.raises === '0', 'RAISED_WITHOUT_COMPLETION');
  return { ...soFar, kept };
}

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
  const endowment = parseExact(soFar.kept?.endowment.exact ?? '') ?? ZERO;
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
  const cost = fraction(wholeOf(soFar.budget?.costs[option] ?? '', demand));
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
  for (const name of Object.keys(soFar.budget?.approvals ?? {}))
    demand(bought.includes(name) || costOf(soFar, [name]) > rest, 'MORE_WOULD_FIT');
  return { ...soFar, bought };
}

const costOf = ({ budget }: BudgetSoFar, names: readonly string[]): bigint =>
  names.reduce((sum, name) => sum + BigInt(budget?.costs[name] ?? '0'), 0n);

type Given = Pick<Election, 'method'>;

/** Whether a method spends a budget, so that its winners must follow from here. */
export const isByBudget = ({ method }: Given): boolean => method.startsWith('equal-shares/');

/** The options that were bought, each once; null where the steps do not say. */
export function seatsByBudget({ budget, kept, bought }: BudgetSoFar): readonly (readonly string[])[] | null {
  if (budget === null || (kept === null && budget.voters !== '0')) return null;
  return bought.map((name) => [name]);
}
