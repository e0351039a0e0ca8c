import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { hourOf } from '../members-page.js';
import { escape, pageOf } from '../page.js';
import type { PublicThings } from './public-things.js';
import { WORDS } from './words.js';

/** One thing that awaits a member, as the API gives it. */
export interface AwaitedThing {
  readonly reason:
    | 'ON_ROLL'
    | 'CONSENT_ASKED'
    | 'OBJECTION_INTEGRATED'
    | 'EXCLUSION_ASKED'
    | 'LAST_WORD'
    | 'CONSENT_PHASE'
    | 'OBJECTION_STANDS'
    | 'CONCERN_DUE'
    | 'NOMINATION_ASKED'
    | 'REASONS_TO_READ'
    | 'WORDS_HIDDEN'
    | 'HIDING_UPHELD'
    | 'UNREAD'
    | 'REPORT_OVERDUE'
    | 'REPORT_DUE'
    | 'HOLDS'
    | 'IN_GROUP'
    | 'GROUP_ASLEEP';
  readonly objectType: string;
  readonly objectId: string;
  readonly title: string | null;
  readonly dueAt: Instant | null;
  readonly count: number | null;
}

type Rhythm = 'DAILY' | 'WEEKLY' | 'NONE';
export const RHYTHMS: readonly Rhythm[] = ['DAILY', 'WEEKLY', 'NONE'];

/** Who looks, as the API gives it. */
export interface Guest {
  readonly publicName: string;
  readonly noticeRhythm: Rhythm | null;
  readonly lettersReachYou: boolean | null;
  /** Null once they are no longer a member. */
  readonly collective: { readonly id: string; readonly name: string; readonly zone: Zone } | null;
  readonly awaited: readonly AwaitedThing[];
  readonly hasMore: boolean;
}

/** What is theirs to look after, and asks nothing today. */
const YOURS: readonly string[] = ['HOLDS', 'IN_GROUP', 'GROUP_ASLEEP'];

/** What the door shows: `meant` is the collective that a letter led to, where there are several. */
export interface Door {
  readonly things: PublicThings;
  readonly meant: string | null;
  readonly notice: string;
}

/** The first page, for anybody: what this is, the way in, and what is public. */
export function doorPage(locale: Locale, { things, meant, notice }: Door): string {
  const words = WORDS[locale];
  return page(locale, [
    `<p>${words.what}</p>`,
    `<p><a class="button" href="/entrer${meant === null ? '' : `?collective=${meant}`}">${words.enter}</a></p>`,
    `<p>${words.entered} <a href="/">${words.open}</a></p>`,
    published(locale, things),
    notice,
  ]);
}

/** The same for whoever has entered: what awaits them, in sentences, and what they may set. */
export function homePage(locale: Locale, guest: Guest, things: PublicThings): string {
  const words = WORDS[locale];
  const { collective } = guest;
  if (!collective) return page(locale, [`<p>${words.gone}</p>`, published(locale, things), leaving(locale)]);
  const line = (thing: AwaitedThing): string => `<li>${sentence(locale, thing, collective.zone)}</li>`;
  const asked = guest.awaited.filter(({ reason }) => !YOURS.includes(reason));
  const own = guest.awaited.filter(({ reason }) => YOURS.includes(reason));
  return page(locale, [
    `<p>${escape(words.hello(guest.publicName, collective.name))}</p>`,
    guest.lettersReachYou === false ? `<p role="alert">${words.lost}</p>` : '',
    `<h2>${words.awaits}</h2>`,
    asked.length === 0 ? `<p>${words.nothing}</p>` : `<ol>\n${asked.map(line).join('\n')}\n</ol>`,
    guest.hasMore ? `<p>${words.more}</p>` : '',
    own.length === 0 ? '' : `<h2>${words.yours}</h2>\n<ul>\n${own.map(line).join('\n')}\n</ul>`,
    `<h2>${words.places}</h2>`,
    `<ul>
<li><a href="/qui-fait-quoi">${words.whoDoesWhat}</a></li>
<li><a href="/groupes">${words.groupsHere}</a></li>
<li><a href="/fils">${words.threadsHere}</a></li>
<li><a href="/textes?collective=${collective.id}">${words.textsHere}</a></li>
${things.appeals.map((one) => appeal(locale, one)).join('\n')}
<li><a href="/explorer">${words.api}</a></li>
</ul>`,
    letters(locale, guest),
    leaving(locale),
  ]);
}

