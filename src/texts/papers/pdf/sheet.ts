import type { FaceName, Faces } from './faces.js';
import { linesOf, type Line, type Placed, type Role, type Run } from './lines.js';

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

/** A4, in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const MARGIN = 64;
const TOP = 60;
const BOTTOM = PAGE.height - 70;
const LEADING = 1.38;

const INK = { PLAIN: '#000000', LINK: '#0b4f9e', INSERTED: '#0a5c2b', DELETED: '#8a1f1f' } as const;

export interface Box {
  readonly x: number;
  readonly width: number;
}

export const WHOLE: Box = { x: MARGIN, width: PAGE.width - 2 * MARGIN };

/** What stands before the first line of a paragraph, such as the number of an item. */
export interface Label {
  readonly runs: readonly Run[];
  readonly x: number;
  readonly element: Element;
}

/**
 * Pages, filled from the top: each word is drawn in its place and hung into the tree that assistive technology reads.
 * Content is marked page by page, and lines and rules are no content.
 */
export class Sheet {
  private top = TOP;
  private isFresh = true;
  private gap = 0;
  /** Content that is being marked, and the element that it belongs to. */
  private open: Element | null = null;

  constructor(
    readonly pdf: Document,
    private readonly faces: Faces,
  ) {
    this.pdf.addPage();
  }

  get y(): number {
    this.settle();
    return this.top;
  }

  measure(text: string, face: FaceName, size: number): number {
    this.use(face, size);
    return this.pdf.widthOfString(text);
  }

  lines(runs: readonly Run[], width: number): Line[] {
    return linesOf(runs, width, (text, face, size) => this.measure(text, face, size));
  }

  /** Leaves room, unless a page begins here; of several rooms in one place the widest. */
  space(height: number): void {
    this.gap = Math.max(this.gap, height);
  }

  private settle(): void {
    if (!this.isFresh) this.top += this.gap;
    this.gap = 0;
  }

  /** Begins a page unless so much room is left. */
  need(height: number): void {
    this.settle();
    if (this.top + height > BOTTOM && !this.isFresh) this.nextPage();
  }

  nextPage(): void {
    this.close();
    this.pdf.addPage();
    this.top = TOP;
    this.gap = 0;
    this.isFresh = true;
  }

  /** How many lines of a size have room here. */
  roomFor(size: number, padding: number): number {
    return Math.floor((BOTTOM - this.top - padding) / (size * LEADING));
  }

  static heightOf(size: number, lines: number): number {
    return size * LEADING * lines;
  }

  /** Draws a paragraph of an element, over as many pages as it takes. */
  paragraph(element: Element, runs: readonly Run[], box: Box, size: number, label?: Label): void {
    const roles = new Roles(this.pdf, element);
    for (const [at, line] of this.lines(runs, box.width).entries()) {
      this.need(size * LEADING);
      if (at === 0 && label) this.label(label);
      this.line(line, box.x, roles);
      this.advance(size * LEADING);
    }
    this.close();
    roles.end();
  }

  /** The words of an element that is drawn line by line: cells stand side by side. */
  roles(element: Element): Roles {
    return new Roles(this.pdf, element);
  }

  /** Draws one line at a height, without going on. */
  lineAt(y: number, line: Line, x: number, roles: Roles): void {
    const held = this.top;
    this.top = y;
    this.line(line, x, roles);
    this.top = held;
    this.close();
  }

  advance(height: number): void {
    this.top += height;
    this.isFresh = false;
  }

  /** Draws what is no content: assistive technology passes over it. */
  ornament(draw: (pdf: Document) => void): void {
    this.close();
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw(this.pdf);
    this.pdf.endMarkedContent();
  }

  private label({ runs, x, element }: Label): void {
    const roles = new Roles(this.pdf, element);
    for (const line of this.lines(runs, PAGE.width)) this.line(line, x, roles);
    this.close();
    roles.end();
  }

  private line(line: Line, x: number, roles: Roles): void {
    for (const placed of line) {
      const element = roles.elementOf(placed.roles);
      if (this.open !== element) {
        this.close();
        element.add(this.pdf.markStructureContent(roles.tagOf(placed.roles)));
        this.open = element;
      }
      this.draw(placed, x, roles);
    }
    // An element that leads somewhere is told where on the page it does, before the next page.
    if (line.some((placed) => placed.roles.some(({ kind }) => kind === 'LINK'))) {
      this.close();
      roles.endLinks();
    }
  }

