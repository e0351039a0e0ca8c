import { CsvError, parse, type Info } from 'csv-parse/sync';
import { unreadable } from '../../core/kernel/readable.js';
import { refuse, type Refusal } from '../../core/kernel/refusals.js';

/** Largest file, in bytes of UTF-8: two thousand members and more, and within a request. */
export const FILE_MAX_BYTES = 200_000;

/** A column that a file may have, under one of several names: spreadsheets are written in two languages. */
export interface ColumnSpec {
  readonly names: readonly string[];
  /** Whether a file without it, or a line without it, is refused. */
  readonly needed: boolean;
  /** Longest value, in characters. */
  readonly max: number;
  /** Whether a value may hold several lines. */
  readonly shape: 'LINE' | 'LINES';
}

/** One line of a table, by the keys of its columns: what is not there is an empty text. */
export interface TableLine<Key extends string> {
  readonly cells: Readonly<Record<Key, string>>;
  /** The line of the file on which it begins, from 1. */
  readonly line: number;
  /** Where a column stands, from 1, for refusals. */
  readonly columnOf: (key: Key) => number;
}

/** Commas as the standard says (RFC 4180), semicolons as French spreadsheets do. */
const SEPARATORS = [';', ','] as const;

/** What a spreadsheet would compute instead of showing (OWASP, "CSV injection"), also after spaces and in full width. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/u;

/** What a page could take for an element. A name, a title and minutes do without. */
const MARKUP = /<\s*[a-z!/?]/iu;

/**
 * Reads a table as spreadsheets write it: comma or semicolon, a byte order mark or none, any line break, names of
 * columns in any order and case, empty lines and cells at the edges. All of it or nothing: the first thing wrong is
 * thrown by its name, with its line and column.
 */
export function readTable<Key extends string>(
  file: string,
  columns: Readonly<Record<Key, ColumnSpec>>,
): readonly TableLine<Key>[] {
  if (Buffer.byteLength(file) > FILE_MAX_BYTES) throw refuse('FILE_TOO_LARGE', { limit: FILE_MAX_BYTES });
  // A lone CR breaks lines too, as old spreadsheets had it; and inside a cell it is a line break like another.
  const text = file.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  refuseOtherEncoding(text);
  const [header, ...rest] = parseRecords(text);
  const keys = keysOf(header?.cells ?? [], columns, header?.line ?? 1);
  const columnOf = (key: Key): number => keys.indexOf(key) + 1;
  return rest.map(({ cells, line }) => {
    refuseCount(cells, keys.length, line);
    const read = {} as Record<Key, string>;
    for (const key of Object.keys(columns) as Key[])
      read[key] = readCell(cells[keys.indexOf(key)] ?? '', columns[key], { line, column: columnOf(key) });
    return { cells: read, line, columnOf };
  });
}

/** A decoder writes U+FFFD in the place of bytes that are no UTF-8: nobody types it, and it hides what was there. */
function refuseOtherEncoding(text: string): void {
  const at = text.isWellFormed() ? text.indexOf('\ufffd') : text.search(/\p{Cs}/u);
  if (at >= 0) throw refuse('FILE_NOT_UTF8', placeOf(text.slice(0, at)));
}

/** The line, and the place in it in characters, at which a text ends; both from 1. */
export function placeOf(before: string): { readonly line: number; readonly column: number } {
  const lines = before.split('\n');
  return { line: lines.length, column: [...(lines.at(-1) as string)].length + 1 };
}

interface RawLine {
  readonly cells: readonly string[];
  readonly line: number;
}

function parseRecords(text: string): RawLine[] {
  let next = 1;
  const lines: RawLine[] = [];
  try {
    parse(text, {
      delimiter: separatorOf(text),
      record_delimiter: '\n',
      relax_column_count: true,
      info: true,
      on_record: (({ record, info }: { record: string[]; info: Info }) => {
        if (record.some((cell) => cell.trim() !== '')) lines.push({ cells: record, line: next });
        next = info.lines + 1;
        return null;
      }) as never,
    });
  } catch (error) {
    throw brokenTable(error, next);
  }
  return lines;
}

/** The separator that parts the header most; quotation marks have no business there. */
function separatorOf(text: string): string {
  const header = text.trimStart().split('\n')[0] as string;
  const [first] = [...SEPARATORS].sort((a, b) => header.split(b).length - header.split(a).length);
  return first as string;
}

function brokenTable(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const column = Number(error['index'] ?? 0) + 1;
  const reason = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'QUOTE_NOT_CLOSED' : 'QUOTE_MISPLACED';
  return refuse('FILE_NOT_CSV', { line, column, reason });
}

/** Which column each cell of the header names. FILE_HEADER_WRONG where one is unknown, there twice or missing. */
function keysOf<Key extends string>(
  header: readonly string[],
  columns: Readonly<Record<Key, ColumnSpec>>,
  line: number,
): Key[] {
  const expected = (Object.values(columns) as ColumnSpec[])
    .map(({ names, needed }) => (needed ? names[0] : `[${names[0]}]`))
    .join(', ');
  const wrong = (column: number): Refusal => refuse('FILE_HEADER_WRONG', { line, column, expected });
  const named = header.map((cell) => cell.trim().toLowerCase());
  while (named.at(-1) === '') named.pop();
  const keys = named.map((name, place) => {
    const key = (Object.keys(columns) as Key[]).find((known) => columns[known].names.includes(name));
    if (key === undefined) throw wrong(place + 1);
    return key;
  });
  const twice = keys.findIndex((key, place) => keys.indexOf(key) !== place);
  if (twice >= 0) throw wrong(twice + 1);
  const missing = (Object.keys(columns) as Key[]).find((key) => columns[key].needed && !keys.includes(key));
  if (missing !== undefined) throw wrong(keys.length + 1);
  return keys;
}

/** A line that stops short was cut, or is not of this table; empty cells past the header are a spreadsheet's own. */
function refuseCount(cells: readonly string[], expected: number, line: number): void {
  if (cells.length < expected)
    throw refuse('FILE_NOT_CSV', { line, column: cells.length, reason: 'CELLS_MISSING' });
  const stray = cells.findIndex((cell, place) => place >= expected && cell.trim() !== '');
  if (stray >= 0) throw refuse('FILE_NOT_CSV', { line, column: stray + 1, reason: 'CELLS_TOO_MANY' });
}

function readCell(
  cell: string,
  { needed, max, shape }: ColumnSpec,
  place: { readonly line: number; readonly column: number },
): string {
  if (FORMULA.test(cell)) throw refuse('FILE_CELL_FORMULA', place);
  if (MARKUP.test(cell)) throw refuse('FILE_CELL_MARKUP', place);
  const value = cell.trim();
  const reason = unreadable(value, shape, max);
  if (reason) throw refuse('FILE_CELL_UNREADABLE', { ...place, reason });
  if (needed && value === '') throw refuse('FILE_CELL_INVALID', { ...place, reason: 'EMPTY' });
  return value;
}
