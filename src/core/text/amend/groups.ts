import { compareText } from '../position.js';
import type { Draft } from './blocks.js';
import type { Amendment, Conflict, Hunk } from './hunk.js';

/** Amendments that hang together by conflicts: put one after the other, or as options of one ballot. */
export interface ConflictGroup {
  /**
   * Those put first come first: what only takes out, then what writes a block anew, then by their distance from the base,
   * the farthest first. Several in one place are as far as each other: the room says which comes first.
   */
  readonly order: readonly (readonly string[])[];
}

type Distance = (base: Draft, hunks: readonly Hunk[]) => number;

/** Connected parts of the graph of conflicts; the order within is the custom of French assemblies. */
export function groupsOf(
  base: Draft,
  amendments: readonly Amendment[],
  conflicts: readonly Conflict[],
  distanceOf: Distance,
): readonly ConflictGroup[] {
  const neighbours = new Map<string, Set<string>>();
  const link = (one: string, other: string): void => {
    neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other));
    neighbours.set(other, (neighbours.get(other) ?? new Set()).add(one));
  };
  for (const { sides } of conflicts)
    for (const one of sides[0].amendments) for (const other of sides[1].amendments) link(one, other);
  const byId = new Map(amendments.map((amendment) => [amendment.id, amendment]));
  const seen = new Set<string>();
  return [...neighbours.keys()].sort(compareText).flatMap((first): ConflictGroup[] => {
    if (seen.has(first)) return [];
    const ids = reach(first, neighbours);
    for (const id of ids) seen.add(id);
    return [{ order: ranked(ids, (id) => rankOf(base, byId.get(id)?.hunks ?? [], distanceOf)) }];
  });
}

function reach(first: string, neighbours: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found = new Set([first]);
  for (const id of found) for (const next of neighbours.get(id) ?? []) found.add(next);
  return [...found].sort(compareText);
}

/** Nature first (0 repeal, 1 rewrite, 2 other), then distance. */
function rankOf(base: Draft, hunks: readonly Hunk[], distanceOf: Distance): readonly [number, number] {
  const repeals = hunks.length > 0 && hunks.every(({ kind }) => kind === 'DELETE');
  const rewrites = hunks.some(({ kind }) => kind === 'DELETE') && hunks.some(({ kind }) => kind === 'PLACE');
  return [repeals ? 0 : rewrites ? 1 : 2, distanceOf(base, hunks)];
}

function ranked(ids: readonly string[], rank: (id: string) => readonly [number, number]): string[][] {
  const places = new Map<string, { nature: number; distance: number; ids: string[] }>();
  for (const id of ids) {
    const [nature, distance] = rank(id);
    const key = `${nature}/${distance}`;
    const place = places.get(key) ?? { nature, distance, ids: [] };
    place.ids.push(id);
    places.set(key, place);
  }
  return [...places.values()]
    .sort((a, b) => a.nature - b.nature || b.distance - a.distance)
    .map((place) => place.ids);
}
