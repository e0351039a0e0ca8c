import type { Locale } from '../../core/kernel/actors.js';
import { escape } from '../page.js';
import { page, type ShownSignature } from './appeal.page.js';
import { WORDS } from './words.js';

/** What the link of a letter would sign. */
export interface ToConfirm extends Omit<ShownSignature, 'verified'> {
  readonly title: string;
  readonly named: boolean;
}

const alert = (said: string): string => `<p role="alert">${escape(said)}</p>`;

/** The page behind the link of a letter: it shows what would be signed, and its button signs. */
export function confirmPage(locale: Locale, found: ToConfirm | null): string {
  const words = WORDS[locale];
  if (!found) return page(locale, words.confirmTitle, alert(words.notValid));
  const { title, name, role, organisation, url, named } = found;
  const lines = [name, role, organisation, url].filter((line) => line !== null).map(escape);
  return page(
    locale,
    words.confirmTitle,
    `<p>${words.confirmHello}</p>
<p><strong>${escape(title)}</strong></p>
<p>${lines.join('<br>')}</p>
<p>${named ? words.asNamed : words.asUnnamed}</p>
<form method="post"><button>${words.confirm}</button></form>`,
  );
}

/** Signed. Joining is another thing, and its button leads to a page of its own. */
export function confirmedPage(locale: Locale, address: string | null, joinLink: string | null): string {
  const words = WORDS[locale];
  const join =
    joinLink === null
      ? ''
      : `<h2>${words.joinTitle}</h2>\n<p>${words.joinHello}</p>
<p><a href="/appels/rejoindre/${escape(joinLink)}">${words.joinTitle}</a></p>`;
  const back = `<p><a href="/appels/${escape(address ?? '')}">${words.back}</a></p>`;
  return page(locale, words.confirmTitle, `${alert(words.confirmed)}\n${back}\n${join}`);
}

/** Why nothing was done. */
export const refusedPage = (locale: Locale, title: string, said: string): string =>
  page(locale, title, alert(said));

/** What somebody typed who asks to join. */
export interface TypedToJoin {
  readonly publicName: string;
  readonly statement: string;
}

/** The page by which somebody who signed asks to join; `said` is why nothing was done, and `typed` what with. */
export function joinPage(
  locale: Locale,
  said: string | null,
  typed: TypedToJoin = { publicName: '', statement: '' },
): string {
  const words = WORDS[locale];
  return page(
    locale,
    words.joinTitle,
    `${said === null ? '' : alert(said)}
<p>${words.joinHello}</p>
<form method="post">
<label>${words.publicName} <input name="publicName" maxlength="80" value="${escape(typed.publicName)}"></label>
<label>${words.statement} <textarea name="statement" rows="5" maxlength="5000">${escape(typed.statement)}</textarea></label>
<button>${words.join}</button>
</form>`,
  );
}

/** The one time that the applicant's link is shown. */
export const joinedPage = (locale: Locale, url: string): string =>
  page(locale, WORDS[locale].joined, `<p>${WORDS[locale].keep}</p>\n<p><code>${escape(url)}</code></p>`);

/** The page behind a link that takes a signature back. It looks nothing up. */
export function withdrawPage(locale: Locale): string {
  const words = WORDS[locale];
  return page(
    locale,
    words.withdrawTitle,
    `<p>${words.withdrawHello}</p>\n<form method="post"><button>${words.withdrawNow}</button></form>`,
  );
}

export const saidPage = (locale: Locale, said: string): string =>
  page(locale, WORDS[locale].withdrawTitle, alert(said));
