import type { Locale } from '../core/kernel/actors.js';
import { escape, pageOf } from './page.js';

const WORDS = {
  fr: {
    title: 'Fonder un collectif',
    hello:
      'Ce lien sert une fois, à fonder un collectif. Nommez celles et ceux qui le fondent : chaque personne reçoit un lien à elle. Qui appuie sur le bouton n’a aucun droit de plus.',
    name: 'Nom du collectif',
    founders: 'Qui fonde, une personne par ligne (au moins deux ; un pseudonyme convient)',
    begin: 'Fonder',
    begun: 'La fondation est ouverte',
    handOut:
      'Remettez à chaque personne son lien, et à elle seule : il ne sera plus affiché. Il sert une fois, dans les 14 jours.',
  },
  en: {
    title: 'Found a collective',
    hello:
      'This link works once, to found a collective. Name those who found it: each gets a link of their own. Whoever presses the button has no more rights than the others.',
    name: 'Name of the collective',
    founders: 'Who founds it, one person a line (at least two; a pseudonym is fine)',
    begin: 'Begin',
    begun: 'The founding is open',
    handOut:
      'Hand each person their link, and nobody else: it is not shown again. It works once, within 14 days.',
  },
} as const satisfies Record<Locale, object>;

export interface FoundingForm {
  readonly name: string;
  readonly founders: string;
}

export interface HandedLink {
  readonly publicName: string;
  readonly url: string;
}

/** The page behind a founding link: opening it consumes nothing, its button does. `said` is why nothing was done. */
export function foundingPage(locale: Locale, said: string | null, form: FoundingForm): string {
  const words = WORDS[locale];
  return page(
    locale,
    words.title,
    `${said === null ? '' : `<p role="alert">${escape(said)}</p>`}
<p>${words.hello}</p>
<form method="post">
<label>${words.name} <input name="name" required maxlength="120" value="${escape(form.name)}"></label>
<label>${words.founders} <textarea name="founders" required rows="8">${escape(form.founders)}</textarea></label>
<button>${words.begin}</button>
</form>`,
  );
}

/** The links to hand out: the one time that they are shown. */
export function begunPage(locale: Locale, links: readonly HandedLink[]): string {
  const words = WORDS[locale];
  const lines = links.map(
    ({ publicName, url }) => `<dt>${escape(publicName)}</dt><dd><code>${escape(url)}</code></dd>`,
  );
  return page(locale, words.begun, `<p>${words.handOut}</p>\n<dl>\n${lines.join('\n')}\n</dl>`);
}

const page = (locale: Locale, title: string, body: string): string =>
  pageOf(locale, { title, style: STYLE, body });

const STYLE = `  body { max-width: 40rem; margin: 10vh auto; padding: 0 1rem }
  label { display: block; margin: 1rem 0 }
  input, textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
  button { font: inherit; padding: .75rem 2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
  code { overflow-wrap: anywhere }
`;
