import type { ListItem } from './markdown-tree.js';
import { element, type XmlElement } from './xml.js';

/** Word knows nine levels of lists. */
const LEVELS = 9;

/** Definitions of lists: what stands before an item on each level. */
const KINDS = [
  { id: 0, format: 'bullet', text: () => '•' },
  { id: 1, format: 'decimal', text: (level: number) => `%${level + 1}.` },
  { id: 2, format: 'decimal', text: (level: number) => `%${level + 1})` },
] as const;

const INDENT = 567;

export const indentOf = (level: number): { left: number; hanging: number } => ({
  left: INDENT * (Math.min(level, LEVELS - 1) + 1),
  hanging: INDENT,
});

export interface DocxNumber {
  readonly num: number;
  readonly level: number;
}

/** The lists of a document: numbers are those typed, so that each break in a sequence begins a list anew. */
export class DocxLists {
  private readonly begun: XmlElement[] = [];

  /** What numbers the items of a list, in order. */
  numbersOf(items: readonly ListItem[], depth: number): DocxNumber[] {
    const level = Math.min(depth, LEVELS - 1);
    let [num, last] = [0, Number.NaN];
    return items.map(({ number }) => {
      const value = number === null ? null : Number.parseInt(number, 10);
      if (num === 0 || (value !== null && value !== last + 1)) num = this.begin(number, level, value);
      last = value ?? last;
      return { num, level };
    });
  }

  private begin(number: string | null, level: number, value: number | null): number {
    const kind = number === null ? 0 : number.endsWith(')') ? 2 : 1;
    const id = this.begun.length + 1;
    const start = element('w:lvlOverride', { 'w:ilvl': String(level) }, [
      element('w:startOverride', { 'w:val': String(value) }),
    ]);
    this.begun.push(
      element('w:num', { 'w:numId': String(id) }, [
        element('w:abstractNumId', { 'w:val': String(kind) }),
        ...(value === null ? [] : [start]),
      ]),
    );
    return id;
  }

  /** The part of the document that defines its lists. */
  definitions(namespace: string): XmlElement {
    return element('w:numbering', { 'xmlns:w': namespace }, [...KINDS.map(definitionOf), ...this.begun]);
  }
}

const definitionOf = ({ id, format, text }: (typeof KINDS)[number]): XmlElement =>
  element('w:abstractNum', { 'w:abstractNumId': String(id) }, [
    element('w:multiLevelType', { 'w:val': 'multilevel' }),
    ...Array.from({ length: LEVELS }, (_, level) => {
      const { left, hanging } = indentOf(level);
      return element('w:lvl', { 'w:ilvl': String(level) }, [
        element('w:start', { 'w:val': '1' }),
        element('w:numFmt', { 'w:val': format }),
        element('w:lvlText', { 'w:val': text(level) }),
        element('w:lvlJc', { 'w:val': 'left' }),
        element('w:pPr', {}, [element('w:ind', { 'w:left': String(left), 'w:hanging': String(hanging) })]),
      ]);
    }),
  ]);
