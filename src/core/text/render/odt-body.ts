import { exhaustive } from '../../kernel/exhaustive.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock } from './markdown-tree.js';
import type { OdtChanges } from './odt-changes.js';
import { odtOfInlines, odtText } from './odt-words.js';
import type { PaperChange } from './paper.js';
import type { Mark } from './paper-part.js';
import { element, mixed, type XmlElement, type XmlNode } from './xml.js';

/** Lists know ten levels; what is deeper stands as paragraphs, with its numbers as typed. */
const LEVELS = 10;
const QUOTES = 5;

interface Place {
  readonly style: string;
  readonly depth: number;
  readonly quotes: number;
  /** What changed every word of it. */
  readonly mark?: Mark;
}

const TOP: Place = { style: 'Text_20_body', depth: 0, quotes: 0 };

/** The paragraphs, lists and tables of a document of ODF; changes of their words are tracked changes. */
export class OdtBody {
  /** What begins the next paragraph: the marks of what came, or stood, before it. */
  private before: XmlNode[] = [];
  private tables = 0;

  constructor(private readonly changes: OdtChanges) {}

  paragraph(style: string, inlines: Inlines, change: PaperChange, mark?: Mark): XmlElement {
    return this.written('text:p', { 'text:style-name': style }, inlines, change, mark);
  }

  /** A heading of a rank, from 1, with the name by which it is found. */
  heading(rank: number, anchor: string, inlines: Inlines, change: PaperChange): XmlElement {
    const style = `Heading_20_${rank}`;
    const attributes = { 'text:style-name': style, 'text:outline-level': String(rank) };
    const heading = this.written('text:h', attributes, inlines, change);
    heading.children.unshift(element('text:bookmark', { 'text:name': anchor }));
    return heading;
  }

  /** Begins a part that was inserted whole, its headings and notes too; what is returned ends it. */
  beginInserted(change: PaperChange): () => void {
    const { start, end } = this.changes.inserted(change);
    this.before.push(start);
    return () => this.before.push(end);
  }

  /** Whatever ends after the last paragraph. */
  end(): XmlElement[] {
    return this.before.length === 0 ? [] : [this.empty()];
  }

  blocks(blocks: Blocks, change: PaperChange, place: Place = TOP): XmlElement[] {
    return blocks.flatMap((block) => this.block(block, change, place));
  }

  private block(block: MarkdownBlock, change: PaperChange, place: Place): XmlElement[] {
    switch (block.kind) {
      case 'PARAGRAPH':
        return [this.paragraph(place.style, block.inlines, change, place.mark)];
      case 'LIST':
        return this.list(block.items, change, place);
      case 'QUOTE': {
        const quotes = Math.min(place.quotes + 1, QUOTES);
        return this.blocks(block.blocks, change, { ...place, style: `Quote${quotes}`, quotes });
      }
      case 'CODE': {
        const text = block.info === '' ? block.text : `${block.info}\n${block.text}`;
        return [this.paragraph('SourceCode', [{ kind: 'CODE', text }], change, place.mark)];
      }
      case 'TABLE':
        return place.depth > 0
          ? this.tableInList([block.head, ...block.rows], change, place)
          : this.table(block.head, block.rows, change, place);
      case 'RULE':
        return [this.paragraph('Rule', [], change)];
      case 'INSERTED':
      case 'DELETED':
        return runsWithoutTables(block.blocks).flatMap((run) =>
          this.marked(block.kind, run.blocks, run.isTable, change),
        );
      default:
        return exhaustive(block);
    }
  }

  /** Paragraphs come and go whole, and lists with them; of a table that came or went, all the words. */
  private marked(mark: Mark, blocks: Blocks, isTable: boolean, change: PaperChange): XmlElement[] {
    if (isTable) return this.blocks(blocks, change, { ...TOP, mark });
    if (mark === 'DELETED') {
      const held = this.before;
      this.before = [];
      const content = this.blocks(blocks, change);
      const rest = mixed('text:p', { 'text:style-name': TOP.style }, []);
      this.before = [...held, this.changes.deleted([...content, rest], change)];
      return [];
    }
    const end = this.beginInserted(change);
    const content = this.blocks(blocks, change);
    end();
    return content;
  }

