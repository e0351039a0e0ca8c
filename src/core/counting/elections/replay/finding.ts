import { parseExact, ZERO, type Fraction } from '../../../kernel/fractions.js';
import type { Amount } from '../amounts.js';

/** What a replay found wrong: at which step, counted from 0 and dotted into the ways of a tie, and what does not follow. */
export interface Finding {
  readonly at: string;
  readonly fault: string;
}

/** Collects what does not follow. */
export type Demand = (holds: boolean, fault: string) => void;

/** An amount as a number; a text that is none is no amount, and counts as nothing after it was found. */
export function exactOf(amount: Amount | undefined, demand: Demand): Fraction {
  if (amount === undefined) return ZERO;
  const exact = parseExact(amount.exact);
  demand(exact !== null, 'NOT_A_NUMBER');
  return exact ?? ZERO;
}

/** Amounts as numbers, by name. */
export const exactsOf = (
  amounts: { readonly [name: string]: Amount | undefined },
  demand: Demand,
): ReadonlyMap<string, Fraction> =>
  new Map(Object.entries(amounts).map(([name, amount]) => [name, exactOf(amount, demand)]));
