import type { Locale } from '../../core/kernel/actors.js';

/** The caller's language from an Accept-Language header: of French and English, the one they weigh most; French by default. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').toLowerCase().split(',').map(readRange);
  const weighed = ranges.filter(({ language, weight }) => /^(?:fr|en)$/.test(language) && weight > 0);
  const best = weighed.reduce((a, b) => (b.weight > a.weight ? b : a), { language: 'fr', weight: 0 });
  return best.language === 'en' ? 'en' : 'fr';
}

/** One range of the header (RFC 9110, section 12.5.4): `en-GB;q=0.8`. */
function readRange(text: string): { readonly language: string; readonly weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { language: tag.split('-')[0] as string, weight: quality === undefined ? 1 : Number(quality) || 0 };
}
