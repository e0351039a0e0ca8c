import { exhaustive } from '../../kernel/exhaustive.js';
import { unturned } from './characters.js';
import { indentOf, type DocxLists, type DocxNumber } from './docx-lists.js';
import type { Blocks, Inlines, ListItem, MarkdownBlock, MarkdownInline } from './markdown-tree.js';
import type { PaperChange } from './paper.js';
import type { Mark, RunStyle } from './paper-part.js';
import { element, mixed, type XmlElement } from './xml.js';

/** Where a paragraph stands. */
interface Place {
  readonly style: string;
  /** How many lists hold it. */
  readonly depth: number;
  readonly quotes: number;
  /** What changed the whole paragraph. */
  readonly mark?: Mark;
  readonly number?: DocxNumber;
  readonly isHead?: boolean;
}

const TOP: Place = { style: 'BodyText', depth: 0, quotes: 0 };

/** Width of the text on A4 between margins of 2.25 cm, in twentieths of a point. */
const WIDTH = 9354;

/** The paragraphs and tables of a document of Word; changes of their words are tracked changes. */
export class DocxBody {
  /** Addresses that the text leads to, each under the name of its relationship. */
  readonly links = new Map<string, string>();
  private changes = 0;

  constructor(private readonly lists: DocxLists) {}

  /** One paragraph of a style, all of it part of a change or not. */
  paragraph(style: string, inlines: Inlines, change: PaperChange, mark?: Mark): XmlElement {
    return this.written(inlines, { ...TOP, style, ...(mark && { mark }) }, change);
  }

  blocks(blocks: Blocks, change: PaperChange, place: Place = TOP): XmlElement[] {
    return blocks.flatMap((block) => this.block(block, change, place));
  }

  private block(block: MarkdownBlock, change: PaperChange, place: Place): XmlElement[] {
    switch (block.kind) {
      case 'PARAGRAPH':
        return [this.written(block.inlines, place, change)];
      case 'LIST': {
        const numbers = this.lists.numbersOf(block.items, place.depth);
        return block.items.flatMap((item, at) => this.item(item, numbers[at] as DocxNumber, change, place));
      }
      case 'QUOTE':
        return this.blocks(block.blocks, change, { ...place, style: 'Quote', quotes: place.quotes + 1 });
      case 'CODE': {
        const text = block.info === '' ? block.text : `${block.info}\n${block.text}`;
        return [this.written([{ kind: 'CODE', text }], { ...place, style: 'SourceCode' }, change)];
      }
      case 'TABLE':
        return this.table(block.head, block.rows, change, place);
      case 'RULE':
        return [this.written([], { ...place, style: 'Rule' }, change)];
      case 'INSERTED':
      case 'DELETED':
        return this.blocks(block.blocks, change, { ...place, mark: block.kind });
      default:
        return exhaustive(block);
    }
  }

  /** Its number stands before its first paragraph; an item that begins with none has an empty one. */
  private item(item: ListItem, number: DocxNumber, change: PaperChange, place: Place): XmlElement[] {
    const within: Place = { ...place, style: 'ListParagraph', depth: place.depth + 1 };
    const [first, ...others] = item.blocks;
    const isParagraph = first?.kind === 'PARAGRAPH';
    const inlines = isParagraph ? first.inlines : [];
    return [
      this.written(inlines, { ...within, number }, change),
      ...this.blocks(isParagraph ? others : item.blocks, change, within),
    ];
  }

  private table(
    head: readonly Inlines[],
    rows: readonly (readonly Inlines[])[],
    change: PaperChange,
    place: Place,
  ): XmlElement[] {
    const width = String(Math.floor(WIDTH / head.length));
    const cell = (inlines: Inlines, isHead: boolean): XmlElement =>
      element('w:tc', {}, [
        element('w:tcPr', {}, [element('w:tcW', { 'w:w': width, 'w:type': 'dxa' })]),
        this.written(
          inlines,
          { ...TOP, style: 'TableText', isHead, ...(place.mark && { mark: place.mark }) },
          change,
        ),
      ]);
    const row = (cells: readonly Inlines[], isHead: boolean): XmlElement =>
      element('w:tr', {}, [
        ...unlessEmpty('w:trPr', [
          ...(isHead ? [element('w:tblHeader')] : []),
          ...(place.mark ? [this.marker(place.mark, change)] : []),
        ]),
        ...cells.map((inlines) => cell(inlines, isHead)),
      ]);
    const table = element('w:tbl', {}, [
      element('w:tblPr', {}, [
        element('w:tblStyle', { 'w:val': 'TableGrid' }),
        element('w:tblW', { 'w:w': String(WIDTH), 'w:type': 'dxa' }),
        element('w:tblLook', { 'w:val': '0020', 'w:firstRow': '1' }),
      ]),
      element(
        'w:tblGrid',
        {},
        head.map(() => element('w:gridCol', { 'w:w': width })),
      ),
      row(head, true),
      ...rows.map((cells) => row(cells, false)),
    ]);
    // Two tables without a paragraph between them would be one.
    return [table, this.written([], { ...TOP, style: 'TableText' }, change)];
  }

