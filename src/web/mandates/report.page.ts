import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { givenBack } from '../members-page.js';
import { alert, lastUpTo, LISTS, page, section, written, type Around } from '../members-parts.js';
import { WORDS as COMMON } from '../members-words.js';
import { escape } from '../page.js';
import { hrefOf, said, waysBack } from './ways.js';
import { WORDS } from './words.js';

export interface ReportVersion {
  readonly version: number;
  readonly body: string;
  readonly authorId: string;
  readonly writtenAt: Instant;
}

export interface ShownReport {
  readonly number: number;
  readonly versions: readonly ReportVersion[];
}

/** Those of a mandate who may report on it, whatever became of it. */
export interface Reporters {
  readonly holders: readonly { readonly id: string }[];
  readonly formerHolders: readonly { readonly memberId: string }[];
}

/** A mandate as the page of one of its reports shows it. */
export interface ReportedMandate extends Reporters {
  readonly id: string;
  readonly task: string;
  readonly title: string;
  readonly reports: readonly ShownReport[];
}

/** docs/decisions/040: who holds or ever held it, and who has its task now (`inTask`). */
export const mayReport = (
  { holders, formerHolders }: Reporters,
  inTask: readonly string[],
  memberId: string,
): boolean =>
  inTask.includes(memberId) ||
  holders.some(({ id }) => id === memberId) ||
  formerHolders.some((former) => former.memberId === memberId);

/** The last reports on a mandate, as they stand. `upTo`: the report up to which they are shown; null for the last. */
export function reportsOf(
  locale: Locale,
  mandate: Pick<ReportedMandate, 'id' | 'reports'>,
  beside: Around & { readonly upTo: number | null; readonly mayReport: boolean },
): string {
  const words = WORDS[locale];
  const { shown, before } = lastUpTo(mandate.reports, beside.upTo);
  const report = ({ number, versions }: ShownReport): string => {
    const last = versions.at(-1);
    if (!last) return '';
    const href = hrefOfReport(mandate, number);
    const version =
      last.version === 1 ? '' : `, <a href="${href}#versions">${words.version(last.version)}</a>`;
    return `<article id="r${number}"><h3>${number}. ${said(last.authorId, last.writtenAt, locale, beside)}${version}</h3>
${written(last.body, locale, beside)}
${beside.mayReport ? `<p><a href="${href}">${words.rewrite}</a></p>` : ''}</article>`;
  };
  return section(
    words.reports,
    shown.length === 0 ? `<p>${words.noReport}</p>` : shown.map(report).join('\n'),
    before === 0 ? '' : `<p><a href="${hrefOf(mandate)}?jusque=${before}">${COMMON[locale].earlier}</a></p>`,
  );
}

/** What the page of a report shows beside it. */
export interface BesideReport extends Around {
  readonly mayReport: boolean;
  /** The version up to which they are shown; null for the last. */
  readonly upTo: number | null;
  /** A key by which a form that is sent twice is one version. */
  readonly key: string;
  /** What was typed; null where the form begins with the words that stand. */
  readonly typed: string | null;
}

/** One report: a form that begins with its words, or why there is none; then all its versions. */
export function reportPage(
  locale: Locale,
  mandate: ReportedMandate,
  { number, versions }: ShownReport,
  beside: BesideReport,
): string {
  const words = WORDS[locale];
  const { shown, before } = lastUpTo(versions, beside.upTo);
  const href = hrefOfReport(mandate, number);
  const version = (one: ReportVersion): string =>
    `<article><h3>${one.version}. ${said(one.authorId, one.writtenAt, locale, beside)}</h3>
${written(one.body, locale, beside)}</article>`;
  return page(
    locale,
    words.rewriteTitle(number, mandate.title),
    [
      alert(beside.said),
      beside.mayReport ? form(locale, href, versions.at(-1), beside) : `<p>${words.notReporter}</p>`,
      beside.mayReport ? '' : givenBack(COMMON[locale].typed, beside.typed ?? ''),
      section(
        `<span id="versions">${words.versions}</span>`,
        shown.map(version).join('\n'),
        before === 0
          ? ''
          : `<p><a href="${href}?jusque=${before}#versions">${COMMON[locale].earlier}</a></p>`,
      ),
      `<p><a href="${hrefOf(mandate)}">${words.back}</a></p>`,
      waysBack(locale),
    ],
    LISTS,
  );
}

function form(
  locale: Locale,
  href: string,
  stands: ReportVersion | undefined,
  { key, typed }: BesideReport,
): string {
  const words = WORDS[locale];
  return `<p>${words.rewriteNote}</p>
<form method="post" action="${href}"><input type="hidden" name="key" value="${escape(key)}">
<input type="hidden" name="version" value="${stands?.version ?? 0}">
<label>${words.rewriteText} <textarea name="report" rows="12">
${escape(typed ?? stands?.body ?? '')}</textarea></label>
<p><button>${words.sendRewrite}</button></p></form>`;
}

const hrefOfReport = (mandate: { readonly id: string }, number: number): string =>
  `${hrefOf(mandate)}/comptes-rendus/${number}`;
