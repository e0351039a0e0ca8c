import { exhaustive } from '../../../core/kernel/exhaustive.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock } from '../../../core/text/render/markdown-tree.js';
import type { Mark } from '../../../core/text/render/paper-part.js';
import type { Runs } from './runs.js';
import { attribute, WHOLE, type Box, type Label, type Sheet } from './sheet.js';
import { drawTable } from './table.js';

type Element = PDFKit.PDFStructureElement;

const SIZE = 10.5;
const CODE_SIZE = 9;
const INDENT = 22;
/** Nothing is squeezed into less than this. */
const NARROWEST = 160;
/** More columns have no room on a page: their rows are written as paragraphs. */
const COLUMNS = 12;

/** Where blocks stand, and in which element. */
interface Place {
  readonly parent: Element;
  readonly box: Box;
  readonly mark?: Mark;
  readonly emphasis?: boolean;
  /** Before the first line of the first paragraph. */
  readonly label?: Label;
}

/** Draws the blocks of a body. */
export class PdfBody {
  constructor(
    private readonly sheet: Sheet,
    private readonly runs: Runs,
  ) {}

  blocks(blocks: Blocks, place: Place): void {
    for (const [at, block] of blocks.entries()) this.block(block, at === 0 ? place : withoutLabel(place));
  }

  private block(block: MarkdownBlock, place: Place): void {
    switch (block.kind) {
      case 'PARAGRAPH':
        return this.paragraph(block.inlines, place, block.bare ? 2 : 6);
      case 'LIST':
        return this.list(block.items, place);
      case 'QUOTE':
        return this.quote(block.blocks, place);
      case 'CODE': {
        const text = block.info === '' ? block.text : `${block.info}\n${block.text}`;
        return this.paragraph([{ kind: 'CODE', text }], place, 6, CODE_SIZE);
      }
      case 'TABLE':
        return this.table([block.head, ...block.rows], place);
      case 'RULE':
        return this.rule(place.box);
      case 'INSERTED':
      case 'DELETED':
        return this.blocks(block.blocks, { ...place, mark: block.kind });
      default:
        return exhaustive(block);
    }
  }

  private paragraph(inlines: Inlines, place: Place, after: number, size = SIZE): void {
    const { parent, box, mark, emphasis, label } = place;
    const element = this.begin(parent, 'P');
    const runs = this.runs.of(inlines, size, { ...(mark && { mark }), ...(emphasis && { emphasis }) });
    this.sheet.paragraph(element, runs, box, size, label);
    element.end();
    this.sheet.space(after);
  }

  private list(items: readonly ListItem[], { parent, box, mark, emphasis, label }: Place): void {
    if (label) this.labelAlone(label);
    const list = this.begin(parent, 'L');
    attribute(list, { O: 'List', ListNumbering: items[0]?.number == null ? 'Disc' : 'Decimal' });
    for (const { number, blocks } of items) {
      const item = this.begin(list, 'LI');
      const label = this.begin(item, 'Lbl');
      const body = this.begin(item, 'LBody');
      const words = this.runs.of([{ kind: 'TEXT', text: number ?? '•' }], SIZE);
      const indent = Math.max(INDENT, this.sheet.measure(number ?? '', 'REGULAR', SIZE) + 10);
      const from = roomy(box, indent);
      const own: Label = { runs: words, x: from.x + 4, element: label };
      const within = { parent: body, box: inset(from, indent), label: own };
      if (blocks.length === 0) this.labelAlone(own);
      else this.blocks(blocks, { ...within, ...(mark && { mark }), ...(emphasis && { emphasis }) });
      for (const element of [label, body, item]) element.end();
    }
    list.end();
    this.sheet.space(4);
  }

  private labelAlone({ runs, x, element }: Label): void {
    this.sheet.paragraph(element, runs, { x, width: NARROWEST }, SIZE);
  }

  private quote(blocks: Blocks, place: Place): void {
    const quote = this.begin(place.parent, 'BlockQuote');
    this.blocks(blocks, {
      ...place,
      parent: quote,
      box: inset(roomy(place.box, INDENT), INDENT),
      emphasis: true,
    });
    quote.end();
  }

  private table(rows: readonly (readonly Inlines[])[], place: Place): void {
    if (place.label) this.labelAlone(place.label);
    const free = withoutLabel(place);
    if ((rows[0]?.length ?? 0) <= COLUMNS) return this.grid(rows, free);
    for (const cells of rows) {
      const words = cells.flatMap((cell, at): Inlines => [
        ...(at === 0 ? [] : [{ kind: 'TEXT', text: ' | ' } as const]),
        ...cell,
      ]);
      this.paragraph(words, free, 4);
    }
  }

  private grid(rows: readonly (readonly Inlines[])[], { parent, box, mark }: Place): void {
    const table = this.begin(parent, 'Table');
    drawTable(this.sheet, table, {
      box,
      size: SIZE - 1,
      rows: rows.map((cells, at) =>
        cells.map((cell) => this.runs.of(cell, SIZE - 1, { strong: at === 0, ...(mark && { mark }) })),
      ),
    });
    table.end();
    this.sheet.space(8);
  }

  private rule({ x, width }: Box): void {
    this.sheet.need(14);
    const y = this.sheet.y + 5;
    this.sheet.ornament((pdf) => {
      pdf.lineWidth(0.7).strokeColor('#808080');
      pdf
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke();
    });
    this.sheet.advance(14);
  }

  private begin(parent: Element, tag: string): Element {
    const element = this.sheet.pdf.struct(tag);
    parent.add(element);
    return element;
  }
}

function withoutLabel({ parent, box, mark, emphasis }: Place): Place {
  return { parent, box, ...(mark && { mark }), ...(emphasis && { emphasis }) };
}

const inset = ({ x, width }: Box, by: number): Box => ({ x: x + by, width: width - by });

/** Where there is no room left for what stands within, it begins at the margin again. */
const roomy = (box: Box, by: number): Box => (box.width - by < NARROWEST ? WHOLE : box);
