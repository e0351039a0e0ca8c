import { refuse } from '../../../kernel/refusals.js';
import type { Sheet } from '../method.js';
import type { GradeTallies } from '../profile.js';
import type { MissingJudgments } from './facts.js';
import { byName, gradeNamed, lowerMedian, numberOf, type Judgments } from './judgments.js';

/** How judgments that are missing are made up for. */
export interface MissingRule {
  readonly by: MissingJudgments;
  /** For StaticDefault, from the worst, from 0. */
  readonly defaultGrade: number;
  readonly participants: bigint;
}

/**
 * As many judgments for each option. Throws ELECTION_INVALID: JUDGMENTS_NOT_AS_MANY where none may be missing,
 * OPTION_NOT_JUDGED where an option has none to be multiplied, GRADE_UNKNOWN.
 */
export function evenOut(profile: GradeTallies, rule: MissingRule, sheet: Sheet): readonly Judgments[] {
  const { slate, grades, tallies } = profile;
  const defaultName = rule.by === 'StaticDefault' ? gradeNamed(grades, rule.defaultGrade) : null;
  if (tallies.every((tally) => numberOf(tally) === rule.participants)) return tallies;
  if (rule.by === 'none') throw refuse('ELECTION_INVALID', { reason: 'JUDGMENTS_NOT_AS_MANY' });
  if (rule.by === 'Normalized') return normalize(profile, sheet);
  const fill = tallies.map((tally) => ({
    grade: defaultName === null ? lowerMedian(tally) : rule.defaultGrade,
    number: rule.participants - numberOf(tally),
  }));
  sheet.write({
    code: 'MISSING_AS_GRADE',
    data: {
      by: rule.by,
      filled: byName(slate.options, (place) => {
        const { grade, number } = fill[place] as { grade: number; number: bigint };
        return { grade: gradeNamed(grades, grade), number: String(number) };
      }),
      judgments: String(rule.participants),
    },
  });
  return tallies.map((tally, place) =>
    tally.map((number, grade) => (grade === fill[place]?.grade ? number + fill[place].number : number)),
  );
}

/** Multiplied to the least number that all of theirs divide: shares, without a fraction. */
function normalize({ slate, tallies }: GradeTallies, sheet: Sheet): readonly Judgments[] {
  const numbers = tallies.map(numberOf);
  if (numbers.includes(0n)) throw refuse('ELECTION_INVALID', { reason: 'OPTION_NOT_JUDGED' });
  const judgments = numbers.reduce((a, b) => (a / gcd(a, b)) * b, 1n);
  const times = numbers.map((number) => judgments / number);
  sheet.write({
    code: 'JUDGMENTS_NORMALIZED',
    data: { times: byName(slate.options, (place) => String(times[place])), judgments: String(judgments) },
  });
  return tallies.map((tally, place) => tally.map((number) => number * (times[place] as bigint)));
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return x;
}
