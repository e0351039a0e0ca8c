/**
 * What neither XML 1.0 nor HTML may hold: control characters, half surrogates, and the code points that Unicode
 * reserves from all use. Provisions and titles are refused with most of them; a name may come from elsewhere.
 */
const FORBIDDEN =
  /[^\P{Cc}\t\n]|[\ud800-\udfff]|[\ufdd0-\ufdef]|[\ufffe\uffff\u{1fffe}\u{1ffff}\u{2fffe}\u{2ffff}\u{3fffe}\u{3ffff}\u{4fffe}\u{4ffff}\u{5fffe}\u{5ffff}\u{6fffe}\u{6ffff}\u{7fffe}\u{7ffff}\u{8fffe}\u{8ffff}\u{9fffe}\u{9ffff}\u{afffe}\u{affff}\u{bfffe}\u{bffff}\u{cfffe}\u{cffff}\u{dfffe}\u{dffff}\u{efffe}\u{effff}\u{ffffe}\u{fffff}\u{10fffe}\u{10ffff}]/gu;

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags or in a quoted attribute, in HTML and in XML alike. */
export const escapeText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(FORBIDDEN, '\ufffd')
    .replace(/[&<>"']/g, (sign) => NAMES[sign] as string);

/** Embeddings, overrides and isolates (UAX 9) would show a line in another order than its own; refused where texts are written. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A text as papers show it: in its own order, and without what no reader of theirs may be given. */
export const unturned = (text: string): string => text.replace(TURNS, '\ufffd').replace(FORBIDDEN, '\ufffd');
