/**
 * Redoes a count of grades from its working alone: judgments given and missing make up those who judged, what is taken
 * away is the middle of what was left, and medians are the lower ones of what stays.
 */
import { divide, fraction, parseFraction } from '../../../kernel/fractions.js';
import type { Election } from '../count-election.js';
import type { GradeCount, GradeFacts } from '../grades/facts.js';
import type { ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { equal, sameList, wholeOf } from './numbers.js';
import { filled, readAmount, total, type Standing } from './standing.js';

type Tally = readonly bigint[];

/** What is known between two steps. */
export interface GradesSoFar {
  readonly grades: readonly string[];
  readonly given: ReadonlyMap<string, Tally>;
  readonly missing: ReadonlyMap<string, bigint>;
  readonly participants: bigint;
  /** What each had before removals, and has left. */
  readonly whole: ReadonlyMap<string, Tally>;
  readonly left: ReadonlyMap<string, Tally>;
  /** The medians that each had, one after the other. */
  readonly medians: ReadonlyMap<string, readonly number[]>;
  readonly alike: readonly (readonly string[])[];
  /** Whose medians are to be said next; null where some are to be removed first. */
  readonly awaited: readonly string[] | null;
  readonly support: number;
  readonly opposing: number;
  readonly agreed: Standing | null;
}

export const BEFORE_GRADES: GradesSoFar = {
  grades: [],
  given: new Map(),
  missing: new Map(),
  participants: 0n,
  whole: new Map(),
  left: new Map(),
  medians: new Map(),
  alike: [],
  awaited: null,
  support: 0,
  opposing: -1,
  agreed: null,
};

/** What one step makes of what was known; steps of other families change nothing. */
export function replayGradeStep(
  soFar: GradesSoFar,
  step: ElectionStep,
  election: Election,
  demand: Demand,
): GradesSoFar {
  switch (step.code) {
    case 'GRADES_GIVEN':
      return replayGiven(step.data, election, demand);
    case 'MISSING_AS_GRADE':
      return replayFilled(soFar, step.data, election, demand);
    case 'JUDGMENTS_NORMALIZED':
      return replayNormalized(soFar, step.data, election, demand);
    case 'MEDIANS':
      return replayMedians(soFar, step.data, demand);
    case 'MEDIANS_REMOVED':
      return replayRemoved(soFar, step.data, demand);
    case 'JUDGED_ALIKE':
      return replayAlike(soFar, step.data, demand);
    case 'PREDICATE':
      return replayPredicate(soFar, step.data, election, demand);
    case 'AGREEMENT':
      return replayAgreement(soFar, step.data, election, demand);
    default:
      return soFar;
  }
}

/** Whether a method counts grades, so that its winners must follow from here. */
export const isByGrades = ({ method }: Pick<Election, 'method'>): boolean =>
  method.startsWith('majority-judgment/') || method.startsWith('gradients@');

/** Where a count of grades ended; null where the steps do not say. */
export function standingByGrades(
  { medians, alike, agreed }: GradesSoFar,
  { method, inputs, seats }: Pick<Election, 'method' | 'inputs' | 'seats'>,
): Standing | null {
  if (agreed !== null) return agreed;
  const isOfMedians = method.startsWith('majority-judgment/');
  if (inputs.voters === '0') {
    const ranking = inputs.options.length === 0 ? [] : [inputs.options];
    return { ranking, seats: isOfMedians ? filled(ranking, seats) : [] };
  }
  if (!isOfMedians || medians.size < inputs.options.length) return null;
  const pathOf = (name: string): readonly number[] => medians.get(name) ?? [];
  const ranking: string[][] = [];
  for (const name of [...inputs.options].sort((a, b) => comparePaths(pathOf(b), pathOf(a)))) {
    const [other] = ranking.at(-1) ?? [];
    if (other === undefined || comparePaths(pathOf(other), pathOf(name)) !== 0) ranking.push([name]);
    else if (alike.some((tied) => tied.includes(name) && tied.includes(other))) ranking.at(-1)?.push(name);
    else return null;
  }
  return { ranking, seats: filled(ranking, seats) };
}

function comparePaths(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((grade, place) => grade !== b[place]);
  if (at >= 0) return (a[at] as number) - (b[at] ?? -1);
  return a.length - b.length;
}

function replayGiven(
  { grades, given, missing, participants }: GradeFacts['GRADES_GIVEN'],
  { inputs, options }: Election,
  demand: Demand,
): GradesSoFar {
  const all = wholeOf(participants, demand);
  const asked = options['participants'] ?? inputs.voters;
  demand(participants === String(asked), 'PARTICIPANTS_CHANGED');
  demand(Object.keys(given).sort().join('\n') === inputs.options.join('\n'), 'OPTIONS_CHANGED');
  const tallies = new Map(
    Object.entries(given).map(([name, tally]) => [name, tally.map((number) => wholeOf(number, demand))]),
  );
  const gone = new Map([...tallies.keys()].map((name) => [name, wholeOf(missing[name], demand)]));
  for (const [name, tally] of tallies)
    demand(
      tally.length === grades.length && total(tally) + (gone.get(name) ?? 0n) === all,
      'JUDGMENTS_NOT_ALL',
    );
  return {
    ...BEFORE_GRADES,
    grades,
    given: tallies,
    missing: gone,
    participants: all,
    whole: tallies,
    left: tallies,
    awaited: inputs.options,
  };
}

function replayFilled(
  soFar: GradesSoFar,
  { by, filled: fill, judgments }: GradeFacts['MISSING_AS_GRADE'],
  { options }: Election,
  demand: Demand,
): GradesSoFar {
  demand(by === options['missingJudgments'], 'RULE_CHANGED');
  demand(wholeOf(judgments, demand) === soFar.participants, 'JUDGMENTS_CHANGED');
  const whole = new Map<string, Tally>();
  for (const [name, tally] of soFar.given) {
    const grade = by === 'StaticDefault' ? Number(options['defaultGrade']) : medianOf(tally);
    const said = fill[name];
    demand(said?.grade === soFar.grades[grade], 'FILLED_WITH_ANOTHER_GRADE');
    const number = wholeOf(said?.number, demand);
    demand(number === soFar.missing.get(name), 'FILLED_ANOTHER_NUMBER');
    whole.set(
      name,
      tally.map((judged, at) => (at === grade ? judged + number : judged)),
    );
  }
  return { ...soFar, whole, left: whole };
}

function replayNormalized(
  soFar: GradesSoFar,
  { times, judgments }: GradeFacts['JUDGMENTS_NORMALIZED'],
  { options }: Election,
  demand: Demand,
): GradesSoFar {
  demand(options['missingJudgments'] === 'Normalized', 'RULE_CHANGED');
  const each = wholeOf(judgments, demand);
  const factors = new Map([...soFar.given.keys()].map((name) => [name, wholeOf(times[name], demand)]));
  for (const [name, tally] of soFar.given)
    demand(total(tally) * (factors.get(name) ?? 0n) === each, 'NOT_MULTIPLIED_TO_THE_SAME');
  const common = [...factors.values()].reduce(divisor, 0n);
  demand(common === 1n, 'NOT_THE_LEAST_MULTIPLE');
  const whole = new Map(
    [...soFar.given].map(([name, tally]) => [
      name,
      tally.map((number) => number * (factors.get(name) ?? 0n)),
    ]),
  );
  return { ...soFar, whole, left: whole };
}

const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));

