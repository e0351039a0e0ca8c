import type { Locale } from '../core/kernel/actors.js';

/** What is told apart in our small pages: `style` is CSS of ours, `title` and `body` are HTML that was escaped. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly body: string;
}

/**
 * A page of one form, for any browser: no script, no other host, found by no search engine. Its address may be a secret, and
 * goes nowhere else; to us it does, for a browser that says nothing of where a form comes from says `Origin: null`.
 */
export const pageOf = (locale: Locale, { title, style, body }: PageParts): string => `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="same-origin">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }
${style}</style>
<h1>${title}</h1>
${body}
</html>
`;

/** A text as it stands in HTML, between tags or in a quoted attribute. */
export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
