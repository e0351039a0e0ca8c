import { refuse } from '../../kernel/refusals.js';
import type { ElectionMethod } from './method.js';
import { GRADE_METHODS } from './grades/methods.js';
import { MATRIX_METHODS } from './matrix/methods.js';
import { STV_METHODS } from './stv/methods.js';
import { ROUND_METHODS } from './rounds/methods.js';
import { SEAT_METHODS } from './seats/methods.js';
import { BUDGET_METHODS } from './budget/methods.js';
import { LOT_METHODS } from './lot/methods.js';
import { TOTAL_METHODS } from './totals/methods.js';

/** Every method that elects, family by family. A method declared is a method written. */
export const ELECTION_METHODS: readonly ElectionMethod[] = [
  ...TOTAL_METHODS,
  ...MATRIX_METHODS,
  ...STV_METHODS,
  ...ROUND_METHODS,
  ...GRADE_METHODS,
  ...SEAT_METHODS,
  ...BUDGET_METHODS,
  ...LOT_METHODS,
] as readonly ElectionMethod[];

/** The method of an id; METHOD_UNKNOWN is thrown for another. */
export function electionMethodNamed(id: string): ElectionMethod {
  const method = ELECTION_METHODS.find((one) => one.id === id);
  if (!method) throw refuse('METHOD_UNKNOWN', { method: id });
  return method;
}
