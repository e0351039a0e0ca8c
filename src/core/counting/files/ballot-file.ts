import type { Profile } from '../elections/profile.js';

/** The ways in which ballots are written down that can be read. */
export type FileFormat = 'blt' | 'csv' | 'preflib' | 'json';

/** What a file of ballots says. */
export interface BallotFile {
  readonly format: FileFormat;
  readonly title: string | null;
  /** The seats to be filled, where the file says how many. */
  readonly seats: number | null;
  /** What the file says and no count here uses, by its name in the file. */
  readonly ignored: readonly string[];
  readonly profile: Profile;
}

/** A text to be read: without byte order mark, its lines ended by a line feed. */
export interface FileText {
  readonly text: string;
  /** The end of the file's name after its last dot, in lower case; empty where it has none. */
  readonly extension: string;
  /** Is told now and then how many characters were read. */
  readonly heard: (characters: number) => void;
}
