import type { Locale } from '../../core/kernel/actors.js';
import { home } from '../members-parts.js';
import { WORDS } from './words.js';

/** Where the pages on who does what begin. */
export const HERE = '/qui-fait-quoi';

/** The way to who does what, and to the first page. */
export const waysBack = (locale: Locale): string =>
  `<p><a href="${HERE}">${WORDS[locale].title}</a></p>\n${home(locale)}`;
