import { refuse, type Refusal } from '../../kernel/refusals.js';

/**
 * The place of an option in its slate, from 0. Slates are sorted by name, so that a place says nothing of the order in
 * which options were given, and no method may settle anything by it.
 */
export type Place = number;

/** The options that stand, sorted by name in code units, and those withdrawn, whose marks are passed over. */
export interface Slate {
  readonly options: readonly string[];
  readonly withdrawn: readonly string[];
}

/** What is written at one rank: options put there together; nothing, for a rank skipped; or marks that cannot be told apart. */
export type Rank = readonly Place[] | 'OVERVOTE';

/** What one ballot says, by the kind of ballot. */
export interface Marks {
  /** Best first. Options not named are unranked. */
  readonly RANKED: readonly Rank[];
  /** One score an option, whole numbers, greater is better; null: not scored. */
  readonly SCORED: readonly (number | null)[];
  /** The options approved, by rising place. */
  readonly APPROVED: readonly Place[];
}
export type BallotKind = keyof Marks;

/** Equal ballots together: a count cannot depend on their order, because there is none. */
export interface Pile<K extends BallotKind> {
  readonly marks: Marks[K];
  readonly weight: bigint;
}

/** The ballots of an election: piles that differ, sorted by what they say; blank ones mark nothing that stands. */
export interface Ballots<K extends BallotKind> {
  readonly kind: K;
  readonly slate: Slate;
  readonly piles: readonly Pile<K>[];
  readonly blank: bigint;
}

/**
 * Grades of each option, counted: `tallies[place][grade]`, grades from the worst. Not every option need have a judgment of
 * each voter.
 */
export interface GradeTallies {
  readonly kind: 'GRADED';
  readonly slate: Slate;
  readonly grades: readonly string[];
  readonly tallies: readonly (readonly bigint[])[];
  /** Those who judged something: no option has more judgments. */
  readonly voters: bigint;
  readonly blank: bigint;
}

export type Profile = { readonly [K in BallotKind]: Ballots<K> }[BallotKind] | GradeTallies;
export type ProfileKind = Profile['kind'];
export type ProfileOf<K extends ProfileKind> = Extract<Profile, { readonly kind: K }>;

/** Ballots as they are given: options by their place in the list of names, in any order, equal ones together or not. */
export interface GivenBallots<K extends BallotKind> {
  readonly kind: K;
  readonly names: readonly string[];
  /** Places in `names`. */
  readonly withdrawn?: readonly Place[];
  readonly piles: readonly Pile<K>[];
}

/**
 * Sorts the slate, passes over withdrawn options and puts equal ballots together, so that whatever is counted afterwards
 * is the same for any order of options and ballots. Throws ELECTION_INVALID for names that are empty or alike, for
 * marks that no ballot can carry and for weights below zero.
 */
export function gather<K extends BallotKind>({
  kind,
  names,
  withdrawn = [],
  piles,
}: GivenBallots<K>): Ballots<K> {
  const { slate, placeOf } = slateOf(names, withdrawn);
  const rewrite = REWRITES[kind] as Rewrite<K>;
  // One list for each option alone, which every ballot shares: of a million ballots most ranks are such.
  const alone = slate.options.map((_, place) => [place]);
  const together = new Map<string, { marks: Marks[K]; weight: bigint }>();
  let blank = 0n;
  for (const { marks, weight } of piles) {
    if (weight < 0n) throw invalid('NEGATIVE_WEIGHT');
    const kept = rewrite(marks, placeOf, alone);
    const key = JSON.stringify(kept);
    const pile = together.get(key);
    if (isBlank(kind, kept)) blank += weight;
    else if (pile) pile.weight += weight;
    else together.set(key, { marks: kept, weight });
  }
  const sorted = [...together].filter(([, { weight }]) => weight > 0n).sort(([a], [b]) => (a < b ? -1 : 1));
  return { kind, slate, piles: sorted.map(([, pile]) => pile), blank };
}

/**
 * Sorts the options of tallies of grades. Where nobody says how many judged, as many did as judged the option that most
 * did. Throws ELECTION_INVALID where options were not given as many grades.
 */
export function gatherGrades(
  names: readonly string[],
  grades: readonly string[],
  tallies: readonly (readonly bigint[])[],
  { voters = 0n, blank = 0n }: { readonly voters?: bigint; readonly blank?: bigint } = {},
): GradeTallies {
  const { slate, placeOf } = slateOf(names, []);
  if (tallies.length !== names.length) throw invalid('NOT_ONE_TALLY_AN_OPTION');
  if (tallies.some((tally) => tally.length !== grades.length)) throw invalid('NOT_ONE_NUMBER_A_GRADE');
  if (tallies.flat().some((number) => number < 0n)) throw invalid('NEGATIVE_WEIGHT');
  const sorted: (readonly bigint[])[] = [];
  for (const [given, tally] of tallies.entries()) sorted[placeOf[given] as Place] = tally;
  const judgments = tallies.map((tally) => tally.reduce((sum, number) => sum + number, 0n));
  const most = judgments.reduce((a, b) => (a > b ? a : b), voters);
  return { kind: 'GRADED', slate, grades, tallies: sorted, voters: most, blank };
}

