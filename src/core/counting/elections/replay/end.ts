import type { Election, ElectionStatus } from '../count-election.js';
import type { CommonFacts, ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { sameList } from './numbers.js';

/** One set a seat; several names in one are tied for it. */
export type Seats = readonly (readonly string[])[];

/** The same seats in the same order; where ways of a tie end in them, the order of the seats says nothing. */
export function sameSeats(a: Seats, b: Seats, steps: readonly ElectionStep[]): boolean {
  const isOpen = steps.at(-1)?.code === 'TIE_OPEN';
  const keys = (seats: Seats): readonly string[] => seats.map((seat) => JSON.stringify(seat));
  return isOpen ? sameList([...keys(a)].sort(), [...keys(b)].sort()) : sameList(keys(a), keys(b));
}

/** A way for each of those tied. Whom all ways elect is elected; whom only some do is tied for the seats left. */
export function checkWays({ among, ways }: CommonFacts['TIE_OPEN'], demand: Demand): Seats {
  const chosen = ways.map((way) => way.chosen);
  demand(among.length > 1 && sameList(chosen, among), 'WAYS_NOT_THOSE_TIED');
  const alone = ways.map(({ winners }) => winners.filter((seat) => seat.length === 1).flat());
  const all = [...new Set(ways.flatMap(({ winners }) => winners.flat()))].sort();
  const sure = all.filter((name) => alone.every((names) => names.includes(name)));
  const some = all.filter((name) => !sure.includes(name));
  const seats = Math.max(0, ...ways.map(({ winners }) => winners.length));
  return [
    ...sure.map((name) => [name]),
    ...new Array<readonly string[]>(some.length === 0 ? 0 : seats - sure.length).fill(some),
  ];
}

/** Who is said to have won, and what of ties, is what the steps lead to. */
export function checkEnd(election: Election, seats: Seats, demand: Demand): void {
  const { winners, winnersBeforeLot, steps, status, ties } = election;
  demand(sameSeats(winners, seats, steps), 'WINNERS_NOT_THOSE_ELECTED');
  const lots = steps.filter(({ code }) => code === 'TIE_SETTLED_BY_LOT' || code === 'SEATS_SETTLED_BY_LOT');
  if (lots.length === 0) demand(sameSeats(winnersBeforeLot, seats, steps), 'OTHER_WINNERS_BEFORE_A_LOT');
  demand((election.drawn !== null) === lots.length > 0, 'DRAWN_FOR_NOTHING');
  demand(status === statusOf(election, seats), 'ANOTHER_STATUS');
  const due = tiesOf(steps, seats);
  demand(due === null || JSON.stringify(ties.map(asList)) === JSON.stringify(due.map(asList)), 'OTHER_TIES');
}

type Tie = Election['ties'][number];

const asList = ({ of, among, chosen }: Tie): readonly unknown[] => [of, among, chosen];

function statusOf({ method, inputs, seats: asked }: Election, seats: Seats): ElectionStatus {
  if (inputs.voters === '0' && !method.startsWith('sortition/')) return 'NO_BALLOTS';
  if (seats.length === 0) return 'NO_WINNER';
  if (seats.some((seat) => seat.length > 1)) return 'TIED';
  return seats.length < asked ? 'SEATS_LEFT' : 'ELECTED';
}

/** Ties that a lot settled, or the first that stayed open, or those for the last seats; null where they were not followed. */
function tiesOf(steps: readonly ElectionStep[], seats: Seats): readonly Tie[] | null {
  const ties = steps.flatMap((step): readonly Tie[] => {
    if (step.code === 'TIE_OPEN') return [{ of: step.data.of, among: step.data.among, chosen: null }];
    if (step.code === 'SEATS_SETTLED_BY_LOT')
      return [{ of: 'SEAT', among: [...step.data.order].sort(), chosen: step.data.chosen }];
    if (step.code !== 'TIE_SETTLED_BY_LOT') return [];
    const { of, order, chosen } = step.data;
    return [{ of, among: [...order].sort(), chosen: [chosen] }];
  });
  if (steps.at(-1)?.code === 'TIES_NOT_FOLLOWED') return null;
  if (ties.length > 0) return ties;
  const tied = new Map(seats.filter((seat) => seat.length > 1).map((seat) => [seat.join('\n'), seat]));
  return [...tied.values()].map((among) => ({ of: 'SEAT', among, chosen: null }));
}