function replayMedians(
  soFar: GradesSoFar,
  { among, judgments, medians }: GradeFacts['MEDIANS'],
  demand: Demand,
): GradesSoFar {
  const number = wholeOf(judgments, demand);
  demand(soFar.awaited !== null && sameList(among, soFar.awaited), 'MEDIANS_OF_OTHERS');
  const paths = new Map(soFar.medians);
  for (const name of among) {
    const tally = soFar.left.get(name) ?? [];
    const median = medianOf(tally);
    demand(total(tally) === number, 'JUDGMENTS_NOT_THOSE_LEFT');
    demand(medians[name] === soFar.grades[median], 'NOT_THE_MEDIAN');
    paths.set(name, [...(paths.get(name) ?? []), median]);
  }
  demand(Object.keys(medians).length === among.length, 'MEDIANS_OF_OTHERS');
  return { ...soFar, medians: paths, awaited: null };
}

/** What was taken in turn from the middle is the middle of the judgments in order: as many stay below as above, or one fewer. */
function replayRemoved(
  soFar: GradesSoFar,
  { among, removed, left }: GradeFacts['MEDIANS_REMOVED'],
  demand: Demand,
): GradesSoFar {
  const taken = soFar.grades.map((grade) =>
    total(removed.filter((one) => one.grade === grade).map(({ number }) => wholeOf(number, demand))),
  );
  const kept = wholeOf(left, demand);
  const median = medianOf(soFar.left.get(among[0] ?? '') ?? []);
  demand(total(taken) > 0n, 'NOTHING_REMOVED');
  demand(isInTurn(removed, taken, soFar.grades[median]), 'REMOVED_IN_OTHER_LINES');
  demand(soFar.awaited === null && sameList(among, togetherWith(soFar, among[0])), 'REMOVED_FROM_OTHERS');
  const rest = new Map(soFar.left);
  for (const name of among) {
    const tally = soFar.left.get(name) ?? [];
    demand(total(tally) === kept + total(taken), 'LEFT_NOT_WHAT_REMAINS');
    const from = kept / 2n;
    demand(
      tally.every((_, grade) => within(tally, grade, from, from + total(taken)) === taken[grade]),
      'REMOVED_NOT_THE_MIDDLE',
    );
    rest.set(
      name,
      tally.map((number, grade) => number - (taken[grade] as bigint)),
    );
  }
  return { ...soFar, left: rest, awaited: among };
}

