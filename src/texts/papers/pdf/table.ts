import type { Line, Run } from './lines.js';
import { Sheet, type Box, type Roles } from './sheet.js';

type Element = PDFKit.PDFStructureElement;

const PADDING = 4;
const NARROWEST = 30;

export interface DrawnTable {
  readonly box: Box;
  readonly size: number;
  /** The first is its head. */
  readonly rows: readonly (readonly (readonly Run[])[])[];
}

interface Cell {
  readonly box: Box;
  readonly lines: readonly Line[];
  readonly roles: Roles;
}

/** Draws a table, its rows over several pages where they must be. */
export function drawTable(sheet: Sheet, table: Element, { box, size, rows }: DrawnTable): void {
  const boxes = columnsOf(sheet, rows, box);
  for (const [at, row] of rows.entries()) {
    const element = sheet.pdf.struct('TR');
    table.add(element);
    const cells = row.map((runs, column): Cell => {
      const cell = at === 0 ? sheet.pdf.struct('TH', { scope: 'Column' } as object) : sheet.pdf.struct('TD');
      element.add(cell);
      const within = boxes[column] as Box;
      return {
        box: within,
        lines: sheet.lines(runs, within.width - 2 * PADDING),
        roles: sheet.roles(cell),
      };
    });
    drawRow(sheet, cells, size);
    for (const { roles } of cells) roles.endAll();
    element.end();
  }
}

function drawRow(sheet: Sheet, cells: readonly Cell[], size: number): void {
  const lines = Math.max(...cells.map((cell) => cell.lines.length));
  sheet.need(Math.min(Sheet.heightOf(size, lines), 300) + 2 * PADDING);
  for (let from = 0; from < lines;) {
    const room = Math.max(1, sheet.roomFor(size, 2 * PADDING));
    const to = Math.min(lines, from + room);
    drawSlice(sheet, cells, size, from, to);
    from = to;
    if (from < lines) sheet.nextPage();
  }
}

/** The lines of a row that stand on one page, within their borders. */
function drawSlice(sheet: Sheet, cells: readonly Cell[], size: number, from: number, to: number): void {
  const height = Sheet.heightOf(size, to - from) + 2 * PADDING;
  for (const { box, lines, roles } of cells)
    for (const [at, line] of lines.slice(from, to).entries())
      sheet.lineAt(sheet.y + PADDING + Sheet.heightOf(size, at), line, box.x + PADDING, roles);
  sheet.ornament((pdf) => {
    pdf.lineWidth(0.5).strokeColor('#808080');
    for (const { box } of cells) pdf.rect(box.x, sheet.y, box.width, height).stroke();
  });
  sheet.advance(height);
}

/** Columns as wide as their words, or sharing the width by them. */
function columnsOf(sheet: Sheet, rows: DrawnTable['rows'], box: Box): Box[] {
  const wished = (rows[0] ?? []).map((_, column) =>
    Math.max(NARROWEST, ...rows.map((row) => widthOf(sheet, row[column] ?? []) + 2 * PADDING + 1)),
  );
  const total = wished.reduce((sum, width) => sum + width, 0);
  // No column takes so much that others have no room.
  const shares = total <= box.width ? wished : wished.map((width) => Math.min(width, box.width / 2));
  const shared = shares.reduce((sum, width) => sum + width, 0);
  const scale = total <= box.width ? 1 : box.width / shared;
  let { x } = box;
  return shares.map((share) => {
    const column = { x, width: share * scale };
    x += column.width;
    return column;
  });
}

const widthOf = (sheet: Sheet, runs: readonly Run[]): number =>
  Math.max(
    0,
    ...sheet
      .lines(runs, Number.MAX_SAFE_INTEGER)
      .map((line) => line.reduce((sum, { width }) => sum + width, 0)),
  );
