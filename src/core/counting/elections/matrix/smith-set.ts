/**
 * smith-set@1: the smallest set of options, not empty, each of which beats each option outside.
 *
 * Good, "A note on Condorcet sets", Public Choice 10 (1971); Smith, "Aggregation of Preferences with Variable Electorate",
 * Econometrica 41 (1973). An equality does not beat, so that it keeps an option in. Where one option beats each of the
 * others it is the whole set; otherwise the set is tied for the seat, and nothing here chooses in it. Below come the
 * smallest such set of those left, and so on.
 */
import { electionMethod, seatsFrom, type Sheet } from '../method.js';
import { once } from '../once.js';
import type { Place } from '../profile.js';
import { placesOf, type Level } from '../ranking.js';
import { beats, compareAll, type Matrix } from './pairwise.js';

/** The smallest set of some options of which each beats each of the others of them. */
export const smithSetOf = (matrix: Matrix, among: readonly Place[]): Level =>
  among.filter((place) => unbeatenFrom(matrix, among, place).size === among.length);

/** All options, set by set: each of a set beats whatever stands below. */
export const smithSets = once((matrix: Matrix): readonly Level[] => {
  const sets: Level[] = [];
  let left = placesOf(matrix.slate.options);
  while (left.length > 0) {
    const set = smithSetOf(matrix, left);
    sets.push(set);
    left = left.filter((place) => !set.includes(place));
  }
  return sets;
});

/**
 * Those to which one comes from an option by going again and again to one that does not beat it. Whoever comes to all is
 * in every set whose members beat all outside, and together they are such a set.
 */
function unbeatenFrom(matrix: Matrix, among: readonly Place[], place: Place): ReadonlySet<Place> {
  const reached = new Set([place]);
  for (const from of reached)
    for (const to of among) if (!reached.has(to) && !beats(matrix, to, from)) reached.add(to);
  return reached;
}

/** Finds the sets, and writes the first one down. */
export function writeSmithSet(matrix: Matrix, sheet: Sheet): readonly Level[] {
  const { options } = matrix.slate;
  const sets = smithSets(matrix);
  const named = (places: Level): readonly string[] => places.map((place) => options[place] as string);
  sheet.write({
    code: 'SMITH_SET',
    data: { set: named(sets[0] ?? []), outside: named([...sets.slice(1).flat()].sort((a, b) => a - b)) },
  });
  return sets;
}

export const smithSet = electionMethod({
  id: 'smith-set@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: {},
  about: {
    fr: 'Ensemble de Smith : le plus petit groupe d’options qui battent chacune toutes celles du dehors.',
    en: 'Smith set: the smallest group of options each of which beats all those outside.',
  },
  count(profile, seats, _options, sheet) {
    const ranking = writeSmithSet(compareAll(profile, sheet), sheet);
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});
