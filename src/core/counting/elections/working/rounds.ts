import { add, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { ElectionStep } from '../steps.js';
import type { Inactive, InactiveBallots, RoundFacts } from '../rounds/facts.js';
import { amountsOf, exactOf, firstOf, inSlateOrder, type Counted } from './by-option.js';
import { addMeekStep } from './meek.js';
import {
  Rounds,
  setAside,
  type Exhausted,
  type ExhaustedReason,
  type Round,
  type Threshold,
  type Transfer,
} from './round.js';
import { addStageStep } from './stages.js';

/** Who has what, round by round, who is elected or goes, and where votes go on to. */
export interface RoundsWorking {
  readonly family: 'ROUNDS';
  readonly rounds: readonly Round[];
  /** Seated before any round, because no more options stand than there are seats. */
  readonly seatedAtOnce: readonly string[];
  /** Whether the count stopped after a round, as its options asked. */
  readonly stoppedEarly: boolean;
}

const REASONS: Readonly<Record<Inactive, ExhaustedReason>> = {
  exhaustedChoices: 'NO_FURTHER_CHOICE',
  overvotes: 'OVERVOTE',
  skippedRankings: 'SKIPPED_RANKS',
  repeatedRankings: 'REPEATED_OPTION',
  finalRoundSurplus: 'LAST_SURPLUS',
};

/** Reads a count by rounds, whichever of the methods wrote it. */
export function readRounds(counted: Counted): RoundsWorking {
  const reader = new RoundReader(counted);
  for (const step of counted.steps) {
    reader.read(step);
    addStageStep(reader.rounds, step, counted);
    addMeekStep(reader.rounds, step, counted);
  }
  return {
    family: 'ROUNDS',
    rounds: reader.rounds.all,
    seatedAtOnce: reader.rounds.all.length === 0 ? seatedAtOnce(counted) : [],
    stoppedEarly: firstOf(counted, 'STOPPED_EARLY') !== null,
  };
}

function seatedAtOnce(counted: Counted): readonly string[] {
  const finished = firstOf(counted, 'MEEK_FINISHED');
  if (finished) return finished.elected ? finished.options : [];
  const { options } = counted.election.inputs;
  const nothing = firstOf(counted, 'STV_NO_PAPERS');
  return nothing && options.length <= Number(nothing.seats) ? options : [];
}

/** The steps of RCTab's rounds. A series of counts begins again, without votes lost, for each seat. */
class RoundReader {
  readonly rounds = new Rounds();
  private seat: number | null = null;
  private lost: Fraction = ZERO;
  private found: Pick<Threshold, 'active' | 'divisor' | 'by'> | null = null;

  constructor(private readonly counted: Counted) {}

  read(step: ElectionStep): void {
    switch (step.code) {
      case 'PASS':
        this.seat = Number(step.data.seat);
        this.lost = ZERO;
        return;
      case 'THRESHOLD_FOUND': {
        const { active, divisor, by } = step.data;
        this.found = { active: active.exact, divisor, by };
        return;
      }
      case 'ROUND':
        return this.begin(step.data);
      case 'ELECTED_IN_ROUND': {
        const { options, why } = step.data;
        return this.rounds.add(
          'elected',
          options.map((option) => ({ option, reason: why })),
        );
      }
      case 'ELIMINATED_IN_ROUND': {
        const { options, why } = step.data;
        return this.rounds.add(
          'eliminated',
          options.map((option) => ({ option, reason: why })),
        );
      }
      case 'TRANSFERRED':
        return this.rounds.add('transfers', this.transfersOf(step.data));
      case 'SURPLUS':
        return this.lose(step.data);
      case 'LOOKED_BACK': {
        const { among, earlier, tallies, left } = step.data;
        const then = amountsOf(this.counted, tallies);
        return this.rounds.add('lookedBack', [{ among, earlier: Number(earlier), tallies: then, left }]);
      }
      default:
    }
  }

  private begin({ round, tallies, inactive, threshold }: RoundFacts['ROUND']): void {
    this.rounds.begin({
      number: Number(round),
      seat: this.seat,
      tallies: amountsOf(this.counted, tallies),
      threshold: this.found && { ...threshold, ...this.found },
      exhausted: [...exhaustedOf(inactive), ...setAside('ROUNDED_AWAY', amount(this.lost))],
    });
  }

  private transfersOf({ from, to, inactive }: RoundFacts['TRANSFERRED']): readonly Transfer[] {
    const common = { from: [from], ballots: null, each: null };
    return [
      ...inSlateOrder(this.counted, to).map(([option, votes]) => ({
        ...common,
        ...votes,
        to: option,
        reason: null,
      })),
      ...exhaustedOf(inactive).map((votes) => ({ ...common, ...votes, to: null })),
    ];
  }

  /** What the ballots of one elected lose in rounding goes to nobody, and is missing from then on. */
  private lose({ option, lost }: RoundFacts['SURPLUS']): void {
    this.lost = add(this.lost, exactOf(lost));
    const rest = setAside('ROUNDED_AWAY', lost);
    this.rounds.add(
      'transfers',
      rest.map((votes) => ({ ...votes, from: [option], to: null, ballots: null, each: null })),
    );
  }
}

const exhaustedOf = (inactive: InactiveBallots): readonly Exhausted[] =>
  Object.entries(REASONS).flatMap(([name, reason]) => {
    const votes = inactive[name as Inactive];
    return votes ? setAside(reason, votes) : [];
  });
