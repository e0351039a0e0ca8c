import { fraction, parseExact, ZERO, type Fraction } from '../../../kernel/fractions.js';
import { amount, type Amount } from '../amounts.js';
import type { WrittenRows } from '../bearings.js';
import type { Election } from '../count-election.js';
import type { ElectionStep } from '../steps.js';

/** What a working is read from: the steps of a count, or of one way through its open ties, and what went into it. */
export interface Counted {
  readonly election: Election;
  readonly steps: readonly ElectionStep[];
}

export interface OptionAmount extends Amount {
  readonly option: string;
}

export interface OptionBallots {
  readonly option: string;
  readonly ballots: number;
}

/** Ballots that bear the same. */
export interface BearingRow extends Amount {
  readonly ballots: number;
}

type ByName<T> = { readonly [option: string]: T };

/** What options have, in the order of the slate: the keys of a record keep none once it is stored. */
export const inSlateOrder = <T>(
  { election }: Counted,
  byName: ByName<T>,
): readonly (readonly [string, T])[] =>
  election.inputs.options
    .filter((option) => Object.hasOwn(byName, option))
    .map((option) => [option, byName[option] as T]);

export const amountsOf = (counted: Counted, amounts: ByName<Amount>): readonly OptionAmount[] =>
  inSlateOrder(counted, amounts).map(([option, { exact, rounded }]) => ({ option, exact, rounded }));

export const ballotsOf = (counted: Counted, numbers: ByName<string>): readonly OptionBallots[] =>
  inSlateOrder(counted, numbers).map(([option, ballots]) => ({ option, ballots: Number(ballots) }));

export const rowsOf = (rows: WrittenRows): readonly BearingRow[] =>
  rows.map(({ bears: { exact, rounded }, ballots }) => ({ exact, rounded, ballots: Number(ballots) }));

/** An amount as a number to go on with. */
export const exactOf = ({ exact }: Amount): Fraction => parseExact(exact) ?? ZERO;

export const isNothing = ({ exact }: Amount): boolean => exact === '0';

export const whole = (text: string): Amount => amount(BigInt(text));

/** A number of nine decimals, which are read as they are written. */
export const ofNineDecimals = (text: string): Amount => ({
  exact: amount(fraction(BigInt(text.replace('.', '')), 10n ** 9n)).exact,
  rounded: text,
});

/** The data of the first step of a code; null where there is none. */
export function firstOf<C extends ElectionStep['code']>(
  { steps }: Counted,
  code: C,
): ElectionStep<C>['data'] | null {
  const step = steps.find((one) => one.code === code) as ElectionStep<C> | undefined;
  return step ? step.data : null;
}

/** The data of every step of a code. */
export const allOf = <C extends ElectionStep['code']>(
  { steps }: Counted,
  code: C,
): readonly ElectionStep<C>['data'][] =>
  steps.flatMap((one) => (one.code === code ? [(one as ElectionStep<C>).data] : []));