/** The ballots that mark something, in voices. */
export const votersOf = (piles: readonly { readonly weight: bigint }[]): bigint =>
  piles.reduce((sum, { weight }) => sum + weight, 0n);

/** Sets of options, by name. */
export const inNames = (
  { options }: Slate,
  levels: readonly (readonly Place[])[],
): readonly (readonly string[])[] => levels.map((level) => level.map((place) => options[place] as string));

/** The place of each name given, in the sorted slate; null for one withdrawn. */
type PlaceOf = readonly (Place | null)[];
type Alone = readonly (readonly Place[])[];
type Rewrite<K extends BallotKind> = (marks: Marks[K], placeOf: PlaceOf, alone: Alone) => Marks[K];

/** Sorts the names that stand. Throws ELECTION_INVALID for names that are empty or alike. */
export function slateOf(
  names: readonly string[],
  withdrawn: readonly Place[],
): { readonly slate: Slate; readonly placeOf: PlaceOf } {
  if (names.some((name) => name === '')) throw invalid('OPTION_WITHOUT_NAME');
  if (new Set(names).size !== names.length) throw invalid('OPTION_TWICE');
  if (withdrawn.some((place) => names[place] === undefined)) throw invalid('UNKNOWN_OPTION');
  const gone = new Set(withdrawn);
  const sorted = (kept: boolean): string[] => names.filter((_, given) => gone.has(given) !== kept).sort();
  const options = sorted(true);
  const places = new Map(options.map((name, place) => [name, place]));
  return {
    slate: { options, withdrawn: sorted(false) },
    placeOf: names.map((name) => places.get(name) ?? null),
  };
}

const REWRITES: { readonly [K in BallotKind]: Rewrite<K> } = {
  // A rank that held a withdrawn option alone goes; a rank that the voter skipped stays, for some rules count it.
  RANKED: (ranks, placeOf, alone) => {
    const kept: Rank[] = [];
    for (const rank of ranks) {
      const still = rank === 'OVERVOTE' || rank.length === 0 ? rank : keepRank(rank, placeOf, alone);
      if (still !== null) kept.push(still);
    }
    return withoutEnd(kept);
  },
  SCORED: (scores, placeOf, alone) => {
    if (scores.length !== placeOf.length) throw invalid('NOT_ONE_SCORE_AN_OPTION');
    const kept = new Array<number | null>(alone.length).fill(null);
    for (const [given, score] of scores.entries()) {
      if (score !== null && !Number.isSafeInteger(score)) throw invalid('SCORE_NOT_WHOLE');
      const place = placeOf[given] as Place | null;
      if (place !== null) kept[place] = score;
    }
    return kept;
  },
  APPROVED: (approved, placeOf) => {
    const kept = keep(approved, placeOf);
    if (new Set(kept).size !== kept.length) throw invalid('OPTION_TWICE_ON_A_BALLOT');
    return kept;
  },
};

function keepRank(rank: readonly Place[], placeOf: PlaceOf, alone: Alone): readonly Place[] | null {
  const place = rank.length === 1 ? placeOf[rank[0] as Place] : null;
  if (place != null) return alone[place] as readonly Place[];
  const places = keep(rank, placeOf);
  return places.length === 0 ? null : places;
}

function keep(given: readonly Place[], placeOf: PlaceOf): Place[] {
  if (given.some((place) => placeOf[place] === undefined)) throw invalid('UNKNOWN_OPTION');
  return given
    .map((place) => placeOf[place] as Place | null)
    .filter((place) => place !== null)
    .sort((a, b) => a - b);
}

/** Ranks skipped after the last mark say nothing. */
function withoutEnd(ranks: readonly Rank[]): readonly Rank[] {
  const last = ranks.findLastIndex((rank) => rank === 'OVERVOTE' || rank.length > 0);
  return last + 1 === ranks.length ? ranks : ranks.slice(0, last + 1);
}

const isBlank = <K extends BallotKind>(kind: K, marks: Marks[K]): boolean =>
  kind === 'SCORED' ? (marks as Marks['SCORED']).every((score) => score === null) : marks.length === 0;

export const invalid = (reason: string): Refusal => refuse('ELECTION_INVALID', { reason });
