/**
 * condorcet@1: the option that beats each of the others when compared two by two, or none.
 *
 * Condorcet, "Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité des voix", 1785:
 * an option wins that a majority prefers to each of the others. To beat is to be above on more ballots than below; an
 * option that only equals another (a weak Condorcet winner) is not seated, for there may be several. Below the winner
 * the criterion orders nothing.
 */
import { electionMethod } from '../method.js';
import { placesOf } from '../ranking.js';
import { beats, byName, compareAll, condorcetWinner } from './pairwise.js';

export const condorcet = electionMethod({
  id: 'condorcet@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Critère de Condorcet : l’option qui bat chacune des autres en duel, ou aucune.',
    en: 'Condorcet’s criterion: the option that beats each of the others two by two, or none.',
  },
  count(profile, _seats, _options, sheet) {
    const { slate } = profile;
    const matrix = compareAll(profile, sheet);
    const places = placesOf(slate.options);
    const winner = condorcetWinner(matrix);
    if (winner === undefined) {
      const unbeaten = byName(slate, (place) =>
        slate.options.filter((_, other) => other !== place && !beats(matrix, place, other)),
      );
      sheet.write({ code: 'CONDORCET_MISSED', data: { unbeaten } });
      return { seats: [], ranking: [] };
    }
    sheet.write({ code: 'CONDORCET_WINNER', data: { option: slate.options[winner] as string } });
    const others = places.filter((place) => place !== winner);
    return { seats: [[winner]], ranking: others.length === 0 ? [[winner]] : [[winner], others] };
  },
});
