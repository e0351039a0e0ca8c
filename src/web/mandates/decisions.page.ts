import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { givenBack } from '../members-page.js';
import {
  alert,
  called,
  further,
  lastUpTo,
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
import type { ListedDecision } from './who-does-what.page.js';
import { HERE, waysBack } from './ways.js';
import { WORDS } from './words.js';

type State = 'NOBODY' | 'UNDER_WAY' | 'DONE' | 'DROPPED';

export interface FollowUp {
  readonly state: State;
  readonly takenUpById: string | null;
  readonly steps: readonly {
    readonly state: State;
    readonly note: string;
    readonly authorId: string;
    readonly saidAt: Instant;
    readonly lineId: string | null;
  }[];
}

/** A decision with what became of it, as the API lists it. */
export interface FollowedUp extends ListedDecision {
  readonly followUp: Pick<FollowUp, 'state' | 'takenUpById'>;
}

/** A decision as its page shows it. */
export interface ShownDecision {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly proclaimedAt: Instant;
  readonly followUp: FollowUp | null;
}

/** The lists that an address may ask for, each with what it holds. */
export const FILTERS = {
  toutes: null,
  personne: ['NOBODY'],
  'en-cours': ['UNDER_WAY'],
  faites: ['DONE'],
  abandonnees: ['DROPPED'],
} as const satisfies Record<keyof (typeof WORDS)['fr']['filters'], readonly State[] | null>;
export type Filter = keyof typeof FILTERS;

/** What became of each decision, the latest first. */
export function decisionsPage(
  locale: Locale,
  decisions: Paged<FollowedUp>,
  around: Around & { readonly filter: Filter },
): string {
  const words = WORDS[locale];
  const filter = (one: Filter): string =>
    one === around.filter
      ? `<strong>${words.filters[one]}</strong>`
      : `<a href="${HERE}/decisions?etat=${one}">${words.filters[one]}</a>`;
  const line = ({ node }: (typeof decisions.edges)[number]): string =>
    `<a href="${hrefOf(node.decisionId)}">${escape(node.title)}</a> (${escape(node.label)})
<br>${became(locale, node.followUp, around)}`;
  return page(
    locale,
    words.decisions,
    [
      `<p>${Object.keys(FILTERS)
        .map((one) => filter(one as Filter))
        .join(' · ')}</p>`,
      decisions.edges.length === 0 ? `<p>${words.noDecision}</p>` : listed(decisions.edges.map(line)),
      further(decisions, locale, `${HERE}/decisions?etat=${around.filter}&amp;apres=`),
      waysBack(locale),
    ],
    LISTS,
  );
}

/** What the page of a decision shows beside it. */
export interface AroundDecision extends Around {
  /** The step up to which they are shown; null for the last. */
  readonly upTo: number | null;
  /** What was typed: a word, and a day. */
  readonly note: string;
  readonly until: string;
  /** Until when whoever sees to it asks for a mandate; null where they do not, or no more. */
  readonly askedUntil: Instant | null;
}

/** Where one decision stands, all that was said of it, and what may be said. */
export function decisionPage(
  locale: Locale,
  { id, label, title, proclaimedAt, followUp }: ShownDecision,
  around: AroundDecision,
): string {
  const words = WORDS[locale];
  return page(
    locale,
    title,
    [
      alert(around.said),
      `<p>${timed(proclaimedAt, locale, around, (when) => words.decided(label, when))}</p>`,
      `<p><strong>${followUp === null ? words.asksNothing : became(locale, followUp, around)}</strong></p>`,
      around.askedUntil === null
        ? ''
        : `<p>${timed(around.askedUntil, locale, around, words.mandateAsked)}</p>`,
      followUp === null ? givenBack(COMMON[locale].typed, around.note) : form(locale, id, followUp, around),
      followUp === null ? '' : steps(locale, id, followUp, around),
      `<p><a href="${HERE}/decisions">${words.decisions}</a></p>`,
      waysBack(locale),
    ],
    LISTS,
  );
}

function became(
  locale: Locale,
  { state, takenUpById }: Pick<FollowUp, 'state' | 'takenUpById'>,
  around: Around,
): string {
  const { became: says } = WORDS[locale];
  if (state !== 'UNDER_WAY') return says[state];
  return escape(says.UNDER_WAY(called([takenUpById ?? ''], locale, around)));
}

function form(
  locale: Locale,
  id: string,
  { state, takenUpById }: FollowUp,
  { viewerId, note, until }: AroundDecision,
): string {
  const words = WORDS[locale];
  const mayTake = state !== 'UNDER_WAY';
  const button = (act: string, said: string): string => `<button name="act" value="${act}">${said}</button>`;
  return `<form method="post" action="${hrefOf(id)}"><h2>${words.say}</h2>
<label>${words.note} <textarea name="note" rows="4">${escape(note)}</textarea></label>
${mayTake ? `<label>${words.takeUntil} <input type="date" name="until" value="${escape(until)}"></label>` : ''}
<p>${mayTake ? button('take', words.take) : ''}
${takenUpById === viewerId ? button('leave', words.letGo) : ''}
${button('done', words.done)}
${button('drop', words.drop)}</p>
</form>${mayTake ? '' : givenBack(COMMON[locale].typed, until)}`;
}

function steps(
  locale: Locale,
  id: string,
  followUp: FollowUp,
  around: Around & { readonly upTo: number | null },
): string {
  const words = WORDS[locale];
  const { shown, before } = lastUpTo(followUp.steps, around.upTo);
  const step = ({ state, note, authorId, saidAt }: FollowUp['steps'][number]): string =>
    `<article><p>${escape(called([authorId], locale, around))} ${words.saying[state]}, ${timed(saidAt, locale, around, (when) => when)}</p>
${written(note, locale, around)}</article>`;
  return section(
    shown.length === 0 ? '' : words.said,
    shown.map(step).join('\n'),
    before === 0 ? '' : `<p><a href="${hrefOf(id)}?jusque=${before}">${COMMON[locale].earlier}</a></p>`,
  );
}

const hrefOf = (id: string): string => `${HERE}/decisions/${addressOf('Decision', id) ?? ''}`;
