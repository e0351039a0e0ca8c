import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { htmlOfBlocks } from '../../core/text/render/html-body.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { notesIn } from '../../core/text/render/phrases.js';
import { addressOf } from '../address.js';
import { hourOf } from '../members-page.js';
import { alert, home, LISTS, noPage, page } from '../members-parts.js';
import { WORDS as COMMON } from '../members-words.js';
import { escape } from '../page.js';
import { answerGivenBack, concernOf, dayField, type AroundConcern, type Worrying } from './concern.page.js';
import { moderationsOf, type AroundModeration, type ShownModeration } from './moderation.page.js';
import { WORDS } from './words.js';

type Kind = keyof (typeof WORDS)['fr']['kinds'];

/** The kinds in which somebody may speak, in the order in which the form offers them. */
export const KINDS: readonly Kind[] = [
  ...(['REACTION', 'QUESTION', 'ANSWER', 'ARGUMENT_FOR', 'ARGUMENT_AGAINST'] as const),
  ...(['CONCERN', 'SUGGESTION'] as const),
];

/** A thread as the API gives it to whoever looks. */
export interface ShownThread {
  readonly id: string;
  readonly title: string | null;
  readonly openedBy: Author;
  readonly contributionCount: number;
  readonly viewerReadUpTo: number;
  readonly unreadCount: number;
  readonly summaries: { readonly edges: readonly { readonly node: ShownSummary }[] };
  /** Who wrote which summary, the latest first. */
  readonly written: { readonly edges: readonly { readonly node: Written }[] };
  readonly contributions: { readonly edges: readonly { readonly node: ShownContribution }[] };
  /** Of its title and its summaries. */
  readonly moderations: { readonly edges: readonly { readonly node: ShownModeration }[] };
}

type Author = { readonly id: string; readonly publicName: string } | null;

interface Written {
  readonly version: number;
  readonly author: Author;
}

interface ShownSummary {
  readonly body: string | null;
  readonly upTo: number;
}

export interface ShownContribution extends Worrying {
  readonly kind: Kind;
  readonly state: 'STANDING' | 'HIDDEN' | 'WITHDRAWN' | 'ERASED';
  readonly html: string | null;
  readonly writtenAt: Instant;
  readonly editedAt: Instant | null;
  readonly repliesToNumber: number | null;
  readonly version: number;
  readonly author: Worrying['author'] & Author;
  readonly anchor: { readonly quote: string } | null;
  readonly relayed: { readonly way: string; readonly relayedBy: string; readonly contested: boolean } | null;
  readonly moderations: readonly ShownModeration[];
}

/** What the page shows beside the thread. */
export interface Beside extends Omit<AroundModeration & AroundConcern, 'href'> {
  readonly zone: Zone;
  /** The language of the collective, in which its members write. */
  readonly language: Locale;
  /** What it is about, by name. */
  readonly subjects: readonly string[];
  /** The number after which the page begins, and how many it shows. */
  readonly after: number;
  readonly length: number;
  /** A key by which a form that is sent twice is one contribution. */
  readonly key: string;
  /** What came of a form that was sent, and what was typed into it. */
  readonly said: string | null;
  readonly typed: TypedWords;
}

export interface TypedWords {
  readonly kind: string;
  readonly repliesTo: string;
  readonly body: string;
  /** Of a concern: the day on which to look at it again. */
  readonly reviewOn: string;
}

/** What it is about first, then what was said, in its order, and the form to speak. */
export function threadPage(locale: Locale, thread: ShownThread, beside: Beside): string {
  const words = WORDS[locale];
  const { subjects, language } = beside;
  const unread = thread.unreadCount === 0 ? '' : ` ${words.unread(thread.unreadCount)}`;
  const all = thread.contributions.edges.map(({ node }) => node);
  return page(
    locale,
    thread.title ?? subjects[0] ?? words.title,
    [
      alert(beside.said),
      answerGivenBack(locale, all, { ...beside, href: hrefOf(thread) }),
      subjects.length === 0 ? '' : `<p>${words.about} ${escape(subjects.join(', '))}.</p>`,
      `<p>${words.count(thread.contributionCount)}${unread}</p>`,
      ofThread(locale, thread, beside),
      summary(locale, thread, language),
      turned(thread, words.before, beside.after === 0 ? null : Math.max(0, beside.after - beside.length)),
      all.map((one) => contribution(locale, thread, one, beside)).join('\n'),
      turned(thread, words.after, isLast(thread, all) ? null : beside.after + beside.length),
      reading(locale, thread, all),
      form(locale, thread, beside),
      `<p><a href="/fils">${words.threads}</a></p>`,
      home(locale),
    ],
    STYLE,
  );
}

export const noThreadPage = (locale: Locale, ...typed: readonly string[]): string =>
  noPage(locale, WORDS[locale], typed);

