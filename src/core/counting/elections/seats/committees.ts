import type { Result, Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import type { Constraint } from '../quotas/constraint.js';
import { seatDown } from '../quotas/seat-down.js';
import { placesOf, type Level } from '../ranking.js';

const WRITTEN = 100;

export type Committee = readonly Place[];

const rising = (places: Iterable<Place>): readonly Place[] => [...places].sort((a, b) => a - b);

/** Committees without double ones, each by rising place. */
export function distinct(committees: readonly Committee[]): readonly Committee[] {
  const known = new Map(committees.map((one) => [rising(one).join(), rising(one)]));
  return [...known.values()].sort((a, b) => compareLists(a, b));
}

function compareLists(a: Committee, b: Committee): number {
  const at = a.findIndex((place, index) => place !== b[index]);
  return at < 0 ? 0 : (a[at] as Place) - (b[at] ?? -1);
}

export const namesOf = ({ slate }: Ballots<'APPROVED'>, places: readonly Place[]): readonly string[] =>
  places.map((place) => slate.options[place] as string);

/** Writes down the committees that are tied, where there are several. */
export function writeTied(
  profile: Ballots<'APPROVED'>,
  committees: readonly Committee[],
  sheet: Sheet,
): void {
  if (committees.length < 2) return;
  const written = committees.length > WRITTEN ? [] : committees;
  sheet.write({
    code: 'COMMITTEES_TIED',
    data: {
      number: String(committees.length),
      committees: written.map((committee) => namesOf(profile, committee)),
    },
  });
}

/** One of the tied committees, seat by seat: those left are the ones that hold whoever was chosen. */
export function chooseCommittee(committees: readonly Committee[], sheet: Sheet): Committee {
  let left = committees;
  const chosen: Place[] = [];
  while (left.length > 1) {
    const held = new Map<Place, number>();
    for (const one of left) for (const place of one) held.set(place, (held.get(place) ?? 0) + 1);
    // Whom all of them hold is elected without a choice.
    const among = rising([...held].filter(([, times]) => times < left.length).map(([place]) => place));
    const place = sheet.settle({ of: 'SEAT', among, state: rising(chosen).join() });
    chosen.push(place);
    left = left.filter((one) => one.includes(place));
  }
  return left[0] as Committee;
}

/**
 * A committee as a result. Seats are in the order in which they were filled, unless ties were met: other ways through
 * them fill the same seats in other orders. Seats that approvals leave go to those whom nobody approves, if to anybody, and
 * under quotas to those of them with whom these can be met.
 */
export function seated(
  profile: Ballots<'APPROVED'>,
  committee: Committee,
  seats: number,
  inOrder: boolean,
  sheet: Sheet,
  constraint: Constraint | null = null,
): Result {
  const all = placesOf(profile.slate.options);
  const ordered = inOrder ? committee : rising(committee);
  const rest = all.filter((place) => !committee.includes(place));
  const left = Math.min(seats - committee.length, rest.length);
  const levels: readonly Level[] = inOrder ? ordered.map((place) => [place]) : [ordered];
  const ranking = [...levels, rest];
  const filled = ordered.map((place) => [place]);
  if (left <= 0) return { seats: filled, ranking };
  sheet.write({
    code: 'NOBODY_APPROVES',
    data: { options: namesOf(profile, rest), seats: String(left) },
  });
  if (constraint) {
    const passed = constraint.doomed(rest, ordered, []);
    const open = rest.filter((place) => !passed.includes(place));
    const among = { slate: profile.slate, ranking: [open] };
    return { seats: [...filled, ...seatDown(constraint, among, ordered, sheet)], ranking };
  }
  const last = left === rest.length ? rest.map((place) => [place]) : new Array<Level>(left).fill(rest);
  return { seats: [...filled, ...last], ranking };
}
