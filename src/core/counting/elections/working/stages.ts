import type { ElectionStep } from '../steps.js';
import type { StvFacts } from '../stv/facts.js';
import { amountsOf, firstOf, whole, type Counted } from './by-option.js';
import { setAside, type Exhausted, type Rounds, type Threshold, type Transfer } from './round.js';

/** Adds a step of a count by transfers in stages: each stage is a round. */
export function addStageStep(rounds: Rounds, step: ElectionStep, counted: Counted): void {
  switch (step.code) {
    case 'STV_STAGE': {
      const { stage, votes, nonTransferable, lost } = step.data;
      return rounds.begin({
        number: Number(stage),
        tallies: amountsOf(counted, votes),
        threshold: quotaOf(counted),
        exhausted: [
          ...voidOf(counted),
          ...setAside('NO_FURTHER_CHOICE', nonTransferable),
          ...setAside('ROUNDED_AWAY', lost),
        ],
      });
    }
    case 'STV_ELECTED': {
      const { options, by } = step.data;
      const reason = by === 'QUOTA' ? 'REACHED' : 'LEFT';
      return rounds.add(
        'elected',
        options.map((option) => ({ option, reason })),
      );
    }
    case 'STV_SURPLUS': {
      const { from, transfers, lost } = step.data;
      const rest = setAside('ROUNDED_AWAY', lost);
      return rounds.add('transfers', [
        ...transfersOf(from, transfers),
        ...rest.map((votes) => ({ ...votes, from: [from], to: null, ballots: null, each: null })),
      ]);
    }
    case 'STV_EXCLUDED':
      rounds.add('transfers', transfersOf(step.data.option, step.data.transfers));
      return rounds.add('eliminated', [{ option: step.data.option, reason: 'FEWEST' }]);
    case 'STV_EXCLUDED_LAST':
      return rounds.add('eliminated', [{ option: step.data.option, reason: 'FEWEST' }]);
    case 'STV_TIE_LOOKED_BACK': {
      const { among, stage, votes, kept } = step.data;
      const tallies = amountsOf(counted, votes);
      return rounds.add('lookedBack', [{ among, earlier: Number(stage), tallies, left: kept }]);
    }
    default:
  }
}

/** Papers that never counted. */
export function voidOf(counted: Counted): readonly Exhausted[] {
  const papers = firstOf(counted, 'STV_PAPERS');
  if (!papers) return [];
  return [
    ...setAside('NO_FIRST_CHOICE', whole(papers.noFirst)),
    ...setAside('SEVERAL_FIRST', whole(papers.severalFirst)),
  ];
}

function quotaOf(counted: Counted): Threshold | null {
  const found = firstOf(counted, 'STV_QUOTA');
  if (!found) return null;
  const { formula, valid, seats, quota } = found;
  const isDroop = formula === 'droop';
  return {
    ...quota,
    active: valid,
    divisor: isDroop ? String(Number(seats) + 1) : seats,
    by: isDroop ? 'MORE' : 'REACH',
  };
}

const transfersOf = (from: string, transfers: StvFacts['STV_EXCLUDED']['transfers']): readonly Transfer[] =>
  transfers.map(({ papers, value, votes, to }) => ({
    ...votes,
    from: [from],
    to,
    reason: to === null ? 'NO_FURTHER_CHOICE' : null,
    ballots: Number(papers),
    each: value,
  }));
