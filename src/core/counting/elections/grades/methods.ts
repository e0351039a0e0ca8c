import { gradients } from './gradients.js';
import { majorityJudgment } from './majority-judgment.js';

/** The methods that count grades. */
export const GRADE_METHODS = [majorityJudgment, gradients] as const;