  private list(items: readonly ListItem[], change: PaperChange, place: Place): XmlElement[] {
    const within: Place = { ...place, style: 'ListText', depth: place.depth + 1 };
    if (within.depth > LEVELS)
      return items.flatMap(({ number, blocks }) => [
        this.paragraph('ListText', [{ kind: 'TEXT', text: number ?? '•' }], change, place.mark),
        ...this.blocks(blocks, change, within),
      ]);
    const [first] = items;
    const number = first?.number ?? null;
    const style = number === null ? 'ListBullet' : number.endsWith(')') ? 'ListParen' : 'ListDot';
    return [
      element(
        'text:list',
        { 'text:style-name': style },
        items.map((item) => this.item(item, change, within)),
      ),
    ];
  }

  private item({ number, blocks }: ListItem, change: PaperChange, place: Place): XmlElement {
    const start = number === null ? undefined : String(Number.parseInt(number, 10));
    const written = this.blocks(blocks, change, place);
    return element(
      'text:list-item',
      { 'text:start-value': start },
      written.length > 0 ? written : [this.paragraph('ListText', [], change)],
    );
  }

  private table(
    head: readonly Inlines[],
    rows: readonly (readonly Inlines[])[],
    change: PaperChange,
    place: Place,
  ): XmlElement[] {
    // A change from outside into a cell is none that readers know.
    const gap = this.end();
    this.tables += 1;
    const cell = (inlines: Inlines, style: string): XmlElement =>
      element('table:table-cell', { 'table:style-name': 'TextCell', 'office:value-type': 'string' }, [
        this.paragraph(style, inlines, change, place.mark),
      ]);
    const row = (cells: readonly Inlines[], style: string): XmlElement =>
      element(
        'table:table-row',
        {},
        cells.map((inlines) => cell(inlines, style)),
      );
    const table = element(
      'table:table',
      { 'table:name': `Table${this.tables}`, 'table:style-name': 'TextTable' },
      [
        element('table:table-column', {
          'table:style-name': 'TextColumn',
          'table:number-columns-repeated': String(head.length),
        }),
        element('table:table-header-rows', {}, [row(head, 'TableHead')]),
        ...rows.map((cells) => row(cells, 'TableText')),
      ],
    );
    return [...gap, table];
  }

  /** ODF knows no table in a list: each row is a paragraph. */
  private tableInList(
    rows: readonly (readonly Inlines[])[],
    change: PaperChange,
    { mark, style }: Place,
  ): XmlElement[] {
    return rows.map((cells) => {
      const words = cells.flatMap((cell, at): Inlines => [
        ...(at === 0 ? [] : [{ kind: 'TEXT', text: ' | ' } as const]),
        ...cell,
      ]);
      return this.paragraph(style, words, change, mark);
    });
  }

  private empty(): XmlElement {
    const paragraph = mixed('text:p', { 'text:style-name': 'TableText' }, this.before);
    this.before = [];
    return paragraph;
  }

  private written(
    name: string,
    attributes: XmlElement['attributes'],
    inlines: Inlines,
    change: PaperChange,
    mark?: Mark,
  ): XmlElement {
    const { before } = this;
    this.before = [];
    const words = odtOfInlines(inlines, (kind, nodes) => this.changes.words(kind, nodes, change));
    const marked = mark && words.length > 0 ? this.changes.words(mark, words, change) : words;
    return mixed(name, attributes, [...before, ...marked]);
  }
}

/** A line of plain words. */
export const odtLine = (style: string, text: string): XmlElement =>
  mixed('text:p', { 'text:style-name': style }, odtText(text));

/** Blocks in runs of tables and of everything else. */
function runsWithoutTables(
  blocks: Blocks,
): { readonly isTable: boolean; readonly blocks: MarkdownBlock[] }[] {
  const runs: { readonly isTable: boolean; readonly blocks: MarkdownBlock[] }[] = [];
  for (const block of blocks) {
    const isTable = holdsTable(block);
    const last = runs.at(-1);
    if (last?.isTable === isTable) last.blocks.push(block);
    else runs.push({ isTable, blocks: [block] });
  }
  return runs;
}

/** In a quote a table is one; in a list it is written as paragraphs. */
const holdsTable = (block: MarkdownBlock): boolean =>
  block.kind === 'TABLE' || (block.kind === 'QUOTE' && block.blocks.some(holdsTable));
