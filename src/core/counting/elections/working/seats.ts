import type { Amount } from '../amounts.js';
import type { ElectionStep } from '../steps.js';
import type { PavCommittee, SeatFacts, SeatRule } from '../seats/facts.js';
import {
  firstOf,
  inSlateOrder,
  rowsOf,
  type BearingRow,
  type Counted,
  type OptionAmount,
} from './by-option.js';

/** What an option would make of the ballots that approve it, which stand in `rows` by what they bear already. */
export interface WeighedOption extends OptionAmount {
  readonly rows: readonly BearingRow[];
}

export interface OptionRows {
  readonly option: string;
  readonly rows: readonly BearingRow[];
}

/** One seat: what was weighed for it, and who has it; nobody yet where a tie for it is open. */
export interface FilledSeat {
  readonly number: number;
  readonly weighed: readonly WeighedOption[];
  readonly filledBy: string | null;
  /** Of each option left, the ballots that approve both and bear something else from now on. */
  readonly shared: readonly OptionRows[];
}

/** Several options together, and the ballots that approve some of them, by how many. */
export interface Committee {
  readonly members: readonly string[];
  readonly rows: readonly { readonly approved: number; readonly ballots: number }[];
}

/** The best of all committees that there could be. */
export interface BestCommittees {
  readonly examined: string;
  readonly score: Amount;
  readonly committees: readonly Committee[];
}

/** Committees to which ties can lead: `number` of them, which are not written down where they are many, nor known if null. */
export interface TiedCommittees {
  readonly number: string | null;
  readonly committees: readonly (readonly string[])[];
}

/** Seats filled from approvals, one after the other or all at once. */
export interface SeatsWorking {
  readonly family: 'SEATS';
  readonly rule: SeatRule | null;
  readonly seats: readonly FilledSeat[];
  readonly best: BestCommittees | null;
  /** Which of the best has the seats. */
  readonly elected: readonly string[];
  readonly tied: TiedCommittees | null;
  /** Whom nobody approves: nothing tells them apart, and the seats left are theirs. */
  readonly unapproved: readonly string[];
}

export function readSeats(counted: Counted): SeatsWorking {
  const best = firstOf(counted, 'PAV_BEST');
  return {
    family: 'SEATS',
    rule: firstOf(counted, 'SEAT_WEIGHED')?.rule ?? null,
    seats: seatsOf(counted),
    best: best && {
      examined: best.examined,
      score: best.score,
      committees: best.best.map(committeeOf),
    },
    elected: firstOf(counted, 'PAV_ELECTED')?.members ?? [],
    tied: tiedIn(counted),
    unapproved: firstOf(counted, 'NOBODY_APPROVES')?.options ?? [],
  };
}

const committeeOf = ({ members, rows }: PavCommittee): Committee => ({
  members,
  rows: rows.map((row) => ({ approved: Number(row.members), ballots: Number(row.ballots) })),
});

/** The committees that ties can lead to; null where none was met. */
export function tiedIn(counted: Counted): TiedCommittees | null {
  if (firstOf(counted, 'COMMITTEES_NOT_FOLLOWED')) return { number: null, committees: [] };
  return firstOf(counted, 'COMMITTEES_TIED');
}

function seatsOf(counted: Counted): readonly FilledSeat[] {
  const seats: FilledSeat[] = [];
  const read = (step: ElectionStep): void => {
    if (step.code === 'SEAT_WEIGHED') seats.push(weighedIn(counted, step.data));
    if (step.code !== 'SEAT_FILLED') return;
    const last = seats.pop();
    const shared = inSlateOrder(counted, step.data.shared).map(([option, rows]) => ({
      option,
      rows: rowsOf(rows),
    }));
    if (last) seats.push({ ...last, filledBy: step.data.option, shared });
  };
  counted.steps.forEach(read);
  return seats;
}

const weighedIn = (counted: Counted, { seat, options }: SeatFacts['SEAT_WEIGHED']): FilledSeat => ({
  number: Number(seat),
  weighed: inSlateOrder(counted, options).map(([option, { rows, value }]) => ({
    option,
    exact: value.exact,
    rounded: value.rounded,
    rows: rowsOf(rows),
  })),
  filledBy: null,
  shared: [],
});
