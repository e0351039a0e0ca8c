/**
 * minimax/wv@1, minimax/margins@1, minimax/opposition@1: the option whose worst comparison is the least bad wins.
 *
 * Simpson, "On Defining Areas of Voter Choice", Quarterly Journal of Economics 83 (1969); Kramer, "A dynamical model of
 * political equilibrium", Journal of Economic Theory 16 (1977); side by side in Levin and Nalebuff, "An Introduction to
 * Vote-Counting Schemes", Journal of Economic Perspectives 9 (1995). What is bad: by winning votes, the votes for another
 * that beats the option (none, where nobody beats it); by margins, the difference of votes in favour of another, below
 * zero where the option beats it; by opposition, the votes for another, whether it beats the option or not. Opposition
 * alone may miss the option that beats each of the others, where ballots hold equal ranks.
 */
import { electionMethod, seatsFrom, type ElectionMethod } from '../method.js';
import type { Place } from '../profile.js';
import { orderBy, placesOf } from '../ranking.js';
import type { Badness } from './facts.js';
import { beats, byName, compareAll, votesFor, type Matrix } from './pairwise.js';

/** How bad it is for an option to be compared with another. */
function badness(matrix: Matrix, measure: Badness, place: Place, other: Place): bigint {
  const against = votesFor(matrix, other, place);
  if (measure === 'OPPOSITION') return against;
  if (measure === 'MARGINS') return against - votesFor(matrix, place, other);
  return beats(matrix, other, place) ? against : 0n;
}

const minimax = (
  id: string,
  measure: Badness,
  about: ElectionMethod['about'],
): ElectionMethod<'RANKED', Record<never, never>> =>
  electionMethod({
    id,
    family: 'MATRIX',
    counts: 'RANKED',
    seats: 'ONE',
    options: {},
    about,
    count(profile, seats, _options, sheet) {
      const { slate } = profile;
      const matrix = compareAll(profile, sheet);
      const places = placesOf(slate.options);
      const worst = places.map((place) =>
        places
          .filter((other) => other !== place)
          .map((other) => ({ other, bad: badness(matrix, measure, place, other) }))
          .reduce(
            (most, { other, bad }) => {
              if (most === null || bad > most.bad) return { bad, by: [other] };
              return bad === most.bad ? { bad, by: [...most.by, other] } : most;
            },
            null as { bad: bigint; by: readonly Place[] } | null,
          ),
      );
      sheet.write({
        code: 'WORST_COMPARISONS',
        data: {
          measure,
          worst: byName(slate, (place) => {
            const found = worst[place];
            if (!found) return null;
            return { bad: String(found.bad), by: found.by.map((other) => slate.options[other] as string) };
          }),
        },
      });
      const ranking = orderBy(places, (place) => -(worst[place]?.bad ?? 0n));
      return { seats: seatsFrom(ranking, seats), ranking };
    },
  });

export const minimaxByWinningVotes = minimax('minimax/wv@1', 'WINNING_VOTES', {
  fr: 'Minimax, voix gagnantes : l’option dont la pire défaite réunit le moins de voix contre elle.',
  en: 'Minimax, winning votes: the option whose worst defeat has the fewest votes against it.',
});

export const minimaxByMargins = minimax('minimax/margins@1', 'MARGINS', {
  fr: 'Minimax, écarts : l’option dont la pire défaite est la plus courte.',
  en: 'Minimax, margins: the option whose worst defeat is the narrowest.',
});

export const minimaxByOpposition = minimax('minimax/opposition@1', 'OPPOSITION', {
  fr: 'Minimax, opposition : l’option à laquelle le moins de bulletins en préfèrent une même autre.',
  en: 'Minimax, opposition: the option to which the fewest ballots prefer any one other.',
});
