/**
 * majority-judgment/median-removal@1: each option has the median of its judgments, and the best median wins.
 *
 * Balinski and Laraki, "A theory of measuring, electing, and ranking", PNAS 104 (2007), and Majority Judgment (MIT Press,
 * 2010): the majority grade is the median, the lower of the two in the middle. Where it is the same for several, one
 * judgment of that grade is taken from each, and medians are compared again, until they differ: the majority value. The
 * majority gauge (shares above and below the median) is a short cut that leaves ties where removal leaves none, and is
 * not used. Two options tie only where they were given the same grades as many times.
 *
 * The source compares options that all were judged by all. What was chosen where judgments are missing: the worst grade,
 * as on its ballots ("to reject" where nothing is marked); or another grade, each option's own median, or shares, under
 * the names of MieuxVoter's library (StaticDefault, MedianDefault, Normalized); or none, which is refused.
 *
 * Judgments taken one after the other come from the middle outwards, in turn from the lower and the upper half. While
 * both halves stay within one grade each, any number is taken at once: the work depends on grades, never on judgments.
 */
import { refuse } from '../../../kernel/refusals.js';
import { electionMethod, seatsFrom, type Sheet } from '../method.js';
import type { GradeTallies, Place } from '../profile.js';
import { orderBy, placesOf, type Level } from '../ranking.js';
import type { GradeCount } from './facts.js';
import { gradeAt, numberOf, writeGiven, type Judgments } from './judgments.js';
import { evenOut } from './missing.js';

/** What is left of an option's judgments when all but `left` were taken from their middle. */
interface Middle {
  /** The last of the lower half and the first of the upper one; the same where the lower half is empty. */
  readonly low: number;
  readonly high: number;
  /** How many medians can be taken in turn before either becomes another grade. */
  readonly run: bigint;
}

/** With an even number left the median is the last of the lower half, else the first of the upper, which has one more. */
const takesLow = (left: bigint): boolean => left % 2n === 0n;

function middleOf(tally: Judgments, left: bigint): Middle {
  const lows = left / 2n;
  const highs = left - lows;
  const total = numberOf(tally);
  const high = gradeAt(tally, total - highs);
  const highsAlike = numberOf(tally.slice(0, high + 1)) - (total - highs);
  if (lows === 0n) return { low: high, high, run: 1n };
  const low = gradeAt(tally, lows - 1n);
  const lowsAlike = lows - numberOf(tally.slice(0, low));
  // In turn: the one that comes second may have had one turn fewer when the other's grade is used up.
  const [first, second] = takesLow(left) ? [lowsAlike, highsAlike] : [highsAlike, lowsAlike];
  return { low, high, run: least([2n * first, 2n * second + 1n, left]) };
}

const medianOf = ({ low, high }: Middle, left: bigint): number => (takesLow(left) ? low : high);

const least = (numbers: readonly bigint[]): bigint => numbers.reduce((a, b) => (a < b ? a : b));

/** One count: the tallies, each of as many judgments, and the sheet. */
class MedianRemoval {
  constructor(
    private readonly profile: GradeTallies,
    private readonly tallies: readonly Judgments[],
    private readonly sheet: Sheet,
  ) {}

  /** Several options in order, all but `left` of whose judgments were taken, the same from each. */
  order(among: Level, left: bigint): readonly Level[] {
    let rest = left;
    for (;;) {
      const medians = this.medians(among, rest);
      const levels = orderBy(among, (place) => BigInt(medians.get(place) as number));
      if (levels.length > 1) return levels.flatMap((level) => this.within(level, rest));
      if (among.length === 1) return levels;
      if (rest === 0n) {
        this.sheet.write({ code: 'JUDGED_ALIKE', data: { among: this.names(among) } });
        return [among];
      }
      rest = this.remove(among, rest);
    }
  }

  /** A level of a median is one option, or is parted by removing it. */
  private within(level: Level, left: bigint): readonly Level[] {
    return level.length === 1 ? [level] : this.order(level, this.remove(level, left));
  }

  private medians(among: Level, left: bigint): ReadonlyMap<Place, number> {
    if (left === 0n) return new Map(among.map((place) => [place, 0]));
    const medians = among.map((place): [Place, number] => [
      place,
      medianOf(middleOf(this.tallies[place] as Judgments, left), left),
    ]);
    this.sheet.write({
      code: 'MEDIANS',
      data: {
        among: this.names(among),
        judgments: String(left),
        medians: Object.fromEntries(medians.map(([place, grade]) => [this.name(place), this.grade(grade)])),
      },
    });
    return new Map(medians);
  }

  /** Takes the medians that are the same for all, as many as are; what is left. */
  private remove(among: Level, left: bigint): bigint {
    const middles = among.map((place) => middleOf(this.tallies[place] as Judgments, left));
    const [one] = middles as [Middle, ...Middle[]];
    const alike = middles.every(({ low, high }) => low === one.low && high === one.high);
    const number = alike ? least(middles.map(({ run }) => run)) : 1n;
    this.sheet.write({
      code: 'MEDIANS_REMOVED',
      data: {
        among: this.names(among),
        removed: this.removed(one, left, number),
        left: String(left - number),
      },
    });
    return left - number;
  }

  private removed({ low, high }: Middle, left: bigint, number: bigint): readonly GradeCount[] {
    const [first, second] = takesLow(left) ? [low, high] : [high, low];
    const count = (grade: number, of: bigint): GradeCount => ({
      grade: this.grade(grade),
      number: String(of),
    });
    if (first === second || number === 1n) return [count(first, number)];
    return [count(first, number - number / 2n), count(second, number / 2n)];
  }

  private readonly name = (place: Place): string => this.profile.slate.options[place] as string;
  private readonly names = (places: Level): readonly string[] => places.map(this.name);
  private readonly grade = (grade: number): string => this.profile.grades[grade] as string;
}

export const majorityJudgment = electionMethod({
  id: 'majority-judgment/median-removal@1',
  family: 'GRADES',
  counts: 'GRADED',
  seats: 'SEVERAL',
  quotas: 'DOWN_THE_RANKING',
  options: {
    missingJudgments: {
      is: 'ONE_OF',
      values: ['StaticDefault', 'MedianDefault', 'Normalized', 'none'],
      otherwise: 'StaticDefault',
    },
    /** From the worst, from 0. */
    defaultGrade: { is: 'WHOLE', least: 0, most: 999, otherwise: 0 },
    /** Null: those who judged something. */
    participants: { is: 'WHOLE', least: 0, most: Number.MAX_SAFE_INTEGER, otherwise: null },
  },
  about: {
    fr: 'Jugement majoritaire : la meilleure mention médiane ; à égalité, on retire les médianes une à une.',
    en: 'Majority judgment: the best median grade; where it is the same, medians are taken away one by one.',
  },
  count(profile, seats, { missingJudgments, defaultGrade, participants }, sheet) {
    const asked = participants === null ? profile.voters : BigInt(participants);
    if (asked < profile.voters) throw refuse('ELECTION_INVALID', { reason: 'MORE_JUDGMENTS_THAN_VOTERS' });
    writeGiven(profile, asked, sheet);
    const all = placesOf(profile.slate.options);
    if (all.length === 0) return { seats: [], ranking: [] };
    if (profile.voters === 0n) return { seats: seatsFrom([all], seats), ranking: [all] };
    const rule = { by: missingJudgments, defaultGrade, participants: asked };
    const tallies = evenOut(profile, rule, sheet);
    const ranking = new MedianRemoval(profile, tallies, sheet).order(all, numberOf(tallies[0] as Judgments));
    return { seats: seatsFrom(ranking, seats), ranking };
  },
});
