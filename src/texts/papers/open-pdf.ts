import { escapeText, unturned } from '../../core/text/render/characters.js';
import { REGIONS } from '../../core/text/render/paper-part.js';
import type { Paper } from '../../core/text/render/paper.js';
import { PAGE } from './pdf/sheet.js';

type Document = PDFKit.PDFDocument;

/** A tagged document that says what it is; what it is made with is loaded when somebody asks for one. */
export async function openPdf(
  paper: Pick<Paper, 'title' | 'collective' | 'language' | 'day'>,
): Promise<Document> {
  const { default: PdfDocument } = await import('pdfkit');
  const day = new Date(`${paper.day}T00:00:00Z`);
  const [Title, Author] = [unturned(paper.title), unturned(paper.collective)];
  const pdf = new PdfDocument({
    ...{ pdfVersion: '1.7', tagged: true, displayTitle: true, lang: REGIONS[paper.language] },
    ...{ size: [PAGE.width, PAGE.height], margin: 0, bufferPages: true, autoFirstPage: false },
    info: { Title, Author, Producer: 'Ormée', Creator: 'Ormée', CreationDate: day, ModDate: day },
    font: null as unknown as string,
  });
  // The library writes what it was told into XML as it is: a title could be markup there.
  Object.assign(pdf, { _addInfo: () => pdf.appendXML(descriptionOf(Title, Author, paper.day)) });
  return pdf;
}

/** Its bytes, once it has ended. */
export function finishedPdf(pdf: Document): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

/** What XMP says of the document (ISO 16684-1); it says for itself that it follows PDF/UA nowhere. */
const descriptionOf = (title: string, author: string, day: string): string => `
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<xmp:CreateDate>${day}T00:00:00Z</xmp:CreateDate>
<xmp:CreatorTool>Ormée</xmp:CreatorTool>
<pdf:Producer>Ormée</pdf:Producer>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeText(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeText(author)}</rdf:li></rdf:Seq></dc:creator>
</rdf:Description>
`;
