import { Controller, Get, Header, Headers, Inject, Module, type DynamicModule } from '@nestjs/common';
import type { Locale } from '../../core/kernel/actors.js';
import { sha256, utf8ToBytes } from '../../core/kernel/hash.js';
import { toBase64 } from '../../core/merkle/base64.js';
import { localeOf } from '../i18n/locale.js';
import { PAGE_SCRIPT, PAGE_STYLE } from './page.assets.js';

/** An operation that the page offers to begin with. */
export interface ReadyOperation {
  readonly name: string;
  readonly document: string;
  readonly variables: object;
}

export interface ExplorerOptions {
  readonly endpoint: string;
  readonly readyOperations: readonly ReadyOperation[];
}

const OPTIONS = Symbol('EXPLORER_OPTIONS');

const hashOf = (text: string): string => `'sha256-${toBase64(sha256(utf8ToBytes(text)))}'`;

/** Nothing runs but our own script and style, named by their hashes, and nothing is asked of any other host. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  `style-src ${hashOf(PAGE_STYLE)}`,
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const WORDS = {
  fr: {
    title: 'L’API d’Ormée',
    lead: 'Choisissez une opération ou écrivez la vôtre. Tout se passe entre cette page et ce service.',
    ready: 'Opérations prêtes',
    operation: 'Opération',
    variables: 'Variables (JSON)',
    token: 'Jeton de session',
    tokenHint: 'Inutile si vous êtes entré·e par votre lien. Oublié à la fermeture de l’onglet.',
    run: 'Exécuter',
    answer: 'Réponse',
    schema: 'Le schéma',
    search: 'Chercher un type, un champ, un mot',
    noAnswer: 'Le service ne répond pas.',
    badVariables: 'Les variables ne sont pas du JSON.',
  },
  en: {
    title: 'The API of Ormée',
    lead: 'Choose an operation or write your own. Everything stays between this page and this service.',
    ready: 'Ready operations',
    operation: 'Operation',
    variables: 'Variables (JSON)',
    token: 'Session token',
    tokenHint: 'Not needed if you came in by your link. Forgotten when the tab is closed.',
    run: 'Run',
    answer: 'Answer',
    schema: 'The schema',
    search: 'Search a type, a field, a word',
    noAnswer: 'The service does not answer.',
    badVariables: 'The variables are not JSON.',
  },
} as const satisfies Record<Locale, Record<string, string>>;

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** The page whole: one document without any other request than to the API itself. */
export function explorerPage(locale: Locale, { endpoint, readyOperations }: ExplorerOptions): string {
  const words = WORDS[locale];
  // `<` cannot close the element that holds the data.
  const data = JSON.stringify({ endpoint, readyOperations, words, locale }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="${locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${escape(words.title)}</title>
<style>${PAGE_STYLE}</style>
<header><h1>${escape(words.title)}</h1><p>${escape(words.lead)}</p></header>
<main>
<section aria-labelledby="ready-title"><h2 id="ready-title">${escape(words.ready)}</h2><ul id="ready"></ul></section>
<section>
<label>${escape(words.operation)}<textarea id="operation" rows="14" spellcheck="false" autocapitalize="off"></textarea></label>
<label>${escape(words.variables)}<textarea id="variables" rows="4" spellcheck="false" autocapitalize="off">{}</textarea></label>
<label>${escape(words.token)}<input id="token" type="password" autocomplete="off"><small>${escape(words.tokenHint)}</small></label>
<button id="run">${escape(words.run)}</button>
<h2>${escape(words.answer)}</h2><pre id="answer" role="status" tabindex="0"></pre>
</section>
<section aria-labelledby="schema-title"><h2 id="schema-title">${escape(words.schema)}</h2>
<input id="search" type="search" placeholder="${escape(words.search)}" aria-label="${escape(words.search)}"><div id="schema"></div></section>
</main>
<script type="application/json" id="data">${data}</script>
<script>${PAGE_SCRIPT}</script>
</html>
`;
}

@Controller('explorer')
class ExplorerController {
  constructor(@Inject(OPTIONS) private readonly options: ExplorerOptions) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', POLICY)
  @Header('referrer-policy', 'no-referrer')
  @Header('x-content-type-options', 'nosniff')
  page(@Headers('accept-language') language: string | undefined): string {
    return explorerPage(localeOf(language), this.options);
  }
}

/** Our own page to try the API on, at /explorer. */
@Module({})
export class ExplorerModule {
  static with(options: ExplorerOptions): DynamicModule {
    return {
      module: ExplorerModule,
      controllers: [ExplorerController],
      providers: [{ provide: OPTIONS, useValue: options }],
    };
  }
}
