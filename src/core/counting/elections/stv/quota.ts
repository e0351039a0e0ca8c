import { fraction, type Fraction } from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import type { Sheet } from '../method.js';
import type { Papers } from './papers.js';

/** The least whole number that more options than seats cannot all reach (Droop, 1881). */
export const droopQuota = (valid: bigint, seats: number): bigint => valid / BigInt(seats + 1) + 1n;

/** Valid papers by seats, not rounded (Hare). */
export const hareQuota = (valid: bigint, seats: number): Fraction => fraction(valid, BigInt(seats));

/** Writes down which papers count and what there is to reach. */
export function writeBegin(
  { valid, noFirst, severalFirst }: Omit<Papers, 'papers'>,
  { formula, seats, quota }: { formula: 'droop' | 'hare'; seats: number; quota: Fraction },
  sheet: Sheet,
): void {
  sheet.write({
    code: 'STV_PAPERS',
    data: { valid: String(valid), noFirst: String(noFirst), severalFirst: String(severalFirst) },
  });
  sheet.write({
    code: 'STV_QUOTA',
    data: { formula, valid: String(valid), seats: String(seats), quota: amount(quota) },
  });
}
