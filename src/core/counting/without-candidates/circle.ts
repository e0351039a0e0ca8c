/** What one who nominates writes down: a name, or nothing. */
export interface Nomination {
  /** Who nominates, where the papers are signed. */
  readonly by?: string | null;
  /** Null: blank. */
  readonly for: string | null;
}

/** A nomination changed after the reasons were heard. Unsigned, it says what it was; signed, it need not. */
export interface Change extends Nomination {
  readonly from?: string | null;
}

/** What became of somebody who was put to consent. */
export interface Consent {
  readonly person: string;
  /** Objections that still stand after the round. */
  readonly objections: number;
  /** Objections that were integrated, and stand no more. */
  readonly integrated?: number;
  /** The person does not want the role. */
  readonly declined: boolean;
}

/** An election without candidates as it was written down, whether it is over or not. The order within a round says nothing. */
export interface Circle {
  /** Who may be nominated, whether present or not, and whether they nominate or not. */
  readonly persons: readonly string[];
  readonly nominations: readonly Nomination[];
  /** Who is not in it keeps their nomination. */
  readonly changes: readonly Change[];
  /** Further rounds among those who were equal when each took place, in the order in which they did. */
  readonly further: readonly (readonly Nomination[])[];
  /** In the order in which it happened. */
  readonly consent: readonly Consent[];
}
