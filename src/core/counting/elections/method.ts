import type { Locale } from '../../kernel/actors.js';
import type { Constraint } from './quotas/constraint.js';
import type { OptionRules, OptionsOf } from './options.js';
import type { Place, ProfileKind, ProfileOf } from './profile.js';
import type { Level } from './ranking.js';
import type { Slices } from './slices.js';
import type { ElectionStep, TieOf } from './steps.js';

/** How a working is read: round by round, as a matrix, by grades, by totals, seat by seat, or as a budget. */
export type Family = 'ROUNDS' | 'MATRIX' | 'GRADES' | 'TOTALS' | 'SEATS' | 'BUDGET' | 'LOT';

/** Options between which a rule does not choose, where the count cannot go on without a choice. */
export interface Tie {
  readonly of: TieOf;
  /** Two or more, by rising place. */
  readonly among: readonly Place[];
  /**
   * All that the rest of the count depends on, where a method can say it: ways that come to the same state are followed
   * once. What such a count returns must not depend on the way by which it came there.
   */
  readonly state?: string;
}

/** The sheet on which a count is written down as it goes. */
export interface Sheet {
  write(step: ElectionStep): void;
  /**
   * One of the tied options. The lot settles it where there is one; otherwise the count is made again for each of them,
   * and a tie that matters stays open in the result. Never call it for what the method's own rule settles.
   */
  settle(tie: Tie): Place;
}

/** What a method makes of the ballots. */
export interface Result {
  /**
   * One set a seat, in the order in which seats were filled. Several options in a set are tied for it: where k seats are
   * left for more than k options, each of the k holds all of them. Fewer than asked, or none, where the rule elects no more.
   */
  readonly seats: readonly Level[];
  /** All options, best first, as far as the method orders them; empty where it orders none. */
  readonly ranking: readonly Level[];
}

/**
 * A method that elects: pure, exact, total over profiles that `gather` made, and blind to places: renaming the options
 * renames the result. The definitive source stands at the top of its file.
 */
export interface ElectionMethod<K extends ProfileKind = ProfileKind, R extends OptionRules = OptionRules> {
  /** `name/variant@version`. A change of what is counted is a new version. */
  readonly id: string;
  readonly family: Family;
  /** The ballots that it counts; others are read as these where `convert` says how. */
  readonly counts: K;
  /** Whether it fills one seat or as many as asked. */
  readonly seats: 'ONE' | 'SEVERAL';
  /** It draws by the lot's value itself, and counts nothing without one. */
  readonly draws?: true;
  readonly options: R;
  /**
   * How it keeps quotas on the winners: DOWN_THE_RANKING, its ranking is gone down (`quotas/seat-down.ts`); BY_ITSELF, `count`
   * looks at them. Absent: it has no rule for them, and is refused with them.
   */
  readonly quotas?: 'DOWN_THE_RANKING' | 'BY_ITSELF';
  /** One line for a member who chooses a method. */
  readonly about: { readonly [L in Locale]: string };
  /**
   * In slices where it counts many times within one count. `constraint`: what the winners must be together, for a method that
   * looks at it; null or absent where nothing is asked.
   */
  count(
    profile: ProfileOf<K>,
    seats: number,
    options: OptionsOf<R>,
    sheet: Sheet,
    constraint?: Constraint | null,
  ): Result | Slices<Result>;
}

/** Declares a method; the types of its options follow from their rules. */
export const electionMethod = <K extends ProfileKind, const R extends OptionRules>(
  method: ElectionMethod<K, R>,
): ElectionMethod<K, R> => method;

/** Fills seats from the top of a ranking. */
export function seatsFrom(ranking: readonly Level[], seats: number): readonly Level[] {
  const filled: Level[] = [];
  for (const level of ranking) {
    const left = seats - filled.length;
    if (left <= 0) break;
    if (level.length <= left) filled.push(...level.map((place) => [place]));
    else filled.push(...new Array<Level>(left).fill(level));
  }
  return filled;
}
