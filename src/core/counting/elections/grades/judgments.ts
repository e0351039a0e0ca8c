import { refuse } from '../../../kernel/refusals.js';
import type { Sheet } from '../method.js';
import type { GradeTallies } from '../profile.js';

/** One number a grade, from the worst. */
export type Judgments = readonly bigint[];

export const numberOf = (tally: Judgments): bigint => tally.reduce((sum, number) => sum + number, 0n);

/** Something of each option, by name. */
export const byName = <T>(
  options: readonly string[],
  of: (place: number) => T,
): { readonly [option: string]: T } =>
  Object.fromEntries(options.map((option, place) => [option, of(place)]));

/** Writes down what was given; `participants` are those who could have judged each option. */
export function writeGiven(
  { slate, grades, tallies }: GradeTallies,
  participants: bigint,
  sheet: Sheet,
): void {
  sheet.write({
    code: 'GRADES_GIVEN',
    data: {
      grades,
      given: byName(slate.options, (place) => (tallies[place] as Judgments).map(String)),
      missing: byName(slate.options, (place) => String(participants - numberOf(tallies[place] as Judgments))),
      participants: String(participants),
    },
  });
}

/** The lower one of two medians; the worst grade where nobody judged. */
export function lowerMedian(tally: Judgments): number {
  const at = (numberOf(tally) - 1n) / 2n;
  return gradeAt(tally, at < 0n ? 0n : at);
}

/** The grade of a judgment by its place among all, from the worst, from 0; the worst grade where there is none. */
export function gradeAt(tally: Judgments, at: bigint): number {
  let before = 0n;
  for (const [grade, number] of tally.entries()) {
    before += number;
    if (at < before) return grade;
  }
  return 0;
}

/** A grade by its number, from the worst, from 0. Throws ELECTION_INVALID where there are not so many. */
export function gradeNamed(grades: readonly string[], grade: number): string {
  const name = grades[grade];
  if (name === undefined) throw refuse('ELECTION_INVALID', { reason: 'GRADE_UNKNOWN' });
  return name;
}
