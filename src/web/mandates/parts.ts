import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { unreadable } from '../../core/kernel/readable.js';
import { htmlOfBlocks } from '../../core/text/render/html-body.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { notesIn } from '../../core/text/render/phrases.js';
import { givenBack, hourOf } from '../members-page.js';
import { escape, pageOf } from '../page.js';
import { WORDS } from './words.js';

/*
 * What the pages on who does what have in common. Parts are HTML that was escaped; empty ones are left out.
 */

/** Where the pages on who does what begin. */
export const HERE = '/qui-fait-quoi';

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

export const page = (locale: Locale, title: string, parts: readonly string[]): string =>
  pageOf(locale, {
    title: escape(title),
    style: STYLE,
    body: parts.filter((part) => part !== '').join('\n'),
  });

/** One sentence, the same for what is not there and for what is not theirs to see; and what they typed, which is theirs. */
export const noPage = (locale: Locale, typed: readonly string[] = []): string =>
  page(locale, WORDS[locale].title, [
    `<p>${WORDS[locale].nothing}</p>`,
    ...typed.map((text) => givenBack(WORDS[locale].typed, text)),
    `<p><a href="/">${WORDS[locale].home}</a></p>`,
  ]);

/** The way to who does what, and to the first page. */
export const waysBack = (locale: Locale): string =>
  `<p><a href="${HERE}">${WORDS[locale].title}</a></p>\n<p><a href="/">${WORDS[locale].home}</a></p>`;

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

/** What is wrong with a text that the API could not read at all; null for any other. */
export const unwritable = (text: string, locale: Locale): string | null =>
  text.length > LONGEST || unreadable(text, 'LINES', LONGEST) ? WORDS[locale].unreadable(LONGEST) : null;

const STYLE = `  body { max-width: 40rem; margin: 5vh auto; padding: 0 1rem; overflow-wrap: anywhere }
  li { margin: .75rem 0 }
  h2 { font-size: 1.1em; margin-top: 2rem }
  h3 { font-size: 1em; margin-bottom: .25rem }
  label { display: block; margin: 1rem 0 }
  input:not([type=checkbox]), textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
  button, .button { font: inherit; display: inline-block; padding: .75rem 1.5rem; margin: .25rem 0; border-radius: .5rem; border: 1px solid; cursor: pointer }
  article { border-top: 1px solid; padding: .5rem 0 }
`;
