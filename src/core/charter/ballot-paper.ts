import type { ElectionMethodId } from '../counting/elections/ids.js';
import type { Paper, PolledOption } from '../counting/marks.js';
import { isElectionMethod, type Adoption, type Clause, type MethodId, type TieRule } from './clause.js';
import { paperFor, type PinnedElection } from './question.js';

/** What a voter does with a ballot, whatever the method that counts it. */
export const PAPER_KINDS = [
  'YES_NO',
  'CONSENT',
  'ONE_CHOICE',
  'RANKING',
  'APPROVAL',
  'SCORES',
  'GRADES',
  'DOTS',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/**
 * Options put together at one rank: COUNTED for each of them; UNREAD, where the ballot may say so, and then gives no voice
 * to any; REFUSED when the ballot is cast.
 */
export const EQUAL_RANKS = ['COUNTED', 'UNREAD', 'REFUSED'] as const;
export type EqualRanks = (typeof EQUAL_RANKS)[number];

/** What an option that a ballot leaves out counts as, in the method’s own word; NOT_ALLOWED where none may be left out. */
export const LEFT_OUT = ['BELOW', 'LEAST', 'AVERAGE', 'DEFAULT_GRADE', 'NOT_JUDGED', 'NOT_ALLOWED'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** What there is to know to fill in a ballot without knowing the method. */
export interface BallotPaper {
  readonly kind: PaperKind;
  /** Null where nothing is ranked. */
  readonly equalRanks: EqualRanks | null;
  /** Null for yes and no, and for consent. */
  readonly leftOut: LeftOut | null;
  /** How many options count at most; null where as many may be marked as there are. */
  readonly mostMarked: number | null;
  readonly leastScore: number | null;
  readonly greatestScore: number | null;
  readonly dots: number | null;
  /** From the worst, which is 0. */
  readonly grades: readonly string[];
  /** The grade that one left out is counted with; null elsewhere. */
  readonly defaultGrade: string | null;
  readonly seats: number;
  readonly budget: number | null;
  readonly adopts: Adoption | null;
  readonly onTie: TieRule | null;
  /** Whether a ballot that says nothing weighs like one against: some share is asked of more than those who choose. */
  readonly blankWeighs: boolean;
}

/** What is pinned of a poll, as far as a ballot depends on it. */
export interface PolledPaper {
  readonly method: MethodId;
  readonly election: PinnedElection | null;
  readonly options: readonly PolledOption[];
  readonly clauses: readonly Clause[];
}

const FIRST_ALONE: readonly MethodId[] = ['plurality@1', 'majority@1'];
const EQUAL_IS_UNREAD: readonly MethodId[] = [...FIRST_ALONE, 'stv/scottish-2007@1', 'stv/wigm-exact@1'];

export function ballotPaper({ method, election, options, clauses }: PolledPaper): BallotPaper {
  const adopts = election?.adopts ?? null;
  const plain: BallotPaper = {
    kind: method === 'consent@1' ? 'CONSENT' : 'YES_NO',
    equalRanks: null,
    leftOut: null,
    mostMarked: null,
    leastScore: null,
    greatestScore: null,
    dots: null,
    grades: [],
    defaultGrade: null,
    seats: 1,
    budget: null,
    adopts,
    // A consent is never tied: one objection that stands is enough.
    onTie: method === 'consent@1' ? null : tieRuleBy(clauses),
    blankWeighs:
      method !== 'consent@1' &&
      (adopts === null || adopts === 'THRESHOLD') &&
      clauses.some(({ base }) => base !== 'EXPRESSED'),
  };
  if (!election || !isElectionMethod(method)) return plain;
  return { ...plain, seats: election.seats, ...markedOn(method, election, options) };
}

/** Where several clauses say what a tie means, one that changes nothing prevails, then a further poll. */
const tieRuleBy = (clauses: readonly Clause[]): TieRule | null =>
  (['STATUS_QUO', 'FURTHER_POLL', 'LOT'] as const).find((rule) =>
    clauses.some(({ tieRule }) => tieRule === rule),
  ) ?? null;

function markedOn(
  method: ElectionMethodId,
  election: PinnedElection,
  options: readonly PolledOption[],
): Partial<BallotPaper> {
  const paper = paperFor(method, election, options);
  switch (paper.kind) {
    case 'RANKED':
      return rankedOn(method, election, paper);
    case 'APPROVED':
      return approvedOn(method, election);
    case 'SCORED':
      return scoredOn(method, election, paper);
    case 'GRADED':
      return gradedOn(election, paper);
  }
}

function rankedOn(
  method: ElectionMethodId,
  { adopts, options }: PinnedElection,
  { asks }: Paper,
): Partial<BallotPaper> {
  const single = FIRST_ALONE.includes(method);
  const most = options['maxRankingsAllowed'];
  return {
    kind: single ? 'ONE_CHOICE' : 'RANKING',
    equalRanks: equalRanksBy(method, options, asks.strict === true),
    leftOut: 'BELOW',
    // Ranks after the first still say what stands above “nothing changes”.
    mostMarked: single && adopts !== 'THRESHOLD' ? 1 : typeof most === 'number' ? most : null,
  };
}

function equalRanksBy(
  method: ElectionMethodId,
  options: PinnedElection['options'],
  strict: boolean,
): EqualRanks {
  if (strict) return 'REFUSED';
  const overvotes = options['overvoteRule'] ?? 'fractional';
  return EQUAL_IS_UNREAD.includes(method) || overvotes !== 'fractional' ? 'UNREAD' : 'COUNTED';
}

function approvedOn(method: ElectionMethodId, { seats, options }: PinnedElection): Partial<BallotPaper> {
  const budget = options['budget'];
  return {
    kind: 'APPROVAL',
    leftOut: 'BELOW',
    mostMarked: method === 'approval-block@1' && options['limit'] === 'SEATS' ? seats : null,
    budget: typeof budget === 'number' ? budget : null,
  };
}

function scoredOn(
  method: ElectionMethodId,
  { options }: PinnedElection,
  { most, asks }: Paper,
): Partial<BallotPaper> {
  if (method === 'dots@1')
    return { kind: 'DOTS', leftOut: 'LEAST', leastScore: 0, greatestScore: most, dots: most };
  return {
    kind: 'SCORES',
    leftOut: options['missing'] === 'AVERAGE' ? 'AVERAGE' : 'LEAST',
    leastScore: asks.least ?? 0,
    greatestScore: most,
  };
}

function gradedOn({ options }: PinnedElection, { grades, asks }: Paper): Partial<BallotPaper> {
  const missing = options['missingJudgments'];
  const common = { kind: 'GRADES', grades } as const;
  if (asks.all) return { ...common, leftOut: 'NOT_ALLOWED' };
  if (missing === 'StaticDefault')
    return {
      ...common,
      leftOut: 'DEFAULT_GRADE',
      defaultGrade: grades[Number(options['defaultGrade'])] ?? null,
    };
  return { ...common, leftOut: missing === 'MedianDefault' ? 'AVERAGE' : 'NOT_JUDGED' };
}
