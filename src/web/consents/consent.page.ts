import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { alert, home, noPage, page, timed, written } from '../members-parts.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** A proposal on which consent is sought, as the API gives it to a member. */
export interface ShownProposal {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly version: number;
  readonly consents: readonly ShownConsent[];
  readonly polls: readonly ShownRound[];
}

/** One search for consent on it. */
export interface ShownConsent {
  readonly state: string;
  readonly phaseEndsAt: Instant | null;
  readonly whatNow: string;
  readonly rounds: readonly { readonly round: number; readonly pollId: string }[];
}

/** The poll of a round. */
interface ShownRound {
  readonly id: string;
  readonly state: string;
  readonly objections: readonly ShownObjection[];
}

export interface ShownObjection {
  readonly id: string;
  /** Null where the rule shows ballots to nobody, but for its author. */
  readonly memberId: string | null;
  readonly reason: string;
  readonly stands: boolean;
  readonly ended: 'WITHDRAWN' | 'INTEGRATED' | 'SET_ASIDE' | null;
  readonly integratedBy: number | null;
  readonly doubts: readonly string[];
}

/** What the page shows beside the search for consent. */
export interface Beside {
  readonly viewerId: string;
  readonly zone: Zone;
  /** The language of the collective, in which its members write. */
  readonly language: Locale;
  /** Public names by member, of those who object. */
  readonly names: ReadonlyMap<string, string>;
  /** The threads about the proposal. */
  readonly threads: readonly { readonly id: string; readonly title: string | null }[];
  /** What came of a form that was sent. */
  readonly said: string | null;
}

/** Where it is and until when, what is proposed, and the objections of each round, the last first. */
export function consentPage(
  locale: Locale,
  proposal: ShownProposal,
  consent: ShownConsent,
  beside: Beside,
): string {
  const words = WORDS[locale];
  const until =
    consent.phaseEndsAt === null ? '' : ` ${timed(consent.phaseEndsAt, locale, beside, words.until)}`;
  return page(
    locale,
    proposal.title,
    [
      alert(beside.said),
      `<p>${escape(consent.whatNow)}${until}</p>`,
      answering(locale, proposal, consent),
      `<details><summary>${words.proposal(proposal.version)}</summary>${written(proposal.rationale, locale, beside)}</details>`,
      ...consent.rounds
        .toReversed()
        .map((round) => objectionsOf(locale, proposal, consent, { ...beside, ...round })),
      talking(locale, beside),
      home(locale),
    ],
    STYLE,
  );
}

/** One sentence, the same for what is not there and for what is not theirs to see. */
export const noConsentPage = (locale: Locale): string => noPage(locale, WORDS[locale]);

/** The way to the box of the round that is asked. */
function answering(locale: Locale, { polls }: ShownProposal, { rounds }: ShownConsent): string {
  const asked = polls.find(({ id, state }) => state === 'OPEN' && rounds.some(({ pollId }) => pollId === id));
  if (!asked) return '';
  return `<p><a class="button" href="/scrutins/${addressOf('Poll', asked.id)}">${WORDS[locale].answer}</a></p>`;
}

function objectionsOf(
  locale: Locale,
  proposal: ShownProposal,
  { state }: ShownConsent,
  { round, pollId, ...beside }: Beside & ShownConsent['rounds'][number],
): string {
  const words = WORDS[locale];
  const poll = proposal.polls.find(({ id }) => id === pollId);
  if (!poll) return '';
  // What is met is met after its round and before what follows it.
  const isOpen = state === 'RUNNING' && poll.state === 'CLOSED';
  const isCalledOff = poll.state === 'CANCELLED';
  const shown = poll.objections.map((one) =>
    objection(locale, proposal.id, { ...one, isOpen, isCalledOff }, beside),
  );
  const nothing = `<p>${poll.state === 'OPEN' ? words.shut : words.none}</p>`;
  return `<h2>${words.round(round)}</h2>\n${shown.length === 0 ? nothing : shown.join('\n')}`;
}

function objection(
  locale: Locale,
  proposalId: string,
  one: OfRound,
  { viewerId, language, names }: Omit<Beside, 'threads' | 'said'>,
): string {
  const words = WORDS[locale];
  const isOwn = one.memberId === viewerId;
  const name = one.memberId === null ? undefined : names.get(one.memberId);
  const called = isOwn ? words.yours : name === undefined ? words.byNobody : words.by(name);
  const quoted = (text: string): string => `<blockquote lang="${language}">${escape(text)}</blockquote>`;
  const parts = [
    `<h3>${escape(called)}</h3>`,
    quoted(one.reason),
    `<p>${became(locale, one)}${isOwn && one.isOpen && one.ended === 'INTEGRATED' ? ` ${words.youSay}` : ''}</p>`,
    one.doubts.length === 0 ? '' : `<p>${words.doubts}</p>\n${one.doubts.map(quoted).join('\n')}`,
    isOwn && one.isOpen && one.stands ? withdrawing(locale, proposalId, one.id) : '',
  ];
  return `<section>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

/** An objection, and whether it is met just now or stands no more, for its round was called off. */
interface OfRound extends ShownObjection {
  readonly isOpen: boolean;
  readonly isCalledOff: boolean;
}

function became(locale: Locale, { ended, integratedBy, stands, isCalledOff }: OfRound): string {
  const words = WORDS[locale];
  if (integratedBy !== null) return words.integrated(integratedBy);
  if (ended === 'WITHDRAWN' || ended === 'SET_ASIDE') return words.ended[ended];
  if (isCalledOff) return words.calledOff;
  return stands ? words.stands : words.ended.WITHDRAWN;
}

/** Nobody else ever withdraws it; a button of its own, under what it does. */
const withdrawing = (locale: Locale, proposalId: string, objectionId: string): string =>
  `<form method="post" action="/consentements/${addressOf('Proposal', proposalId) ?? ''}">
<p>${WORDS[locale].mayWithdraw}</p>
<input type="hidden" name="objection" value="${escape(objectionId)}">
<button name="act" value="withdraw">${WORDS[locale].withdraw}</button></form>`;

function talking(locale: Locale, { threads }: Beside): string {
  if (threads.length === 0) return '';
  const line = ({ id, title }: Beside['threads'][number]): string =>
    `<li><a href="/fils/${addressOf('Thread', id)}">${escape(title ?? WORDS[locale].unnamed)}</a></li>`;
  return `<h2>${WORDS[locale].threads}</h2>\n<ul>\n${threads.map(line).join('\n')}\n</ul>`;
}

const STYLE = `  h3 { font-size: 1em }
`;
