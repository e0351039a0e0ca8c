import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';
import {
  BEFORE_BORDA,
  isByPoints,
  rankingByPoints,
  replayBordaStep,
  seatsByPoints,
  type BordaSoFar,
} from './borda.js';
import { checkEnd, checkWays, sameSeats, type Seats } from './end.js';
import type { Demand, Finding } from './finding.js';
import { checkLot, seatedByLot } from './lot.js';
import { checkOrder } from './order.js';
import { BEFORE_GRADES, isByGrades, replayGradeStep, standingByGrades, type GradesSoFar } from './grades.js';
import { BEFORE_MATRIX, isByMatrix, replayMatrixStep, seatsByMatrix, type MatrixSoFar } from './matrix.js';
import { BEFORE_ROUNDS, checkLastRound, replayRoundStep, seatsByRounds, type RoundsSoFar } from './rounds.js';
import { BEFORE_SEATS, isBySeats, replaySeatStep, seatsByApproval, type SeatsSoFar } from './seats.js';
import {
  BEFORE_QUOTAS,
  checkQuotas,
  replayQuotaStep,
  seatsByQuotas,
  type Beside,
  type QuotasSoFar,
} from './quotas.js';
import { BEFORE_BUDGET, isByBudget, replayBudgetStep, seatsByBudget, type BudgetSoFar } from './budget.js';
import {
  BEFORE_SORTITION,
  isByDraw,
  replaySortitionStep,
  seatsByDraw,
  type SortitionSoFar,
} from './sortition.js';
import { isByTransfers, replayStvStep, seatsByTransfers } from './stv.js';
import { sameSets, type Standing } from './standing.js';
import { BEFORE_STV, type StvSoFar } from './stv-so-far.js';
import { BEFORE_TOTALS, isByTotals, replayTotalStep, standingByTotals, type TotalsSoFar } from './totals.js';

/** What each family of steps has come to. */
interface SoFar {
  readonly codes: readonly ElectionStep['code'][];
  readonly rounds: RoundsSoFar;
  readonly matrix: MatrixSoFar;
  readonly borda: BordaSoFar;
  readonly stv: StvSoFar;
  readonly totals: TotalsSoFar;
  readonly grades: GradesSoFar;
  readonly seats: SeatsSoFar;
  readonly budget: BudgetSoFar;
  readonly sortition: SortitionSoFar;
  readonly quotas: QuotasSoFar;
}

const BEFORE_ALL: SoFar = {
  codes: [],
  rounds: BEFORE_ROUNDS,
  matrix: BEFORE_MATRIX,
  borda: BEFORE_BORDA,
  stv: BEFORE_STV,
  totals: BEFORE_TOTALS,
  grades: BEFORE_GRADES,
  seats: BEFORE_SEATS,
  budget: BEFORE_BUDGET,
  sortition: BEFORE_SORTITION,
  quotas: BEFORE_QUOTAS,
};

/** What one step makes of what was known: of its own family something, of the others nothing. */
const goOn = (soFar: SoFar, step: ElectionStep, election: Election, demand: Demand): SoFar => ({
  codes: [...soFar.codes, step.code],
  rounds: replayRoundStep(soFar.rounds, step, election, demand),
  matrix: replayMatrixStep(soFar.matrix, step, election, demand),
  borda: replayBordaStep(soFar.borda, step, election, demand),
  stv: replayStvStep(soFar.stv, step, election, demand),
  totals: replayTotalStep(soFar.totals, step, election, demand),
  grades: replayGradeStep(soFar.grades, step, election, demand),
  seats: replaySeatStep(soFar.seats, step, election, demand),
  budget: replayBudgetStep(soFar.budget, step, election, demand),
  sortition: replaySortitionStep(soFar.sortition, step, election, demand),
  quotas: replayQuotaStep(soFar.quotas, step, besideQuotas(soFar, election), demand),
});

const isByStanding = (election: Election): boolean => isByTotals(election) || isByGrades(election);

/** Where totals or grades put each option; null for another family, and where the steps do not say. */
function standingOf(soFar: SoFar, election: Election): Standing | null {
  if (isByTotals(election)) return standingByTotals(soFar.totals, election);
  return isByGrades(election) ? standingByGrades(soFar.grades, election) : null;
}

/** Down which ranking quotas fill seats, and whom the method seated by itself. */
function besideQuotas(soFar: SoFar, election: Election): Beside {
  if (soFar.quotas.bounds === null) return { election, ranking: [], filled: [] };
  if (isBySeats(election)) {
    const { unapproved, filled } = soFar.seats;
    return { election, ranking: unapproved ? [unapproved.options] : [], filled };
  }
  return { election, ranking: rankingOf(soFar, election) ?? [], filled: [] };
}

const rankingOf = (soFar: SoFar, election: Election): Standing['ranking'] | null =>
  isByPoints(election)
    ? rankingByPoints(soFar.borda, election)
    : (standingOf(soFar, election)?.ranking ?? null);

