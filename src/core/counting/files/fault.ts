import type { Unreadable } from '../../kernel/readable.js';
import { refuse, type Refusal } from '../../kernel/refusals.js';

/** What may be wrong with a file of ballots, at a line and a column. Each has its words in two languages. */
export const FILE_FAULTS = [
  // Any format
  'FORMAT_UNKNOWN',
  'NUL_CHARACTER',
  'NO_OPTIONS',
  'TOO_MANY_OPTIONS',
  'OPTION_WITHOUT_NAME',
  'OPTION_TWICE',
  'UNKNOWN_OPTION',
  'OPTION_TWICE_ON_A_BALLOT',
  'WEIGHT_NOT_WHOLE',
  'WEIGHT_NEGATIVE',
  'WEIGHT_TOO_LONG',
  // BLT
  'BLT_FIRST_LINE',
  'SEATS_NOT_POSITIVE',
  'WITHDRAWN_AFTER_BALLOTS',
  'BRACKET_NOT_CLOSED',
  'BRACKET_UNKNOWN',
  'NICKNAMES_MISSING',
  'NICKNAMES_TOO_MANY',
  'NICKNAME_TWICE',
  'NICKNAME_LIKE_A_NUMBER',
  'ID_NOT_CLOSED',
  'BALLOT_WITHOUT_END',
  'BALLOT_AFTER_ITS_END',
  'BALLOTS_WITHOUT_END',
  'NAMES_MISSING',
  'NAMES_TOO_MANY',
  'QUOTE_NOT_CLOSED',
  'QUOTE_INSIDE',
  // CSV
  'CSV_HEADER',
  'CSV_COLUMN_UNKNOWN',
  'CSV_COLUMN_TWICE',
  'CSV_RANK_MISSING',
  'CSV_RANKS_OR_SCORES',
  'CELLS_MISSING',
  'CELLS_TOO_MANY',
  'RANK_NOT_WHOLE',
  'SCORE_NOT_WHOLE',
  // PrefLib
  'PREFLIB_TYPE',
  'PREFLIB_NUMBER',
  'PREFLIB_NUMBER_TWICE',
  'PREFLIB_ALTERNATIVE',
  'PREFLIB_TOTALS',
  'PREFLIB_LINE',
  'PREFLIB_TIE',
  'PREFLIB_BRACE',
  'PREFLIB_INCOMPLETE',
  'PREFLIB_ALTERNATIVES',
  'PREFLIB_VOTERS',
  'PREFLIB_ORDERS',
  // JSON
  'NOT_JSON',
  'JSON_NOT_A_RECORD',
  'JSON_NOT_A_LIST',
  'JSON_NOT_A_TEXT',
  'JSON_NOT_A_SCALAR',
  'JSON_KEY_TWICE',
  'JSON_FORMAT',
  'JSON_KIND',
  'JSON_FIELD_UNKNOWN',
  'JSON_FIELD_MISSING',
  'JSON_FIELD_OF_OTHER_KIND',
  'NOT_ONE_NUMBER_A_GRADE',
  // An election without candidates
  'NOMINATIONS_FORMAT',
  'UNKNOWN_PERSON',
  'NOT_WHOLE',
  'NOT_YES_OR_NO',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

/** The line and column, both from 1 and in characters, of an offset in a text whose lines end with a line feed. */
export function placeIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: [...text.slice(start, offset)].length + 1 };
}

/** The refusal of a file for what stands at an offset of its text; `found` is quoted in the sentence. */
export const faultAt = (
  text: string,
  offset: number,
  reason: FileFault | Unreadable,
  found = '',
): Refusal<'BALLOT_FILE_WRONG'> =>
  refuse('BALLOT_FILE_WRONG', { ...placeIn(text, offset), reason, found: shown(found) });

const MOST_SHOWN = 40;

/** A piece of a file as a terminal may show it: what is no letter, sign or space is never sent to it. */
function shown(found: string): string {
  const letters = [...found.replace(/\p{C}/gu, '\ufffd')];
  return letters.length > MOST_SHOWN ? `${letters.slice(0, MOST_SHOWN).join('')}…` : letters.join('');
}
