import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { givenBack } from '../members-page.js';
import {
  alert,
  further,
  listed,
  LISTS,
  page,
  section,
  timed,
  written,
  type Around,
  type Paged,
} from '../members-parts.js';
import { WORDS as COMMON } from '../members-words.js';
import { escape } from '../page.js';
import { mayReport, reportsOf, type ShownReport } from './report.page.js';
import { heldBy, reportDue, term } from './who-does-what.page.js';
import { hrefOf, said, waysBack } from './ways.js';
import { WORDS } from './words.js';

type State = 'LIVE' | 'ENDED' | 'HANDED_BACK' | 'REVOKED';

/** A mandate among those of its task. */
export interface HeldBefore {
  readonly id: string;
  readonly state: State;
  readonly holders: readonly { readonly id: string; readonly publicName: string }[];
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
}

/** A mandate as the API gives it to a member. */
export interface ShownMandate extends HeldBefore {
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly nextReportDueAt: Instant | null;
  readonly reportOverdue: boolean;
  readonly reportMissing: boolean;
  readonly boundByIds: readonly string[];
  readonly grantedById: string | null;
  readonly endedById: string | null;
  readonly scope: { readonly acts: readonly string[] };
  readonly formerHolders: readonly { readonly memberId: string }[];
  readonly reports: readonly ShownReport[];
  readonly instructionsAsked: readonly ShownAsking[];
  readonly handover: ShownHandover | null;
}

interface ShownAsking {
  readonly title: string;
  readonly askedById: string;
  readonly askedAt: Instant;
  readonly outcome: 'ADOPTED' | 'REJECTED' | null;
}

interface ShownHandover {
  readonly items: readonly {
    readonly kind: keyof (typeof WORDS)['fr']['items'];
    readonly title: string;
    readonly dueAt: Instant | null;
  }[];
  readonly notes: readonly {
    readonly body: string;
    readonly authorId: string;
    readonly writtenAt: Instant;
  }[];
}

/** What was typed into the forms of a holder. */
export interface TypedWords {
  readonly report: string;
  readonly title: string;
  readonly question: string;
  readonly word: string;
}

/** What the page shows beside the mandate. */
export interface Beside extends Around {
  /** The mandate of its task that is held: neither ended nor past its end; null where none is. */
  readonly liveId: string | null;
  /** Who has its task now. */
  readonly inTask: readonly string[];
  readonly history: Paged<HeldBefore>;
  /** The report up to which they are shown; null for the last. */
  readonly upTo: number | null;
  /** A key by which a form that is sent twice is one act. */
  readonly key: string;
  readonly typed: TypedWords;
}

/** The task and who holds it, what its holders may do here, then what they said of it and who had it before. */
export function mandatePage(locale: Locale, mandate: ShownMandate, beside: Beside): string {
  const words = WORDS[locale];
  const over = words.over[mandate.state === 'LIVE' ? 'ENDED' : mandate.state];
  const decision = (id: string | null, say: (name: string) => string): string =>
    id === null ? '' : `<p>${escape(say(beside.names.get(id) ?? words.hidden))}</p>`;
  return page(
    locale,
    mandate.title,
    [
      alert(beside.said),
      mandate.id === beside.liveId ? '' : `<p><strong>${over}</strong></p>`,
      `<p>${heldBy(locale, mandate)}, ${term(locale, mandate, beside)}.${reportDue(locale, mandate, beside)}</p>`,
      written(mandate.instructions, locale, beside),
      decision(mandate.grantedById, words.grantedBy),
      decision(mandate.endedById, words.endedBy),
      section(
        mandate.boundByIds.length === 0 ? '' : words.bound,
        listed(mandate.boundByIds.map((id) => escape(beside.names.get(id) ?? words.hidden))),
      ),
      section(
        mandate.scope.acts.length === 0 ? '' : words.acts,
        listed(mandate.scope.acts.map((act) => `<code>${escape(act)}</code>`)),
      ),
      forms(locale, mandate, beside),
      reportsOf(locale, mandate, {
        ...beside,
        mayReport: mayReport(mandate, beside.inTask, beside.viewerId),
      }),
      asked(locale, mandate, beside),
      handover(locale, mandate, beside),
      history(locale, mandate, beside),
      waysBack(locale),
    ],
    LISTS,
  );
}

