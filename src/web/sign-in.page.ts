import type { Locale } from '../core/kernel/actors.js';

const WORDS = {
  fr: {
    title: 'Entrer dans Ormée',
    hello: 'Ce lien vous ouvre une session. Il ne sert qu’une fois : rien n’est encore fait.',
    enter: 'Entrer',
    refused: 'Ce lien est inconnu, expiré ou déjà utilisé. Demandez-en un nouveau.',
  },
  en: {
    title: 'Enter Ormée',
    hello: 'This link opens a session for you. It works once: nothing is done yet.',
    enter: 'Enter',
    refused: 'This link is unknown, expired or already used. Ask for a new one.',
  },
} as const satisfies Record<Locale, object>;

/** The page behind a one-time link: opening it consumes nothing, its button does. No script, no other host. */
export function signInPage(locale: Locale, refused: boolean): string {
  const words = WORDS[locale];
  const body = refused
    ? `<p role="alert">${words.refused}</p>`
    : `<p>${words.hello}</p><form method="post"><button>${words.enter}</button></form>`;
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${words.title}</title>
<style>
  :root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 15vh auto; padding: 0 1rem }
  button { font: inherit; padding: .75rem 2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
</style>
<h1>${words.title}</h1>
${body}
</html>
`;
}
