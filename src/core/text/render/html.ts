import type { Locale } from '../../kernel/actors.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate } from '../../kernel/instants.js';
import type { ConsolidatedProvision } from '../consolidation.js';
import type { ProvisionContent } from '../operations.js';
import { escapeText } from './characters.js';
import { htmlOfBlocks, htmlOfInlines } from './html-body.js';
import { notesIn, PHRASES, printDate, printInstant, type Notes } from './phrases.js';
import { nameOf, shownOf, wordsOf, wordsOfChange, type Shown, type ShownOptions } from './shown.js';
import { labelOfDecision, type WholeText } from './whole-text.js';

export interface HtmlOptions extends ShownOptions {
  /** Where it is read by address: absent in a file, which leads nowhere. */
  readonly links?: HtmlLinks;
  /** Where it is part of a larger page. */
  readonly within?: HtmlPart;
}

/** A part of a page that may hold the same provision several times. */
export interface HtmlPart {
  /** What the ids of the part begin with. */
  readonly ids: string;
  /** How many ranks of headings stand above it, besides the page's own. */
  readonly depth: number;
}

/** Where a page leads. */
export interface HtmlLinks {
  /** HTML above the text. */
  readonly above: readonly string[];
  /** Where each provision is told alone. */
  readonly addressOf: (provisionId: Uuid) => string;
}

const STYLE = `
body { font: 1.05rem/1.6 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; }
section > section { margin-left: 1rem; }
footer { color: #555; font-size: .85rem; border-left: 3px solid #ccc; padding-left: .6rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #888; padding: .2rem .5rem; text-align: left; }
pre { white-space: pre-wrap; }
ins { text-decoration: underline; background: #e4f6e4; }
del { text-decoration: line-through; background: #fbe4e4; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media print { nav { display: none; } }
`;

/**
 * Writes a text as one HTML page, whole without a script, a style sheet or a request: a section for each provision
 * under a heading of its depth, its id made of its identity, and a footer that names the decision that wrote or
 * repealed it.
 */
export function renderHtml(text: WholeText, options: HtmlOptions): string {
  const { locale, inForceOn } = options;
  const shown = shownOf(text, options, (provisionId) => `#${anchorOf(provisionId)}`);
  const provisions = shown.map(({ provision }) => provision);
  const read = `${PHRASES[locale].read} ${printDate(inForceOn, locale)}`;
  return htmlPage(text.language, `${text.title} – ${read}`, [
    ...(options.links?.above ?? []),
    '<article>',
    ...header(text, options),
    ...contents(provisions, text.language, notesIn(locale, text.language)),
    ...sections(shown, text, options),
    '</article>',
  ]);
}