/** What handing back does, in words, and the form that does it: nobody hands back by mistake. */
export function handBackPage(
  locale: Locale,
  mandate: ShownMandate,
  beside: Pick<Beside, 'said' | 'liveId' | 'viewerId'> & { readonly word: string },
): string {
  const words = WORDS[locale];
  const mayHandBack = mandate.id === beside.liveId && holds(mandate, beside.viewerId);
  return page(
    locale,
    words.handBackTitle(mandate.title),
    [
      alert(beside.said),
      mayHandBack
        ? `<p>${words.handBackDoes}</p>
<p>${words.handBackTells}</p>
<form method="post" action="${hrefOf(mandate)}/rendre">
<label>${words.handBackWords} <textarea name="word" rows="8">${escape(beside.word)}</textarea></label>
<label><input type="checkbox" name="sure" value="yes" required> ${words.sure}</label>
<p><button>${words.handBack}</button></p>
</form>`
        : `<p>${words.notYours}</p>`,
      mayHandBack ? '' : givenBack(COMMON[locale].typed, beside.word),
      `<p><a href="${hrefOf(mandate)}">${words.back}</a></p>`,
      waysBack(locale),
    ],
    LISTS,
  );
}

const holds = ({ holders }: HeldBefore, memberId: string): boolean =>
  holders.some(({ id }) => id === memberId);

/** What whoever holds it, held it to its end, or has its task now says of it. */
function forms(locale: Locale, mandate: ShownMandate, beside: Beside): string {
  const words = WORDS[locale];
  const { typed } = beside;
  const isLive = mandate.id === beside.liveId;
  const back = (...texts: readonly string[]): string =>
    texts.map((text) => givenBack(COMMON[locale].typed, text)).join('');
  const isHolder = holds(mandate, beside.viewerId);
  // Whoever has its task now reports for those who had it before.
  if (!isHolder && !beside.inTask.includes(beside.viewerId))
    return back(typed.report, typed.title, typed.question, typed.word);
  const form = (act: string, button: string, fields: string): string =>
    `<form method="post" action="${hrefOf(mandate)}"><input type="hidden" name="key" value="${escape(beside.key)}">
${fields}
<p><button name="act" value="${act}">${button}</button></p></form>`;
  const area = (name: keyof TypedWords, said: string): string =>
    `<label>${said} <textarea name="${name}" rows="5">${escape(typed[name])}</textarea></label>`;
  const asking = `<h3>${words.ask}</h3>
<p>${words.askNote}</p>
<label>${words.askTitle} <input name="title" value="${escape(typed.title)}" autocomplete="off" maxlength="200"></label>
${area('question', words.question)}`;
  const reporting = form('report', words.sendReport, area('report', words.report));
  if (!isHolder) return section(words.yoursNow, reporting, back(typed.title, typed.question, typed.word));
  return section(
    words.yours,
    reporting,
    isLive ? form('ask', words.sendAsk, asking) : form('leave', words.sendLeave, area('word', words.leave)),
    isLive ? back(typed.word) : back(typed.title, typed.question),
    isLive ? `<p><a href="${hrefOf(mandate)}/rendre">${words.handBack}</a></p>` : '',
  );
}

function asked(locale: Locale, { instructionsAsked }: ShownMandate, beside: Beside): string {
  const words = WORDS[locale];
  const line = ({ title, askedById, askedAt, outcome }: ShownAsking): string =>
    `${escape(title)}<br>${said(askedById, askedAt, locale, beside)}, ${outcome === null ? words.waits : words.answers[outcome]}`;
  return section(instructionsAsked.length === 0 ? '' : words.asked, listed(instructionsAsked.map(line)));
}

function handover(locale: Locale, { handover: left }: ShownMandate, beside: Beside): string {
  if (!left || (left.items.length === 0 && left.notes.length === 0)) return '';
  const words = WORDS[locale];
  const item = ({ kind, title, dueAt }: ShownHandover['items'][number]): string =>
    `${escape(title)}, ${words.items[kind]}${dueAt === null ? '' : `, ${timed(dueAt, locale, beside, (when) => when)}`}`;
  return section(
    words.handover,
    left.items.length === 0 ? '' : `<p>${words.open}</p>\n${listed(left.items.map(item))}`,
    ...left.notes.map(
      ({ body, authorId, writtenAt }) =>
        `<article><p>${said(authorId, writtenAt, locale, beside)}</p>${written(body, locale, beside)}</article>`,
    ),
  );
}

/** Who had the task, one after the other; a mandate that is past its end, and that nobody ended, is over all the same. */
function history(locale: Locale, mandate: ShownMandate, beside: Beside): string {
  const words = WORDS[locale];
  const line = ({ node }: Paged<HeldBefore>['edges'][number]): string => {
    const state = node.state === 'LIVE' && node.id !== beside.liveId ? 'ENDED' : node.state;
    const line = `${heldBy(locale, node)}, ${term(locale, node, beside)}, ${words.states[state]}`;
    return node.id === mandate.id ? `${line} (${words.thisOne})` : `<a href="${hrefOf(node)}">${line}</a>`;
  };
  return section(
    words.history,
    listed(beside.history.edges.map(line)),
    further(beside.history, locale, `${hrefOf(mandate)}?apres=`),
  );
}
