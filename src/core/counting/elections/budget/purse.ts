import { refuse } from '../../../kernel/refusals.js';
import type { Ballots, Place } from '../profile.js';
import { votersOf } from '../profile.js';
import { placesOf } from '../ranking.js';

/** What there is to spend, and on what. */
export interface Purse {
  readonly budget: bigint;
  /** By place, above zero. */
  readonly costs: readonly bigint[];
  readonly voters: bigint;
  /** The ballots that approve each option. */
  readonly approvals: readonly bigint[];
  /** The options that can be bought: somebody approves them, and they cost no more than the budget. */
  readonly affordable: readonly Place[];
}

export interface PurseOptions {
  readonly costs: { readonly [name: string]: string } | null;
  readonly budget: number | null;
}

/**
 * The purse as the options say; for seats, one costs as many units as there are voters, so that each voter has one unit a
 * seat. METHOD_OPTION_INVALID is thrown for costs without a budget or a budget without costs, and for options without one.
 */
export function purseOf(profile: Ballots<'APPROVED'>, seats: number, options: PurseOptions): Purse {
  const { slate, piles } = profile;
  const voters = votersOf(piles);
  const approvals = slate.options.map(() => 0n);
  for (const { marks, weight } of piles)
    for (const place of marks) approvals[place] = (approvals[place] as bigint) + weight;
  const { budget, costs } = spending(profile, seats, voters, options);
  const affordable = placesOf(slate.options).filter(
    (place) => (approvals[place] as bigint) > 0n && (costs[place] as bigint) <= budget,
  );
  return { budget, costs, voters, approvals, affordable };
}

function spending(
  { slate }: Ballots<'APPROVED'>,
  seats: number,
  voters: bigint,
  { costs: given, budget }: PurseOptions,
): { budget: bigint; costs: readonly bigint[] } {
  if (given === null && budget === null)
    return { budget: BigInt(seats) * voters, costs: slate.options.map(() => voters) };
  if (given === null || budget === null)
    throw refuse('METHOD_OPTION_INVALID', {
      option: budget === null ? 'budget' : 'costs',
      reason: 'COSTS_WITHOUT_BUDGET',
    });
  const named = new Set([...slate.options, ...slate.withdrawn]);
  const costs = slate.options.map((name) =>
    Object.hasOwn(given, name) ? BigInt(given[name] as string) : 0n,
  );
  if (Object.keys(given).some((name) => !named.has(name)) || costs.some((cost) => cost <= 0n))
    throw refuse('METHOD_OPTION_INVALID', { option: 'costs', reason: 'NOT_ONE_COST_AN_OPTION' });
  return { budget: BigInt(budget), costs };
}

export const costOf = ({ costs }: Purse, places: readonly Place[]): bigint =>
  places.reduce((sum, place) => sum + (costs[place] as bigint), 0n);

/** What can still be bought beside what was. */
export function fitting(purse: Purse, bought: readonly Place[]): readonly Place[] {
  const left = purse.budget - costOf(purse, bought);
  return purse.affordable.filter(
    (place) => !bought.includes(place) && (purse.costs[place] as bigint) <= left,
  );
}