/** A page around lines of HTML. */
export const htmlPage = (language: Locale, title: string, lines: readonly string[]): string =>
  [
    '<!doctype html>',
    `<html lang="${language}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    ...lines,
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');

/** The provisions of a text as they were read, one within the other, without a page around them. */
export const htmlOfProvisions = (
  text: WholeText,
  options: HtmlOptions,
  shown: readonly Shown[] = shownOf(text, options),
): string[] => sections(shown, text, options);

/** What one wording of a provision changes in another: its name and its body, with marks. */
export function htmlOfChange(
  before: ProvisionContent,
  after: ProvisionContent,
  language: Locale,
  locale: Locale,
): string[] {
  const notes = notesIn(locale, language);
  const { name, body } = wordsOfChange(before, after, language);
  const words = htmlOfBlocks(body, notes);
  return [`<p><b>${htmlOfInlines(name, notes)}</b></p>`, ...(words === '' ? [] : [words])];
}

/** Where a provision is found on the page, on any day and whatever it is called. */
export const anchorOf = (provisionId: Uuid): string => `provision-${provisionId}`;

function header(
  { title, collective, language }: WholeText,
  { locale, inForceOn, knownAt, marksSince }: HtmlOptions,
): string[] {
  const { lang } = notesIn(locale, language);
  const { read, known, changedSince, areMarked } = PHRASES[locale];
  const instant = `<time datetime="${knownAt}">${printInstant(knownAt, locale)}</time>`;
  const marks =
    marksSince === null ? [] : [`<p${lang}>${changedSince} ${timeOf(marksSince, locale)} ${areMarked}</p>`];
  return [
    '<header>',
    `<h1>${escapeText(title)}</h1>`,
    `<p>${escapeText(collective.name)}</p>`,
    `<p${lang}>${read} ${timeOf(inForceOn, locale)}, ${known} ${instant}.</p>`,
    ...marks,
    '</header>',
  ];
}

function contents(
  provisions: readonly ConsolidatedProvision[],
  language: Locale,
  { locale, lang }: Notes,
): string[] {
  if (provisions.length < 2) return [];
  const lines: string[] = [];
  let depth = -1;
  for (const provision of provisions) {
    if (provision.depth > depth) lines.push(depth < 0 && lang !== '' ? `<ol lang="${language}">` : '<ol>');
    else lines.push('</li>', ...Array<string>(depth - provision.depth).fill('</ol>\n</li>'));
    ({ depth } = provision);
    const name = escapeText(nameOf(provision, language));
    lines.push(`<li><a href="#${anchorOf(provision.provisionId)}">${name}</a>`);
  }
  lines.push('</li>', ...Array<string>(depth).fill('</ol>\n</li>'), '</ol>');
  return [`<nav${lang} aria-label="${PHRASES[locale].contents}">`, ...lines, '</nav>'];
}

function sections(shown: readonly Shown[], text: WholeText, options: HtmlOptions): string[] {
  const lines: string[] = [];
  let open = 0;
  for (const one of shown) {
    for (; open > one.provision.depth; open -= 1) lines.push('</section>');
    lines.push(...section(one, text, options));
    open += 1;
  }
  return [...lines, ...Array<string>(open).fill('</section>')];
}

/** One provision, its section left open for what stands under it. */
function section(shown: Shown, text: WholeText, options: HtmlOptions): string[] {
  const { provision } = shown;
  const notes = notesIn(options.locale, text.language);
  const { name, body } = wordsOf(shown, text.language, options);
  // Readers of HTML know six ranks of headings; beyond, the rank is said to assistive technology.
  const rank = provision.depth + 2 + (options.within?.depth ?? 0);
  const beyond = rank > 6 ? ` aria-level="${rank}"` : '';
  const tag = `h${Math.min(rank, 6)}`;
  const words = htmlOfBlocks(body, notes);
  return [
    `<section id="${options.within?.ids ?? ''}${anchorOf(provision.provisionId)}">`,
    `<${tag}${beyond}>${htmlOfInlines(name, notes)}</${tag}>`,
    ...(words === '' ? [] : [words]),
    `<footer${notes.lang}><p>${footerOf(provision, text, notes.locale)}${linkTo(provision, options)}</p></footer>`,
  ];
}

function footerOf({ repealed, openedBy }: ConsolidatedProvision, text: WholeText, locale: Locale): string {
  const { repealed: repealedBy, repealedFrom, written } = PHRASES[locale];
  if (!repealed) return `${written} ${citation(text, openedBy, locale)}.`;
  return `${repealedBy} ${citation(text, repealed.by, locale)}, ${repealedFrom} ${timeOf(repealed.on, locale)}.`;
}

function linkTo({ provisionId }: ConsolidatedProvision, { links, locale }: HtmlOptions): string {
  if (!links) return '';
  return ` <a href="${escapeText(links.addressOf(provisionId))}">${PHRASES[locale].versions}</a>`;
}

function citation({ decisions }: WholeText, id: Uuid, locale: Locale): string {
  const { label, date } = labelOfDecision(decisions, id);
  return `<b>${escapeText(label)}</b> ${PHRASES[locale].dated} ${timeOf(date, locale)}`;
}

const timeOf = (day: CivilDate, locale: Locale): string =>
  `<time datetime="${day}">${printDate(day, locale)}</time>`;
