import type { Locale } from '../../core/kernel/actors.js';
import type { CivilDate } from '../../core/kernel/instants.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { PHRASES } from '../../core/text/render/phrases.js';
import { plainly } from '../../core/text/render/shown.js';
import { PdfBody } from './pdf/body.js';
import { Faces } from './pdf/faces.js';
import { Runs } from './pdf/runs.js';
import { MARGIN, PAGE, Sheet, WHOLE } from './pdf/sheet.js';
import { finishedPdf, openPdf } from './open-pdf.js';

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

/** A part of a paper that is read, then filled in by hand. */
export type FormPart =
  | { readonly kind: 'HEADING'; readonly words: string }
  | { readonly kind: 'WORDS'; readonly words: string }
  /** Markdown, of which no more is printed than the paper has room for. */
  | { readonly kind: 'TEXT'; readonly markdown: string; readonly elsewhere: string }
  /** A box to tick before each line. */
  | { readonly kind: 'TICKS'; readonly lines: readonly string[] }
  /** Words, and room to write beside them. */
  | { readonly kind: 'BLANK'; readonly words: string }
  /** What follows is cut off, and stands on one page. */
  | { readonly kind: 'CUT'; readonly words: string };

export interface Form {
  readonly title: string;
  readonly collective: string;
  readonly language: Locale;
  readonly day: CivilDate;
  readonly parts: readonly FormPart[];
  /** A long text is cut until no more pages than these are left: a sheet has two sides. Null: as many as it takes. */
  readonly pages: number | null;
}

const SIZE = 10;
const ROOMS = [6_000, 3_500, 2_000, 1_000, 400, 0] as const;

/** A paper to print, as a tagged PDF; the same bytes for the same words on the same day. */
export async function writeForm(form: Form): Promise<Uint8Array> {
  for (const room of ROOMS) {
    const { bytes, pages } = await written(form, room);
    if (form.pages === null || pages <= form.pages || room === 0) return bytes;
  }
  throw new Error('the last room is none');
}

async function written(form: Form, room: number): Promise<{ bytes: Uint8Array; pages: number }> {
  const { title, collective, language, day } = form;
  const pdf = await openPdf({ title, collective, language, day });
  const bytes = finishedPdf(pdf);
  const faces = new Faces(pdf);
  const drawing = new FormDrawing(pdf, new Sheet(pdf, faces), new Runs(faces, PHRASES[language]), room);
  drawing.draw(form);
  const pages = pdf.bufferedPageRange().count;
  pdf.end();
  return { bytes: await bytes, pages };
}

class FormDrawing {
  private readonly root: Element;
  private readonly body: PdfBody;

  constructor(
    private readonly pdf: Document,
    private readonly sheet: Sheet,
    private readonly runs: Runs,
    private readonly room: number,
  ) {
    this.root = pdf.struct('Document');
    pdf.addStructure(this.root);
    this.body = new PdfBody(sheet, runs);
  }

  draw({ title, collective, parts }: Form): void {
    this.says('H1', title, 16);
    this.says('P', collective, SIZE);
    parts.forEach((part, at) => this.part(part, parts.slice(at)));
    this.root.end();
  }

  private part(part: FormPart, following: readonly FormPart[]): void {
    switch (part.kind) {
      case 'HEADING':
        this.sheet.space(6);
        this.sheet.need(Sheet.heightOf(SIZE, 4));
        return this.says('H2', part.words, 12);
      case 'WORDS':
        return this.says('P', part.words, SIZE);
      case 'TEXT':
        return this.text(part.markdown, part.elsewhere);
      case 'TICKS':
        return part.lines.forEach((line) => this.tick(line));
      case 'BLANK':
        return this.blank(part.words);
      case 'CUT':
        return this.cut(part.words, following);
    }
  }

  private says(tag: string, words: string, size: number): void {
    const element = this.pdf.struct(tag);
    this.root.add(element);
    this.sheet.paragraph(element, this.runs.of(plainly(words), size, { strong: tag !== 'P' }), WHOLE, size);
    element.end();
    this.sheet.space(3);
  }

  /** Cut between two words, and never without saying so and where the rest is. */
  private text(markdown: string, elsewhere: string): void {
    if (markdown.length <= this.room)
      return this.body.blocks(readMarkdown(markdown), { parent: this.root, box: WHOLE });
    const begun = markdown.slice(0, this.room);
    const said = begun.slice(0, Math.max(0, begun.search(/\s\S*$/)));
    if (said.trim() !== '') this.says('P', `${said.trim()} […]`, SIZE);
    this.says('P', elsewhere, SIZE);
  }

  private tick(line: string): void {
    const indent = 18;
    const box = { x: MARGIN + indent, width: WHOLE.width - indent };
    this.sheet.need(Sheet.heightOf(SIZE, 1));
    const top = this.sheet.y;
    this.sheet.ornament((pdf) => {
      pdf
        .save()
        .lineWidth(0.8)
        .strokeColor('#000000')
        .rect(MARGIN + 2, top + 2, 9, 9)
        .stroke()
        .restore();
    });
    const element = this.pdf.struct('P');
    this.root.add(element);
    this.sheet.paragraph(element, this.runs.of(plainly(line), SIZE), box, SIZE);
    element.end();
    this.sheet.space(4);
  }

  private blank(words: string): void {
    this.says('P', words, SIZE);
    this.sheet.advance(10);
    const { y } = this.sheet;
    this.sheet.ornament((pdf) => {
      pdf
        .save()
        .lineWidth(0.5)
        .strokeColor('#444444')
        .moveTo(MARGIN, y)
        .lineTo(PAGE.width - MARGIN, y)
        .stroke()
        .restore();
    });
    this.sheet.space(8);
  }

  private cut(words: string, following: readonly FormPart[]): void {
    const lines = following.reduce((sum, part) => sum + (part.kind === 'TICKS' ? part.lines.length : 2), 2);
    this.sheet.space(10);
    this.sheet.need(Sheet.heightOf(SIZE, lines) + 8 * following.length);
    const { y } = this.sheet;
    this.sheet.ornament((pdf) => {
      pdf
        .save()
        .lineWidth(0.7)
        .dash(4, { space: 3 })
        .moveTo(24, y)
        .lineTo(PAGE.width - 24, y)
        .stroke()
        .restore();
    });
    this.sheet.advance(6);
    this.says('P', words, 8.5);
  }
}
