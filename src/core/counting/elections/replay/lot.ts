import type { Election } from '../count-election.js';
import { orderByLot } from '../lot.js';
import type { CommonFacts, ElectionStep } from '../steps.js';
import type { Seats } from './end.js';
import type { Demand } from './finding.js';
import { sameSet } from './numbers.js';

/** A lot puts those tied in the order of the value drawn: the first gets the seat, the last one goes. */
export function checkLot({ drawn }: Election, step: ElectionStep, demand: Demand): void {
  if (step.code !== 'TIE_SETTLED_BY_LOT' && step.code !== 'SEATS_SETTLED_BY_LOT') return;
  const { order } = step.data;
  const due = drawn === null ? [] : orderByLot(drawn, order);
  demand(order.length > 0 && order.join('\n') === due.join('\n'), 'LOT_IN_ANOTHER_ORDER');
  if (step.code === 'SEATS_SETTLED_BY_LOT')
    return demand(
      step.data.chosen.every((name, place) => name === order[place]),
      'LOT_NOT_FOLLOWED',
    );
  const isLast = step.data.of === 'ELIMINATION';
  demand(step.data.chosen === (isLast ? order.at(-1) : order[0]), 'LOT_NOT_FOLLOWED');
}

/** The seats for which all of a lot were tied, each with one of those chosen. */
export function seatedByLot(
  before: Seats | null,
  { seats, order, chosen }: CommonFacts['SEATS_SETTLED_BY_LOT'],
  demand: Demand,
): Seats | null {
  if (before === null) return null;
  const isTied = (seat: readonly string[]): boolean => seat.length > 1 && sameSet(seat, order);
  const tied = before.filter(isTied).length;
  demand(tied > 0 && seats === String(tied) && chosen.length === tied, 'LOT_FOR_OTHER_SEATS');
  let next = 0;
  return before.map((seat) => {
    if (!isTied(seat)) return seat;
    next += 1;
    return chosen.slice(next - 1, next);
  });
}
