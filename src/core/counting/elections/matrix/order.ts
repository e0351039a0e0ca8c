import type { Place } from '../profile.js';
import type { Level } from '../ranking.js';

/** Whether the first stands above the second: transitive, and never both ways. */
export type Above = (first: Place, second: Place) => boolean;

/** Those above which nothing stands. */
export const topOf = (places: readonly Place[], above: Above): Level =>
  places.filter((place) => !places.some((other) => above(other, place)));

/**
 * A ranking with a top of its own, of a relation that need not order everything: A may stand above C, and B above neither
 * and below neither. Below the top, two levels are apart only where each of the one stands above each of the other, so
 * that no order is said which the relation does not hold.
 */
export function orderBelow(top: Level, places: readonly Place[], above: Above): readonly Level[] {
  if (top.length === 0) return [];
  const below = places.filter((place) => !top.includes(place));
  return [top, ...apart(below, above)];
}

/** Puts together whatever a chain of options holds together of which the relation says nothing two by two. */
function apart(places: readonly Place[], above: Above): readonly Level[] {
  let levels: Place[][] = [];
  for (const place of places) {
    const tied = levels.filter((level) =>
      level.some((other) => !above(other, place) && !above(place, other)),
    );
    levels = [...levels.filter((level) => !tied.includes(level)), [...tied.flat(), place]];
  }
  return levels
    .map((level) => level.sort((a, b) => a - b))
    .sort(([a], [b]) => (above(a as Place, b as Place) ? -1 : 1));
}
