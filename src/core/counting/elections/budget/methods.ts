import { equalShares, equalSharesAdd1u } from './equal-shares.js';

/** The methods that spend a budget. */
export const BUDGET_METHODS = [equalShares, equalSharesAdd1u] as const;
