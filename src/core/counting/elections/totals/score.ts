/**
 * score@1: the scores of each option are added up, and the greatest sum wins.
 *
 * Range voting (Smith, "Range voting", 2000, and the Center for Range Voting, rangevoting.org): every ballot scores every
 * option on one scale. What was chosen where a score is missing: LEAST, the least score of the scale, so that a silence
 * helps nobody; or AVERAGE, the average of the scores that the option was given (there "no opinion"), as an exact
 * fraction, so that a silence neither helps nor harms. An option that nobody scored has the least score in either. The
 * bounds of the scale are options; where nobody says the lower one it is the least score on any ballot, zero at most.
 */
import { add, compareFractions, fraction, multiply, type Fraction } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import { electionMethod, seatsFrom } from '../method.js';
import { votersOf, type Ballots } from '../profile.js';
import { orderWith, placesOf } from '../ranking.js';
import { byName, refuseOutside, scorersOf, sumsOfScores, writeScores } from './sums.js';

const leastGiven = ({ piles }: Ballots<'SCORED'>): number =>
  piles.reduce((least, { marks }) => marks.reduce<number>((a, b) => Math.min(a, b ?? 0), least), 0);

interface Sum {
  readonly missing: bigint;
  readonly each: Fraction;
  readonly added: Fraction;
  readonly total: Fraction;
}

function sumsOf(profile: Ballots<'SCORED'>, missingAs: 'LEAST' | 'AVERAGE', least: number): readonly Sum[] {
  const voters = votersOf(profile.piles);
  const scorers = scorersOf(profile);
  return sumsOfScores(profile).map((sum, place) => {
    const number = scorers[place] as bigint;
    const missing = voters - number;
    const isAverage = missingAs === 'AVERAGE' && number > 0n;
    const each = isAverage ? fraction(sum, number) : fraction(BigInt(least));
    const added = multiply(fraction(missing), each);
    return { missing, each, added, total: add(fraction(sum), added) };
  });
}

export const score = electionMethod({
  id: 'score@1',
  family: 'TOTALS',
  counts: 'SCORED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: {
    missing: { is: 'ONE_OF', values: ['LEAST', 'AVERAGE'], otherwise: 'LEAST' },
    least: { is: 'WHOLE', least: -1_000_000, most: 1_000_000, otherwise: null },
    most: { is: 'WHOLE', least: -1_000_000, most: 1_000_000, otherwise: null },
  },
  about: {
    fr: 'Notes : la plus grande somme de notes ; une note qui manque compte comme la plus basse, ou comme la moyenne.',
    en: 'Score: the greatest sum of scores; a score that is missing counts as the least one, or as the average.',
  },
  count(profile, seats, { missing, least, most }, sheet) {
    const { slate, piles } = profile;
    refuseOutside(profile, least, most);
    writeScores(profile, sheet);
    const sums = sumsOf(profile, missing, least ?? leastGiven(profile));
    const on = (place: number): Sum => sums[place] as Sum;
    if (sums.some((sum) => sum.missing > 0n))
      sheet.write({
        code: 'MISSING_SCORES',
        data: {
          as: missing,
          each: byName(slate.options, (place) => amount(on(place).each)),
          added: byName(slate.options, (place) => amount(on(place).added)),
        },
      });
    sheet.write({
      code: 'TOTALS',
      data: {
        unit: 'POINTS',
        totals: byName(slate.options, (place) => amount(on(place).total)),
        voters: String(votersOf(piles)),
      },
    });
    const ranking = orderWith(placesOf(slate.options), (a, b) => compareFractions(on(b).total, on(a).total));
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});
