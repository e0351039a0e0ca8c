import type { Locale } from '../../core/kernel/actors.js';

/** The caller's language from an Accept-Language header: the first of French and English it names; French by default. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const named = (acceptLanguage ?? '').toLowerCase().match(/\b(fr|en)\b/);
  return named?.[1] === 'en' ? 'en' : 'fr';
}
