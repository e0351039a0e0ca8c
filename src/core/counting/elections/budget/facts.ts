import type { Amount } from '../amounts.js';
import type { WrittenRows } from '../bearings.js';

/** What the Method of Equal Shares says. */
export type BudgetFacts = {
  /**
   * What there is to spend, and what each option costs. `endowment`: the budget shared equally among the `voters` who
   * approve something. Costs of `tooDear` are above the budget; nobody approves `unsupported`. Neither can be bought;
   * `approvals`: the ballots that approve each of the others.
   */
  BUDGET: {
    readonly budget: string;
    readonly costs: { readonly [option: string]: string };
    readonly voters: string;
    readonly approvals: { readonly [option: string]: string };
    readonly endowment: Amount;
    readonly tooDear: readonly string[];
    readonly unsupported: readonly string[];
  };
  /**
   * Each voter has `endowment` now, after `raises` of one unit: what the method then buys, round by round in the steps that
   * follow, and what that costs. Of all raises the first, that which is kept and the one after it are written down.
   */
  ENDOWMENT_TRIED: {
    readonly raises: string;
    readonly endowment: Amount;
    readonly bought: readonly string[];
    readonly cost: string;
  };
  /** Why no greater endowment is tried, and that with which options are bought. */
  ENDOWMENT_KEPT: {
    readonly why: 'WITHOUT_COMPLETION' | 'NOTHING_MORE_FITS' | 'NEXT_OVERSPENDS';
    readonly raises: string;
    readonly endowment: Amount;
  };
  /**
   * For each option left, the ballots that approve it by the money they have left; `rate`: what each pays for a unit of
   * cost, so that min(money left, rate × cost) over them makes the cost; null where all their money does not.
   */
  OFFERS: {
    readonly round: string;
    readonly offers: {
      readonly [option: string]: { readonly rows: WrittenRows; readonly rate: Amount | null };
    };
  };
  /** The option of the lowest rate; each ballot that approves it pays `share` or all that it has left. */
  BOUGHT: {
    readonly round: string;
    readonly option: string;
    readonly rate: Amount;
    readonly share: Amount;
    readonly shared: { readonly [option: string]: WrittenRows };
  };
  /** What stays of the budget goes to the options that most ballots approve, as long as they fit. */
  TOPPED_UP: {
    readonly added: readonly { readonly option: string; readonly approvals: string; readonly cost: string }[];
    readonly left: string;
  };
};
