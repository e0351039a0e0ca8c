import type { Result, Tie } from './method.js';
import type { Place } from './profile.js';
import type { Slices } from './slices.js';
import type { ElectionStep } from './steps.js';

/** What the rule did not settle, and whom the lot chose; null where nothing did. */
export interface TieMet {
  readonly of: Tie['of'];
  readonly among: readonly string[];
  readonly chosen: readonly string[] | null;
}

/** A count that was carried to its end, with the ties that it met. */
export interface Carried {
  readonly steps: readonly ElectionStep[];
  readonly result: Result;
  readonly ties: readonly TieMet[];
}

/** Counts once, with a way to settle what the rule leaves open. */
export type CountOnce = (settle: (tie: Tie, steps: ElectionStep[]) => Place) => Slices<{
  readonly steps: ElectionStep[];
  readonly result: Result;
}>;