/** The seats as the steps leave them; null where they leave none, or no family says. */
function seatsOf(soFar: SoFar, election: Election): Seats | null {
  if (soFar.quotas.bounds !== null && (isByPoints(election) || isByStanding(election))) {
    const ranking = rankingOf(soFar, election);
    return ranking && seatsByQuotas(soFar.quotas, ranking);
  }
  if (isByMatrix(election)) return seatsByMatrix(soFar.matrix);
  if (isByPoints(election)) return seatsByPoints(soFar.borda, election);
  if (isByTransfers(election)) return seatsByTransfers(soFar.stv, election);
  if (isByStanding(election)) return standingOf(soFar, election)?.seats ?? null;
  if (isBySeats(election)) return seatsByApproval(soFar.seats, soFar.quotas.bounds && soFar.quotas.seated);
  if (isByBudget(election)) return seatsByBudget(soFar.budget, election);
  if (isByDraw(election)) return seatsByDraw(soFar.sortition, election);
  return seatsByRounds(soFar.rounds, election);
}

/**
 * Redoes a count from its working alone and says what does not follow; empty for a working that holds. It shares no code
 * with the methods, and knows no ballot: that the first tallies are those of the ballots is for a recount to say.
 */
export function replay(election: Election): readonly Finding[] {
  const findings: Finding[] = [];
  try {
    redo(election, findings);
  } catch {
    // A number that is none, or by which nothing can be divided: no count writes it, a forger may.
    findings.push({ at: 'end', fault: 'CANNOT_BE_REDONE' });
  }
  return findings;
}

function redo(election: Election, findings: Finding[]): void {
  const walked = walk(election, election.steps, BEFORE_ALL, '', findings);
  // Of no options nobody is elected, whatever the steps say.
  const seats = election.inputs.options.length === 0 ? [] : walked;
  const demand: Demand = (holds, fault) => void (holds || findings.push({ at: 'end', fault }));
  if (seats !== null) checkEnd(election, seats, demand);
}

/** The seats in the end; null where nothing is known of them. */
function walk(
  election: Election,
  steps: readonly ElectionStep[],
  before: SoFar,
  path: string,
  findings: Finding[],
): Seats | null {
  let soFar = before;
  let drawn: Seats | null = null;
  for (const [index, step] of steps.entries()) {
    const at = `${path}${index}`;
    const demand: Demand = (holds, fault) => void (holds || findings.push({ at, fault }));
    if (step.code === 'TIE_OPEN' || step.code === 'TIES_NOT_FOLLOWED')
      demand(index === steps.length - 1, 'STEPS_AFTER_A_TIE');
    if (step.code === 'TIE_OPEN') return walkWays(election, step, soFar, at, findings);
    if (step.code === 'TIES_NOT_FOLLOWED') {
      const { options } = election.inputs;
      return new Array<readonly string[]>(Math.min(election.seats, options.length)).fill(options);
    }
    checkLot(election, step, demand);
    if (step.code === 'SEATS_SETTLED_BY_LOT') {
      drawn = seatedByLot(drawn ?? seatsOf(soFar, election), step.data, demand);
      continue;
    }
    demand(drawn === null, 'STEPS_AFTER_THE_SEATS');
    soFar = goOn(soFar, step, election, demand);
  }
  const demandInTheEnd: Demand = (holds, fault) => void (holds || findings.push({ at: `${path}end`, fault }));
  checkOrder(election, soFar.codes, demandInTheEnd);
  checkLastRound(soFar.rounds, election, soFar.codes.includes('STOPPED_EARLY'), demandInTheEnd);
  const seats = drawn ?? seatsOf(soFar, election);
  const ranking = path === '' ? standingOf(soFar, election)?.ranking : undefined;
  if (ranking !== undefined && !sameSets(election.ranking, ranking))
    findings.push({ at: 'end', fault: 'RANKING_NOT_BY_THE_COUNT' });
  checkQuotas(
    soFar.quotas,
    seats,
    election,
    (holds, fault) => void (holds || findings.push({ at: 'end', fault })),
  );
  if (seats === null && election.inputs.options.length > 0)
    findings.push({ at: path === '' ? 'end' : `${path}end`, fault: 'NOTHING_DECIDED' });
  return seats;
}

/** Each way goes on as though a lot had chosen, and has the winners to which its own steps lead. */
function walkWays(
  election: Election,
  { data }: ElectionStep<'TIE_OPEN'>,
  before: SoFar,
  at: string,
  findings: Finding[],
): Seats {
  const demand: Demand = (holds, fault) => void (holds || findings.push({ at, fault }));
  for (const [place, { chosen, winners, steps }] of data.ways.entries()) {
    const settled = { of: data.of, order: data.among, chosen };
    const soFar = goOn(before, { code: 'TIE_SETTLED_BY_LOT', data: settled }, election, demand);
    if (steps.length === 0) continue;
    const seats = walk(election, steps, soFar, `${at}.${place}.`, findings);
    if (seats !== null) demand(sameSeats(seats, winners, steps), 'WAY_ELECTS_OTHERS');
  }
  return checkWays(data, demand);
}
