import type { ElectionStep } from '../steps.js';
import type { StarFacts } from '../totals/star-facts.js';
import { firstOf, inSlateOrder, type Counted } from './by-option.js';

export interface OptionNumber {
  readonly option: string;
  readonly number: string;
}

/** Two options side by side: how many ballots score either higher. */
export interface ScoreDuel {
  readonly first: string;
  readonly second: string;
  readonly firstHigher: number;
  readonly secondHigher: number;
  readonly same: number;
}

/** One comparison of those tied: by the comparisons that each loses, or by the ballots that give each the best score. */
export interface ScoreTieStep {
  readonly by: 'LOSSES' | 'BEST_SCORES';
  readonly numbers: readonly OptionNumber[];
  readonly duels: readonly ScoreDuel[];
  readonly left: readonly string[];
}

/** As many points for all of `among`, and `places` left in the runoff. */
export interface TiedScores {
  readonly among: readonly string[];
  readonly points: string;
  readonly places: number;
  readonly comparisons: readonly ScoreTieStep[];
}

/** The last two: whom more ballots score higher; then, of a tie, who has more points, or more of the best scores. */
export interface Runoff {
  readonly finalists: readonly string[];
  readonly duel: ScoreDuel | null;
  readonly points: readonly OptionNumber[];
  readonly bestScores: readonly OptionNumber[];
  readonly winner: string | null;
  readonly decidedBy: 'BALLOTS' | 'POINTS' | 'BEST_SCORES' | null;
}

/** What STAR does once the scores are added up; nothing of it for other methods. */
export const readStar = (
  counted: Counted,
): { readonly tiedScores: readonly TiedScores[]; readonly runoff: Runoff | null } => ({
  tiedScores: tiedScoresIn(counted),
  runoff: runoffIn(counted),
});

function tiedScoresIn(counted: Counted): readonly TiedScores[] {
  const ties: TiedScores[] = [];
  const add = (comparison: ScoreTieStep): void => {
    const last = ties.pop();
    if (last) ties.push({ ...last, comparisons: [...last.comparisons, comparison] });
  };
  const read = (step: ElectionStep): void => {
    if (step.code === 'SCORE_TIE')
      ties.push({ ...step.data, places: Number(step.data.places), comparisons: [] });
    if (step.code === 'HEAD_TO_HEAD') {
      const { duels, losses, out } = step.data;
      const numbers = numbersOf(counted, losses);
      const left = numbers.map(({ option }) => option).filter((option) => !out.includes(option));
      add({ by: 'LOSSES', numbers, duels: duels.map(duelOf), left });
    }
    if (step.code === 'BEST_SCORES') {
      const { ballots, left } = step.data;
      add({ by: 'BEST_SCORES', numbers: numbersOf(counted, ballots), duels: [], left });
    }
  };
  counted.steps.forEach(read);
  return ties;
}

function runoffIn(counted: Counted): Runoff | null {
  const reached = firstOf(counted, 'RUNOFF_REACHED');
  if (!reached) return null;
  const duel = firstOf(counted, 'RUNOFF');
  const byPoints = firstOf(counted, 'RUNOFF_BY_POINTS');
  const byBest = firstOf(counted, 'RUNOFF_BY_BEST_SCORES');
  const ends = [
    { by: 'BALLOTS', winner: duel?.winner },
    { by: 'POINTS', winner: byPoints?.winner },
    { by: 'BEST_SCORES', winner: byBest?.winner },
  ] as const;
  const end = ends.find(({ winner }) => winner != null);
  return {
    finalists: reached.options,
    duel: duel && duelOf(duel),
    points: numbersOf(counted, byPoints?.points ?? {}),
    bestScores: numbersOf(counted, byBest?.ballots ?? {}),
    winner: end?.winner ?? null,
    decidedBy: end?.by ?? null,
  };
}

const numbersOf = (
  counted: Counted,
  numbers: { readonly [option: string]: string },
): readonly OptionNumber[] => inSlateOrder(counted, numbers).map(([option, number]) => ({ option, number }));

const duelOf = ({ of, higher, same }: StarFacts['HEAD_TO_HEAD']['duels'][number]): ScoreDuel => ({
  first: of[0],
  second: of[1],
  firstHigher: Number(higher[0]),
  secondHigher: Number(higher[1]),
  same: Number(same),
});
