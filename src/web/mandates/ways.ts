import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { called, home, timed, type Around } from '../members-parts.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** Where the pages on who does what begin. */
export const HERE = '/qui-fait-quoi';

/** The way to who does what, and to the first page. */
export const waysBack = (locale: Locale): string =>
  `<p><a href="${HERE}">${WORDS[locale].title}</a></p>\n${home(locale)}`;

/** Where a mandate has its page. */
export const hrefOf = ({ id }: { readonly id: string }): string =>
  `${HERE}/${addressOf('Mandate', id) ?? ''}`;

/** Who said something, and when. */
export const said = (authorId: string, at: Instant, locale: Locale, around: Around): string =>
  `${escape(called([authorId], locale, around))}, ${timed(at, locale, around, (when) => when)}`;
