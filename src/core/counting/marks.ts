import { electionMethodNamed } from './elections/registry.js';
import type { ElectionMethodId } from './elections/ids.js';
import {
  gather,
  gatherGrades,
  type Marks,
  type Pile,
  type Place,
  type Profile,
} from './elections/profile.js';

/** Kinds of ballot that mark options; each has one text, in which options stand by their key. */
export const MARKED_KINDS = ['RANKED', 'SCORED', 'APPROVED', 'GRADED'] as const;
export type MarkedKind = (typeof MARKED_KINDS)[number];

/** What a ballot that marks nothing may say instead. */
export const UNMARKED = ['ABSTAIN', 'BLANK', 'NOT_TAKING_PART'] as const;
export type Unmarked = (typeof UNMARKED)[number];

/** An option of a poll: `1`, `2`, … in the order of the proposal, and `0` for things as they are. */
export interface PolledOption {
  readonly key: string;
  readonly label: string;
  readonly statusQuo: boolean;
}

/** What marks are held to: the options of the poll, and the greatest score or grade. */
export interface Paper {
  readonly kind: MarkedKind;
  readonly options: readonly PolledOption[];
  /** Greatest score, or number of grades less one; null where none is marked. */
  readonly most: number | null;
  readonly grades: readonly string[];
  /** What a method asks of a ballot as a whole: it would refuse the count for want of it, when it is too late. */
  readonly asks: {
    /** Least score, and greatest sum of scores. */
    readonly least?: number;
    readonly sumAtMost?: number;
    /** Every option is marked; no two are put together. */
    readonly all?: boolean;
    readonly strict?: boolean;
  };
}

/** Greatest score where no option of the method says one. */
const MOST_SCORE = 1_000;

const SHAPES: Readonly<Record<MarkedKind, RegExp>> = {
  RANKED: /^\d+(?:[=>]\d+)*$/,
  APPROVED: /^\d+(?:,\d+)*$/,
  SCORED: /^\d+:\d+(?:,\d+:\d+)*$/,
  GRADED: /^\d+:\d+(?:,\d+:\d+)*$/,
};

/** Ballots of a box: equal ones together. */
export interface Cast {
  readonly choice: string;
  readonly count: bigint;
}

export const kindOf = (method: ElectionMethodId): MarkedKind => electionMethodNamed(method).counts;

/** The paper of a poll, from what it pinned. */
export function paperOf(
  method: ElectionMethodId,
  options: readonly PolledOption[],
  values: { readonly [option: string]: unknown },
  grades: readonly string[],
): Paper {
  const kind = kindOf(method);
  if (kind === 'GRADED') {
    const asks = { all: values['missingJudgments'] === 'none' };
    return { kind, options, most: grades.length - 1, grades, asks };
  }
  if (kind !== 'SCORED') {
    const asks = { strict: values['equalRanks'] === 'refused' };
    return { kind, options, most: null, grades: [], asks };
  }
  const given = [values['maxScore'], values['most'], values['budget']].find((one) => typeof one === 'number');
  const least = typeof values['least'] === 'number' ? Math.max(0, values['least']) : 0;
  const asks = { least, ...(method === 'dots@1' && { sumAtMost: given as number }) };
  return {
    kind,
    options,
    most: (given as number | undefined) ?? (method === 'star@1' ? 5 : MOST_SCORE),
    grades: [],
    asks,
  };
}

/** Text of a ranking: `2>1=3`, those not named below all. */
export const rankedText = (ranks: readonly (readonly string[])[]): string =>
  ranks.length === 0 ? 'BLANK' : ranks.map((rank) => [...rank].sort(byKey).join('=')).join('>');

/** Text of approvals: `1,3`. */
export const approvedText = (keys: readonly string[]): string =>
  keys.length === 0 ? 'BLANK' : [...keys].sort(byKey).join(',');

/** Text of scores or grades: `1:5,2:0`. */
export const scoredText = (scores: readonly (readonly [key: string, score: number])[]): string =>
  scores.length === 0
    ? 'BLANK'
    : [...scores]
        .sort(([a], [b]) => byKey(a, b))
        .map(([key, score]) => `${key}:${score}`)
        .join(',');

const byKey = (a: string, b: string): number => Number(a) - Number(b);

/** Why a text is no ballot on any paper of its kind; null when it may be one. */
export function unmarkable(
  kind: MarkedKind,
  choice: string,
): 'UNKNOWN_VALUE' | 'OPTION_TWICE_ON_A_BALLOT' | null {
  if ((UNMARKED as readonly string[]).includes(choice)) return null;
  if (!SHAPES[kind].test(choice)) return 'UNKNOWN_VALUE';
  const keys = keysOf(kind, choice);
  if (new Set(keys).size !== keys.length) return 'OPTION_TWICE_ON_A_BALLOT';
  return choice === textAgain(kind, choice) ? null : 'UNKNOWN_VALUE';
}

/** Why a text is no ballot on this paper; null when it is one. */
export function misfit(paper: Paper, choice: string): string | null {
  const reason = unmarkable(paper.kind, choice);
  if (reason || (UNMARKED as readonly string[]).includes(choice)) return reason;
  const known = new Set(paper.options.map(({ key }) => key));
  if (keysOf(paper.kind, choice).some((key) => !known.has(key))) return 'UNKNOWN_OPTION';
  return misfitWhole(paper, choice);
}

