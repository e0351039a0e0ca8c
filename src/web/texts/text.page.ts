import type { Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { addressesOfProvisions, printTextAddress, type TextAddress } from '../../core/text/address.js';
import type { ReadingPoint } from '../../core/text/consolidation.js';
import { groupBy } from '../../core/text/group-by.js';
import { htmlPage, renderHtml } from '../../core/text/render/html.js';
import { printDate } from '../../core/text/render/phrases.js';
import { labelOfDecision, type WholeText } from '../../core/text/render/whole-text.js';
import type { AddressedText } from '../../texts/address.queries.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** A text that is read by address. */
export interface TextShown {
  readonly text: WholeText;
  readonly point: ReadingPoint;
  readonly address: TextAddress;
  /** `?collective=…`, where the address names one. */
  readonly query: string;
  readonly locale: Locale;
}

/** The ends of the names of files, and the format of each. */
export const SUFFIXES = { md: 'markdown', json: 'json', akn: 'akn' } as const;

/** Where a text, a provision or a version is read. */
export const hrefOf = (
  { address, query }: Pick<TextShown, 'address' | 'query'>,
  part: Partial<TextAddress>,
): string => {
  const whole = { ...address, provision: null, at: null, decision: null, suffix: null, ...part };
  return escape(`/textes/${printTextAddress(whole)}${query}`);
};

/** The texts of a collective that whoever asks may read. */
export function listPage(
  locale: Locale,
  name: string,
  texts: readonly AddressedText[],
  query: string,
): string {
  const words = WORDS[locale];
  const title = texts.length === 0 ? words.texts : words.textsOf(name);
  const items = texts.map(({ slug, title: called, visibility }) => {
    const closed = visibility === 'PUBLIC' ? '' : ` (${words.forMembers})`;
    return `<li><a href="${escape(`/textes/${slug}${query}`)}">${escape(called)}</a>${closed}</li>`;
  });
  const list = items.length === 0 ? [`<p>${words.noText}</p>`] : ['<ul>', ...items, '</ul>'];
  return htmlPage(locale, title, [`<h1>${escape(title)}</h1>`, ...list]);
}

/** The whole text on a day, each provision with the address at which it is told alone. */
export function textPage(shown: TextShown): string {
  const { text, point, locale, query, address } = shown;
  const addresses = addressesOfProvisions(text, point);
  const { at, decision } = address;
  const addressOf = (id: Uuid): string =>
    // Escaped where it is written.
    `/textes/${printTextAddress({ ...address, provision: addresses.get(id) ?? null, at, decision, suffix: null })}${query}`;
  return renderHtml(text, { ...point, locale, marksSince: null, links: { above: above(shown), addressOf } });
}

function above(shown: TextShown): string[] {
  const { text, point, locale, query, address } = shown;
  const words = WORDS[locale];
  const { at, decision } = address;
  const lang = locale === text.language ? '' : ` lang="${locale}"`;
  const files = Object.keys(SUFFIXES).map(
    (suffix) => `<a href="${hrefOf(shown, { at, decision, suffix })}">.${suffix}</a>`,
  );
  const self =
    at === null
      ? `<a href="${hrefOf(shown, { at: point.inForceOn })}">${words.lasting}</a>`
      : `<a href="${hrefOf(shown, {})}">${words.today}</a>`;
  return [
    `<nav${lang} aria-label="${words.versions}">`,
    `<p><a href="${escape(`/textes${query}`)}">${words.texts}</a> · ${self} · ${words.formats} : ${files.join(', ')}</p>`,
    `<details><summary>${words.versions}</summary>`,
    '<ol>',
    ...versionsOfText(shown),
    '</ol>',
    '</details>',
    '</nav>',
  ];
}

/** A version of the text for each day on which something of it came into force, and the decisions that made it. */
function versionsOfText(shown: TextShown): string[] {
  const { text, locale } = shown;
  const days = groupBy(text.patches, ({ effectiveOn }) => effectiveOn);
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, patches]) => {
      const labels = patches.map(({ decisionId }) => labelOfDecision(text.decisions, decisionId).label);
      const said = `<time datetime="${day}">${printDate(day, locale)}</time>`;
      return `<li><a href="${hrefOf(shown, { at: day })}">${said}</a> (${labels.map(escape).join(', ')})</li>`;
    });
}
