import type { BallotFile, FileText } from './ballot-file.js';
import { readBlt } from './blt.js';
import { readCsv, type CellsHold } from './csv.js';
import { faultAt } from './fault.js';
import { readJson } from './json.js';
import { readPrefLib } from './preflib.js';

export interface ReadRequest {
  readonly text: string;
  /** The file's name, whose end says what the content leaves open. */
  readonly name: string;
  /** What the cells of a table hold whose columns are options; null: what can be seen. */
  readonly cellsHold?: CellsHold | null;
  /** Is told now and then how many characters were read. */
  readonly heard?: (characters: number) => void;
}

type Read = (file: FileText, cellsHold: CellsHold | null) => BallotFile;

/** What a content can be nothing else than, whatever the file is called. */
const SIGNS: readonly (readonly [RegExp, Read])[] = [
  [/^\s*\{/, readJson],
  [/^\s*#[ \t]*(?:FILE NAME|NUMBER ALTERNATIVES|ALTERNATIVE NAME \d+)[ \t]*:/m, readPrefLib],
  [/^(?:[ \t]*(?:#.*)?\n)*[ \t]*\d+[ \t]+\d+[ \t]*(?:#.*)?(?:\n|$)/, readBlt],
  [/^\s*\d+[ \t]*\n[ \t]*\d+[ \t]*,.*\n/, readPrefLib],
];

const EXTENSIONS: Readonly<Record<string, Read>> = {
  blt: readBlt,
  hil: readBlt,
  dat: readBlt,
  soc: readPrefLib,
  soi: readPrefLib,
  toc: readPrefLib,
  toi: readPrefLib,
  json: readJson,
  csv: readCsv,
  tsv: readCsv,
};

/** Signs stand near the beginning, so that a large file is not searched for what it is not. */
const NEAR = 4_096;

/**
 * Reads a file of ballots: by what its content can only be, else by the end of its name. BALLOT_FILE_WRONG is thrown for
 * the first thing wrong, with its line and column, and for what is none of the formats.
 */
export function readBallotFile({
  text: given,
  name,
  cellsHold = null,
  heard = () => undefined,
}: ReadRequest): BallotFile {
  const text = withPlainLines(given);
  const nul = text.indexOf('\0');
  if (nul >= 0) throw faultAt(text, nul, 'NUL_CHARACTER');
  const extension = /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const beginning = text.slice(0, NEAR);
  const bySign = SIGNS.find(([sign]) => sign.test(beginning))?.[1];
  const read = bySign ?? (Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined);
  if (!read) throw faultAt(text, 0, 'FORMAT_UNKNOWN', beginning.split('\n')[0]);
  return read({ text, extension, heard }, cellsHold);
}

/** Without byte order mark, nor the end-of-file sign of old systems; a line break is a line feed. */
export function withPlainLines(text: string): string {
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const to = text.charCodeAt(text.length - 1) === 0x1a ? text.length - 1 : text.length;
  const plain = text.slice(from, to);
  return plain.includes('\r') ? plain.replace(/\r\n?/g, '\n') : plain;
}
