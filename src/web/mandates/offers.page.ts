import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { called, further, section, timed, written, type Around, type Paged } from '../members-parts.js';
import { escape } from '../page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

export interface ShownOffer {
  readonly id: string;
  readonly title: string;
  readonly instructions: string;
  readonly until: Instant | null;
  readonly reportDueAt: Instant | null;
  readonly authorId: string;
  readonly groupId: string | null;
  readonly volunteerIds: readonly string[];
}

/** What was typed of a task; days as they were typed, and the id of a group or nothing. */
export interface TypedOffer {
  readonly title: string;
  readonly instructions: string;
  readonly until: string;
  readonly reportDue: string;
  readonly group: string;
}

export interface AroundOffers extends Around {
  /** The cursor after which the offers begin. */
  readonly offersAfter: string;
  /** Which of those who offered them are members still. */
  readonly here: ReadonlySet<string>;
  /** The working groups that have tasks to offer. */
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  /** A key by which a form that is sent twice is one offer. */
  readonly key: string;
  readonly typed: TypedOffer;
}

/** The tasks that look for a volunteer, and the form that adds one. */
export function offersSection(locale: Locale, offers: Paged<ShownOffer>, around: AroundOffers): string {
  const words = WORDS[locale];
  return section(
    words.offers,
    offers.edges.length === 0 ? `<p>${words.noOffer}</p>` : `<p>${words.offersNote}</p>`,
    offers.edges.map(({ node }) => offer(locale, node, around)).join('\n'),
    further(offers, locale, `${HERE}?offres=`),
    form(locale, around),
  );
}

function offer(locale: Locale, shown: ShownOffer, around: AroundOffers): string {
  const words = WORDS[locale];
  const { id, title, instructions, authorId, volunteerIds } = shown;
  const button = (act: string, said: string): string => `<button name="act" value="${act}">${said}</button>`;
  // Whoever offered it takes it back; once they are gone, anybody does.
  const mayTakeBack = authorId === around.viewerId || !around.here.has(authorId);
  return `<article id="${escape(id)}"><h3>${escape(title)}</h3>
${written(instructions, locale, around)}
<p>${facts(locale, shown, around)}</p>
<form method="post" action="${HERE}"><input type="hidden" name="offer" value="${escape(id)}">
<input type="hidden" name="after" value="${escape(around.offersAfter)}">
${volunteerIds.includes(around.viewerId) ? button('withdraw', words.withdraw) : button('volunteer', words.volunteer)}
${mayTakeBack ? button('takeBack', words.takeBack) : ''}</form></article>`;
}

/** Who offered it, until when it is needed and who would do it. */
function facts(locale: Locale, shown: ShownOffer, around: AroundOffers): string {
  const words = WORDS[locale];
  const { until, reportDueAt, authorId, groupId, volunteerIds } = shown;
  const group = groupId === null ? undefined : around.names.get(groupId);
  return [
    escape(words.offeredBy(called([authorId], locale, around))),
    group === undefined ? '' : escape(words.ofGroup(group)),
    until === null ? '' : timed(until, locale, around, words.needed),
    reportDueAt === null ? '' : timed(reportDueAt, locale, around, words.reportDue),
    volunteerIds.length === 0
      ? words.noVolunteer
      : escape(words.volunteers(called(volunteerIds, locale, around))),
  ]
    .filter((fact) => fact !== '')
    .join(' ');
}

function form(locale: Locale, { key, typed, groups }: AroundOffers): string {
  const words = WORDS[locale];
  const option = (id: string, name: string): string =>
    `<option value="${escape(id)}"${id === typed.group ? ' selected' : ''}>${escape(name)}</option>`;
  const day = (name: 'until' | 'reportDue', said: string): string =>
    `<label>${said} <input type="date" name="${name}" value="${escape(typed[name])}"></label>`;
  const group = `<label>${words.offerGroup} <select name="group">
${[{ id: '', name: words.noGroup }, ...groups].map(({ id, name }) => option(id, name)).join('\n')}
</select></label>`;
  return `<form method="post" action="${HERE}"><h3>${words.offer}</h3>
<p>${words.offerNote}</p>
<input type="hidden" name="key" value="${escape(key)}">
<label>${words.offerTitle} <input name="title" value="${escape(typed.title)}" autocomplete="off" maxlength="200"></label>
<label>${words.offerInstructions} <textarea name="instructions" rows="4">${escape(typed.instructions)}</textarea></label>
${day('until', words.offerUntil)}
${day('reportDue', words.offerReport)}
${groups.length === 0 ? '' : group}
<p><button name="act" value="offer">${words.sendOffer}</button></p></form>`;
}