/** A line for each grade that was taken: the median's, and the one that comes in turn with it where there are two. */
const isInTurn = (
  removed: readonly GradeCount[],
  taken: readonly bigint[],
  median: string | undefined,
): boolean =>
  removed.length <= 2 &&
  removed.length === taken.filter((number) => number > 0n).length &&
  removed[0]?.grade === median;

/** Those whom no median has parted from one. */
const togetherWith = ({ medians }: GradesSoFar, name: string | undefined): readonly string[] =>
  [...medians.keys()].filter((other) => medians.get(other)?.join() === medians.get(name ?? '')?.join());

/** How many judgments of a grade stand from one place to another, all being in order. */
function within(tally: Tally, grade: number, from: bigint, to: bigint): bigint {
  const start = total(tally.slice(0, grade));
  const end = start + (tally[grade] as bigint);
  const first = start > from ? start : from;
  const last = end < to ? end : to;
  return last > first ? last - first : 0n;
}

function replayAlike(soFar: GradesSoFar, { among }: GradeFacts['JUDGED_ALIKE'], demand: Demand): GradesSoFar {
  const tallies = among.map((name) => soFar.whole.get(name)?.join());
  demand(among.length > 1 && new Set(tallies).size === 1, 'NOT_JUDGED_ALIKE');
  demand(sameList(among, togetherWith(soFar, among[0])), 'OTHERS_JUDGED_ALIKE');
  demand(soFar.awaited !== null && sameList(among, soFar.awaited), 'OTHERS_JUDGED_ALIKE');
  return { ...soFar, alike: [...soFar.alike, among], awaited: null };
}

function medianOf(tally: Tally): number {
  const below = (grade: number): bigint => total(tally.slice(0, grade + 1));
  const half = (total(tally) + 1n) / 2n;
  return tally.findIndex((_, grade) => below(grade) >= half);
}

function replayPredicate(
  soFar: GradesSoFar,
  { share, support, opposing, base }: GradeFacts['PREDICATE'],
  { options }: Election,
  demand: Demand,
): GradesSoFar {
  const from = Number(options['support'] ?? Math.floor(soFar.grades.length / 2));
  const under = Number(options['floor']) - 1;
  demand(share === options['share'] && base === options['base'], 'RULE_CHANGED');
  demand(support === soFar.grades[from] && opposing === (soFar.grades[under] ?? null), 'RULE_CHANGED');
  return { ...soFar, support: from, opposing: under };
}

function replayAgreement(
  soFar: GradesSoFar,
  { options: said }: GradeFacts['AGREEMENT'],
  { options, seats, inputs }: Election,
  demand: Demand,
): GradesSoFar {
  const share = parseFraction(String(options['share'])) ?? fraction(0n);
  const lines = [...soFar.given].map(([name, tally]) => {
    const base = options['base'] === 'VOTERS' ? BigInt(inputs.voters) : total(tally);
    const supporting = total(tally.slice(soFar.support));
    const opposing = total(tally.slice(0, soFar.opposing + 1));
    const enough = supporting * share.denominator >= share.numerator * base;
    const line = said[name];
    const part = base === 0n ? fraction(0n) : divide(fraction(supporting), fraction(base));
    const needed = wholeOf(line?.needed, demand) * share.denominator - share.numerator * base;
    demand(needed >= 0n && needed < share.denominator, 'NEEDED_NOT_BY_FORMULA');
    demand(wholeOf(line?.supporting, demand) === supporting, 'SUPPORT_NOT_BY_GRADES');
    demand(wholeOf(line?.base, demand) === base, 'BASE_CHANGED');
    demand(wholeOf(line?.opposing, demand) === opposing, 'OPPOSED_NOT_BY_GRADES');
    demand(line?.share ? equal(readAmount(line.share, demand), part) : base === 0n, 'SHARE_NOT_BY_GRADES');
    const holds = base > 0n && enough && opposing === 0n;
    demand(line?.holds === holds, 'AGREEMENT_NOT_BY_PREDICATE');
    return { name, part, holds };
  });
  const before = (a: (typeof lines)[number], b: (typeof lines)[number]): boolean =>
    a.holds === b.holds
      ? a.part.numerator * b.part.denominator > b.part.numerator * a.part.denominator
      : a.holds;
  const ranking = levelsOf(lines, before);
  const agreed = ranking.filter((level) => level[0]?.holds);
  const names = (levels: readonly (typeof lines)[]) => levels.map((level) => level.map(({ name }) => name));
  return { ...soFar, agreed: { ranking: names(ranking), seats: filled(names(agreed), seats) } };
}

function levelsOf<T extends { readonly name: string }>(
  all: readonly T[],
  before: (a: T, b: T) => boolean,
): T[][] {
  const levels: T[][] = [];
  let left = [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
  while (left.length > 0) {
    const level = left.filter((one) => !left.some((other) => before(other, one)));
    levels.push(level);
    left = left.filter((one) => !level.includes(one));
  }
  return levels;
}
