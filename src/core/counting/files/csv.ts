/**
 * CSV: a header, then one ballot a row (RFC 4180; also parted by semicolons or tabs).
 *
 * Two tables are written by forms and spreadsheets. Ranks as columns (`rank 1`, `rang 2`, `3e choix`, `4`): a cell holds
 * the option of that rank, several of one rank joined by `=`, nothing for a rank skipped, and as voting machines write
 * it `overvote` for marks that cannot be told apart. Options as columns: a cell holds the option's score, or its rank
 * where the caller says so. Whether 1 is the best or nearly the worst cannot be seen in a number: where every ballot
 * could be either, the file is refused until somebody says which it is.
 *
 * Read here and not by the reader of spreadsheets in the platform: a browser must read the same files by the same code,
 * with the place of each fault, and a million rows of which most are alike are understood once each.
 */
import { gather, type Marks, type Pile, type Rank } from '../elections/profile.js';
import type { BallotFile, FileText } from './ballot-file.js';
import { cellsOf, rowEnd, separatorOf, type Separator } from './csv-rows.js';
import { faultAt } from './fault.js';
import { weightAt, WrittenBallots } from './piles.js';
import { MOST_OPTIONS, NamesInFile } from './slate.js';
import { lineEnd, type Word } from './words.js';

/** What the cells of a table hold whose columns are options. */
export type CellsHold = 'ranks' | 'scores';

/** `rank 1`, `Rang 2`, `choice_3`; `1`, `2nd choice`, `3e choix`. */
const RANK =
  /^(?:(?:rank|rang|choice|choix|preference|préférence)[ _.-]*(\d{1,4})|(\d{1,4})(?:st|nd|rd|th|er|re|ère|e|ème)?(?:[ _.-]*(?:rank|rang|choice|choix|preference|préférence))?)$/i;
const WEIGHT = /^(?:weight|count|poids|nombre)$/i;
const PASSED_OVER = /^(?:id|ballot|ballot id|bulletin|timestamp|horodateur)$/i;

type Column =
  | { readonly is: 'RANK'; readonly rank: number }
  | { readonly is: 'OPTION'; readonly place: number }
  | { readonly is: 'WEIGHT' | 'PASSED_OVER' };

interface Table {
  readonly text: string;
  readonly separator: Separator;
  readonly columns: readonly Column[];
  readonly names: NamesInFile;
}

export function readCsv({ text, heard }: FileText, cellsHold: CellsHold | null): BallotFile {
  const start = text.search(/[^\n]/);
  if (start < 0) throw faultAt(text, 0, 'CSV_HEADER');
  const separator = separatorOf(text.slice(start, lineEnd(text, start)));
  const { cells: header, end } = cellsOf(text, start, separator);
  while (header.at(-1)?.written === '') (header as Word[]).pop();
  const names = new NamesInFile(text);
  const columns = columnsOf(text, header, names, cellsHold);
  const ballots = writtenIn(text, end + 1, separator, heard);
  const table = { text, separator, columns, names };
  const ignored = header
    .filter((_, place) => columns[place]?.is === 'PASSED_OVER')
    .map(({ written }) => written);
  const common = { format: 'csv' as const, title: null, seats: null, ignored };
  if (columns.some(({ is }) => is === 'RANK') || cellsHold === 'ranks') {
    const piles = pilesOf<'RANKED'>(table, ballots, ranksOf);
    return { ...common, profile: gather({ kind: 'RANKED', names: names.names, piles }) };
  }
  const piles = pilesOf<'SCORED'>(table, ballots, scoresOf);
  if (cellsHold === null && piles.length > 0 && mayBeRanks(piles))
    throw faultAt(text, start, 'CSV_RANKS_OR_SCORES');
  return { ...common, profile: gather({ kind: 'SCORED', names: names.names, piles }) };
}

/** Ranks are columns as soon as one is, unless somebody says that options are. */
function columnsOf(
  text: string,
  header: readonly Word[],
  names: NamesInFile,
  cellsHold: CellsHold | null,
): readonly Column[] {
  const isRank = ({ written }: Word): boolean => RANK.test(written);
  const byRank = cellsHold === null && header.some(isRank);
  const columns = header.map((cell): Column => {
    if (WEIGHT.test(cell.written)) return { is: 'WEIGHT' };
    if (PASSED_OVER.test(cell.written)) return { is: 'PASSED_OVER' };
    if (!byRank) return { is: 'OPTION', place: names.add(cell.written, cell.at) };
    const [, before, after] = RANK.exec(cell.written) ?? [];
    if (before === undefined && after === undefined)
      throw faultAt(text, cell.at, 'CSV_COLUMN_UNKNOWN', cell.written);
    return { is: 'RANK', rank: Number(before ?? after) };
  });
  refuseTwice(text, header, columns);
  if (!columns.some(({ is }) => is === 'RANK' || is === 'OPTION'))
    throw faultAt(text, header[0]?.at ?? 0, 'CSV_HEADER');
  return columns;
}

