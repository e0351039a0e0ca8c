import type { BallotFile } from './ballot-file.js';
import { readBlt } from './blt.js';
import { faultAt } from './fault.js';

export interface ReadRequest {
  readonly text: string;
  /** The file's name, whose end says what content leaves open. */
  readonly name: string;
  readonly heard?: (characters: number) => void;
}

/**
 * Reads a file of ballots in any of the formats that are known. BALLOT_FILE_WRONG is thrown for the first thing wrong,
 * with its line and column.
 */
export function readBallotFile({ text: given, name, heard = () => undefined }: ReadRequest): BallotFile {
  const text = withPlainLines(given);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw faultAt(text, nul, 'NUL_CHARACTER');
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return readBlt({ text, extension, heard });
}

/** Without byte order mark, nor the end-of-file sign of old systems; a line break is a line feed. */
function withPlainLines(text: string): string {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const to = text.charCodeAt(text.length - 1) === 0x1a ? text.length - 1 : text.length;
  const plain = text.slice(from, to);
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}
