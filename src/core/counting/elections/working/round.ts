import type { Amount } from '../amounts.js';
import type { RoundFacts } from '../rounds/facts.js';
import { isNothing, type OptionAmount } from './by-option.js';

/** Why votes count for nobody. ROUNDED_AWAY: cut off where the shares of ballots are rounded down. */
export type ExhaustedReason =
  | 'NO_FURTHER_CHOICE'
  | 'NO_FIRST_CHOICE'
  | 'SEVERAL_FIRST'
  | 'OVERVOTE'
  | 'SKIPPED_RANKS'
  | 'REPEATED_OPTION'
  | 'LAST_SURPLUS'
  | 'ROUNDED_AWAY';

export interface Exhausted extends Amount {
  readonly reason: ExhaustedReason;
}

/**
 * What elects: `active` votes by `divisor`, and of that quotient the least number above (MORE), the least not below (REACH),
 * or itself, which is to be exceeded (EXCEED).
 */
export interface Threshold extends Amount {
  readonly active: string;
  readonly divisor: string;
  readonly by: 'MORE' | 'REACH' | 'EXCEED';
}

export interface ElectedInRound {
  readonly option: string;
  readonly reason: RoundFacts['ELECTED_IN_ROUND']['why'];
}

/** SEATS_FILLED: still in when the last seat went. The others are those of the steps. */
export interface EliminatedInRound {
  readonly option: string;
  readonly reason: RoundFacts['ELIMINATED_IN_ROUND']['why'] | 'SEATS_FILLED';
}

/** Votes that went from one option to another, or to nobody, with the reason. */
export interface Transfer extends Amount {
  /** Several where those who went together are not told apart. */
  readonly from: readonly string[];
  readonly to: string | null;
  readonly reason: ExhaustedReason | null;
  /** How many ballots went on together, and what each is worth from then on, where the method says it. */
  readonly ballots: number | null;
  readonly each: Amount | null;
}

/** A tie settled by an earlier round: what those tied had in it, and whom it leaves. */
export interface LookedBack {
  readonly among: readonly string[];
  readonly earlier: number;
  readonly tallies: readonly OptionAmount[];
  readonly left: readonly string[];
}

/** One round: what everybody has, what follows from it, and where votes go on to before the next one. */
export interface Round {
  readonly number: number;
  /** The seat that it is for, in a series of counts of which each fills one; null in one count. */
  readonly seat: number | null;
  readonly tallies: readonly OptionAmount[];
  readonly threshold: Threshold | null;
  readonly exhausted: readonly Exhausted[];
  /** What each option keeps of each ballot, where the method works by that. */
  readonly keepFactors: readonly OptionAmount[];
  readonly elected: readonly ElectedInRound[];
  readonly eliminated: readonly EliminatedInRound[];
  readonly lookedBack: readonly LookedBack[];
  readonly transfers: readonly Transfer[];
}

/** Votes that count for nobody; nothing where there are none. */
export const setAside = (reason: ExhaustedReason, { exact, rounded }: Amount): readonly Exhausted[] =>
  isNothing({ exact, rounded }) ? [] : [{ reason, exact, rounded }];

/** Rounds as they are read: each is added to until the next one begins. */
export class Rounds {
  readonly all: Round[] = [];

  begin(round: Pick<Round, 'number' | 'tallies'> & Partial<Round>): void {
    this.all.push({
      seat: null,
      threshold: null,
      exhausted: [],
      keepFactors: [],
      elected: [],
      eliminated: [],
      lookedBack: [],
      transfers: [],
      ...round,
    });
  }

  /** Adds to the last round; nothing where none was begun. */
  add<K extends 'elected' | 'eliminated' | 'lookedBack' | 'transfers'>(to: K, more: Round[K]): void {
    const last = this.all.pop();
    if (last) this.all.push({ ...last, [to]: [...last[to], ...more] });
  }
}
