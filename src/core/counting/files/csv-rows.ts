import { faultAt } from './fault.js';
import { lineEnd, type Word } from './words.js';

/** RFC 4180 says commas; French spreadsheets write semicolons, and some write tabs. */
const SEPARATORS = [';', '\t', ','] as const;
export type Separator = (typeof SEPARATORS)[number];

/** The separator that parts the first line most, outside quotation marks. */
export function separatorOf(firstLine: string): Separator {
  const bare = firstLine.replace(/"(?:[^"]|"")*"/g, '');
  const [most] = [...SEPARATORS].sort((a, b) => bare.split(b).length - bare.split(a).length);
  return most as Separator;
}

/** Where the row ends that begins at an offset: at the end of its line, unless a quoted cell holds line breaks. */
export function rowEnd(text: string, from: number, separator: Separator): number {
  const end = lineEnd(text, from);
  return text.slice(from, end).includes('"') ? cellsOf(text, from, separator).end : end;
}

interface Row {
  readonly cells: readonly Word[];
  readonly end: number;
}

/** The cells of a row, without the spaces around them and the quotation marks, each where it begins. */
export function cellsOf(text: string, from: number, separator: Separator): Row {
  const line = lineEnd(text, from);
  const row = text.slice(from, line);
  return row.includes('"') ? quotedCells(text, from, separator) : plainCells(row, from, separator);
}

function plainCells(row: string, from: number, separator: Separator): Row {
  let at = from;
  const cells = row.split(separator).map((written) => {
    const cell = { written: written.trim(), at };
    at += written.length + 1;
    return cell;
  });
  return { cells, end: from + row.length };
}

function quotedCells(text: string, from: number, separator: Separator): Row {
  const cells: Word[] = [];
  for (let at = from; ;) {
    const cell = text[at] === '"' ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    cells.push({ written: cell.written.trim(), at });
    if (text[cell.end] !== separator) return { cells, end: cell.end };
    at = cell.end + 1;
  }
}

interface Cell {
  readonly written: string;
  readonly end: number;
}

function plainCell(text: string, from: number, separator: Separator): Cell {
  const rest = text.slice(from, lineEnd(text, from));
  const next = rest.indexOf(separator);
  const written = next < 0 ? rest : rest.slice(0, next);
  const quote = written.indexOf('"');
  if (quote >= 0) throw faultAt(text, from + quote, 'QUOTE_INSIDE', written);
  return { written, end: from + written.length };
}

function quotedCell(text: string, from: number, separator: Separator): Cell {
  let close = text.indexOf('"', from + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) throw faultAt(text, from, 'QUOTE_NOT_CLOSED', text.slice(from, lineEnd(text, from)));
  const end = close + 1;
  if (end < text.length && text[end] !== separator && text[end] !== '\n')
    throw faultAt(text, close, 'QUOTE_INSIDE', text.slice(from, lineEnd(text, from)));
  return { written: text.slice(from + 1, close).replaceAll('""', '"'), end };
}
