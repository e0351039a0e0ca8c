import type { Base, Clause, MethodId, QuestionMethodId } from '../charter/clause.js';
import type { Json } from '../kernel/canonical-json.js';
import type { Bases, Electorate, Profile, Tally } from './profile.js';
import type { Step } from './steps.js';

/** What a count says of a question; a charter's outcome is made of the verdicts of its clauses. */
export type Verdict = 'ADOPTED' | 'REJECTED' | 'NO_QUORUM' | 'NO_DECISION' | 'TIED';

/** The part of a clause that a count reads; each method takes what concerns it and says so in its options. */
export type CountRule = Pick<Clause, 'base' | 'threshold' | 'quorum' | 'tieRule' | 'silenceConsents'>;

/** A verdict with everything needed to check it by hand. Numbers are persons. */
export interface Count<V extends string = string> {
  readonly method: QuestionMethodId;
  readonly options: { readonly [name: string]: Json };
  readonly tally: Tally<V>;
  readonly bases: Bases;
  readonly steps: readonly Step[];
  readonly verdict: Verdict;
}

/** A method of counting: pure, exact and total over profiles that `checkProfile` lets pass. */
export interface Method {
  readonly id: QuestionMethodId;
  count(profile: Profile, electorate: Electorate, rule: CountRule): Count;
}

/** A count as it is stored and exported: canonical JSON, numbers of persons as decimal strings. */
export type Working = {
  readonly method: MethodId;
  readonly options: { readonly [name: string]: Json };
  readonly tally: { readonly [status: string]: string };
  readonly bases: { readonly [B in Base]: string | null };
  readonly steps: readonly Step[];
};

/** Writes a count as it is stored. */
export const workingOf = ({ method, options, tally, bases, steps }: Count): Working => ({
  method,
  options,
  tally: writtenTally(tally),
  bases: writtenBases(bases),
  steps,
});

export const writtenTally = (tally: { readonly [status: string]: bigint }): Working['tally'] =>
  Object.fromEntries(Object.entries(tally).map(([status, number]) => [status, String(number)]));

export const writtenBases = (bases: Bases): Working['bases'] => ({
  ROLL: String(bases.ROLL),
  PRESENT: bases.PRESENT === null ? null : String(bases.PRESENT),
  TURNOUT: String(bases.TURNOUT),
  EXPRESSED: String(bases.EXPRESSED),
});
