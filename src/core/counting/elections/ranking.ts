import type { Marks, Place } from './profile.js';

/** Options put together at one place of a ranking, by rising place in the slate. */
export type Level = readonly Place[];

/**
 * What a ballot ranks, for every method that has no rule of its own on strange marks: ranks skipped are closed up, an
 * option marked twice stands where it was marked first, and marks that cannot be told apart end the ranking.
 */
export function levelsOf(ranks: Marks['RANKED']): readonly Level[] {
  const seen = new Set<Place>();
  const levels: Level[] = [];
  for (const rank of ranks) {
    if (rank === 'OVERVOTE') break;
    const level = [...new Set(rank)].filter((place) => !seen.has(place));
    for (const place of level) seen.add(place);
    if (level.length > 0) levels.push(level);
  }
  return levels;
}

/** Options in order of falling numbers; equal numbers stand together. */
export function orderBy(places: readonly Place[], number: (place: Place) => bigint): readonly Level[] {
  return orderWith(places, (a, b) => {
    const [x, y] = [number(a), number(b)];
    if (x === y) return 0;
    return x > y ? -1 : 1;
  });
}

/** Options in the order of a comparison that is a weak order; those it holds equal stand together. */
export function orderWith(
  places: readonly Place[],
  compare: (a: Place, b: Place) => number,
): readonly Level[] {
  const levels: Place[][] = [];
  for (const place of [...places].sort((a, b) => compare(a, b) || a - b)) {
    const last = levels.at(-1);
    if (last && compare(last[0] as Place, place) === 0) last.push(place);
    else levels.push([place]);
  }
  return levels;
}

/** All the places of a slate. */
export const placesOf = (options: readonly unknown[]): readonly Place[] => [...options.keys()];
