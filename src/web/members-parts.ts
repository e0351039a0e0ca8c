import type { Locale } from '../core/kernel/actors.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import { unreadable } from '../core/kernel/readable.js';
import { htmlOfBlocks } from '../core/text/render/html-body.js';
import { readMarkdown } from '../core/text/render/markdown-tree.js';
import { notesIn } from '../core/text/render/phrases.js';
import { givenBack, hourOf } from './members-page.js';
import { WORDS } from './members-words.js';
import { escape, pageOf } from './page.js';

/*
 * What the pages for members are made of. Parts are HTML that was escaped; empty ones are left out.
 */

/** What each page shows beside what it read. */
export interface Around {
  readonly zone: Zone;
  /** The language of the collective, in which its members write. */
  readonly language: Locale;
  readonly viewerId: string;
  /** What members and decisions are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** What came of a form that was sent. */
  readonly said: string | null;
}

/** A page of a list as the API gives it. */
export interface Paged<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A page of its parts; `style` is CSS that it needs beside what all have. */
export const page = (locale: Locale, title: string, parts: readonly string[], style = ''): string =>
  pageOf(locale, {
    title: escape(title),
    style: STYLE + style,
    body: parts.filter((part) => part !== '').join('\n'),
  });

/** One sentence, the same for what is not there and for what is not theirs to see; and what they typed, which is theirs. */
export const noPage = (
  locale: Locale,
  { title, nothing = WORDS[locale].nothing }: { readonly title: string; readonly nothing?: string },
  typed: readonly string[] = [],
): string =>
  page(locale, title, [
    `<p>${nothing}</p>`,
    ...typed.map((text) => givenBack(WORDS[locale].typed, text)),
    home(locale),
  ]);

/** The way to the first page. */
export const home = (locale: Locale): string => `<p><a href="/">${WORDS[locale].home}</a></p>`;

export const alert = (said: string | null): string =>
  said === null ? '' : `<p role="alert">${escape(said)}</p>`;

/** What a member wrote in Markdown. */
export const written = (text: string, locale: Locale, { language }: Pick<Around, 'language'>): string =>
  text === ''
    ? ''
    : `<div lang="${language}">${htmlOfBlocks(readMarkdown(text), notesIn(language, locale))}</div>`;

/** An instant in a sentence. */
export const timed = (
  instant: Instant,
  locale: Locale,
  { zone }: Pick<Around, 'zone'>,
  say: (when: string) => string,
): string => `<time datetime="${instant}">${escape(say(hourOf(instant, locale, zone)))}</time>`;

/** Names of members, one after the other. */
export const called = (ids: readonly string[], locale: Locale, { names }: Pick<Around, 'names'>): string =>
  ids.map((id) => names.get(id) ?? WORDS[locale].somebody).join(', ');

export const section = (title: string, ...parts: readonly string[]): string => {
  const shown = parts.filter((part) => part !== '');
  return shown.length === 0 ? '' : `<h2>${title}</h2>\n${shown.join('\n')}`;
};

export const listed = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : `<ul>\n${lines.map((line) => `<li>${line}</li>`).join('\n')}\n</ul>`;

/** The way to the next page of a list, where there is one; `href` ends where the cursor follows. */
export const further = ({ pageInfo }: Paged<unknown>, locale: Locale, href: string, anchor = ''): string =>
  pageInfo.hasNextPage
    ? `<p><a href="${href}${encodeURIComponent(pageInfo.endCursor ?? '')}${anchor}">${WORDS[locale].more}</a></p>`
    : '';

const LENGTH = 20;

/** The last of what was said up to a place, counted from 1, the latest first; and the place before which the rest stands. */
export function lastUpTo<Said>(
  all: readonly Said[],
  upTo: number | null,
): { readonly shown: readonly Said[]; readonly before: number } {
  const end = Math.min(all.length, upTo ?? all.length);
  const before = Math.max(0, end - LENGTH);
  return { shown: all.slice(before, end).reverse(), before };
}

/** The place that an address says: null for none of ours. */
export const placeIn = (value: unknown): number | null =>
  typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;

/** As long as the API takes a text. */
const LONGEST = 100_000;

/** What is wrong with a text that the API could not read at all, or that is longer than so many characters; null for any other. */
export const unwritable = (text: string, locale: Locale, most = LONGEST): string | null =>
  text.length > LONGEST || unreadable(text, 'LINES', most) ? WORDS[locale].unreadable(most) : null;

const STYLE = `  body { max-width: 40rem; margin: 5vh auto; padding: 0 1rem; overflow-wrap: anywhere }
  h2 { font-size: 1.1em }
  label { display: block; margin: 1rem 0 }
  textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
  button, .button { font: inherit; display: inline-block; padding: .75rem 2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
  section { border: 1px solid; border-radius: .5rem; padding: 0 1rem; margin: .5rem 0 }
  blockquote { white-space: pre-wrap; margin: .5rem 1rem }
`;

/** CSS of pages that list things, or have fields of one line. */
export const LISTS = `  li { margin: .75rem 0 }
  h3 { font-size: 1em; margin-bottom: .25rem }
  article { border-top: 1px solid; padding: .5rem 0 }
  input:not([type=checkbox]), select { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
`;
