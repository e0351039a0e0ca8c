import type { Locale } from '../core/kernel/actors.js';
import { pageOf } from './page.js';

const WORDS = {
  fr: {
    title: 'Entrer dans Ormée',
    hello: 'Ce lien vous ouvre une session. Il ne sert qu’une fois : rien n’est encore fait.',
    enter: 'Entrer',
    refused: 'Ce lien est inconnu, expiré ou déjà utilisé. Demandez-en un nouveau.',
    again: 'Entrer par un code, ou demander un lien',
    withCode: 'Vous avez un code de huit signes ?',
    code: 'Code',
    withMail: 'Recevoir un lien par courriel',
    email: 'Adresse de courriel',
    send: 'Envoyer',
  },
  en: {
    title: 'Enter Ormée',
    hello: 'This link opens a session for you. It works once: nothing is done yet.',
    enter: 'Enter',
    refused: 'This link is unknown, expired or already used. Ask for a new one.',
    again: 'Enter by a code, or ask for a link',
    withCode: 'You have a code of eight signs?',
    code: 'Code',
    withMail: 'Receive a link by mail',
    email: 'Mail address',
    send: 'Send',
  },
} as const satisfies Record<Locale, object>;

/** The page behind a one-time link: opening it consumes nothing, its button does. No script, no other host. */
export function signInPage(locale: Locale, refused: boolean, notice: string): string {
  const words = WORDS[locale];
  const body = refused
    ? `<p role="alert">${words.refused}</p>\n<p><a href="/entrer">${words.again}</a></p>`
    : `<p>${words.hello}</p><form method="post"><button>${words.enter}</button></form>`;
  return page(locale, `${body}\n${notice}`);
}

/** The page for whoever has a code, or no link yet. `said` is a sentence of ours; `collective` an id that was read. */
export function codePage(locale: Locale, { said, collective, mail, notice }: CodePageParts): string {
  const words = WORDS[locale];
  const where = collective === null ? '' : `<input type="hidden" name="collective" value="${collective}">`;
  const field = (label: string, input: string, button: string): string =>
    `<form method="post" action="/entrer">${where}<label>${label} ${input}</label><button>${button}</button></form>`;
  const byCode = field(
    words.code,
    '<input name="code" required maxlength="20" autocomplete="one-time-code" autocapitalize="characters">',
    words.enter,
  );
  const byMail = field(
    words.email,
    '<input name="email" type="email" required maxlength="254" autocomplete="email">',
    words.send,
  );
  return page(
    locale,
    `${said === null ? '' : `<p role="alert">${said}</p>`}
<h2>${words.withCode}</h2>
${byCode}
${mail ? `<h2>${words.withMail}</h2>\n${byMail}` : ''}
${notice}`,
  );
}

export interface CodePageParts {
  /** Escaped already. */
  readonly said: string | null;
  readonly collective: string | null;
  readonly mail: boolean;
  readonly notice: string;
}

const page = (locale: Locale, body: string): string =>
  pageOf(locale, { title: WORDS[locale].title, style: STYLE, body });

const STYLE = `  body { max-width: 36rem; margin: 10vh auto; padding: 0 1rem }
  button, input { font: inherit; padding: .5rem 1rem; margin: .25rem; border-radius: .5rem; border: 1px solid }
  button { padding: .75rem 2rem; cursor: pointer }
  details { margin-top: 3rem; font-size: .9em }
  h2, h3 { font-size: 1em; margin-bottom: .25rem }
`;