/** What a method asks of the whole ballot. */
function misfitWhole({ kind, options, most, asks }: Paper, choice: string): string | null {
  if (asks.strict && choice.includes('=')) return 'TIED_RANKS';
  if (asks.all && keysOf(kind, choice).length < options.length) return 'NOT_ALL_MARKED';
  const scores = scoresIn(choice).map(([, score]) => score);
  if (most !== null && scores.some((score) => score > most)) return 'SCORE_TOO_GREAT';
  if (scores.some((score) => score < (asks.least ?? 0))) return 'SCORE_TOO_SMALL';
  const sum = scores.reduce((total, score) => total + score, 0);
  return asks.sumAtMost !== undefined && sum > asks.sumAtMost ? 'TOO_MANY_DOTS' : null;
}

const keysOf = (kind: MarkedKind, choice: string): string[] => {
  if (kind === 'RANKED') return choice.split(/[=>]/);
  if (kind === 'APPROVED') return choice.split(',');
  return scoresIn(choice).map(([key]) => key);
};

const ranksIn = (choice: string): string[][] => choice.split('>').map((rank) => rank.split('='));

const scoresIn = (choice: string): (readonly [string, number])[] =>
  choice.includes(':')
    ? choice.split(',').map((one) => {
        const [key, score] = one.split(':') as [string, string];
        return [key, Number(score)];
      })
    : [];

function textAgain(kind: MarkedKind, choice: string): string {
  if (kind === 'RANKED') return rankedText(ranksIn(choice));
  if (kind === 'APPROVED') return approvedText(choice.split(','));
  return scoredText(scoresIn(choice));
}

/** What a box holds, as the counting reads it: options by their label, and those that marked nothing apart. */
export interface Opened {
  readonly profile: Profile;
  /** Ballots that mark something. */
  readonly marked: bigint;
  readonly unmarked: Readonly<Record<Unmarked, bigint>>;
}

/** Reads a box; every choice must fit the paper. */
export function openMarked(paper: Paper, box: readonly Cast[]): Opened {
  const unmarked: Record<Unmarked, bigint> = { ABSTAIN: 0n, BLANK: 0n, NOT_TAKING_PART: 0n };
  const marking: Cast[] = [];
  for (const { choice, count } of box)
    if ((UNMARKED as readonly string[]).includes(choice)) unmarked[choice as Unmarked] += count;
    else marking.push({ choice, count });
  const marked = marking.reduce((sum, { count }) => sum + count, 0n);
  return { profile: profileOf(paper, marking, unmarked.BLANK), marked, unmarked };
}

function profileOf(paper: Paper, marking: readonly Cast[], blank: bigint): Profile {
  const names = paper.options.map(({ label }) => label);
  const places = new Map(paper.options.map(({ key }, place) => [key, place]));
  const placeOf = (key: string): Place => places.get(key) as Place;
  const piles = <K extends keyof Marks>(read: (choice: string) => Marks[K], none: Marks[K]): Pile<K>[] => [
    ...marking.map(({ choice, count }) => ({ marks: read(choice), weight: count })),
    { marks: none, weight: blank },
  ];
  switch (paper.kind) {
    case 'RANKED':
      return gather({
        kind: 'RANKED',
        names,
        piles: piles<'RANKED'>((choice) => ranksIn(choice).map((rank) => rank.map(placeOf)), []),
      });
    case 'APPROVED':
      return gather({
        kind: 'APPROVED',
        names,
        piles: piles<'APPROVED'>((choice) => choice.split(',').map(placeOf), []),
      });
    case 'SCORED':
      return gather({
        kind: 'SCORED',
        names,
        piles: piles<'SCORED'>(
          (choice) => {
            const scores = new Map(scoresIn(choice));
            return paper.options.map(({ key }) => scores.get(key) ?? null);
          },
          names.map(() => null),
        ),
      });
    case 'GRADED':
      return gradesOf(paper, marking, blank);
  }
}

function gradesOf(paper: Paper, marking: readonly Cast[], blank: bigint): Profile {
  const tallies = paper.options.map(() => paper.grades.map(() => 0n));
  let voters = 0n;
  for (const { choice, count } of marking) {
    voters += count;
    const scores = new Map(scoresIn(choice));
    for (const [place, { key }] of paper.options.entries()) {
      const grade = scores.get(key);
      const tally = tallies[place] as bigint[];
      if (grade !== undefined) tally[grade] = (tally[grade] as bigint) + count;
    }
  }
  return gatherGrades(
    paper.options.map(({ label }) => label),
    paper.grades,
    tallies,
    { voters, blank },
  );
}

/** How many ballots put one option over another, under it, or neither. What a ballot does not mark stands below. */
export function compareOn(
  paper: Paper,
  box: readonly Cast[],
  one: string,
  other: string,
): { readonly over: bigint; readonly under: bigint; readonly equal: bigint } {
  const sums = { over: 0n, under: 0n, equal: 0n };
  for (const { choice, count } of box) {
    if ((UNMARKED as readonly string[]).includes(choice)) continue;
    const height = heightsOn(paper, choice);
    const difference = height(one) - height(other);
    if (difference > 0) sums.over += count;
    else if (difference < 0) sums.under += count;
    else sums.equal += count;
  }
  return sums;
}

/** How high a ballot puts each option; nothing decides by these numbers but their order. */
function heightsOn({ kind }: Paper, choice: string): (key: string) => number {
  if (kind === 'RANKED') {
    const ranks = ranksIn(choice);
    return (key) => {
      const rank = ranks.findIndex((keys) => keys.includes(key));
      return rank < 0 ? -ranks.length : -rank;
    };
  }
  if (kind === 'APPROVED') {
    const approved = new Set(choice.split(','));
    return (key) => (approved.has(key) ? 1 : 0);
  }
  const scores = new Map(scoresIn(choice));
  return (key) => scores.get(key) ?? 0;
}
