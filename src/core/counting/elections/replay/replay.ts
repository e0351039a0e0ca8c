import type { Election } from '../count-election.js';
import { orderByLot } from '../lot.js';
import type { ElectionStep } from '../steps.js';
import type { Demand, Finding } from './finding.js';
import { BEFORE_ROUNDS, replayRoundStep, type RoundsSoFar } from './rounds.js';

/** What each family of steps has come to. */
interface SoFar {
  readonly rounds: RoundsSoFar;
}

/**
 * Redoes a count from its working alone and says what does not follow; empty for a working that holds. It shares no code
 * with the methods, and knows no ballot: that the first tallies are those of the ballots is for a recount to say.
 */
export function replay(election: Election): readonly Finding[] {
  const findings: Finding[] = [];
  const last = walk(election, election.steps, { rounds: BEFORE_ROUNDS }, '', findings);
  if (last !== null) checkEnd(election, last, findings);
  return findings;
}

/** Null where the walk parted into ways, or the steps of the ways were left out. */
function walk(
  election: Election,
  steps: readonly ElectionStep[],
  before: SoFar,
  path: string,
  findings: Finding[],
): SoFar | null {
  let soFar = before;
  for (const [index, step] of steps.entries()) {
    const at = `${path}${index}`;
    const demand: Demand = (holds, fault) => void (holds || findings.push({ at, fault }));
    if (step.code === 'TIE_OPEN') {
      demand(index === steps.length - 1, 'STEPS_AFTER_A_TIE');
      for (const [place, way] of step.data.ways.entries()) {
        demand(step.data.among.includes(way.chosen), 'CHOSEN_NOT_TIED');
        if (way.steps.length > 0) walk(election, way.steps, soFar, `${at}.${place}.`, findings);
      }
      return null;
    }
    if (step.code === 'TIES_NOT_FOLLOWED') return null;
    checkLot(election, step, demand);
    soFar = { rounds: replayRoundStep(soFar.rounds, step, election, demand) };
  }
  return soFar;
}

/** A lot puts those tied in the order of the value drawn: the first gets the seat, the last one goes. */
function checkLot({ drawn }: Election, step: ElectionStep, demand: Demand): void {
  if (step.code !== 'TIE_SETTLED_BY_LOT' && step.code !== 'SEATS_SETTLED_BY_LOT') return;
  const { order } = step.data;
  const due = drawn === null ? [] : orderByLot(drawn, [...order].sort());
  demand(order.length > 0 && order.join('\n') === due.join('\n'), 'LOT_IN_ANOTHER_ORDER');
  if (step.code === 'SEATS_SETTLED_BY_LOT')
    return demand(
      step.data.chosen.every((name, place) => name === order[place]),
      'LOT_NOT_FOLLOWED',
    );
  demand(step.data.chosen === (step.data.of === 'SEAT' ? order[0] : order.at(-1)), 'LOT_NOT_FOLLOWED');
}

/** Who is said to have won is whom the rounds elected. */
function checkEnd({ winners }: Election, { rounds }: SoFar, findings: Finding[]): void {
  const won = winners.map((seat) => seat.join('\n'));
  if (rounds.round > 0 && won.join('\n\n') !== rounds.elected.join('\n\n'))
    findings.push({ at: 'end', fault: 'WINNERS_NOT_THOSE_ELECTED' });
}
