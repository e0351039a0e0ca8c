import type { Signature } from '../signature.rules.js';

/** What a line of a list says, before it is judged. */
export type LineSaid = Pick<Signature, 'name' | 'role' | 'organisation' | 'url'>;

/** A line of a list as people write it, `* …` or, where an order was given, `3. …`. */
const ITEM = /^\s{0,3}(?:[*+-]|(\d{1,4})[.)])\s+(\S.*)$/u;

/** `[Name](address)`, with a title or angle brackets about the address or not, and brackets within it in pairs. */
const LINKED =
  /^\[((?:\\.|[^\]\\])+)\]\(\s*<?([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+["'][^"']*["'])?\s*\)(.*)$/su;

/** What parts a name from a role: a comma, a semicolon, or a dash that stands alone. */
const PARTS = /\s*[,;]\s*|\s+[–—-]\s+/u;

/** An item of a Markdown list; null for a line that is none. `place` is the number it bears. */
export function readItem(line: string): { readonly place: number | null; readonly words: string } | null {
  const [, number, words] = ITEM.exec(line) ?? [];
  if (words === undefined) return null;
  return { place: number === undefined ? null : Number.parseInt(number, 10), words: words.trim() };
}

/**
 * `[Name](url), role, organisation`, and the same without a link. The first part after the name is the role; whatever
 * follows it, commas and all, is the organisation. Null where there is no name.
 */
export function readSaid(words: string): LineSaid | null {
  const bare = unwrapped(words.trim());
  const [, linked, url, after] = LINKED.exec(bare) ?? [];
  if (linked !== undefined) return said(plain(linked), url as string, after as string);
  const at = bare.search(PARTS);
  const name = plain(at < 0 ? bare : bare.slice(0, at));
  return name === '' ? null : said(name, null, at < 0 ? '' : bare.slice(at));
}

function said(name: string, url: string | null, after: string): LineSaid {
  const rest = after
    .trim()
    .replace(/^(?:[,;:–—-]\s*)+/u, '')
    .replace(/[.;,]$/u, '');
  const at = rest.search(PARTS);
  const role = plain(at < 0 ? rest : rest.slice(0, at));
  const organisation = at < 0 ? '' : plain(rest.slice(at).replace(/^(?:\s*[,;–—-]\s*)+/u, ''));
  return { name, url: url === '' ? null : url, role: role || null, organisation: organisation || null };
}

/** `**Name**, role` names somebody as `Name, role` does. */
const unwrapped = (words: string): string => words.replace(/^(\*\*|__|\*|_)(.+?)\1/u, '$2');

/** Words without the marks of Markdown: escapes, emphasis, and links of which the words stay. */
const plain = (words: string): string =>
  words
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|,])/gu, '$1')
    .replace(/(\*\*|__)(.+?)\1/gu, '$2')
    .replace(/(^|\s)[*_](\S(?:.*?\S)?)[*_](?=\s|$)/gu, '$1$2')
    .trim();