/** A rank stands once, none is left out before the last, and weights stand once. */
function refuseTwice(text: string, header: readonly Word[], columns: readonly Column[]): void {
  const ranks = columns.filter((column) => column.is === 'RANK').length;
  const seen = new Set<number | string>();
  for (const [place, column] of columns.entries()) {
    if (column.is === 'OPTION' || column.is === 'PASSED_OVER') continue;
    const { written, at } = header[place] as Word;
    const key = column.is === 'RANK' ? column.rank : column.is;
    if (seen.has(key)) throw faultAt(text, at, 'CSV_COLUMN_TWICE', written);
    if (column.is === 'RANK' && (column.rank < 1 || column.rank > ranks))
      throw faultAt(text, at, 'CSV_RANK_MISSING', written);
    seen.add(key);
  }
}

function writtenIn(
  text: string,
  from: number,
  separator: Separator,
  heard: FileText['heard'],
): WrittenBallots {
  const ballots = new WrittenBallots(heard);
  for (let at = from; at < text.length;) {
    const end = rowEnd(text, at, separator);
    // A line without anything is the end of a spreadsheet; a row of empty cells is a blank ballot.
    if (end > at) ballots.add(text.slice(at, end), at, 1n);
    at = end + 1;
  }
  return ballots;
}

function pilesOf<K extends 'RANKED' | 'SCORED'>(
  table: Table,
  ballots: WrittenBallots,
  marksOf: (cells: readonly Word[], table: Table) => Marks[K],
): readonly Pile<K>[] {
  const { text, separator, columns } = table;
  return ballots.read<K>((_, at) => {
    const { cells, end } = cellsOf(text, at, separator);
    if (cells.length < columns.length) throw faultAt(text, end, 'CELLS_MISSING');
    const stray = cells.slice(columns.length).find(({ written }) => written !== '');
    if (stray) throw faultAt(text, stray.at, 'CELLS_TOO_MANY', stray.written);
    const weight = columns.findIndex(({ is }) => is === 'WEIGHT');
    const { written, at: where } = (cells[weight] ?? { written: '1', at }) as Word;
    return { marks: marksOf(cells, table), weight: weightAt(text, where, written) };
  });
}

function ranksOf(cells: readonly Word[], { text, columns, names }: Table): readonly Rank[] {
  const ranks: (number[] | 'OVERVOTE')[] = [];
  const rankAt = (rank: number): number[] => {
    while (ranks.length < rank) ranks.push([]);
    return ranks[rank - 1] as number[];
  };
  for (const [place, column] of columns.entries()) {
    const cell = cells[place] as Word;
    if (column.is === 'RANK') ranks[column.rank - 1] = rankInCell(cell, names);
    else if (column.is === 'OPTION' && cell.written !== '') rankAt(rankNumber(text, cell)).push(column.place);
  }
  return ranks;
}

/** Options of one rank; the same option at two ranks is what a voter marked, and stays. */
function rankInCell({ written, at }: Word, names: NamesInFile): number[] | 'OVERVOTE' {
  if (/^overvote$/i.test(written)) return 'OVERVOTE';
  if (written === '' || /^(?:undervote|skipped)$/i.test(written)) return [];
  return written.split('=').map((name) => names.placeOf(name, at));
}

function rankNumber(text: string, { written, at }: Word): number {
  if (!/^[1-9]\d{0,4}$/.test(written) || Number(written) > MOST_OPTIONS)
    throw faultAt(text, at, 'RANK_NOT_WHOLE', written);
  return Number(written);
}

function scoresOf(cells: readonly Word[], { text, columns }: Table): readonly (number | null)[] {
  const scores: (number | null)[] = [];
  for (const [place, column] of columns.entries()) {
    if (column.is !== 'OPTION') continue;
    const { written, at } = cells[place] as Word;
    if (!/^(?:-?\d{1,15})?$/.test(written)) throw faultAt(text, at, 'SCORE_NOT_WHOLE', written);
    scores[column.place] = written === '' ? null : Number(written);
  }
  return scores;
}

/** Whether every ballot has a 1, a 2 where it has a 3, and so on, and some ballot has a 2. */
function mayBeRanks(piles: readonly Pile<'SCORED'>[]): boolean {
  const numbers = piles.map(({ marks }) => new Set(marks.filter((score) => score !== null)));
  const isDense = (scores: Set<number>): boolean =>
    [...scores].every((score) => score === 1 || (score > 1 && scores.has(score - 1)));
  return numbers.every(isDense) && numbers.some((scores) => scores.size > 1);
}
