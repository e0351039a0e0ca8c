import { unturned } from './characters.js';
import { anchorOf } from './html.js';
import { OdtBody, odtLine } from './odt-body.js';
import { OdtChanges } from './odt-changes.js';
import { ODF_NAMESPACES, odtStyles } from './odt-styles.js';
import { paperOf, trackedNotes, type Paper, type PaperProvision } from './paper.js';
import { REGIONS, type PaperPart } from './paper-part.js';
import { PHRASES } from './phrases.js';
import { plainly, type ShownOptions } from './shown.js';
import type { WholeText } from './whole-text.js';
import { element, mixed, writeXml, type XmlElement } from './xml.js';

const ODT = 'application/vnd.oasis.opendocument.text';
const MANIFEST = 'urn:oasis:names:tc:opendocument:xmlns:manifest:1.0';

/** OpenDocument knows ten ranks of headings. */
const RANKS = 10;

/**
 * The parts of a text document of ODF (ISO/IEC 26300, version 1.3): real headings, lists and tables, and tracked changes
 * where marks are asked for. The same text on the same day gives the same parts.
 */
export function odtParts(text: WholeText, options: ShownOptions): PaperPart[] {
  const paper = paperOf(text, options);
  const part = (name: string, root: XmlElement): PaperPart => ({ name, content: writeXml(root) });
  const languages = { words: REGIONS[paper.language], notes: REGIONS[paper.locale] };
  return [
    { name: 'mimetype', content: ODT },
    part('content.xml', contentOf(paper)),
    { name: 'styles.xml', content: odtStyles(languages, footerOf(paper)) },
    part('meta.xml', metaOf(paper)),
    part('META-INF/manifest.xml', manifest()),
  ];
}

function contentOf(paper: Paper): XmlElement {
  const changes = new OdtChanges();
  const body = new OdtBody(changes);
  const written = paper.provisions.flatMap((provision) => provisionOf(provision, body));
  return element('office:document-content', ODF_NAMESPACES, [
    element('office:automatic-styles', {}, tableStyles()),
    element('office:body', {}, [
      element('office:text', {}, [
        ...changes.written(),
        odtLine('Title', paper.title),
        odtLine('Subtitle', paper.collective),
        ...trackedNotes(paper).map((note) => odtLine('Note', note)),
        ...written,
        ...body.end(),
      ]),
    ]),
  ]);
}

function provisionOf(provision: PaperProvision, body: OdtBody): XmlElement[] {
  const { depth, provisionId, change, name, note, noteIsNew } = provision;
  const [first] = name;
  const isNew = name.length === 1 && first?.kind === 'INSERTED';
  const heading = (inlines: PaperProvision['name']): XmlElement =>
    body.heading(Math.min(depth + 1, RANKS), anchorOf(provisionId), inlines, change);
  const noted = (): XmlElement => body.paragraph('Note', plainly(note), change);
  if (isNew) {
    const end = body.beginInserted(change);
    const written = [heading(first.inlines)];
    end();
    const words = body.blocks(provision.body, change);
    return [...written, ...words, ...newNote(body, noted, change)];
  }
  const written = [heading(name), ...body.blocks(provision.body, change)];
  return [...written, ...(noteIsNew ? newNote(body, noted, change) : [noted()])];
}

/** A note that came with what it speaks of. */
function newNote(body: OdtBody, noted: () => XmlElement, change: PaperProvision['change']): XmlElement[] {
  const end = body.beginInserted(change);
  const note = noted();
  end();
  return [note];
}

/** Tables as wide as the text, their cells in lines. */
const tableStyles = (): XmlElement[] => [
  element('style:style', { 'style:name': 'TextTable', 'style:family': 'table' }, [
    element('style:table-properties', { 'style:width': '16.5cm', 'table:align': 'left' }),
  ]),
  element('style:style', { 'style:name': 'TextColumn', 'style:family': 'table-column' }, [
    element('style:table-column-properties', { 'style:rel-column-width': '1*' }),
  ]),
  element('style:style', { 'style:name': 'TextCell', 'style:family': 'table-cell' }, [
    element('style:table-cell-properties', { 'fo:padding': '0.1cm', 'fo:border': '0.5pt solid #808080' }),
  ]),
];

function footerOf({ locale, hash }: Paper): string {
  const { page, fingerprint, colon } = PHRASES[locale];
  const number = '<text:page-number text:select-page="current">1</text:page-number>';
  const count = '<text:page-count>1</text:page-count>';
  const line = (words: string): string => `<text:p text:style-name="Footer">${words}</text:p>`;
  return line(`${page} ${number} / ${count}`) + line(`${fingerprint}${colon}${hash}`);
}

const metaOf = ({ title, collective, language, day }: Paper): XmlElement =>
  element('office:document-meta', ODF_NAMESPACES, [
    element('office:meta', {}, [
      mixed('dc:title', {}, [unturned(title)]),
      mixed('meta:initial-creator', {}, [unturned(collective)]),
      mixed('dc:creator', {}, [unturned(collective)]),
      mixed('meta:creation-date', {}, [`${day}T00:00:00`]),
      mixed('dc:date', {}, [`${day}T00:00:00`]),
      mixed('dc:language', {}, [REGIONS[language]]),
    ]),
  ]);

const manifest = (): XmlElement =>
  element('manifest:manifest', { 'xmlns:manifest': MANIFEST, 'manifest:version': '1.3' }, [
    element('manifest:file-entry', {
      'manifest:full-path': '/',
      'manifest:version': '1.3',
      'manifest:media-type': ODT,
    }),
    ...['content.xml', 'styles.xml', 'meta.xml'].map((name) =>
      element('manifest:file-entry', { 'manifest:full-path': name, 'manifest:media-type': 'text/xml' }),
    ),
  ]);
