import { faultAt } from './fault.js';
import { NamesInFile } from './slate.js';
import type { Word } from './words.js';

/** The title, where Wichmann's programs add a source and a remark behind it. */
const MOST_AFTER_NAMES = 3;

/** The names of the options, in the order of their numbers, and the title, as they stand after the last ballot. */
export function readBltNames(
  text: string,
  from: number,
  options: number,
): { readonly names: readonly string[]; readonly title: string | null } {
  const written = [...quotations(text, from)];
  const names = new NamesInFile(text);
  for (const { written: name, at } of written.slice(0, options)) names.add(name, at);
  if (names.names.length < options)
    throw faultAt(text, text.length, 'NAMES_MISSING', `${names.names.length}/${options}`);
  const surplus = written[options + MOST_AFTER_NAMES];
  if (surplus) throw faultAt(text, surplus.at, 'NAMES_TOO_MANY', surplus.written);
  return { names: names.names, title: written[options]?.written.trim() || null };
}

/** Texts in quotation marks, or single words without; any number on a line, comments between them. */
function* quotations(text: string, from: number): Generator<Word> {
  const isSpace = (at: number): boolean => at >= text.length || /\s/.test(text[at] as string);
  for (let at = from; at < text.length; at += 1) {
    if (isSpace(at)) continue;
    const end = text[at] === '"' ? text.indexOf('"', at + 1) : -1;
    if (text[at] === '#') at = endOf(text, at);
    else if (text[at] !== '"') {
      const start = at;
      while (!isSpace(at)) at += 1;
      yield { written: text.slice(start, at), at: start };
    } else if (end < 0 || endOf(text, at) < end)
      throw faultAt(text, at, 'QUOTE_NOT_CLOSED', text.slice(at, endOf(text, at)));
    else if (!isSpace(end + 1)) throw faultAt(text, end, 'QUOTE_INSIDE', text.slice(at, endOf(text, at)));
    else {
      yield { written: text.slice(at + 1, end), at };
      at = end;
    }
  }
}

function endOf(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
