/** How many nominate each person, as whole numbers in decimal. */
export type Numbers = { readonly [person: string]: string };

/** Somebody who was put to consent, and the objections of the round: those that stand and those that were integrated. */
export type Put = { readonly person: string; readonly objections: string; readonly integrated: string };

/** What an election without candidates writes in its working. Names are sorted: their order says nothing. */
export type NominationFacts = {
  /** The first round: everybody who may be nominated, blank papers, and how many nominated somebody. */
  NOMINATED: { readonly nominations: Numbers; readonly blank: string; readonly nominators: string };
  /** The change round: papers that went from one name to another (null: blank), and what it came to. */
  CHANGED: {
    readonly moves: readonly {
      readonly from: string | null;
      readonly to: string | null;
      readonly number: string;
    }[];
    readonly nominations: Numbers;
    readonly blank: string;
  };
  /** Of those who were not put to consent yet, these have most nominations after the change round. */
  MOST_NOMINATED: { readonly nominations: string; readonly most: readonly string[] };
  /** They are several: these of them had most in the first round. */
  FIRST_ROUND_LOOKED_AT: { readonly nominations: Numbers; readonly most: readonly string[] };
  /** Still several: a further round was held among them, and these have most. Rounds are numbered from 1. */
  FURTHER_ROUND: {
    readonly round: string;
    readonly nominations: Numbers;
    readonly blank: string;
    readonly most: readonly string[];
  };
  /** Several who were all in a further round held before: these had most there. */
  FURTHER_ROUND_LOOKED_AT: {
    readonly round: string;
    readonly nominations: Numbers;
    readonly most: readonly string[];
  };
  /** The lot chose; `order`: those equal, in the order of the lot. */
  EQUALS_SETTLED_BY_LOT: { readonly order: readonly string[]; readonly chosen: string };
  /** Nothing chooses among them: a further round or a lot does. */
  EQUALS_OPEN: { readonly among: readonly string[] };
  AWAITS_CONSENT: { readonly person: string };
  CONSENTED: Put;
  OBJECTED: Put;
  DECLINED: Put;
  /** Nobody was nominated. */
  NOBODY_NOMINATED: Readonly<Record<string, never>>;
  /** Everybody who is nominated was put to consent. */
  NOBODY_LEFT: { readonly put: string };
  /** As many were put to consent as the clause asks to try. */
  TRIES_OVER: { readonly tries: string };
};

export type NominationStepCode = keyof NominationFacts;

export type NominationStep<C extends NominationStepCode = NominationStepCode> = {
  [K in C]: { readonly code: K; readonly data: NominationFacts[K] };
}[C];
