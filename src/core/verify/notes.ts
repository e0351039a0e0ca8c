import type { FaultCode, GapCode } from './sentences.js';

/** What a bundle is held to, in the order in which it is said; the first that fails gives the exit code. */
export const CHECKS = [
  'FORMAT',
  'REGISTER',
  'SIGNATURES',
  'COMMITMENTS',
  'MEMBERS',
  'DECISIONS',
  'CHARTER',
  'TEXTS',
  'PROPOSALS',
  'POLLS',
  'ROLLS',
  'BALLOTS',
  'OUTCOMES',
  'MANDATES',
  'ASSEMBLIES',
  'PROTECTION',
  'JOINING',
  'LINKS',
  'AMENDMENTS',
  'CONSENTS',
  'GROUPS',
  'RELAYS',
  'ELECTIONS',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** The exit code of each check that fails; for ever, since scripts read it. */
export const EXIT_CODES: Readonly<Record<CheckName, number>> = {
  FORMAT: 10,
  REGISTER: 11,
  SIGNATURES: 12,
  COMMITMENTS: 13,
  MEMBERS: 14,
  DECISIONS: 15,
  CHARTER: 16,
  TEXTS: 17,
  PROPOSALS: 18,
  POLLS: 19,
  ROLLS: 20,
  BALLOTS: 21,
  OUTCOMES: 22,
  MANDATES: 23,
  ASSEMBLIES: 24,
  PROTECTION: 25,
  JOINING: 26,
  LINKS: 27,
  AMENDMENTS: 28,
  CONSENTS: 29,
  GROUPS: 30,
  RELAYS: 31,
  ELECTIONS: 32,
};

/** What does not hold, and of what. */
export interface Fault {
  readonly code: FaultCode;
  readonly subject: string;
}

/** What could not be checked, and of how many. */
export interface Gap {
  readonly code: GapCode;
  readonly count: number;
}

export interface Report {
  readonly check: CheckName;
  /** How many things were checked. */
  readonly checked: number;
  readonly faults: readonly Fault[];
  readonly gaps: readonly Gap[];
}

/** What a check writes down as it goes. */
export class Notes {
  private checked = 0;
  private readonly faults: Fault[] = [];
  private readonly gaps = new Map<GapCode, number>();

  /** Holds one thing to what it should be. */
  hold(isSo: boolean, code: FaultCode, subject: string): boolean {
    this.checked += 1;
    if (!isSo) this.faults.push({ code, subject });
    return isSo;
  }

  /** Says by name what this bundle gives no means to check. */
  miss(code: GapCode, count = 1): void {
    if (count > 0) this.gaps.set(code, (this.gaps.get(code) ?? 0) + count);
  }

  report(check: CheckName): Report {
    const gaps = [...this.gaps].map(([code, count]) => ({ code, count }));
    return { check, checked: this.checked, faults: this.faults, gaps };
  }
}

/** Effects that are not here: a public bundle withholds those that name a member, and no other may lack any. */
export function withheld(book: { readonly kind: string; readonly collective: string }, notes: Notes): void {
  if (book.kind === 'PUBLIC') notes.miss('EFFECTS_WITHHELD');
  else notes.hold(false, 'EFFECTS_MISSING', book.collective);
}
