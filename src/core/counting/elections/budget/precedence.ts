import type { Sheet } from '../method.js';
import type { Place } from '../profile.js';

/**
 * Ties settled once for the whole count: a tie that is met again at another endowment goes the same way, as under one
 * order of the lot.
 */
export class Precedence {
  private readonly after = new Map<Place, Set<Place>>();

  constructor(private readonly sheet: Sheet) {}

  /** One of several that are tied. */
  first(tied: readonly Place[]): Place {
    const among = tied.filter((place) => !tied.some((other) => this.goesBefore(other, place)));
    if (among.length === 1) return among[0] as Place;
    const chosen = this.sheet.settle({ of: 'SEAT', among });
    const after = this.after.get(chosen) ?? new Set();
    for (const place of among) if (place !== chosen) after.add(place);
    this.after.set(chosen, after);
    return chosen;
  }

  private goesBefore(one: Place, other: Place): boolean {
    const after = [...(this.after.get(one) ?? [])];
    return after.includes(other) || after.some((next) => this.goesBefore(next, other));
  }
}
