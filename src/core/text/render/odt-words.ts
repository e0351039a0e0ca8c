import { exhaustive } from '../../kernel/exhaustive.js';
import { unturned } from './characters.js';
import type { Inlines, MarkdownInline } from './markdown-tree.js';
import type { Mark, RunStyle } from './paper-part.js';
import { element, mixed, type XmlElement, type XmlNode } from './xml.js';

/** Writes a change of words in its place: what stands there when a mark is on. */
export type MarkWords = (mark: Mark, words: XmlNode[]) => XmlNode[];

/** The words of a paragraph of ODF. */
export const odtOfInlines = (inlines: Inlines, markWords: MarkWords, style: RunStyle = {}): XmlNode[] =>
  inlines.flatMap((inline) => odtOfInline(inline, markWords, style));

function odtOfInline(inline: MarkdownInline, markWords: MarkWords, style: RunStyle): XmlNode[] {
  switch (inline.kind) {
    case 'TEXT':
      return spanOf(inline.text.replace(/\n/g, ' '), style);
    case 'CODE':
      return spanOf(inline.text, { ...style, code: true });
    case 'BREAK':
      return [element('text:line-break')];
    case 'EMPHASIS':
      return odtOfInlines(inline.inlines, markWords, { ...style, emphasis: true });
    case 'STRONG':
      return odtOfInlines(inline.inlines, markWords, { ...style, strong: true });
    case 'STRUCK':
      return odtOfInlines(inline.inlines, markWords, { ...style, struck: true });
    case 'LINK': {
      const title = inline.title === '' ? undefined : unturned(inline.title);
      const target = { 'xlink:type': 'simple', 'xlink:href': inline.href, 'office:title': title };
      return [mixed('text:a', target, odtOfInlines(inline.inlines, markWords, style))];
    }
    case 'INSERTED':
    case 'DELETED':
      return markWords(inline.kind, odtOfInlines(inline.inlines, markWords, style));
    default:
      return exhaustive(inline);
  }
}

/** Styles add up: each is a span in the other. */
function spanOf(text: string, { strong, emphasis, struck, code }: RunStyle): XmlNode[] {
  if (text === '') return [];
  const names = [
    ...(strong ? ['Strong'] : []),
    ...(emphasis ? ['Emphasis'] : []),
    ...(struck ? ['Struck'] : []),
    ...(code ? ['CodeWords'] : []),
  ];
  return names.reduceRight<XmlNode[]>(
    (inner, name) => [mixed('text:span', { 'text:style-name': name }, inner)],
    odtText(text),
  );
}

/** Readers of ODF make one space of many, and none at the edge of a paragraph: spaces that count are elements. */
export const odtText = (text: string): XmlNode[] =>
  unturned(text)
    .split(/(\n|\t|^ +| {2,}| $)/)
    .filter((piece) => piece !== '')
    .map((piece): XmlNode => {
      if (piece === '\n') return element('text:line-break');
      if (piece === '\t') return element('text:tab');
      return /^ +$/.test(piece) ? spaces(piece.length) : piece;
    });

const spaces = (count: number): XmlElement => element('text:s', { 'text:c': String(count) });