  private draw({ text, face, size, struck, roles, x: from, width }: Placed, x: number, tree: Roles): void {
    const kinds = roles.map(({ kind }) => kind);
    const mark = kinds.find((kind) => kind === 'INSERTED' || kind === 'DELETED');
    const link = roles.find(({ kind }) => kind === 'LINK');
    const ink = INK[mark ?? (link ? 'LINK' : 'PLAIN')];
    const [left, base] = [x + from, this.top + size * 1.05];
    this.use(face, size);
    this.pdf.fillColor(ink).text(text, left, base, { lineBreak: false, baseline: 'alphabetic' });
    const inked = text.endsWith(' ') ? this.measure(text.trimEnd(), face, size) : width;
    const stroke = (y: number, dash = false): void => {
      this.pdf.save().lineWidth(0.7).strokeColor(ink);
      if (dash) this.pdf.dash(1.5, { space: 1.5 });
      this.pdf
        .moveTo(left, y)
        .lineTo(left + inked, y)
        .stroke()
        .restore();
    };
    if (struck || mark === 'DELETED') stroke(base - size * 0.28);
    if (mark === 'INSERTED') stroke(base + size * 0.16);
    if (link?.href) {
      stroke(base + size * 0.16, mark !== 'INSERTED');
      tree.lead(roles, link, { x: left, y: this.top, width: inked, height: size * LEADING });
    }
  }

  private use(face: FaceName, size: number): void {
    this.faces.use(face, size);
  }

  private close(): void {
    if (this.open) this.pdf.endMarkedContent();
    this.open = null;
  }
}

const TAGS = { LINK: 'Link', INSERTED: 'Span', DELETED: 'Span', INSTEAD: 'Span' } as const;

/** How the words of a change are drawn, for readers that ask (ISO 32000-1, 14.8.5.4.5). */
const DECORATIONS = { INSERTED: 'Underline', DELETED: 'LineThrough' } as const;

/** The elements of a paragraph's words: made when the first word of a role is drawn. */
export class Roles {
  private readonly made = new Map<Role, Element>();

  constructor(
    private readonly pdf: Document,
    private readonly paragraph: Element,
  ) {}

  elementOf(roles: readonly Role[]): Element {
    let element = this.paragraph;
    for (const role of roles) {
      const made = this.made.get(role) ?? this.make(role, element);
      this.made.set(role, made);
      element = made;
    }
    return element;
  }

  tagOf(roles: readonly Role[]): string {
    const last = roles.at(-1);
    return last ? TAGS[last.kind] : (dictionaryOf(this.paragraph)['S'] as string);
  }

  /** Lets a place on the page lead where its words say. */
  lead(
    roles: readonly Role[],
    link: Role,
    { x, y, width, height }: { x: number; y: number; width: number; height: number },
  ): void {
    this.elementOf(roles);
    const structParent = this.made.get(link);
    this.pdf.link(
      x,
      y,
      width,
      height,
      link.href as string,
      { structParent, Contents: new String(link.href) } as never,
    );
  }

  endLinks(): void {
    for (const [role, element] of this.made) {
      if (role.kind !== 'LINK') continue;
      element.end();
      this.made.delete(role);
    }
  }

  end(): void {
    for (const element of this.made.values()) element.end();
  }

  /** The elements of the words, and that which holds them. */
  endAll(): void {
    this.end();
    this.paragraph.end();
  }

  private make({ kind, actual }: Role, parent: Element): Element {
    const element = this.pdf.struct(TAGS[kind], actual === undefined ? {} : { actual });
    if (kind === 'INSERTED' || kind === 'DELETED')
      attribute(element, { O: 'Layout', TextDecorationType: DECORATIONS[kind] });
    parent.add(element);
    return element;
  }
}

const dictionaryOf = (element: Element): Record<string, unknown> =>
  (element as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data;

/** Says more of an element than the library asks for. */
export function attribute(element: Element, attributes: Readonly<Record<string, string>>): void {
  dictionaryOf(element)['A'] = attributes;
}
