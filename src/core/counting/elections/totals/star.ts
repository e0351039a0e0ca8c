/**
 * star@1: score, then automatic runoff. The two options with the most points, then the one of them that more ballots
 * score higher.
 *
 * Equal Vote Coalition, starvoting.org and starvoting.org/ties; scores from 0 to 5, a blank being 0. Ties, as published:
 * in the scoring round those tied are compared two by two, and those who lose most comparisons go, again while somebody
 * does (FEWEST_LOSSES); in the runoff, the finalist with more points. What is then still tied is tied, unless a further
 * rule was adopted and made public before: the five star one, the most ballots that give the best score, is the option
 * `fiveStar`. BetterVoting's text compares only where two are tied, and passes larger ties on: TWO_ONLY.
 *
 * Chosen: a place in the runoff that none of this gives is left to the lot, place by place; without a lot, all ways are
 * followed. A tied runoff is a tie for the seat. One option alone is elected. Behind the finalists the rule orders nobody.
 */
import { amount } from '../amounts.js';
import { electionMethod, type Result, type Sheet } from '../method.js';
import { votersOf, type Ballots, type Place } from '../profile.js';
import { orderBy, placesOf, type Level } from '../ranking.js';
import { byName, refuseOutside, sumsOfScores, totalsOf, writeScores } from './sums.js';
import { TiedScores, type HeadToHead } from './star-ties.js';

interface Rules {
  readonly maxScore: number;
  readonly headToHead: HeadToHead;
  readonly fiveStar: boolean;
}

/** Two places in the runoff, filled from the top of the scores. */
function finalistsOf(points: readonly bigint[], ties: TiedScores, sheet: Sheet): readonly Place[] {
  const finalists: Place[] = [];
  const places = Math.min(2, points.length);
  while (finalists.length < places) {
    const left = placesOf(points).filter((place) => !finalists.includes(place));
    const [first] = orderBy(left, (place) => points[place] as bigint) as [Level];
    const free = places - finalists.length;
    if (first.length > free) ties.say(first, points[first[0] as Place] as bigint, free);
    finalists.push(...(first.length > free ? ties.some(first, free) : first));
  }
  const names = finalists.map((place) => ties.name(place));
  sheet.write({ code: 'RUNOFF_REACHED', data: { options: names } });
  return finalists;
}

/** Who of two wins by a number that each has; null where they have as many. */
function ahead([a, b]: readonly [Place, Place], numbers: readonly bigint[]): Place | null {
  const [x, y] = [numbers[a] as bigint, numbers[b] as bigint];
  if (x === y) return null;
  return x > y ? a : b;
}

/** The winner of the runoff; null where nothing parts the two. */
function runOff(
  two: readonly [Place, Place],
  points: readonly bigint[],
  ties: TiedScores,
  { maxScore, fiveStar }: Rules,
  sheet: Sheet,
): Place | null {
  const nameOf = (place: Place | null): string | null => (place === null ? null : ties.name(place));
  const numbers = (of: readonly bigint[]) =>
    Object.fromEntries(two.map((place) => [ties.name(place), String(of[place])]));
  const duel = ties.duel(...two);
  const preferred = ties.winnerOf(duel);
  sheet.write({ code: 'RUNOFF', data: { ...ties.inNames(duel), winner: nameOf(preferred) } });
  if (preferred !== null) return preferred;
  const byPoints = ahead(two, points);
  sheet.write({ code: 'RUNOFF_BY_POINTS', data: { points: numbers(points), winner: nameOf(byPoints) } });
  if (byPoints !== null || !fiveStar) return byPoints;
  const byBest = ahead(two, ties.best);
  sheet.write({
    code: 'RUNOFF_BY_BEST_SCORES',
    data: { score: String(maxScore), ballots: numbers(ties.best), winner: nameOf(byBest) },
  });
  return byBest;
}

function countStar(profile: Ballots<'SCORED'>, rules: Rules, sheet: Sheet): Result {
  const { slate, piles } = profile;
  const points = sumsOfScores(profile);
  const totals = byName(slate.options, (place) => amount(points[place] as bigint));
  sheet.write({ code: 'TOTALS', data: { unit: 'POINTS', totals, voters: String(votersOf(piles)) } });
  const best = totalsOf(slate.options.length, piles, ({ marks }) =>
    marks.map((score, place): readonly [Place, bigint] => [place, score === rules.maxScore ? 1n : 0n]),
  );
  const ties = new TiedScores(profile, best, rules, sheet);
  const finalists = finalistsOf(points, ties, sheet);
  const others = placesOf(slate.options).filter((place) => !finalists.includes(place));
  const [a, b] = finalists as [Place, Place | undefined];
  if (b === undefined) return { seats: [[a]], ranking: [[a]] };
  const winner = runOff(a < b ? [a, b] : [b, a], points, ties, rules, sheet);
  const two = [a, b].sort((x, y) => x - y);
  if (winner === null) return { seats: [two], ranking: [two, others] };
  return { seats: [[winner]], ranking: [[winner], [winner === a ? b : a], others] };
}

export const star = electionMethod({
  id: 'star@1',
  family: 'TOTALS',
  counts: 'SCORED',
  seats: 'ONE',
  options: {
    maxScore: { is: 'WHOLE', least: 1, most: 1_000, otherwise: 5 },
    headToHead: { is: 'ONE_OF', values: ['FEWEST_LOSSES', 'TWO_ONLY'], otherwise: 'FEWEST_LOSSES' },
    fiveStar: { is: 'YES_NO', otherwise: false },
  },
  about: {
    fr: 'STAR : les deux options qui ont le plus de points, puis celle des deux que plus de bulletins notent mieux.',
    en: 'STAR: the two options with the most points, then the one of them that more ballots score higher.',
  },
  count(profile, _seats, rules, sheet) {
    refuseOutside(profile, 0, rules.maxScore);
    writeScores(profile, sheet);
    const all = placesOf(profile.slate.options);
    if (all.length === 0) return { seats: [], ranking: [] };
    // Of no ballots nothing is to be compared: all are tied, and no way need be followed.
    if (profile.piles.length === 0) return { seats: [all], ranking: [all] };
    return countStar(profile, rules, sheet);
  },
});
