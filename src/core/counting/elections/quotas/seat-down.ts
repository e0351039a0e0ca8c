import type { Result, Sheet } from '../method.js';
import type { Place, Slate } from '../profile.js';
import type { Level } from '../ranking.js';
import type { Constraint } from './constraint.js';

/** Options by name, by rising place. */
const namesOf = ({ options }: Slate, places: readonly Place[]): readonly string[] =>
  [...places].sort((a, b) => a - b).map((place) => options[place] as string);

/** Writes down who cannot get a seat beside those who have one, and why. */
export function writePassedOver(
  constraint: Constraint,
  passed: readonly Place[],
  seated: readonly Place[],
  out: readonly Place[],
  sheet: Sheet,
): void {
  if (passed.length === 0) return;
  sheet.write({
    code: 'QUOTAS_PASSED_OVER',
    data: {
      filled: String(seated.length),
      options: constraint.why(passed, (place) => [[...seated, place], out]),
    },
  });
}

/**
 * Fills seats from the top of a ranking, passing over whoever cannot be seated beside those above them without breaking a
 * quota: of all committees that meet the quotas, the first in the order of the ranking. Who fills a place of the ranking
 * that does not fit whole is a tie for a seat, one after the other.
 */
export function seatDown(
  constraint: Constraint,
  { slate, ranking }: { readonly slate: Slate; readonly ranking: Result['ranking'] },
  already: readonly Place[],
  sheet: Sheet,
): readonly Level[] {
  const seated = [...already];
  const out: Place[] = [];
  for (const level of ranking) {
    const inLevel: Place[] = [];
    let left = level.filter((place) => !seated.includes(place));
    while (left.length > 0 && seated.length < constraint.seats) {
      const passed = constraint.doomed(left, seated, out);
      writePassedOver(constraint, passed, seated, out, sheet);
      out.push(...passed);
      left = left.filter((place) => !passed.includes(place));
      if (left.length === 0) break;
      // More than there are seats meet nothing.
      const fits = constraint.canBeMet([...seated, ...left], out);
      const state = `QUOTAS ${JSON.stringify([ranking, [...seated].sort((a, b) => a - b)])}`;
      const chosen = fits ? left : [sheet.settle({ of: 'SEAT', among: left, state })];
      seated.push(...chosen);
      inLevel.push(...chosen);
      left = left.filter((place) => !chosen.includes(place));
      sheet.write({
        code: 'QUOTAS_SEATED',
        data: { filled: String(seated.length), options: namesOf(slate, chosen) },
      });
    }
    // Of those tied, whoever was seated first was so by one way among others.
    seated.splice(seated.length - inLevel.length, inLevel.length, ...inLevel.sort((a, b) => a - b));
  }
  return seated.slice(already.length).map((place) => [place]);
}
