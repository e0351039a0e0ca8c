import { plain, renderMarkdown } from '../../core/text/markdown.js';
import { escapeText } from '../../core/text/render/characters.js';
import { htmlOfProvisions, htmlPage } from '../../core/text/render/html.js';
import { printDate } from '../../core/text/render/phrases.js';
import { nameOf, type Shown } from '../../core/text/render/shown.js';
import { hashContent } from '../../core/text/content.js';
import type { ProvisionContent } from '../../core/text/operations.js';
import type { Declaration } from './read-declaration.js';
import { DECLARATION } from './words.js';

export const DECLARATION_FORMATS = ['html', 'markdown'] as const;
export type DeclarationFormat = (typeof DECLARATION_FORMATS)[number];

/** How many may sign: two is what most statutes ask for, and a blank line costs nothing. */
const SIGNATURES = 4;

export const writeDeclaration = (declaration: Declaration, format: DeclarationFormat): string =>
  format === 'html' ? writeHtml(declaration) : writeMarkdown(declaration);

/** One page to print, whole without a request. */
function writeHtml(declaration: Declaration): string {
  const { locale, text, point, shown, instructions, due } = declaration;
  const words = DECLARATION[locale];
  const part = (id: string, title: string, lines: readonly string[]): string[] => [
    `<section id="${id}">`,
    `<h2>${title}</h2>`,
    ...lines,
    '</section>',
  ];
  const said = (sentence: string): string => escapeText(sentence).replaceAll('\n', '<br>');
  const texts = (ids: string, marksSince: string | null): string[] => [
    `<div lang="${text.language}">`,
    ...htmlOfProvisions(text, { ...point, locale, marksSince, within: { ids, depth: 1 } }, shown),
    '</div>',
  ];
  const blank = `<tr><td>&nbsp;<br>&nbsp;</td><td></td></tr>`;
  const title = words.title(text.title);
  return htmlPage(locale, title, [
    `<h1>${escapeText(title)}</h1>`,
    `<p>${escapeText(text.collective.name)}</p>`,
    `<p>${words.due(printDate(due, locale))}</p>`,
    ...part('decision', words.extract, [
      '<dl>',
      ...extractOf(declaration).map(([term, value]) => `<dt>${term}</dt>\n<dd>${said(value)}</dd>`),
      '</dl>',
    ]),
    ...part('changes', words.changes, [
      `<p>${words.effect} ${printDate(point.inForceOn, locale)}.</p>`,
      '<ol>',
      ...instructions.map((instruction) => `<li>${said(instruction)}</li>`),
      '</ol>',
    ]),
    ...part('marked', words.marked, [`<p>${words.legend}</p>`, ...texts('marked-', point.inForceOn)]),
    ...part('clean', words.clean, texts('', null)),
    ...part('signatures', words.signatures, [
      `<p>${words.done}</p>`,
      '<table>',
      `<thead><tr><th scope="col">${words.name}</th><th scope="col">${words.signature}</th></tr></thead>`,
      '<tbody>',
      ...Array<string>(SIGNATURES).fill(blank),
      '</tbody>',
      '</table>',
    ]),
  ]);
}

/** The same in Markdown, which has no marks of its own: what changed stands before and after. The text comes last, whole. */
function writeMarkdown(declaration: Declaration): string {
  const { locale, text, point, shown, instructions, due } = declaration;
  const words = DECLARATION[locale];
  const changed = shown.flatMap((one) => beforeAndAfter(one, declaration));
  return [
    `# ${plain(words.title(text.title))}`,
    plain(text.collective.name),
    words.due(printDate(due, locale)),
    `## ${words.extract}`,
    ...extractOf(declaration).map(
      ([term, value]) => `**${term}** ${value.split('\n').map(plain).join('  \n')}`,
    ),
    `## ${words.changes}`,
    `${words.effect} ${printDate(point.inForceOn, locale)}.`,
    ...instructions.map((one, place) => `${place + 1}. ${one.split('\n').map(plain).join(' ')}`),
    `## ${words.marked}`,
    ...changed,
    `## ${words.signatures}`,
    plain(words.done),
    ...Array<string>(SIGNATURES).fill(`${words.name}, ${words.signature} : ${plain('_'.repeat(30))}`),
    `## ${words.clean}`,
    renderMarkdown({ ...point, provisions: shown.map(({ provision }) => provision) }, { ...text, locale }),
  ].join('\n\n');
}

function extractOf({ decision, locale }: Declaration): (readonly [string, string])[] {
  const words = DECLARATION[locale];
  const { label, date, title, venue, form, explanation } = decision;
  return [
    [words.decision, `${label} ${words.dated} ${printDate(date, locale)}`],
    [words.object, title],
    [words.taken, takenIn(venue, form, words)],
    ...(explanation.length === 0 ? [] : [[words.outcome, explanation.join('\n')] as const]),
  ];
}

function takenIn(
  venue: Declaration['decision']['venue'],
  form: Declaration['decision']['form'],
  words: (typeof DECLARATION)['fr' | 'en'],
): string {
  if (venue === null) return words.unpolled;
  if (venue === 'ONLINE') return words.online;
  return form === null ? words.inAssembly : `${words.inAssembly} (${words.forms[form]})`;
}

function beforeAndAfter({ provision, before }: Shown, { text, locale }: Declaration): string[] {
  const words = DECLARATION[locale];
  const old = before && !before.repealed ? before.content : null;
  const now = provision.repealed ? null : provision.content;
  if (old === null && now === null) return [];
  if (old && now && hashContent(old) === hashContent(now)) return [];
  const quoted = (title: string, content: ProvisionContent | null): string[] => {
    if (!content) return [`**${title}** –`];
    const name = `**${plain(nameOf({ content }, text.language))}**`;
    const lines = [name, ...(content.body === '' ? [] : ['', ...content.body.split('\n')])];
    return [`**${title}**`, lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')];
  };
  return [...quoted(words.before, old), ...quoted(words.after, now)];
}
