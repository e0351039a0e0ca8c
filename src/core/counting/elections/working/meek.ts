import { fraction, subtract } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { ElectionStep } from '../steps.js';
import type { Decimals9, StvFacts } from '../stv/facts.js';
import {
  exactOf,
  firstOf,
  inSlateOrder,
  ofNineDecimals,
  type Counted,
  type OptionAmount,
} from './by-option.js';
import { setAside, type Rounds } from './round.js';
import { voidOf } from './stages.js';

/** Adds a step of Meek's method. Its rounds are read by their last iteration; votes flow anew in each, and none moves. */
export function addMeekStep(rounds: Rounds, step: ElectionStep, counted: Counted): void {
  switch (step.code) {
    case 'MEEK_ROUND':
      return beginMeekRound(rounds, step.data, counted);
    case 'MEEK_DEFEATED':
      return rounds.add('eliminated', [{ option: step.data.option, reason: 'FEWEST' }]);
    case 'MEEK_FINISHED': {
      const { options, elected } = step.data;
      if (elected)
        return rounds.add(
          'elected',
          options.map((option) => ({ option, reason: 'LEFT' })),
        );
      return rounds.add(
        'eliminated',
        options.map((option) => ({ option, reason: 'SEATS_FILLED' })),
      );
    }
    default:
  }
}

function beginMeekRound(
  rounds: Rounds,
  { round, seats, last, elected }: StvFacts['MEEK_ROUND'],
  counted: Counted,
): void {
  const papers = fraction(BigInt(firstOf(counted, 'STV_PAPERS')?.valid ?? '0'));
  const residual = ofNineDecimals(last.residual);
  rounds.begin({
    number: Number(round),
    tallies: decimalsOf(counted, last.votes),
    threshold: {
      ...ofNineDecimals(last.quota),
      active: amount(subtract(papers, exactOf(residual))).exact,
      divisor: String(Number(seats) + 1),
      by: 'MORE',
    },
    exhausted: [...voidOf(counted), ...setAside('NO_FURTHER_CHOICE', residual)],
    keepFactors: decimalsOf(counted, last.keepFactors),
    elected: elected.map((option) => ({ option, reason: 'REACHED' })),
  });
}

const decimalsOf = (counted: Counted, numbers: Decimals9): readonly OptionAmount[] =>
  inSlateOrder(counted, numbers).map(([option, number]) => ({ option, ...ofNineDecimals(number) }));
