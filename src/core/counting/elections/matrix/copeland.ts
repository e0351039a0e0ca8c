/**
 * copeland@1: one point for each option beaten, half a point for each one equalled; the most points win.
 *
 * Copeland, "A 'reasonable' social welfare function", Seminar on Applications of Mathematics to the Social Sciences,
 * University of Michigan, 1951; the half for an equality as in Merrill, "A Comparison of Efficiency of Multicandidate
 * Electoral Systems", American Journal of Political Science 28 (1984). Wins less losses give the same order, since each
 * option meets as many. Options with as many points stay together: no second order of Copeland breaks the tie.
 */
import { amount } from '../amounts.js';
import { fraction } from '../../../kernel/fractions.js';
import { electionMethod, seatsFrom } from '../method.js';
import type { Place } from '../profile.js';
import { orderBy, placesOf } from '../ranking.js';
import { beats, byName, compareAll } from './pairwise.js';

export const copeland = electionMethod({
  id: 'copeland@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Copeland : un point par duel gagné, un demi-point par duel à égalité.',
    en: 'Copeland: one point for each comparison won, half a point for each one equalled.',
  },
  count(profile, seats, _options, sheet) {
    const { slate } = profile;
    const matrix = compareAll(profile, sheet);
    const places = placesOf(slate.options);
    const won = (place: Place): number => places.filter((other) => beats(matrix, place, other)).length;
    const lost = (place: Place): number => places.filter((other) => beats(matrix, other, place)).length;
    const equal = (place: Place): number => places.length - 1 - won(place) - lost(place);
    const halves = places.map((place) => BigInt(2 * won(place) + equal(place)));
    sheet.write({
      code: 'COPELAND',
      data: {
        scores: byName(slate, (place) => ({
          score: amount(fraction(halves[place] as bigint, 2n)),
          won: String(won(place)),
          equal: String(equal(place)),
          lost: String(lost(place)),
        })),
      },
    });
    const ranking = orderBy(places, (place) => halves[place] as bigint);
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});
