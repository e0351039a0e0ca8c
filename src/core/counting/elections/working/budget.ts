import { compareFractions } from '../../../kernel/fractions.js';
import type { Amount } from '../amounts.js';
import type { WrittenRows } from '../bearings.js';
import type { BudgetFacts } from '../budget/facts.js';
import { allOf, exactOf, firstOf, inSlateOrder, type Counted, type OptionAmount } from './by-option.js';
import { tiedIn, type TiedCommittees } from './seats.js';

/** An option, what it costs, and how many ballots approve it; null for one that cannot be bought, with the reason. */
export interface Project {
  readonly option: string;
  readonly cost: string;
  readonly approvals: number | null;
  readonly leftOut: 'TOO_DEAR' | 'UNSUPPORTED' | null;
}

/** Ballots that have as much left, and pay as much each. */
export interface Payers {
  readonly ballots: number;
  readonly has: Amount;
  readonly pays: Amount;
}

/** An option bought: each ballot that approves it pays `share`, or all that it has left. */
export interface Purchase {
  readonly round: number;
  readonly option: string;
  readonly cost: string;
  readonly rate: Amount;
  readonly share: Amount;
  readonly payers: readonly Payers[];
  /** What each option that could be paid for would have asked for a unit of cost: the lowest is bought. */
  readonly rates: readonly OptionAmount[];
}

/** An endowment that was tried, after `raises` of one unit, and what it buys. */
export interface TriedEndowment {
  readonly raises: string;
  readonly endowment: Amount;
  readonly bought: readonly string[];
  readonly cost: string;
}

export interface AddedProject {
  readonly option: string;
  readonly approvals: number;
  readonly cost: string;
}

/** What there is to spend, and what it is spent on. */
export interface BudgetWorking {
  readonly family: 'BUDGET';
  readonly budget: string;
  readonly voters: number;
  /** The budget shared equally among the voters. */
  readonly endowment: Amount;
  readonly projects: readonly Project[];
  readonly tried: readonly TriedEndowment[];
  /** Why no greater endowment is tried, and that by which the purchases are; null before that is settled. */
  readonly kept: BudgetFacts['ENDOWMENT_KEPT'] | null;
  readonly purchases: readonly Purchase[];
  /** What stays goes to the options that most ballots approve, as long as they fit. */
  readonly added: readonly AddedProject[];
  readonly spent: string;
  readonly left: string;
  readonly tied: TiedCommittees | null;
}

const NOTHING: BudgetFacts['BUDGET'] = {
  budget: '0',
  costs: {},
  voters: '0',
  approvals: {},
  endowment: { exact: '0', rounded: '0' },
  tooDear: [],
  unsupported: [],
};

export function readBudget(counted: Counted): BudgetWorking {
  const facts = firstOf(counted, 'BUDGET') ?? NOTHING;
  const kept = firstOf(counted, 'ENDOWMENT_KEPT');
  const purchases = kept ? purchasesWith(counted, kept.raises, facts) : [];
  const added = (firstOf(counted, 'TOPPED_UP')?.added ?? []).map((one) => ({
    ...one,
    approvals: Number(one.approvals),
  }));
  const spent = [...purchases, ...added].reduce((sum, { cost }) => sum + BigInt(cost), 0n);
  return {
    family: 'BUDGET',
    budget: facts.budget,
    voters: Number(facts.voters),
    endowment: facts.endowment,
    projects: projectsOf(counted, facts),
    tried: allOf(counted, 'ENDOWMENT_TRIED'),
    kept,
    purchases,
    added,
    spent: String(spent),
    left: String(BigInt(facts.budget) - spent),
    tied: tiedIn(counted),
  };
}

const projectsOf = (
  counted: Counted,
  { costs, approvals, tooDear, unsupported }: BudgetFacts['BUDGET'],
): readonly Project[] =>
  inSlateOrder(counted, costs).map(([option, cost]) => ({
    option,
    cost,
    approvals: Object.hasOwn(approvals, option) ? Number(approvals[option]) : null,
    leftOut: tooDear.includes(option) ? 'TOO_DEAR' : unsupported.includes(option) ? 'UNSUPPORTED' : null,
  }));

/** The rounds written after the endowment that was kept; those of others are tries. */
function purchasesWith(
  counted: Counted,
  raises: string,
  { costs }: BudgetFacts['BUDGET'],
): readonly Purchase[] {
  const purchases: Purchase[] = [];
  let isKept = false;
  let offers: BudgetFacts['OFFERS']['offers'] = {};
  for (const step of counted.steps) {
    if (step.code === 'ENDOWMENT_TRIED') isKept = step.data.raises === raises;
    if (step.code === 'OFFERS') ({ offers } = step.data);
    if (step.code !== 'BOUGHT' || !isKept) continue;
    const { round, option, rate, share } = step.data;
    purchases.push({
      round: Number(round),
      option,
      cost: costs[option] ?? '0',
      rate,
      share,
      payers: payersOf(offers[option]?.rows ?? [], share),
      rates: ratesOf(counted, offers),
    });
  }
  return purchases;
}

const ratesOf = (counted: Counted, offers: BudgetFacts['OFFERS']['offers']): readonly OptionAmount[] =>
  inSlateOrder(counted, offers).flatMap(([option, { rate }]) =>
    rate ? [{ option, exact: rate.exact, rounded: rate.rounded }] : [],
  );

const payersOf = (rows: WrittenRows, share: Amount): readonly Payers[] =>
  rows.map(({ bears, ballots }) => ({
    ballots: Number(ballots),
    has: bears,
    pays: compareFractions(exactOf(bears), exactOf(share)) < 0 ? bears : share,
  }));
