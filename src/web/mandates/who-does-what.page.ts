import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import {
  alert,
  further,
  listed,
  home,
  LISTS,
  page,
  section,
  timed,
  type Around,
  type Paged,
} from '../members-parts.js';
import { escape } from '../page.js';
import { offersSection, type AroundOffers, type ShownOffer } from './offers.page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

/** A mandate as a list shows it. */
export interface ListedMandate {
  readonly id: string;
  readonly title: string;
  readonly holders: readonly { readonly publicName: string }[];
  readonly startsAt: Instant;
  readonly endsAt: Instant | null;
  readonly nextReportDueAt: Instant | null;
  readonly reportOverdue: boolean;
}

export interface ListedDecision {
  readonly decisionId: string;
  readonly label: string;
  readonly title: string;
}

/** All that is read for the first of these pages. */
export interface WhoDoesWhat {
  readonly offers: Paged<ShownOffer>;
  readonly nobody: Paged<ListedDecision>;
  readonly late: Paged<ListedMandate>;
  readonly held: Paged<ListedMandate>;
}

/** What waits for somebody first, then what is held. */
export function whoDoesWhatPage(
  locale: Locale,
  { offers, nobody, late, held }: WhoDoesWhat,
  around: AroundOffers,
): string {
  const words = WORDS[locale];
  const lines = ({ edges }: Paged<ListedMandate>): string =>
    listed(edges.map(({ node }) => mandate(locale, node, around)));
  return page(
    locale,
    words.title,
    [
      alert(around.said),
      offersSection(locale, offers, around),
      section(
        words.nobody,
        nobody.edges.length === 0 ? `<p>${words.noNobody}</p>` : '',
        listed(nobody.edges.map(({ node }) => untaken(locale, node))),
        further(nobody, locale, `${HERE}/decisions?etat=personne&amp;apres=`),
        `<p><a href="${HERE}/decisions">${words.all}</a></p>`,
      ),
      section(
        late.edges.length === 0 ? '' : words.late,
        lines(late),
        further(late, locale, `${HERE}?retards=`, '#retards'),
      ),
      section(
        `<span id="mandats">${words.held}</span>`,
        held.edges.length === 0 ? `<p>${words.noMandate}</p>` : lines(held),
        further(held, locale, `${HERE}?mandats=`, '#mandats'),
      ),
      home(locale),
    ],
    LISTS,
  );
}

/** A press takes it up, on the page of the decision, where more can be said. */
function untaken(locale: Locale, { decisionId, label, title }: ListedDecision): string {
  const href = `${HERE}/decisions/${addressOf('Decision', decisionId)}`;
  return `<a href="${href}">${escape(title)}</a> (${escape(label)})
<form method="post" action="${href}"><button name="act" value="take">${WORDS[locale].take}</button></form>`;
}

function mandate(locale: Locale, one: ListedMandate, around: Around): string {
  const words = WORDS[locale];
  return `<a href="${HERE}/${addressOf('Mandate', one.id)}">${escape(one.title)}</a>
<br>${heldBy(locale, one)}, ${term(locale, one, around)}.${reportDue(locale, one, around, words)}`;
}

export const heldBy = (locale: Locale, { holders }: Pick<ListedMandate, 'holders'>): string =>
  holders.length === 0
    ? WORDS[locale].byNobody
    : escape(WORDS[locale].by(holders.map(({ publicName }) => publicName).join(', ')));

/** From when to when. */
export function term(
  locale: Locale,
  { startsAt, endsAt }: Pick<ListedMandate, 'startsAt' | 'endsAt'>,
  around: Around,
): string {
  const words = WORDS[locale];
  const until = endsAt === null ? words.untilSitting : timed(endsAt, locale, around, words.until);
  return `${timed(startsAt, locale, around, words.since)}, ${until}`;
}

/** When the next report is due, or was; empty where none is. */
export function reportDue(
  locale: Locale,
  {
    nextReportDueAt,
    reportOverdue,
    reportMissing = false,
  }: Pick<ListedMandate, 'nextReportDueAt' | 'reportOverdue'> & { readonly reportMissing?: boolean },
  around: Around,
  words: Pick<(typeof WORDS)[Locale], 'reportDue' | 'reportLate'> = WORDS[locale],
): string {
  if (nextReportDueAt === null) return '';
  const isLate = reportOverdue || reportMissing;
  const said = timed(nextReportDueAt, locale, around, isLate ? words.reportLate : words.reportDue);
  return ` ${isLate ? `<strong>${said}</strong>` : said}`;
}
