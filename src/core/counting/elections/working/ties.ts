import type { TieMet } from '../carried.js';
import type { Election } from '../count-election.js';

/** A tie that the rule did not settle, with the order of the lot that did; empty where nothing did. */
export interface TieShown extends TieMet {
  readonly order: readonly string[];
}

/** The ties of an election with the orders by which the lot settled them, which stand in its steps one after the other. */
export function tiesOfElection({ ties, steps }: Election): readonly TieShown[] {
  const orders = steps.flatMap((step) =>
    step.code === 'TIE_SETTLED_BY_LOT' || step.code === 'SEATS_SETTLED_BY_LOT' ? [step.data.order] : [],
  );
  const settled = ties.filter(({ chosen }) => chosen !== null);
  return ties.map((tie) => ({ ...tie, order: tie.chosen ? (orders[settled.indexOf(tie)] ?? []) : [] }));
}
