/** The namespaces of the parts of ODF. */
export const ODF_NAMESPACES = {
  'xmlns:office': 'urn:oasis:names:tc:opendocument:xmlns:office:1.0',
  'xmlns:style': 'urn:oasis:names:tc:opendocument:xmlns:style:1.0',
  'xmlns:text': 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  'xmlns:table': 'urn:oasis:names:tc:opendocument:xmlns:table:1.0',
  'xmlns:fo': 'urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0',
  'xmlns:svg': 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0',
  'xmlns:meta': 'urn:oasis:names:tc:opendocument:xmlns:meta:1.0',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
  'office:version': '1.3',
} as const;

/** In points. */
const HEADINGS = [16, 14, 13, 12, 11, 11, 11, 11, 11, 11];

/** What the words are in, and what notes about them are in: `fr-FR`. */
export interface OdtLanguages {
  readonly words: string;
  readonly notes: string;
}

/** The styles of a document of ODF and its page, with what stands at the foot of each; nothing comes from a text. */
export const odtStyles = (
  languages: OdtLanguages,
  footer: string,
): string => `<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles ${namespaces()}>
<office:font-face-decls><style:font-face style:name="Sans" svg:font-family="Arial, 'Liberation Sans', 'DejaVu Sans'" style:font-family-generic="swiss"/><style:font-face style:name="Mono" svg:font-family="'Courier New', 'Liberation Mono', 'DejaVu Sans Mono'" style:font-family-generic="modern"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="115%"/><style:text-properties style:font-name="Sans" fo:font-size="11pt" ${language(languages.words)}/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
${paragraph('Title', 'Standard', '', 'fo:font-size="22pt" fo:font-weight="bold"')}
${paragraph('Subtitle', 'Standard', '', 'fo:font-size="13pt"')}
${paragraph('Text_20_body', 'Standard', '', '', 'Text body')}
<style:style style:name="Heading" style:family="paragraph" style:parent-style-name="Standard" style:next-style-name="Text_20_body" style:class="text"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
${HEADINGS.map(heading).join('\n')}
${paragraph('ListText', 'Standard', 'fo:margin-bottom="0.1cm"', '')}
${paragraph('SourceCode', 'Standard', 'fo:background-color="#f2f2f2"', 'style:font-name="Mono" fo:font-size="10pt"')}
${paragraph('Rule', 'Standard', 'fo:border-bottom="0.5pt solid #808080" fo:padding="0.1cm"', '')}
${paragraph('TableText', 'Standard', 'fo:margin-bottom="0cm"', '')}
${paragraph('TableHead', 'TableText', '', 'fo:font-weight="bold"')}
${[1, 2, 3, 4, 5].map((depth) => paragraph(`Quote${depth}`, 'Standard', `fo:margin-left="${depth * 0.7}cm"`, 'fo:font-style="italic"')).join('\n')}
${paragraph('Note', 'Standard', 'fo:margin-bottom="0.3cm"', `fo:font-size="9pt" fo:color="#555555" ${language(languages.notes)}`)}
${paragraph('Footer', 'Note', 'fo:margin-bottom="0cm" fo:text-align="center"', 'fo:font-size="7pt"')}
${words('Strong', 'fo:font-weight="bold"')}
${words('Emphasis', 'fo:font-style="italic"')}
${words('Struck', 'style:text-line-through-style="solid"')}
${words('CodeWords', 'style:font-name="Mono"')}
${list('ListBullet', (level) => `<text:list-level-style-bullet text:level="${level}" text:bullet-char="•">${place(level)}</text:list-level-style-bullet>`)}
${list('ListDot', (level) => numbered(level, '.'))}
${list('ListParen', (level) => numbered(level, ')'))}
</office:styles>
<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" style:print-orientation="portrait" fo:margin-top="2.25cm" fo:margin-bottom="1.5cm" fo:margin-left="2.25cm" fo:margin-right="2.25cm"/><style:footer-style><style:header-footer-properties fo:min-height="0.7cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer>${footer}</style:footer></style:master-page></office:master-styles>
</office:document-styles>
`;

const namespaces = (): string =>
  Object.entries(ODF_NAMESPACES)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');

function language(tag: string): string {
  const [name = '', country = ''] = tag.split('-');
  return `fo:language="${name}" fo:country="${country}"`;
}

const paragraph = (name: string, parent: string, place: string, run: string, shown = name): string =>
  `<style:style style:name="${name}" style:display-name="${shown}" style:family="paragraph" style:parent-style-name="${parent}" style:class="text">${
    place && `<style:paragraph-properties ${place}/>`
  }${run && `<style:text-properties ${run}/>`}</style:style>`;

const heading = (size: number, at: number): string =>
  `<style:style style:name="Heading_20_${at + 1}" style:display-name="Heading ${at + 1}" style:family="paragraph" style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="${at + 1}" style:class="text"><style:text-properties fo:font-size="${size}pt"/></style:style>`;

const words = (name: string, run: string): string =>
  `<style:style style:name="${name}" style:family="text"><style:text-properties ${run}/></style:style>`;

const list = (name: string, ofLevel: (level: number) => string): string =>
  `<text:list-style style:name="${name}">${Array.from({ length: 10 }, (_, at) => ofLevel(at + 1)).join('')}</text:list-style>`;

const numbered = (level: number, suffix: string): string =>
  `<text:list-level-style-number text:level="${level}" style:num-suffix="${suffix}" style:num-format="1">${place(level)}</text:list-level-style-number>`;

const place = (level: number): string =>
  `<style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="${level}cm" fo:text-indent="-1cm" fo:margin-left="${level}cm"/></style:list-level-properties>`;
