import type { Election } from '../count-election.js';
import type { Family } from '../method.js';
import { electionMethodNamed } from '../registry.js';
import { readBudget, type BudgetWorking } from './budget.js';
import type { Counted } from './by-option.js';
import { readGrades, type GradesWorking } from './grades.js';
import { readLot, type LotWorking } from './lot.js';
import { readMatrix, type MatrixWorking } from './matrix.js';
import { readRounds, type RoundsWorking } from './rounds.js';
import { readSeats, type SeatsWorking } from './seats.js';
import { readTotals, type TotalsWorking } from './totals.js';

/** The working of an election as its family is read: a table for a screen, made of what the steps say and of nothing else. */
export type ElectionWorking =
  RoundsWorking | MatrixWorking | GradesWorking | TotalsWorking | SeatsWorking | BudgetWorking | LotWorking;

const READERS: {
  readonly [F in Family]: (counted: Counted) => Extract<ElectionWorking, { readonly family: F }>;
} = {
  ROUNDS: readRounds,
  MATRIX: readMatrix,
  GRADES: readGrades,
  TOTALS: readTotals,
  SEATS: readSeats,
  BUDGET: readBudget,
  LOT: readLot,
};

/** The working as far as the first open tie, or to its end. METHOD_UNKNOWN is thrown for a method that is not ours. */
export const workingOfElection = (election: Election): ElectionWorking =>
  readWorking({ election, steps: election.steps });

export const readWorking = (counted: Counted): ElectionWorking =>
  READERS[electionMethodNamed(counted.election.method).family](counted);
