import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { validateXML } from 'xmllint-wasm';

const FOLDER = new URL('../../../../shared/golden/akn/', import.meta.url);
const read = (name: string) => ({
  fileName: name,
  contents: readFileSync(fileURLToPath(new URL(name, FOLDER)), 'utf8'),
});

/** The schema is OASIS's, and not of this repository. */
export const SCHEMA_IS_THERE = existsSync(fileURLToPath(new URL('akomantoso30.xsd', FOLDER)));
export const WITHOUT_SCHEMA = SCHEMA_IS_THERE
  ? ''
  : ' (skipped: there is no akomantoso30.xsd in ../shared/golden/akn)';

/** Everything that libxml2 holds against some documents by the schema of Akoma Ntoso 3.0; nothing where they are valid. */
export async function faultsOf(...documents: readonly string[]): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map((contents, at) => ({ fileName: `${at}.xml`, contents })),
    schema: [read('akomantoso30.xsd')],
    preload: [read('xml.xsd')],
    initialMemoryPages: 512,
    maxMemoryPages: 8192,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

/** An element as it was read. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of the element and all in it. */
  readonly text: string;
  readonly path: string;
}

const TAG = /<(\/?)([A-Za-z]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|([^<]+)/g;

/** The elements of XML that was found valid, in order. What is no tag and no text of it is a fault of its own. */
export function elementsOf(xml: string): ReadElement[] {
  const found: { name: string; attributes: Record<string, string>; text: string; path: string }[] = [];
  const open: (typeof found)[number][] = [];
  const content = xml.replace(/^<\?xml[^>]*\?>\n/, '');
  let at = 0;
  for (const [whole, close, name, attributes = '', empty, text] of content.matchAll(TAG)) {
    if (!content.startsWith(whole, at)) throw new TypeError(`not XML at ${content.slice(at, at + 40)}`);
    at += whole.length;
    if (text !== undefined) for (const one of open) one.text += decoded(text);
    else if (close) {
      if (open.pop()?.name !== name) throw new TypeError(`${name} closes nothing`);
    } else {
      const pairs = [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [
        key,
        decoded(value ?? ''),
      ]);
      const path = [...open.map((one) => one.name), name].join('/');
      const element = { name: name as string, attributes: Object.fromEntries(pairs), text: '', path };
      found.push(element);
      if (!empty) open.push(element);
    }
  }
  if (at !== content.length || open.length > 0) throw new TypeError('not XML at its end');
  return found;
}

const decoded = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&#10;/g, '\n')
    .replace(/&#9;/g, '\t')
    .replace(/&amp;/g, '&');
