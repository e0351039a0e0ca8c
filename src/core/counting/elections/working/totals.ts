import type { Amount } from '../amounts.js';
import type { TotalFacts, TotalUnit } from '../totals/facts.js';
import {
  amountsOf,
  firstOf,
  inSlateOrder,
  whole,
  type BearingRow,
  type Counted,
  type OptionAmount,
} from './by-option.js';
import { readStar, type Runoff, type TiedScores } from './star.js';

/** How many ballots gave an option how much, most first, and how many gave it nothing. */
export interface OptionMarks {
  readonly option: string;
  readonly marks: readonly BearingRow[];
  readonly missing: number;
}

/** Ballots that are not added up, and why. */
export interface BallotsSetAside {
  readonly reason: 'SEVERAL_FIRST' | 'TOO_MANY_APPROVED';
  readonly ballots: number;
}

/** What each option has, how it came together, and what else was needed. A part is empty where the method asks for none. */
export interface TotalsWorking {
  readonly family: 'TOTALS';
  readonly voters: number;
  readonly unit: TotalUnit | null;
  readonly totals: readonly OptionAmount[];
  readonly setAside: readonly BallotsSetAside[];
  /** More than half of the voters, where that is asked for: the most that anybody has, and what was needed. */
  readonly majority: { readonly most: Amount; readonly needed: string; readonly reached: boolean } | null;
  readonly marks: readonly OptionMarks[];
  /** How many ballots approve how many options. */
  readonly approvals: readonly { readonly approved: number; readonly ballots: number }[];
  /** What a score that is missing counts as, for each option and in all. */
  readonly missingScores: {
    readonly as: TotalFacts['MISSING_SCORES']['as'];
    readonly each: readonly OptionAmount[];
    readonly added: readonly OptionAmount[];
  } | null;
  readonly dots: TotalFacts['DOTS_GIVEN'] | null;
  readonly tiedScores: readonly TiedScores[];
  readonly runoff: Runoff | null;
}

export function readTotals(counted: Counted): TotalsWorking {
  const totals = firstOf(counted, 'TOTALS');
  const missing = firstOf(counted, 'MISSING_SCORES');
  return {
    family: 'TOTALS',
    voters: Number(totals?.voters ?? counted.election.inputs.voters),
    unit: totals?.unit ?? null,
    totals: amountsOf(counted, totals?.totals ?? {}),
    setAside: setAsideIn(counted),
    majority: majorityIn(counted),
    marks: marksOf(counted),
    approvals: (firstOf(counted, 'APPROVED_BY_NUMBER')?.rows ?? []).map(({ approved, ballots }) => ({
      approved: Number(approved),
      ballots: Number(ballots),
    })),
    missingScores: missing && {
      as: missing.as,
      each: amountsOf(counted, missing.each),
      added: amountsOf(counted, missing.added),
    },
    dots: firstOf(counted, 'DOTS_GIVEN'),
    ...readStar(counted),
  };
}

function setAsideIn(counted: Counted): readonly BallotsSetAside[] {
  return (['SEVERAL_FIRST', 'TOO_MANY_APPROVED'] as const).flatMap((reason) => {
    const found = firstOf(counted, reason);
    return found ? [{ reason, ballots: Number(found.ballots) }] : [];
  });
}

function majorityIn(counted: Counted): TotalsWorking['majority'] {
  const found = firstOf(counted, 'MAJORITY_FOUND');
  if (found) return { most: found.votes, needed: found.needed, reached: true };
  const missed = firstOf(counted, 'MAJORITY_MISSED');
  return missed && { ...missed, reached: false };
}

/** Scores, or the points of rankings. */
function marksOf(counted: Counted): readonly OptionMarks[] {
  const scores = firstOf(counted, 'SCORES_GIVEN');
  if (scores)
    return inSlateOrder(counted, scores.given).map(([option, rows]) => ({
      option,
      marks: rows.map(({ score, ballots }) => ({ ...whole(score), ballots: Number(ballots) })),
      missing: Number(scores.missing[option] ?? 0),
    }));
  return inSlateOrder(counted, firstOf(counted, 'POINTS_BY_RANK')?.given ?? {}).map(([option, rows]) => ({
    option,
    marks: rows.map(({ points, ballots }) => ({ ...points, ballots: Number(ballots) })),
    missing: 0,
  }));
}