const isLast = ({ contributionCount }: ShownThread, shown: readonly ShownContribution[]): boolean =>
  (shown.at(-1)?.number ?? contributionCount) >= contributionCount;

function summary(locale: Locale, { summaries }: ShownThread, language: Locale): string {
  const last = summaries.edges[0]?.node;
  if (!last || last.body === null) return '';
  const html = htmlOfBlocks(readMarkdown(last.body), notesIn(language, locale));
  return `<details open><summary>${WORDS[locale].summary(last.upTo)}</summary><div lang="${language}">${html}</div></details>`;
}

const turned = (thread: ShownThread, said: string, after: number | null): string =>
  after === null ? '' : `<p><a href="${hrefOf(thread)}?apres=${after}">${said}</a></p>`;

/** What moderation did to its title and to its summaries. */
function ofThread(locale: Locale, thread: ShownThread, beside: Beside): string {
  const { heading, summary: ofSummary } = WORDS[locale].moderation;
  const all = thread.moderations.edges.map(({ node }) => node);
  const authorOf = (version: number): string | undefined =>
    version === TITLE
      ? thread.openedBy?.id
      : thread.written.edges.find(({ node }) => node.version === version)?.node.author?.id;
  const said = {
    number: 0,
    called: (by: string, version: number) => (version === TITLE ? heading(by) : ofSummary(by, version)),
    isOwn: (version: number) => authorOf(version) === beside.viewerId,
  };
  return moderationsOf(locale, all, said, { ...beside, href: hrefOf(thread) });
}

/** The version of the words of a thread that is its title. */
export const TITLE = 0;

function contribution(locale: Locale, thread: ShownThread, one: ShownContribution, beside: Beside): string {
  const words = WORDS[locale];
  const { zone, language } = beside;
  const said = {
    number: one.number,
    called: (name: string, version: number) =>
      version === one.version ? words.moderation.current(name) : words.moderation.former(name, version),
    isOwn: () => one.author?.id === beside.viewerId,
  };
  const by = one.author?.publicName ?? COMMON[locale].somebody;
  const line = [
    words.kinds[one.kind],
    one.repliesToNumber === null ? '' : words.repliesTo(one.repliesToNumber),
    hourOf(one.writtenAt, locale, zone),
    one.editedAt === null ? '' : words.edited,
    one.relayed === null ? '' : words.relayed(one.relayed.relayedBy, one.relayed.way),
    one.relayed?.contested === true ? words.contested : '',
  ].filter((part) => part !== '');
  return `<article id="n${one.number}"><h2>${one.number}. ${escape(by)}</h2>
<p>${escape(line.join(', '))}</p>
${one.anchor === null ? '' : `<p>${words.passage}</p><blockquote lang="${language}">${escape(one.anchor.quote)}</blockquote>`}
${one.state === 'STANDING' ? '' : `<p><em>${words.gone[one.state]}</em></p>`}
${moderationsOf(locale, one.moderations, said, { ...beside, href: hrefOf(thread) })}
${one.html === null ? '' : `<div lang="${language}">${one.html}</div>`}
${concernOf(locale, one, { ...beside, href: hrefOf(thread) })}</article>`;
}

/** Nothing is read by being shown: whoever looks says so. */
function reading(locale: Locale, thread: ShownThread, shown: readonly ShownContribution[]): string {
  const last = shown.at(-1)?.number ?? 0;
  if (last <= thread.viewerReadUpTo) return '';
  return `<form method="post" action="${hrefOf(thread)}"><input type="hidden" name="upTo" value="${last}">
<button name="act" value="read">${WORDS[locale].read}</button></form>`;
}

function form(locale: Locale, thread: ShownThread, { typed, key, isAboutProposal }: Beside): string {
  const words = WORDS[locale];
  const isDated = isAboutProposal || typed.reviewOn !== '';
  const option = (kind: Kind): string =>
    `<option value="${kind}"${kind === typed.kind ? ' selected' : ''}>${words.kinds[kind]}</option>`;
  return `<form method="post" action="${hrefOf(thread)}"><h2>${words.yours}</h2>
<input type="hidden" name="key" value="${escape(key)}">
<label>${words.kind} <select name="kind">${KINDS.map(option).join('')}</select></label>
<label>${words.reply} <input name="repliesTo" inputmode="numeric" value="${escape(typed.repliesTo)}" autocomplete="off" maxlength="10"></label>
<label>${words.body} <textarea name="body" rows="6">${escape(typed.body)}</textarea></label>
${isDated ? dayField(words.concern.date, typed.reviewOn) : ''}
<p><button name="act" value="say">${words.say}</button></p>
</form>`;
}

const hrefOf = ({ id }: ShownThread): string => `/fils/${addressOf('Thread', id) ?? ''}`;

/** A page of threads: `title` is text, and the parts are HTML that was escaped; empty ones are left out. */
const STYLE = `${LISTS}  h2 { margin: .25rem 0 }
  input[type=radio] { display: inline; width: auto }
`;
