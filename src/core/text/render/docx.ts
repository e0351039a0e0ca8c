import { unturned } from './characters.js';
import { DocxBody } from './docx-body.js';
import { DocxLists } from './docx-lists.js';
import { docxStyles, W } from './docx-styles.js';
import { plainly, type ShownOptions } from './shown.js';
import { paperOf, trackedNotes, type Paper, type PaperChange, type PaperProvision } from './paper.js';
import { REGIONS, type PaperPart } from './paper-part.js';
import { PHRASES } from './phrases.js';
import type { WholeText } from './whole-text.js';
import { element, mixed, writeXml, type XmlElement } from './xml.js';

const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Word knows nine ranks of headings. */
const RANKS = 9;

/** What is never marked has no author either. */
const NOBODY: PaperChange = { author: '', on: '' };

/**
 * The parts of a document of Word (WordprocessingML, ISO/IEC 29500): real headings, lists and tables, and tracked
 * changes where marks are asked for. The same text on the same day gives the same parts.
 */
export function docxParts(text: WholeText, options: ShownOptions): PaperPart[] {
  const paper = paperOf(text, options);
  const lists = new DocxLists();
  const body = new DocxBody(lists);
  const document = documentOf(paper, body);
  const part = (name: string, root: XmlElement): PaperPart => ({ name, content: writeXml(root) });
  return [
    part('[Content_Types].xml', contentTypes()),
    part('_rels/.rels', packageRelationships()),
    part('word/document.xml', document),
    part('word/_rels/document.xml.rels', relationshipsOf(body.links)),
    { name: 'word/styles.xml', content: docxStyles(REGIONS[paper.language]) },
    part('word/numbering.xml', lists.definitions(W)),
    part('word/settings.xml', settings()),
    part('word/footer1.xml', footerOf(paper)),
    part('docProps/core.xml', propertiesOf(paper)),
  ];
}

function documentOf(paper: Paper, body: DocxBody): XmlElement {
  const line = (style: string, text: string): XmlElement => body.paragraph(style, plainly(text), NOBODY);
  return element('w:document', { 'xmlns:w': W, 'xmlns:r': R }, [
    element('w:body', {}, [
      line('Title', paper.title),
      line('Subtitle', paper.collective),
      ...trackedNotes(paper).map((note) => spoken(line('Note', note), paper)),
      ...paper.provisions.flatMap((provision, at) => provisionOf(provision, String(at), paper, body)),
      element('w:sectPr', {}, [
        element('w:footerReference', { 'w:type': 'default', 'r:id': 'footer' }),
        element('w:pgSz', { 'w:w': '11906', 'w:h': '16838' }),
        element('w:pgMar', {
          ...{ 'w:top': '1276', 'w:right': '1276', 'w:bottom': '1276', 'w:left': '1276' },
          ...{ 'w:header': '709', 'w:footer': '567', 'w:gutter': '0' },
        }),
      ]),
    ]),
  ]);
}

function provisionOf(provision: PaperProvision, at: string, paper: Paper, body: DocxBody): XmlElement[] {
  const { name, depth, change, note, noteIsNew } = provision;
  const [first] = name;
  const isNew = name.length === 1 && first?.kind === 'INSERTED';
  const heading = body.paragraph(
    `Heading${Math.min(depth + 1, RANKS)}`,
    isNew ? first.inlines : name,
    change,
    isNew ? 'INSERTED' : undefined,
  );
  // A bookmark's name has forty characters at most, none of them a hyphen.
  const bookmark = `p_${provision.provisionId.replaceAll('-', '')}`;
  heading.children.splice(1, 0, element('w:bookmarkStart', { 'w:id': at, 'w:name': bookmark }));
  heading.children.push(element('w:bookmarkEnd', { 'w:id': at }));
  return [
    heading,
    ...body.blocks(provision.body, change),
    spoken(body.paragraph('Note', plainly(note), change, noteIsNew ? 'INSERTED' : undefined), paper),
  ];
}

