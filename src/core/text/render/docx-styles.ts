/** The namespace of WordprocessingML. */
export const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Sizes are half points. */
const HEADINGS = [32, 28, 26, 24, 22, 22, 22, 22, 22];

/** The styles of a document of Word, its words in a language; nothing in them comes from a text. */
export const docxStyles = (language: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<w:styles xmlns:w="${W}">
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="${language}" w:eastAsia="${language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
${paragraph('Title', 'Title', '<w:spacing w:after="60"/>', '<w:b/><w:sz w:val="44"/><w:szCs w:val="44"/>')}
${paragraph('Subtitle', 'Subtitle', '', '<w:sz w:val="26"/><w:szCs w:val="26"/>')}
${HEADINGS.map(heading).join('\n')}
${paragraph('BodyText', 'Body Text', '', '')}
${paragraph('ListParagraph', 'List Paragraph', '<w:spacing w:after="60"/>', '')}
${paragraph('Quote', 'Quote', '<w:ind w:left="400"/>', '<w:i/><w:iCs/>')}
${paragraph('SourceCode', 'Source Code', '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>', '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/><w:sz w:val="20"/>')}
${paragraph('Rule', 'Rule', '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="808080"/></w:pBdr>', '')}
${paragraph('TableText', 'Table Text', '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>', '')}
${paragraph('Note', 'Note', '<w:spacing w:after="160"/>', '<w:color w:val="555555"/><w:sz w:val="18"/><w:szCs w:val="18"/>')}
${paragraph('Footer', 'footer', '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>', '<w:color w:val="555555"/><w:sz w:val="14"/><w:szCs w:val="14"/>')}
<w:style w:type="character" w:styleId="CodeWords"><w:name w:val="Code Words"/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/><w:noProof/></w:rPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${borders()}</w:tblBorders></w:tblPr></w:style>
</w:styles>
`;

const paragraph = (id: string, name: string, properties: string, run: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:qFormat/>${
    properties && `<w:pPr>${properties}</w:pPr>`
  }${run && `<w:rPr>${run}</w:rPr>`}</w:style>`;

const heading = (size: number, at: number): string =>
  `<w:style w:type="paragraph" w:styleId="Heading${at + 1}"><w:name w:val="heading ${at + 1}"/><w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${at}"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr></w:style>`;

const borders = (): string =>
  ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`)
    .join('');