  private written(inlines: Inlines, place: Place, change: PaperChange): XmlElement {
    const { style, depth, quotes, number, mark, isHead } = place;
    const numbered = number
      ? [
          element('w:numPr', {}, [
            element('w:ilvl', { 'w:val': String(number.level) }),
            element('w:numId', { 'w:val': String(number.num) }),
          ]),
        ]
      : [];
    const { left, hanging } = depth > 0 ? indentOf(depth - 1) : { left: 0, hanging: 0 };
    const indent = left + Math.min(quotes, 9) * 400;
    const hung = number ? { 'w:hanging': String(hanging) } : {};
    const properties = element('w:pPr', {}, [
      element('w:pStyle', { 'w:val': style }),
      ...numbered,
      ...(indent > 0 ? [element('w:ind', { 'w:left': String(indent), ...hung })] : []),
      ...(mark ? [element('w:rPr', {}, [this.marker(mark, change)])] : []),
    ]);
    const runs = this.runs(inlines, { ...(mark && { mark }), ...(isHead && { strong: true }) }, change);
    return element('w:p', {}, [properties, ...runs]);
  }

  private runs(inlines: Inlines, style: RunStyle, change: PaperChange): XmlElement[] {
    return inlines.flatMap((inline) => this.run(inline, style, change));
  }

  private run(inline: MarkdownInline, style: RunStyle, change: PaperChange): XmlElement[] {
    switch (inline.kind) {
      case 'TEXT':
        return this.words(inline.text.replace(/\n/g, ' '), style, change);
      case 'CODE':
        return this.words(inline.text, { ...style, code: true }, change);
      case 'BREAK':
        return this.words('\n', style, change);
      case 'EMPHASIS':
        return this.runs(inline.inlines, { ...style, emphasis: true }, change);
      case 'STRONG':
        return this.runs(inline.inlines, { ...style, strong: true }, change);
      case 'STRUCK':
        return this.runs(inline.inlines, { ...style, struck: true }, change);
      case 'LINK': {
        const id = this.links.get(inline.href) ?? `link${this.links.size + 1}`;
        this.links.set(inline.href, id);
        const tooltip = inline.title === '' ? undefined : unturned(inline.title);
        const words = this.runs(inline.inlines, { ...style, link: true }, change);
        return [element('w:hyperlink', { 'r:id': id, 'w:tooltip': tooltip, 'w:history': '1' }, words)];
      }
      case 'INSERTED':
      case 'DELETED':
        return this.runs(inline.inlines, { ...style, mark: inline.kind }, change);
      default:
        return exhaustive(inline);
    }
  }

  /** A run of words; line ends and tabs are elements of their own. */
  private words(text: string, style: RunStyle, change: PaperChange): XmlElement[] {
    if (text === '') return [];
    const name = style.mark === 'DELETED' ? 'w:delText' : 'w:t';
    const pieces = unturned(text)
      .split(/(\n|\t)/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        if (piece === '\n') return element('w:br');
        if (piece === '\t') return element('w:tab');
        return mixed(name, { 'xml:space': 'preserve' }, [piece]);
      });
    const run = element('w:r', {}, [...unlessEmpty('w:rPr', propertiesOf(style)), ...pieces]);
    return [style.mark ? this.marker(style.mark, change, [run]) : run];
  }

  /** A tracked change by a decision: people are never its authors. */
  private marker(mark: Mark, { author, on }: PaperChange, runs: XmlElement[] = []): XmlElement {
    this.changes += 1;
    return element(
      mark === 'INSERTED' ? 'w:ins' : 'w:del',
      { 'w:id': String(this.changes), 'w:author': author, 'w:date': `${on}T00:00:00Z` },
      runs,
    );
  }
}

const propertiesOf = ({ strong, emphasis, struck, code, link }: RunStyle): XmlElement[] => [
  ...(code ? [element('w:rStyle', { 'w:val': 'CodeWords' })] : []),
  ...(strong ? [element('w:b'), element('w:bCs')] : []),
  ...(emphasis ? [element('w:i'), element('w:iCs')] : []),
  ...(struck ? [element('w:strike')] : []),
  ...(link ? [element('w:color', { 'w:val': '0B4F9E' }), element('w:u', { 'w:val': 'single' })] : []),
];

const unlessEmpty = (name: string, children: XmlElement[]): XmlElement[] =>
  children.length > 0 ? [element(name, {}, children)] : [];
