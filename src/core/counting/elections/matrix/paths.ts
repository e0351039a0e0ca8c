import type { Place } from '../profile.js';
import type { Win } from './pairwise.js';

/**
 * What leads from one option to another through wins. A path is as strong as its weakest win; strengths are whole
 * numbers here, greater is stronger, zero where nothing leads there.
 */
export interface Paths {
  readonly win: (from: Place, to: Place) => Win | undefined;
  /** The strength of the win of the one over the other. */
  readonly link: (from: Place, to: Place) => number;
  /** The strength of the strongest path from the one to the other. */
  readonly strongest: (from: Place, to: Place) => number;
}

/** Finds the strongest paths (Floyd 1962 and Warshall 1962, as Schulze gives it, section 2.3) of wins, strongest first. */
export function pathsOf(tiers: readonly (readonly Win[])[], options: number): Paths {
  const wins = new Map<number, Win>();
  const links = square(options);
  for (const [at, tier] of tiers.entries())
    for (const win of tier) {
      wins.set(win.winner * options + win.loser, win);
      (links[win.winner] as number[])[win.loser] = tiers.length - at;
    }
  const strongest = links.map((row) => [...row]);
  for (let through = 0; through < options; through += 1)
    for (let from = 0; from < options; from += 1)
      for (let to = 0; to < options; to += 1)
        if (from !== to)
          (strongest[from] as number[])[to] = Math.max(
            at(strongest, from, to),
            Math.min(at(strongest, from, through), at(strongest, through, to)),
          );
  return {
    win: (from, to) => wins.get(from * options + to),
    link: (from, to) => at(links, from, to),
    strongest: (from, to) => at(strongest, from, to),
  };
}

const square = (size: number): number[][] =>
  Array.from({ length: size }, () => new Array<number>(size).fill(0));

const at = (rows: readonly (readonly number[])[], row: number, column: number): number =>
  rows[row]?.[column] as number;

/**
 * A strongest path to each option to which one leads, with the fewest wins; of several such paths any would show as
 * much, and it is the first by name.
 */
export function pathsFrom(
  paths: Paths,
  from: Place,
  places: readonly Place[],
): ReadonlyMap<Place, readonly Place[]> {
  const found = new Map<Place, readonly Place[]>();
  for (const strength of new Set(places.map((to) => paths.strongest(from, to)))) {
    if (strength === 0) continue;
    for (const [to, path] of walk(paths, from, places, strength))
      if (to !== from && paths.strongest(from, to) === strength) found.set(to, path);
  }
  return found;
}

/** The shortest paths through wins that are at least so strong. */
function walk(
  paths: Paths,
  from: Place,
  places: readonly Place[],
  strength: number,
): ReadonlyMap<Place, readonly Place[]> {
  const reached = new Map<Place, readonly Place[]>([[from, [from]]]);
  for (const [place, path] of reached)
    for (const next of places)
      if (!reached.has(next) && paths.link(place, next) >= strength) reached.set(next, [...path, next]);
  return reached;
}
