import { setImmediate } from 'node:timers/promises';
import { unturned } from '../../core/text/render/characters.js';
import { paperOf, type Paper, type PaperProvision } from '../../core/text/render/paper.js';
import { REGIONS } from '../../core/text/render/paper-part.js';
import { PHRASES } from '../../core/text/render/phrases.js';
import { plainly, type ShownOptions } from '../../core/text/render/shown.js';
import type { WholeText } from '../../core/text/render/whole-text.js';
import { finishedPdf, openPdf } from './open-pdf.js';
import { PdfBody } from './pdf/body.js';
import { Faces } from './pdf/faces.js';
import { Runs } from './pdf/runs.js';
import { PAGE, Sheet, WHOLE } from './pdf/sheet.js';

type Document = PDFKit.PDFDocument;
type Element = PDFKit.PDFStructureElement;

/** Readers know six ranks of headings, the first of which is the title's. */
const RANKS = 6;
const SIZES = [20, 16, 14, 12.5, 11.5, 11] as const;
const NOTE_SIZE = 8.5;
/** How many provisions are drawn at a stretch. */
const TOGETHER = 4;
/** Bookmarks deeper than this are no help to find one's way. */
const DEEPEST_BOOKMARK = 7;

/**
 * A text as a tagged PDF 1.7 (ISO 32000-1, 14.8): its tree, language, title and bookmarks are there for assistive
 * technology, its typeface is in it, and it asks no host for anything. The same bytes for the same text on the same day.
 */
export async function writePdf(text: WholeText, options: ShownOptions): Promise<Uint8Array> {
  const paper = paperOf(text, options);
  const pdf = await openPdf(paper);
  const bytes = finishedPdf(pdf);
  await draw(pdf, paper);
  pdf.end();
  return bytes;
}

async function draw(pdf: Document, paper: Paper): Promise<void> {
  const { language, locale } = paper;
  const faces = new Faces(pdf);
  const sheet = new Sheet(pdf, faces);
  const runs = new Runs(faces, PHRASES[locale]);
  const body = new PdfBody(sheet, runs);
  const root = pdf.struct('Document', { title: unturned(paper.title) });
  pdf.addStructure(root);
  const says = (tag: string, words: string, size: number, isNote = false): void => {
    const lang = isNote && locale !== language ? { lang: REGIONS[locale] } : {};
    const element = pdf.struct(tag, lang);
    root.add(element);
    sheet.paragraph(element, runs.of(plainly(words), size, { strong: tag === 'H1' }), WHOLE, size);
    element.end();
    sheet.space(4);
  };
  says('H1', paper.title, SIZES[0]);
  says('P', paper.collective, 12);
  const lacking = faces.canDraw(JSON.stringify(paper)) ? [] : [PHRASES[locale].unwritable];
  for (const note of [...paper.notes, ...lacking]) says('P', note, NOTE_SIZE, true);
  const bookmarks = [pdf.outline];
  for (const [at, provision] of paper.provisions.entries()) {
    // A long text takes a second: others are served meanwhile.
    if (at % TOGETHER === 0) await setImmediate();
    heading(provision, sheet, runs, root, bookmarks);
    body.blocks(provision.body, { parent: root, box: WHOLE });
    says('P', provision.note, NOTE_SIZE, true);
  }
  root.end();
  footers(pdf, sheet, faces, paper);
}

function heading(
  { name, plainName, depth }: PaperProvision,
  sheet: Sheet,
  runs: Runs,
  root: Element,
  bookmarks: PDFKit.PDFOutline[],
): void {
  const rank = Math.min(depth + 2, RANKS);
  const size = SIZES[rank - 1] as number;
  const { pdf } = sheet;
  sheet.space(size * 0.8);
  // Not at the foot of a page, away from its words.
  sheet.need(Sheet.heightOf(size, 1) + Sheet.heightOf(11, 3));
  const element = pdf.struct(`H${rank}`);
  root.add(element);
  const level = Math.min(depth, DEEPEST_BOOKMARK, bookmarks.length - 1);
  bookmarks.length = level + 1;
  const place = { top: sheet.y, left: PAGE.width, expanded: level < 1 };
  bookmarks.push((bookmarks[level] as PDFKit.PDFOutline).addItem(unturned(plainName), place));
  sheet.paragraph(element, runs.of(name, size, { strong: true }), WHOLE, size);
  element.end();
  sheet.space(3);
}

/** At the foot of each page: its number, of how many, and the hash of the text. */
function footers(pdf: Document, sheet: Sheet, faces: Faces, { locale, hash }: Paper): void {
  const { page, fingerprint, colon } = PHRASES[locale];
  const { count } = pdf.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    pdf.switchToPage(at);
    sheet.ornament(() => {
      for (const [line, words] of [
        `${page} ${at + 1} / ${count}`,
        `${fingerprint}${colon}${hash}`,
      ].entries()) {
        faces.use('REGULAR', 7);
        const x = (PAGE.width - pdf.widthOfString(words)) / 2;
        const y = PAGE.height - 44 + line * 11;
        pdf.fillColor('#444444').text(words, x, y, { lineBreak: false, baseline: 'alphabetic' });
      }
    });
  }
  const { data } = (pdf as unknown as { _root: { data: Record<string, unknown> } })._root;
  data['PageLabels'] = { Nums: [0, { S: 'D' }] };
}
