/**
 * pav@1: proportional approval voting, exact. Of all committees, the one of the greatest score; a ballot that approves n
 * of its members gives it 1 + 1/2 + … + 1/n. Thiele, "Om Flerfoldsvalg", 1895; PAV in Lackner and Skowron, "Multi-Winner
 * Voting with Approval Preferences", 2023, 2.2.
 *
 * To find it is NP-hard (Aziz et al., "Computational Aspects of Multi-Winner Approval Voting", AAMAS 2015), so every
 * committee is looked at, and an election with more than 20,000 of them is refused: pav-sequential@1 counts it. Options
 * that nobody approves add to no score and are left out of the committees; they are tied for the seats that then stay. Under
 * quotas all options are looked at, and the best committee is that among those which meet them.
 */
import { fraction } from '../../../kernel/fractions.js';
import { refuse } from '../../../kernel/refusals.js';
import { amount } from '../amounts.js';
import { electionMethod, type Sheet } from '../method.js';
import type { Constraint } from '../quotas/constraint.js';
import type { Ballots, Place } from '../profile.js';
import { placesOf } from '../ranking.js';
import { onceByKey } from '../once.js';
import { chooseCommittee, namesOf, seated, writeTied, type Committee } from './committees.js';
import type { PavCommittee } from './facts.js';

const MOST_COMMITTEES = 20_000n;
const WRITTEN = 100;

type Approvals = Ballots<'APPROVED'>;

/** Of n things, how many ways to take k. */
function waysToTake(k: number, n: number): bigint {
  let ways = 1n;
  for (let taken = 1n; taken <= BigInt(k); taken += 1n) ways = (ways * (BigInt(n - k) + taken)) / taken;
  return ways;
}

/** A whole number that 1 to n divide, so that scores are whole numbers of its parts. */
const commonMultiple = (n: number): bigint =>
  Array.from({ length: n }, (_, at) => BigInt(at + 1)).reduce(
    (multiple, one) => fraction(multiple, one).numerator * one,
    1n,
  );

interface Best {
  readonly committees: readonly Committee[];
  /** In parts of `unit`. */
  readonly score: bigint;
  readonly unit: bigint;
}

const bestOnce = onceByKey<Best>();

function search(
  { piles }: Approvals,
  approved: readonly Place[],
  seats: number,
  constraint: Constraint | null,
): Best {
  const unit = commonMultiple(seats);
  const pilesOf = new Map(
    approved.map((place) => [place, [...piles.entries()].filter(([, { marks }]) => marks.includes(place))]),
  );
  const members = piles.map(() => 0);
  let best: Committee[] = [];
  let greatest = -1n;
  const extend = (committee: Committee, from: number, score: bigint): void => {
    if (committee.length === seats) {
      if (score < greatest || (constraint && !constraint.isMetBy(committee))) return;
      if (score > greatest) [best, greatest] = [[], score];
      if (score === greatest) best.push(committee);
      return;
    }
    const last = approved.length - (seats - committee.length);
    for (let at = from; at <= last; at += 1) {
      const place = approved[at] as Place;
      let gain = 0n;
      for (const [pile, { weight }] of pilesOf.get(place) ?? []) {
        members[pile] = (members[pile] as number) + 1;
        gain += (weight * unit) / BigInt(members[pile] as number);
      }
      extend([...committee, place], at + 1, score + gain);
      for (const [pile] of pilesOf.get(place) ?? []) members[pile] = (members[pile] as number) - 1;
    }
  };
  extend([], 0, 0n);
  return { committees: best, score: greatest, unit };
}

/** Ballots by how many members they approve. */
function rowsOf({ piles }: Approvals, committee: Committee): { members: string; ballots: string }[] {
  const ballots = new Map<number, bigint>();
  for (const { marks, weight } of piles) {
    const members = committee.filter((place) => marks.includes(place)).length;
    if (members > 0) ballots.set(members, (ballots.get(members) ?? 0n) + weight);
  }
  return [...ballots]
    .sort(([a], [b]) => a - b)
    .map(([members, number]) => ({ members: String(members), ballots: String(number) }));
}

const written = (profile: Approvals, committee: Committee): PavCommittee => ({
  members: namesOf(profile, committee),
  rows: rowsOf(profile, committee),
});

function writeBest(
  profile: Approvals,
  approved: readonly Place[],
  seats: number,
  { committees, score, unit }: Best,
  sheet: Sheet,
): void {
  sheet.write({
    code: 'PAV_BEST',
    data: {
      options: namesOf(profile, approved),
      seats: String(seats),
      examined: String(waysToTake(seats, approved.length)),
      score: amount(fraction(score, unit)),
      best: committees.slice(0, WRITTEN).map((committee) => written(profile, committee)),
    },
  });
  writeTied(profile, committees, sheet);
}

export const pav = electionMethod({
  id: 'pav@1',
  family: 'SEATS',
  counts: 'APPROVED',
  seats: 'SEVERAL',
  quotas: 'BY_ITSELF',
  options: {},
  about: {
    fr: 'Approbation proportionnelle, exacte : l’équipe qui satisfait le plus, un bulletin comptant 1 + 1/2 + 1/3… ; 20 000 équipes possibles au plus.',
    en: 'Proportional approval, exact: the committee that satisfies most, a ballot counting 1 + 1/2 + 1/3…; 20,000 possible committees at most.',
  },
  count(profile, seats, _options, sheet, constraint = null) {
    const all = placesOf(profile.slate.options);
    const isApproved = (place: Place): boolean => profile.piles.some(({ marks }) => marks.includes(place));
    const approved = constraint ? all : all.filter(isApproved);
    const filled = Math.min(seats, approved.length);
    if (waysToTake(filled, approved.length) > MOST_COMMITTEES)
      throw refuse('ELECTION_INVALID', { reason: 'TOO_MANY_COMMITTEES' });
    if (filled === 0) return seated(profile, [], seats, false, sheet);
    const best = bestOnce(profile, `${filled} ${constraint?.key ?? ''}`, () =>
      search(profile, approved, filled, constraint),
    );
    writeBest(profile, approved, filled, best, sheet);
    const elected = chooseCommittee(best.committees, sheet);
    sheet.write({ code: 'PAV_ELECTED', data: written(profile, elected) });
    return seated(profile, elected, seats, false, sheet);
  },
});
