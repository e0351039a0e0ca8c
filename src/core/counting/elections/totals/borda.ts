/**
 * borda/tournament@1, borda/optimistic@1, borda/pessimistic@1, borda/modified@1: points by rank, added up.
 *
 * Borda, "Mémoire sur les élections au scrutin", Histoire de l'Académie royale des sciences, 1781. Of n options the first
 * has n - 1 points, the second n - 2, the last 0. Options at one rank share the points of the ranks that they take up
 * equally, in all variants: what stands below less what stands above, but for a constant (Gärdenfors, "Positionalist
 * voting functions", Theory and Decision 4, 1973). They differ in
 * what the options have that a ballot does not rank: tournament, an equal share of the ranks left, which is one point for
 * each option below and a half for each one equal; optimistic, the points of the best of the ranks left; pessimistic, 0
 * (the three of Terzopoulou and Endriss, "The Borda class", Journal of Mathematical Economics 92, 2021, there called
 * averaged, optimistic and pessimistic). Modified: a ballot that ranks m options gives m points to the first and 1 to the
 * last of them, 0 to the others (Emerson, "The original Borda count and partial voting", Social Choice and Welfare 40,
 * 2013). On ballots that rank all options, all four order them alike.
 */
import { fraction } from '../../../kernel/fractions.js';
import { amount, type Amounts } from '../amounts.js';
import { electionMethod, seatsFrom, type ElectionMethod, type Sheet } from '../method.js';
import { votersOf, type Ballots, type Place } from '../profile.js';
import { levelsOf, orderBy, placesOf, type Level } from '../ranking.js';
import type { BordaVariant } from './facts.js';

/** Twice the points of each option that a ballot gives: halves are the smallest parts there are. */
function pointsOf(
  levels: readonly Level[],
  options: number,
  variant: BordaVariant,
): ReadonlyMap<Place, number> {
  const ranked = levels.flat().length;
  const first = variant === 'MODIFIED' ? ranked : options - 1;
  const points = new Map<Place, number>();
  let above = 0;
  for (const level of levels) {
    for (const place of level) points.set(place, 2 * (first - above) - (level.length - 1));
    above += level.length;
  }
  const left = options - ranked;
  const unranked = { TOURNAMENT: left - 1, OPTIMISTIC: 2 * (left - 1), PESSIMISTIC: 0, MODIFIED: 0 }[variant];
  for (let place = 0; place < options; place += 1) if (!points.has(place)) points.set(place, unranked);
  return points;
}

function countPoints(
  { piles, slate }: Ballots<'RANKED'>,
  variant: BordaVariant,
  sheet: Sheet,
): readonly bigint[] {
  const given = slate.options.map(() => new Map<number, bigint>());
  for (const { marks, weight } of piles)
    for (const [place, points] of pointsOf(levelsOf(marks), slate.options.length, variant)) {
      const ballots = given[place] as Map<number, bigint>;
      ballots.set(points, (ballots.get(points) ?? 0n) + weight);
    }
  const rows = slate.options.map((option, place) => {
    const falling = [...(given[place] as Map<number, bigint>)].sort(([a], [b]) => b - a);
    return [
      option,
      falling.map(([points, ballots]) => ({
        points: amount(fraction(BigInt(points), 2n)),
        ballots: String(ballots),
      })),
    ] as const;
  });
  sheet.write({ code: 'POINTS_BY_RANK', data: { variant, given: Object.fromEntries(rows) } });
  return given.map((ballots) =>
    [...ballots].reduce((sum, [points, number]) => sum + BigInt(points) * number, 0n),
  );
}

const borda = (
  id: string,
  variant: BordaVariant,
  about: ElectionMethod['about'],
): ElectionMethod<'RANKED', Record<never, never>> =>
  electionMethod({
    id,
    family: 'TOTALS',
    counts: 'RANKED',
    seats: 'SEVERAL',
    quotas: 'DOWN_THE_RANKING',
    options: {},
    about,
    count(profile, seats, _options, sheet) {
      const { slate, piles } = profile;
      const doubled = countPoints(profile, variant, sheet);
      const totals: Amounts = Object.fromEntries(
        slate.options.map((option, place) => [option, amount(fraction(doubled[place] as bigint, 2n))]),
      );
      sheet.write({ code: 'TOTALS', data: { unit: 'POINTS', totals, voters: String(votersOf(piles)) } });
      const ranking = orderBy(placesOf(slate.options), (place) => doubled[place] as bigint);
      return { seats: seatsFrom(ranking, seats), ranking };
    },
  });

export const bordaTournament = borda('borda/tournament@1', 'TOURNAMENT', {
  fr: 'Borda : un point par option placée après, un demi-point par option à égalité ; les options non classées sont à égalité, en dernier.',
  en: 'Borda: one point for each option put below, half a point for each one put equal; options not ranked are equal, and last.',
});

export const bordaOptimistic = borda('borda/optimistic@1', 'OPTIMISTIC', {
  fr: 'Borda optimiste : les options non classées ont les points de la première place qui reste.',
  en: 'Optimistic Borda: options not ranked have the points of the best place left.',
});

export const bordaPessimistic = borda('borda/pessimistic@1', 'PESSIMISTIC', {
  fr: 'Borda pessimiste : les options non classées n’ont aucun point.',
  en: 'Pessimistic Borda: options not ranked have no points.',
});

export const bordaModified = borda('borda/modified@1', 'MODIFIED', {
  fr: 'Borda modifié : un bulletin qui classe m options donne m points à la première et 1 à la dernière.',
  en: 'Modified Borda: a ballot that ranks m options gives m points to the first and 1 to the last.',
});
