/**
 * dots@1: cumulative voting. Each ballot has a budget of dots, which it may spread or put on one option.
 *
 * Constitution of Illinois of 1870, article IV, sections 7 and 8: as many votes as seats, for one candidate or
 * distributed among several as the voter sees fit; those highest in votes are elected. Facilitators know it as dots
 * stuck on a wall. Chosen: the budget is the number of seats unless the option says another; a ballot may keep dots
 * back; one that gives more than it has, or less than nothing, is refused, for nobody can say which dots to take off.
 */
import { refuse } from '../../../kernel/refusals.js';
import { amount } from '../amounts.js';
import { electionMethod, seatsFrom } from '../method.js';
import { votersOf, type Ballots } from '../profile.js';
import { orderBy, placesOf } from '../ranking.js';
import { byName, refuseOutside, sumsOfScores, writeScores } from './sums.js';

function refuseAbove(profile: Ballots<'SCORED'>, budget: bigint): void {
  refuseOutside(profile, 0, null);
  const isAbove = (marks: readonly (number | null)[]): boolean =>
    marks.reduce((sum, dots) => sum + BigInt(dots ?? 0), 0n) > budget;
  if (profile.piles.some(({ marks }) => isAbove(marks)))
    throw refuse('ELECTION_INVALID', { reason: 'TOO_MANY_DOTS' });
}

export const dots = electionMethod({
  id: 'dots@1',
  family: 'TOTALS',
  counts: 'SCORED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: {
    /** How many a ballot has; null: as many as there are seats. */
    budget: { is: 'WHOLE', least: 1, most: 1_000_000, otherwise: null },
  },
  about: {
    fr: 'Gommettes : chaque bulletin en a un nombre donné, à répartir ou à mettre sur une seule option.',
    en: 'Dots: each ballot has a number of them, to spread or to put on one option.',
  },
  count(profile, seats, { budget }, sheet) {
    const { slate, piles } = profile;
    const each = BigInt(budget ?? seats);
    refuseAbove(profile, each);
    writeScores(profile, sheet);
    const sums = sumsOfScores(profile);
    const voters = votersOf(piles);
    const given = sums.reduce((a, b) => a + b, 0n);
    const all = voters * each;
    sheet.write({
      code: 'DOTS_GIVEN',
      data: { each: String(each), all: String(all), given: String(given), kept: String(all - given) },
    });
    sheet.write({
      code: 'TOTALS',
      data: {
        unit: 'DOTS',
        totals: byName(slate.options, (place) => amount(sums[place] as bigint)),
        voters: String(voters),
      },
    });
    const ranking = orderBy(placesOf(slate.options), (place) => sums[place] as bigint);
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});
