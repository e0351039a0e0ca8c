import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { hourOf } from '../members-page.js';
import { WORDS as COMMON } from '../members-words.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** What moderation did to some words, as the API gives it. */
export interface ShownModeration {
  readonly version: number;
  readonly state: 'HIDDEN' | 'APPEALED' | 'UPHELD' | 'RESTORED' | 'DROPPED';
  readonly reason: string;
  readonly mandateId: string;
  readonly hiddenBy: Person;
  readonly appeal: string | null;
  readonly restoresAt: Instant | null;
  readonly settledReason: string | null;
  readonly settledUnderId: string | null;
  readonly settledBy: Person;
}

type Person = { readonly publicName: string } | null;

/** Which words an appeal is about: `number` in the thread, 0 for its title and its summaries. */
export interface TypedAppeal {
  readonly number: number;
  readonly version: number;
  readonly reason: string;
}

/** Words that were moderated, with what their author may answer here. */
export interface Moderated {
  readonly number: number;
  /** Which words of the thread or of the contribution a version is, in a sentence with who hid it. */
  called(by: string, version: number): string;
  isOwn(version: number): boolean;
}

export interface AroundModeration {
  readonly zone: Zone;
  readonly language: Locale;
  /** The address of the thread, to which forms are sent. */
  readonly href: string;
  /** What mandates are called, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** What was typed into a form that was not taken. */
  readonly appeal: TypedAppeal | null;
}

/** Who hid which words, under which mandate and why, what became of it, and for their author the form to appeal. */
export const moderationsOf = (
  locale: Locale,
  moderations: readonly ShownModeration[],
  said: Moderated,
  around: AroundModeration,
): string => moderations.map((one) => moderation(locale, one, said, around)).join('\n');

function moderation(locale: Locale, one: ShownModeration, said: Moderated, around: AroundModeration): string {
  const words = WORDS[locale].moderation;
  const by = one.hiddenBy?.publicName ?? COMMON[locale].somebody;
  const mayAppeal = one.state === 'HIDDEN' && said.isOwn(one.version);
  const parts = [
    `<p>${escape(said.called(by, one.version))}${under(locale, one.mandateId, around)}</p>`,
    quoted(one.reason, around),
    one.appeal === null ? '' : `<p>${words.appealed}</p>\n${quoted(one.appeal, around)}`,
    settled(locale, one, around),
    mayAppeal ? form(locale, { number: said.number, version: one.version }, around) : '',
  ];
  return `<section>\n${parts.filter((part) => part !== '').join('\n')}\n</section>`;
}

/** What became of it since. */
function settled(locale: Locale, one: ShownModeration, around: AroundModeration): string {
  const words = WORDS[locale].moderation;
  const by = one.settledBy?.publicName ?? COMMON[locale].somebody;
  const because = one.settledReason === null ? '' : quoted(one.settledReason, around);
  switch (one.state) {
    case 'HIDDEN':
      return '';
    case 'APPEALED':
      return one.restoresAt === null
        ? ''
        : `<p><time datetime="${one.restoresAt}">${escape(words.restores(hourOf(one.restoresAt, locale, around.zone)))}</time></p>`;
    case 'UPHELD':
      return `<p>${escape(words.upheld(by))}${under(locale, one.settledUnderId, around)}</p>${because}`;
    case 'RESTORED':
      return one.settledUnderId === null
        ? `<p>${words.restoredInTime}</p>`
        : `<p>${escape(words.restored(by))}${under(locale, one.settledUnderId, around)}</p>${because}`;
    case 'DROPPED':
      return `<p>${words.dropped}</p>`;
  }
}

function under(locale: Locale, mandateId: string | null, { names }: AroundModeration): string {
  const address = mandateId === null ? null : addressOf('Mandate', mandateId);
  if (mandateId === null || address === null) return '.';
  const { mandate, unnamed } = WORDS[locale].moderation;
  return `${mandate} <a href="/qui-fait-quoi/${address}">${escape(names.get(mandateId) ?? unnamed)}</a>.`;
}

const quoted = (text: string, { language }: AroundModeration): string =>
  `<blockquote lang="${language}">${escape(text)}</blockquote>`;

function form(
  locale: Locale,
  { number, version }: Omit<TypedAppeal, 'reason'>,
  { href, appeal }: AroundModeration,
): string {
  const words = WORDS[locale].moderation;
  const typed = appeal?.number === number && appeal.version === version ? appeal.reason : '';
  return `<form method="post" action="${href}">
<p>${words.mayAppeal}</p>
<input type="hidden" name="number" value="${number}"><input type="hidden" name="version" value="${version}">
<label>${words.why} <textarea name="reason" rows="4">${escape(typed)}</textarea></label>
<button name="act" value="appeal">${words.appeal}</button></form>`;
}
