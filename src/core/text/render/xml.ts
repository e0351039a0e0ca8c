import { escapeText } from './characters.js';

/** An element of XML. Children are added until it is written, so that a tree of any depth grows without recursion. */
export interface XmlElement {
  readonly name: string;
  /** In the order in which they are written; undefined ones are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly children: XmlNode[];
  /** Whether space between its children would be read as text. */
  readonly mixed: boolean;
}

export type XmlNode = XmlElement | string;

/** An element that holds elements, each written on a line of its own. */
export const element = (
  name: string,
  attributes: XmlElement['attributes'] = {},
  children: XmlNode[] = [],
): XmlElement => ({ name, attributes, children, mixed: false });

/** An element whose children are text and elements in it. */
export const mixed = (
  name: string,
  attributes: XmlElement['attributes'],
  children: XmlNode[],
): XmlElement => ({ name, attributes, children, mixed: true });

/**
 * Writes XML 1.0 in UTF-8. Names of elements and attributes are ours and written as they are; texts and values are
 * escaped, and what XML cannot hold becomes U+FFFD.
 */
export function writeXml(root: XmlElement): string {
  const written: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  // By a stack of our own: a text nested ten thousand deep must not exhaust the machine's.
  const pending: (XmlNode | { readonly close: string })[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node === 'string') written.push(escapeText(node));
    else if ('close' in node) written.push(node.close);
    else {
      const { name, attributes, children, mixed: isMixed } = node;
      const end = children.length === 0 ? '/>' : '>';
      written.push(`<${name}${attributesOf(attributes)}${end}`);
      if (children.length === 0) continue;
      const gap = isMixed ? [] : [{ close: '\n' }];
      pending.push({ close: `</${name}>` });
      pending.push(...[...children.flatMap((child) => [...gap, child]), ...gap].reverse());
    }
  }
  return `${written.join('')}\n`;
}

/** A line end or a tab in a value would be read as a space. */
const attributesOf = (attributes: XmlElement['attributes']): string =>
  Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => ` ${name}="${escapeText(value).replace(/\n/g, '&#10;').replace(/\t/g, '&#9;')}"`)
    .join('');