/** What is asked, about what and until when: a link where a page answers it. */
function sentence(locale: Locale, thing: AwaitedThing, zone: Zone): string {
  const words = WORDS[locale];
  const said = words.reasons[thing.reason](thing.count ?? 0);
  const whole = escape(thing.title === null ? said : words.about(said, thing.title));
  const href = pageOfThing(thing);
  const linked = href === null ? whole : `<a href="${href}">${whole}</a>`;
  // A concern that came back is due since a day that is past.
  if (thing.dueAt === null || thing.reason === 'CONCERN_DUE') return linked;
  const due = thing.reason.startsWith('REPORT') ? words.due.for : words.due.until;
  return `${linked}, <time datetime="${thing.dueAt}">${escape(due(hourOf(thing.dueAt, locale, zone)))}</time>`;
}

/** The things that have a page for members. */
const PAGES = [
  ['Poll', '/scrutins'],
  ['ElectionWithoutCandidates', '/designations'],
  ['Thread', '/fils'],
  ['Mandate', '/qui-fait-quoi'],
  ['WorkingGroup', '/groupes'],
  ['Proposal', '/consentements'],
  ['Contribution', '/fils/paroles'],
] as const;

/** Where it is answered; null where no page does. */
function pageOfThing({ objectId }: AwaitedThing): string | null {
  for (const [type, path] of PAGES) {
    const address = addressOf(type, objectId);
    if (address !== null) return `${path}/${address}`;
  }
  return null;
}

function published(locale: Locale, { collectives, appeals }: PublicThings): string {
  const words = WORDS[locale];
  const items = [
    ...collectives.map(({ id, name, hasTexts }) => {
      const enter = collectives.length > 1 ? `, <a href="/entrer?collective=${id}">${words.enterIt}</a>` : '';
      const called = escape(words.texts(name));
      const texts = hasTexts ? `<a href="/textes?collective=${id}">${called}</a>` : escape(name);
      return `<li>${texts} (<a href="/feed.atom?collective=${id}">${words.feed}</a>${enter})</li>`;
    }),
    ...appeals.map((one) => appeal(locale, one)),
  ];
  return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>`;
}

const appeal = (locale: Locale, { address, title }: PublicThings['appeals'][number]): string =>
  `<li><a href="/appels/${address}">${escape(WORDS[locale].appeal(title))}</a></li>`;

function letters(locale: Locale, { noticeRhythm }: Guest): string {
  if (noticeRhythm === null) return '';
  const words = WORDS[locale];
  const choice = (rhythm: Rhythm): string =>
    `<label><input type="radio" name="rhythm" value="${rhythm}"${rhythm === noticeRhythm ? ' checked' : ''}> ${words.rhythm[rhythm]}</label>`;
  return `<h2>${words.letters}</h2>
<form method="post" action="/lettres">
${RHYTHMS.map(choice).join('\n')}
<button>${words.save}</button>
</form>`;
}

const leaving = (locale: Locale): string =>
  `<form method="post" action="/sortir"><button>${WORDS[locale].leave}</button></form>`;

const page = (locale: Locale, parts: readonly string[]): string =>
  pageOf(locale, {
    title: WORDS[locale].title,
    style: STYLE,
    body: parts.filter((part) => part !== '').join('\n'),
  });

const STYLE = `  body { max-width: 40rem; margin: 5vh auto; padding: 0 1rem; overflow-wrap: anywhere }
  li { margin: .75rem 0 }
  h2 { font-size: 1.1em; margin-top: 2rem }
  h3 { font-size: 1em; margin-bottom: .25rem }
  label { display: block; margin: .5rem 0 }
  button, .button { font: inherit; display: inline-block; padding: .75rem 2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
  form, details { margin-top: 2rem }
`;
