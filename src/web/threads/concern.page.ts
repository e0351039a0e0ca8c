import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { givenBack } from '../members-page.js';
import { timed } from '../members-parts.js';
import { WORDS as COMMON } from '../members-words.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** What a form says of a concern: looked at again on a day, none any more, taken up in a thread. */
export const ANSWERS = ['LATER', 'NO_LONGER', 'TAKEN_UP'] as const;
export type AnswerKind = (typeof ANSWERS)[number];

/** What became of a concern, as the API gives it. */
export interface ShownConcern {
  readonly state: 'VOICED' | 'CARRIED' | 'DUE' | 'SETTLED' | 'TAKEN_UP';
  readonly reviewAt: Instant | null;
  readonly reviews: readonly ShownReview[];
}

interface ShownReview {
  readonly threadId: string | null;
  readonly proposalId: string | null;
  readonly saidAt: Instant;
}

/** A contribution, as far as it is a concern. */
export interface Worrying {
  readonly number: number;
  readonly author: { readonly id: string; readonly state: string } | null;
  /** Null where it is no concern, or has no date and no decision carries it. */
  readonly concern: ShownConcern | null;
  readonly viewerMayReview: { readonly allowed: boolean };
}

/** An answer as it was typed; `reviewOn` is a civil date where it can be read. */
export interface TypedAnswer {
  readonly number: number;
  readonly how: string;
  readonly body: string;
  readonly reviewOn: string;
  readonly title: string;
}

export interface AroundConcern {
  readonly viewerId: string;
  readonly zone: Zone;
  /** The address of the thread, to which forms are sent. */
  readonly href: string;
  /** What threads and proposals are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether the thread is about a proposal: only what is to be decided has a date. */
  readonly isAboutProposal: boolean;
  /** What was typed into a form that was not taken. */
  readonly answer: TypedAnswer | null;
}

/** When the collective looks at a concern again, or what became of it, and the form to answer for whoever may. */
export function concernOf(locale: Locale, one: Worrying, around: AroundConcern): string {
  const became = one.concern === null ? '' : whatBecame(locale, one.concern, around);
  return [became === '' ? '' : `<p>${became}</p>`, mayAnswer(one, around) ? form(locale, one, around) : '']
    .filter((part) => part !== '')
    .join('\n');
}

/** What was typed about a concern that whoever typed it may not answer, or that the page does not show. */
export function answerGivenBack(locale: Locale, shown: readonly Worrying[], around: AroundConcern): string {
  const { answer } = around;
  if (answer === null || shown.some((one) => one.number === answer.number && mayAnswer(one, around)))
    return '';
  return [answer.body, answer.title].map((typed) => givenBack(COMMON[locale].typed, typed)).join('');
}

/** The day on which to look at a concern again, as a field for whoever speaks. */
export const dayField = (label: string, typed: string): string =>
  `<label>${label} <input type="date" name="reviewOn" value="${escape(typed)}"></label>`;

/** The API says who may date it; nobody dates what is about no proposal. */
const mayAnswer = ({ concern, viewerMayReview }: Worrying, { isAboutProposal }: AroundConcern): boolean =>
  viewerMayReview.allowed && (concern !== null || isAboutProposal);

function whatBecame(
  locale: Locale,
  { state, reviewAt, reviews }: ShownConcern,
  around: AroundConcern,
): string {
  const words = WORDS[locale].concern;
  const last = reviews.at(-1);
  switch (state) {
    case 'VOICED':
    case 'CARRIED':
    case 'DUE':
      return reviewAt === null ? words.undated : timed(reviewAt, locale, around, words.states[state]);
    case 'SETTLED':
      return last ? timed(last.saidAt, locale, around, words.settled) : '';
    case 'TAKEN_UP':
      return last
        ? `${timed(last.saidAt, locale, around, words.takenUp)} ${whereTo(locale, last, around)}`
        : '';
  }
}

/** A thread has a page, under a title that moderation may have taken out; a proposal is named. */
function whereTo(locale: Locale, { threadId, proposalId }: ShownReview, { names }: AroundConcern): string {
  const words = WORDS[locale].concern;
  if (threadId === null) return `${escape(names.get(proposalId ?? '') ?? words.aProposal)}.`;
  const title = escape(names.get(threadId) ?? words.aThread);
  return `<a href="/fils/${addressOf('Thread', threadId) ?? ''}">${title}</a>.`;
}

/** Open where its date has come, or where what was typed was not taken. */
function form(locale: Locale, one: Worrying, { viewerId, href, answer }: AroundConcern): string {
  const words = WORDS[locale].concern;
  const typed = answer?.number === one.number ? answer : null;
  const offered = answersFor(one, viewerId);
  const isOpen = one.concern?.state === 'DUE' || typed !== null;
  const choice = (how: AnswerKind): string => {
    const isChosen = how === typed?.how || offered.length === 1;
    return `<label><input type="radio" name="how" value="${how}" required${isChosen ? ' checked' : ''}> ${words.answers[how]}</label>`;
  };
  const fields: { readonly [A in AnswerKind]: string } = {
    LATER: `\n${dayField(words.day, typed?.reviewOn ?? '')}`,
    NO_LONGER: '',
    TAKEN_UP: `\n<label>${words.threadTitle} <input name="title" value="${escape(typed?.title ?? '')}" autocomplete="off" maxlength="200"></label>`,
  };
  return `<details${isOpen ? ' open' : ''}><summary>${words.answer}</summary>
<form method="post" action="${href}">
<input type="hidden" name="number" value="${one.number}">
<label>${words.why} <textarea name="body" rows="4" required>${escape(typed?.body ?? '')}</textarea></label>
<fieldset><legend>${words.becomes}</legend>
${offered.map((how) => choice(how) + fields[how]).join('\n')}
</fieldset>
<p><button name="act" value="answer">${words.send}</button></p></form></details>`;
}

/** What whoever looks may say, where they may date it: that it is none any more its author says, or anybody once they are gone. */
function answersFor({ concern, author }: Worrying, viewerId: string): readonly AnswerKind[] {
  const isAuthor = author?.id === viewerId;
  const isDue = concern?.state === 'DUE';
  if (!isDue && !(isAuthor && concern?.state === 'CARRIED')) return ['LATER'];
  return isAuthor || author?.state !== 'ACTIVE' ? ANSWERS : ['LATER', 'TAKEN_UP'];
}
