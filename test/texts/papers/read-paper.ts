import { strFromU8, unzipSync } from 'fflate';
import { validateXML } from 'xmllint-wasm';
import type { PaperPart } from '../../../src/core/text/render/paper-part.js';

/** The parts of an office document, in their order, as its readers unpack them. */
export const unpack = (bytes: Uint8Array): PaperPart[] =>
  Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, content: strFromU8(content) }));

export const partOf = (parts: readonly PaperPart[], name: string): string =>
  parts.find((part) => part.name === name)?.content ?? '';

/** What libxml2 holds against the parts of documents that are XML. */
export async function faultsOf(parts: readonly PaperPart[]): Promise<string[]> {
  const xml = parts
    .filter(({ name }) => name !== 'mimetype')
    .map(({ content }, at) => ({ fileName: `${at}.xml`, contents: content }));
  const { errors } = await validateXML({ xml, normalization: 'c14n', maxMemoryPages: 8192 });
  return errors.map(({ rawMessage }) => rawMessage);
}

/** An element, or the words in one, as they stand in XML. */
export interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Read | string)[];
}

const TAG = /<\?[^>]*\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g;

/** Reads XML that was found well-formed. What is no element and no words of it is a fault of its own. */
export function readXml(xml: string): Read {
  const root: Read = { name: '', attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const [whole, close, name, attributes = '', empty, text] of xml.matchAll(TAG)) {
    if (!xml.startsWith(whole, at)) throw new TypeError(`not XML at ${xml.slice(at, at + 40)}`);
    at += whole.length;
    const parent = open.at(-1) as Read;
    if (text !== undefined) parent.children.push(decoded(text));
    else if (close) {
      if (open.pop()?.name !== name) throw new TypeError(`${name} closes nothing`);
    } else if (name) {
      const pairs = [...attributes.matchAll(/([\w:.-]+)="([^"]*)"/g)];
      const one: Read = {
        name,
        attributes: Object.fromEntries(pairs.map(([, key, value]) => [key, decoded(value ?? '')])),
        children: [],
      };
      parent.children.push(one);
      if (!empty) open.push(one);
    }
  }
  if (at !== xml.length || open.length !== 1) throw new TypeError('not XML at its end');
  return root;
}

/** All elements of some names under one, in order. */
export function named(under: Read, ...names: readonly string[]): Read[] {
  const found: Read[] = [];
  const visit = (one: Read): void => {
    for (const child of one.children) {
      if (typeof child === 'string') continue;
      if (names.includes(child.name)) found.push(child);
      visit(child);
    }
  };
  visit(under);
  return found;
}

/** The words of an element; in ODF spaces that count are elements. */
export function textOf(one: Read | string): string {
  if (typeof one === 'string') return one;
  if (one.name === 'text:s') return ' '.repeat(Number(one.attributes['text:c']));
  return one.children.map(textOf).join('');
}

const decoded = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|amp|#39|#10|#9);/g, (name) => SIGNS[name] as string);

const SIGNS: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#10;': '\n',
  '&#9;': '\t',
  '&amp;': '&',
};

export type Answer = 'ACCEPT' | 'REJECT';

const withoutSpace = (words: string): string => words.replace(/[\s\u00a0]/g, '');

/** The words of a document of Word once every change is accepted, or rejected; notes are not words of the text. */
export function wordsOfDocx(document: string, answer: Answer): string {
  const gone = answer === 'ACCEPT' ? 'w:del' : 'w:ins';
  const said = (one: Read): string => {
    if (one.name === gone) return '';
    if (one.name === 'w:t' || one.name === 'w:delText') return textOf(one);
    return one.children.map((child) => (typeof child === 'string' ? '' : said(child))).join('');
  };
  const paragraphs = named(readXml(document), 'w:p').filter((paragraph) => {
    const [style] = named(paragraph, 'w:pStyle');
    return style?.attributes['w:val'] !== 'Note';
  });
  return withoutSpace(paragraphs.map(said).join('\n'));
}

/** The words of a document of ODF once every change is accepted, or rejected; notes are not words of the text. */
export function wordsOfOdt(content: string, answer: Answer): string {
  const root = readXml(content);
  const [text] = named(root, 'office:text');
  const deleted = new Map(
    named(root, 'text:changed-region').map((region) => [
      region.attributes['text:id'],
      named(region, 'text:deletion').flatMap(({ children }) =>
        children.filter((child) => typeof child !== 'string' && child.name !== 'office:change-info'),
      ),
    ]),
  );
  let inserted = 0;
  const said = (one: Read | string): string => {
    if (typeof one === 'string') return inserted > 0 && answer === 'REJECT' ? '' : one;
    switch (one.name) {
      case 'text:tracked-changes':
        return '';
      case 'text:change-start':
        inserted += 1;
        return '';
      case 'text:change-end':
        inserted -= 1;
        return '';
      case 'text:change':
        if (answer === 'ACCEPT') return '';
        return (deleted.get(one.attributes['text:change-id']) ?? []).map(textOf).join('');
      default: {
        const words = one.children.map(said).join('');
        if (one.attributes['text:style-name'] !== 'Note') return words;
        // What stood before a note is not of it.
        return one.children
          .filter((child) => typeof child !== 'string' && child.name === 'text:change')
          .map(said)
          .join('');
      }
    }
  };
  const words = withoutSpace(said(text as Read));
  if (inserted !== 0) throw new TypeError('a change has no end');
  return words;
}
