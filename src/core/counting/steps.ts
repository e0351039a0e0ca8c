import type { Base, TieRule } from '../charter/clause.js';

type None = Record<never, never>;

/** `votes` of `number` in `base`, where at least `needed` are asked. Numbers are persons, in decimal. */
type ThresholdFacts = {
  readonly votes: string;
  readonly base: Base;
  readonly number: string;
  readonly needed: string;
  readonly fraction: string;
  readonly strict: boolean;
  readonly plus: string;
};

/** `count` persons of `counts`, a share of the `number` in `of`, where at least `needed` are asked. */
type QuorumFacts = {
  readonly counts: Base;
  readonly count: string;
  readonly of: Base;
  readonly number: string;
  readonly needed: string;
  readonly fraction: string;
};

/** Every step that a count may write in its working, with its data. The sentences are total over it by type. */
export type StepFacts = {
  PRESENCE_UNKNOWN: None;
  QUORUM_MET: QuorumFacts;
  QUORUM_MISSED: QuorumFacts;
  NOBODY_VOTED: None;
  BASE_EMPTY: { readonly base: Base };
  THRESHOLD_MET: ThresholdFacts;
  THRESHOLD_MISSED: ThresholdFacts;
  TIE: { readonly votes: string; readonly rule: TieRule };
  /** The lot settled a tie of yes and no: `order` is that of the lot, and its first is what comes out. */
  TIE_DRAWN: { readonly drawn: string; readonly order: readonly string[] };
  NO_ANSWER: None;
  SILENCE_CONSENTS: { readonly silent: string };
  NO_OBJECTION: { readonly answers: string };
  OBJECTIONS_STAND: { readonly objections: string };
  /** Of the objections in the box, those that stand no more. */
  OBJECTIONS_LIFTED: { readonly withdrawn: string; readonly setAside: string };
  // Among options
  NOTHING_MARKED: None;
  /** The method refuses to count these ballots, and says why: a code of refusal, and its reason. */
  COUNT_REFUSED: { readonly code: string; readonly reason: string };
  NOTHING_ADOPTS: None;
  CONFIRMING_POLL_ADOPTS: None;
  ELECTION_TIED: { readonly rule: TieRule };
  STATUS_QUO_ELECTED: None;
  /** Ballots that put an option over the status quo, under it, or neither. */
  AGAINST_STATUS_QUO: {
    readonly option: string;
    readonly over: string;
    readonly under: string;
    readonly equal: string;
  };
};

export type StepCode = keyof StepFacts;

/** One line of a working: a code with its data, never a sentence. */
export type Step<C extends StepCode = StepCode> = {
  [K in C]: { readonly code: K; readonly data: StepFacts[K] };
}[C];
