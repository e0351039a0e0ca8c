/**
 * equal-shares/cost@1 and equal-shares/cost-add1u@1: the Method of Equal Shares for a budget, with cost utilities.
 *
 * The budget is shared equally among the voters. What an option costs is paid by those who approve it, as equally as
 * their money allows; the option whose supporters pay the least for a unit of cost is bought, and so on until no
 * supporters can pay for another. Peters, Pierczyński and Skowron, "Proportional Participatory Budgeting with Additive
 * Utilities", NeurIPS 2021: a voter pays min(money left, ρ × cost), the option of the least ρ is bought.
 *
 * Completion Add1U (Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023;
 * https://equalshares.net/implementation/computation): every endowment is raised by one unit and all is counted again,
 * until what is bought leaves room for no other option, or the next raise would buy for more than the budget; then what is
 * left goes to the options that most ballots approve, as long as they fit. cost@1 has no completion.
 *
 * Chosen here: voters are the ballots that approve something; an option that costs more than the budget, or that nobody
 * approves, is left out from the beginning; equal rates and equal approvals are ties, each settled once for all
 * endowments. Without costs it fills seats: an option costs as many units as there are voters, the budget is as many
 * options as seats, and a raise of one unit a voter is that of one seat.
 */
import { add, fraction, printExact, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { refuse } from '../../../kernel/refusals.js';
import { amount } from '../amounts.js';
import { electionMethod, type ElectionMethod, type Result, type Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import { placesOf } from '../ranking.js';
import { onceByKey } from '../once.js';
import type { Slices } from '../slices.js';
import { writeTied, type Committee } from '../seats/committees.js';
import type { BudgetFacts } from './facts.js';
import { Precedence } from './precedence.js';
import { costOf, fitting, purseOf, type Purse } from './purse.js';
import { outcomesOf } from './outcomes.js';
import { buy, writeRun, type Run } from './run.js';

const MOST_RAISES = 5_000;

const outcomesOnce = onceByKey<{ all: readonly Committee[] | null }>();
const runOnce = onceByKey<Run | 'TIED'>();

type Why = BudgetFacts['ENDOWMENT_KEPT']['why'];

/** An endowment that was tried. */
interface Tried {
  readonly raises: number;
  readonly bought: readonly Place[];
}

class Shares {
  private readonly precedence: Precedence;

  constructor(
    private readonly profile: Ballots<'APPROVED'>,
    private readonly purse: Purse,
    private readonly unit: bigint,
    private readonly sheet: Sheet,
  ) {
    this.precedence = new Precedence(sheet);
  }

  /** What is bought without completion. */
  once(): readonly Place[] {
    const tried = this.attempt(0);
    this.writeTried(tried);
    return this.keep(tried, 'WITHOUT_COMPLETION');
  }

  /** What is bought with the last raise that stays within the budget; it and the ends of the raises are written down. */
  *raised(): Slices<readonly Place[]> {
    const first = this.attempt(0);
    let kept = first;
    let over: Tried | null = null;
    while (over === null && fitting(this.purse, kept.bought).length > 0) {
      if (kept.raises === MOST_RAISES)
        throw refuse('METHOD_OPTION_INVALID', { option: 'unit', reason: 'TOO_MANY_RAISES' });
      yield;
      const next = this.attempt(kept.raises + 1);
      if (costOf(this.purse, next.bought) > this.purse.budget) over = next;
      else kept = next;
    }
    if (kept !== first) this.writeTried(first);
    this.writeTried(kept);
    if (over !== null) this.writeTried(over);
    return this.keep(kept, over === null ? 'NOTHING_MORE_FITS' : 'NEXT_OVERSPENDS');
  }

  /** And what the most approved options that still fit add to it. */
  toppedUp(bought: readonly Place[]): readonly Place[] {
    const { costs, approvals, budget } = this.purse;
    let all = bought;
    for (let fit = fitting(this.purse, all); fit.length > 0; fit = fitting(this.purse, all)) {
      const most = fit.map((place) => approvals[place] as bigint).reduce((a, b) => (a > b ? a : b));
      const first = fit.filter((place) => approvals[place] === most);
      const fitTogether = costOf(this.purse, [...all, ...first]) <= budget;
      all = [...all, ...(fitTogether ? first : [this.precedence.first(first)])];
    }
    const added = all.slice(bought.length).map((place) => ({
      option: this.name(place),
      approvals: String(approvals[place]),
      cost: String(costs[place]),
    }));
    this.sheet.write({
      code: 'TOPPED_UP',
      data: { added, left: String(budget - costOf(this.purse, all)) },
    });
    return all;
  }

  private endowment(raises: number): Fraction {
    const { budget, voters } = this.purse;
    return add(fraction(budget, voters), fraction(BigInt(raises) * this.unit));
  }

  private attempt(raises: number): Tried {
    const bought = this.buyWith(this.endowment(raises)).purchases.map(({ place }) => place);
    return { raises, bought };
  }

  /** A run that meets no tie is the same whatever was settled before. */
  private buyWith(endowment: Fraction): Run {
    const { budget, costs } = this.purse;
    const key = [printExact(endowment), budget, ...costs].join(' ');
    const known = runOnce(this.profile, key, () => {
      let isTied = false;
      const run = buy(this.profile, this.purse, endowment, (tied) => {
        isTied = true;
        return tied[0] as Place;
      });
      return isTied ? 'TIED' : run;
    });
    if (known !== 'TIED') return known;
    return buy(this.profile, this.purse, endowment, (tied) => this.precedence.first(tied));
  }

  private keep({ raises, bought }: Tried, why: Why): readonly Place[] {
    this.sheet.write({
      code: 'ENDOWMENT_KEPT',
      data: { why, raises: String(raises), endowment: amount(this.endowment(raises)) },
    });
    return bought;
  }

  private writeTried({ raises, bought }: Tried): void {
    const endowment = this.endowment(raises);
    this.sheet.write({
      code: 'ENDOWMENT_TRIED',
      data: {
        raises: String(raises),
        endowment: amount(endowment),
        bought: bought.map((place) => this.name(place)),
        cost: String(costOf(this.purse, bought)),
      },
    });
    writeRun(this.profile, this.buyWith(endowment), this.purse, this.sheet);
  }

  private name(place: Place): string {
    return this.profile.slate.options[place] as string;
  }
}

function writeBudget({ slate }: Ballots<'APPROVED'>, purse: Purse, sheet: Sheet): void {
  const { budget, costs, voters, approvals, affordable } = purse;
  const all = placesOf(slate.options);
  const names = (places: readonly Place[]) => places.map((place) => slate.options[place] as string);
  const byName = (places: readonly Place[], numbers: readonly bigint[]) =>
    Object.fromEntries(places.map((place) => [slate.options[place] as string, String(numbers[place])]));
  sheet.write({
    code: 'BUDGET',
    data: {
      budget: String(budget),
      costs: byName(all, costs),
      voters: String(voters),
      approvals: byName(affordable, approvals),
      endowment: amount(voters === 0n ? ZERO : fraction(budget, voters)),
      tooDear: names(all.filter((place) => (costs[place] as bigint) > budget)),
      unsupported: names(all.filter((place) => approvals[place] === 0n)),
    },
  });
}

/** Purchases in their order; the method orders the options no further than bought and not bought. */
function resultOf({ slate }: Ballots<'APPROVED'>, bought: readonly Place[]): Result {
  const all = placesOf(slate.options);
  const [taken, rest] = [true, false].map((is) => all.filter((place) => bought.includes(place) === is));
  return {
    seats: bought.map((place) => [place]),
    ranking: [taken as readonly Place[], rest as readonly Place[]],
  };
}

/** Counts, with the purse written down first, and every set of options that ties could lead to. */
function* spend(
  profile: Ballots<'APPROVED'>,
  purse: Purse,
  unit: bigint,
  sheet: Sheet,
  way: 'once' | 'completed',
): Slices<Result> {
  writeBudget(profile, purse, sheet);
  if (purse.voters === 0n) return resultOf(profile, []);
  const key = [way, unit, purse.budget, ...purse.costs].join(' ');
  const count = function* (on: Sheet): Slices<readonly Place[]> {
    yield;
    const shares = new Shares(profile, purse, unit, on);
    return way === 'once' ? shares.once() : shares.toppedUp(yield* shares.raised());
  };
  const outcomes = outcomesOnce(profile, key, () => ({ all: null }));
  outcomes.all ??= yield* outcomesOf(count);
  writeTied(profile, outcomes.all, sheet);
  return resultOf(profile, yield* count(sheet));
}

const COSTS = {
  costs: { is: 'NUMBER_BY_NAME', otherwise: null },
  budget: { is: 'WHOLE', least: 1, most: Number.MAX_SAFE_INTEGER, otherwise: null },
} as const;

export const equalShares: ElectionMethod<'APPROVED', typeof COSTS> = electionMethod({
  id: 'equal-shares/cost@1',
  family: 'BUDGET',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  options: COSTS,
  about: {
    fr: 'Parts égales : chaque voix a la même part du budget et paie ce qu’elle approuve ; sans complément, il peut rester du budget.',
    en: 'Equal shares: each voice has the same share of the budget and pays for what it approves; without completion, some of it may stay.',
  },
  count(profile, seats, options, sheet) {
    return spend(profile, purseOf(profile, seats, options), 1n, sheet, 'once');
  },
});

const COSTS_AND_UNIT = {
  ...COSTS,
  /** By how much each endowment is raised at a time. */
  unit: { is: 'WHOLE', least: 1, most: Number.MAX_SAFE_INTEGER, otherwise: 1 },
} as const;

export const equalSharesAdd1u: ElectionMethod<'APPROVED', typeof COSTS_AND_UNIT> = electionMethod({
  id: 'equal-shares/cost-add1u@1',
  family: 'BUDGET',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  options: COSTS_AND_UNIT,
  about: {
    fr: 'Parts égales, complétées (Add1U) : les parts augmentent unité par unité tant que le budget suffit, puis le reste va aux plus approuvées.',
    en: 'Equal shares, completed (Add1U): shares are raised unit by unit while the budget suffices, then the rest goes to the most approved.',
  },
  count(profile, seats, { costs, budget, unit }, sheet) {
    const purse = purseOf(profile, seats, { costs, budget });
    return spend(profile, purse, BigInt(unit), sheet, 'completed');
  },
});
