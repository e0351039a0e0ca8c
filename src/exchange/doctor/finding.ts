/** How much something matters: FINE, worth knowing, to be mended, or to be mended at once. */
export type Gravity = 'FINE' | 'NOTE' | 'WARNING' | 'FAULT';

/** One thing that was looked at, in words; with its remedy where there is something to do. */
export interface Finding {
  /** A short name that does not change, for a supervisor. */
  readonly about: string;
  readonly gravity: Gravity;
  readonly says: string;
  readonly remedy: string | null;
}

export const fine = (about: string, says: string): Finding => ({
  about,
  gravity: 'FINE',
  says,
  remedy: null,
});
export const note = (about: string, says: string, remedy: string): Finding => ({
  about,
  gravity: 'NOTE',
  says,
  remedy,
});
export const warning = (about: string, says: string, remedy: string): Finding => ({
  about,
  gravity: 'WARNING',
  says,
  remedy,
});
export const fault = (about: string, says: string, remedy: string): Finding => ({
  about,
  gravity: 'FAULT',
  says,
  remedy,
});

/** The exit code of a list of findings: 0, 1 with a warning, 2 with a fault. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ gravity }) => gravity === 'FAULT')) return 2;
  return findings.some(({ gravity }) => gravity === 'WARNING') ? 1 : 0;
}