/** Notes say their language where it is not that of the words. */
function spoken(paragraph: XmlElement, { language, locale }: Paper): XmlElement {
  if (language === locale) return paragraph;
  const say = (node: XmlElement): void => {
    if (node.name === 'w:r')
      node.children.unshift(element('w:rPr', {}, [element('w:lang', { 'w:val': REGIONS[locale] })]));
    else for (const child of node.children) if (typeof child !== 'string') say(child);
  };
  say(paragraph);
  return paragraph;
}

function footerOf(paper: Paper): XmlElement {
  const { page, fingerprint, colon } = PHRASES[paper.locale];
  const text = (words: string): XmlElement =>
    element('w:r', {}, [mixed('w:t', { 'xml:space': 'preserve' }, [words])]);
  const field = (name: string): XmlElement => element('w:fldSimple', { 'w:instr': ` ${name} ` }, [text('1')]);
  const style = (): XmlElement => element('w:pPr', {}, [element('w:pStyle', { 'w:val': 'Footer' })]);
  return element('w:ftr', { 'xmlns:w': W }, [
    spoken(
      element('w:p', {}, [style(), text(`${page} `), field('PAGE'), text(' / '), field('NUMPAGES')]),
      paper,
    ),
    spoken(element('w:p', {}, [style(), text(`${fingerprint}${colon}${paper.hash}`)]), paper),
  ]);
}

const contentTypes = (): XmlElement =>
  element('Types', { xmlns: `${PACKAGE}/content-types` }, [
    element('Default', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    ...[
      ['/word/document.xml', `${WORD}.document.main+xml`],
      ['/word/styles.xml', `${WORD}.styles+xml`],
      ['/word/numbering.xml', `${WORD}.numbering+xml`],
      ['/word/settings.xml', `${WORD}.settings+xml`],
      ['/word/footer1.xml', `${WORD}.footer+xml`],
      ['/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
    ].map(([PartName, ContentType]) => element('Override', { PartName, ContentType })),
  ]);

const packageRelationships = (): XmlElement =>
  element('Relationships', { xmlns: `${PACKAGE}/relationships` }, [
    element('Relationship', { Id: 'document', Type: `${R}/officeDocument`, Target: 'word/document.xml' }),
    element('Relationship', {
      Id: 'properties',
      Type: `${PACKAGE}/relationships/metadata/core-properties`,
      Target: 'docProps/core.xml',
    }),
  ]);

/** Links are followed by whoever presses them; nothing else leads out of the file. */
const relationshipsOf = (links: ReadonlyMap<string, string>): XmlElement =>
  element('Relationships', { xmlns: `${PACKAGE}/relationships` }, [
    ...['styles', 'numbering', 'settings', 'footer'].map((Id) =>
      element('Relationship', {
        Id,
        Type: `${R}/${Id}`,
        Target: Id === 'footer' ? 'footer1.xml' : `${Id}.xml`,
      }),
    ),
    ...[...links].map(([Target, Id]) =>
      element('Relationship', { Id, Type: `${R}/hyperlink`, Target, TargetMode: 'External' }),
    ),
  ]);

const settings = (): XmlElement =>
  element('w:settings', { 'xmlns:w': W }, [
    element('w:compat', {}, [
      element('w:compatSetting', {
        'w:name': 'compatibilityMode',
        'w:uri': 'http://schemas.microsoft.com/office/word',
        'w:val': '15',
      }),
    ]),
  ]);

function propertiesOf({ title, collective, language, day }: Paper): XmlElement {
  const date = (name: string): XmlElement =>
    mixed(`dcterms:${name}`, { 'xsi:type': 'dcterms:W3CDTF' }, [`${day}T00:00:00Z`]);
  return element(
    'cp:coreProperties',
    {
      'xmlns:cp': `${PACKAGE}/metadata/core-properties`,
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:dcterms': 'http://purl.org/dc/terms/',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    },
    [
      mixed('dc:title', {}, [unturned(title)]),
      mixed('dc:creator', {}, [unturned(collective)]),
      mixed('dc:language', {}, [REGIONS[language]]),
      date('created'),
      date('modified'),
    ],
  );
}
