import { Controller, Get, Header, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Locale } from '../core/kernel/actors.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { InProcess } from '../platform/graphql/in-process.js';
import { localeOf } from '../platform/i18n/locale.js';
import { pageOf } from './page.js';
import { ONLY_THIS_PAGE, refuseForeignForm } from './sign-in.controller.js';

const STOP = `mutation ($link: String!) { stopNotices(input: { link: $link }) {
  ... on StopNoticesSuccess { stopped } } }`;

const WORDS = {
  fr: {
    title: 'Ne plus recevoir de lettres',
    hello: 'Ce bouton arrête les lettres qui disent ce qui vous attend. Rien n’est encore fait.',
    stop: 'Ne plus en recevoir',
    stopped:
      'C’est fait : plus aucune de ces lettres ne partira. Vous pouvez en redemander une fois entré·e.',
    refused: 'Ce lien est inconnu ou expiré.',
  },
  en: {
    title: 'Receive no more letters',
    hello: 'This button stops the letters that say what awaits you. Nothing is done yet.',
    stop: 'Receive no more',
    stopped: 'It is done: no more of these letters will leave. You may ask for them again once you are in.',
    refused: 'This link is unknown or expired.',
  },
} as const satisfies Record<Locale, object>;

/** The door for whoever wants no more letters: a button on the API's own `stopNotices`, without signing in. */
@Controller('lettres')
export class LettersController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Previews fetch links: this answers the same page to everyone, and looks nothing up. */
  @Get(':link')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', ONLY_THIS_PAGE)
  @Header('cache-control', 'no-store')
  open(@Headers('accept-language') language: string | undefined): string {
    const words = WORDS[localeOf(language)];
    return page(
      localeOf(language),
      `<p>${words.hello}</p><form method="post"><button>${words.stop}</button></form>`,
    );
  }

  /** Our button, or that of a mail programme (RFC 8058). */
  @Post(':link')
  async stop(
    @Param('link') link: string,
    @Headers('accept-language') language: string | undefined,
    @Headers('origin') origin: string | undefined,
    @Headers('host') host: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseForeignForm({ origin, host }, this.config);
    const locale = localeOf(language);
    const { stopNotices } = await this.api.execute<{ stopNotices: { stopped?: boolean } }>(
      STOP,
      { link },
      { locale, session: null },
    );
    const said = stopNotices.stopped === true ? WORDS[locale].stopped : WORDS[locale].refused;
    await reply
      .code(stopNotices.stopped === true ? 200 : 410)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', ONLY_THIS_PAGE)
      .header('cache-control', 'no-store')
      .send(page(locale, `<p role="alert">${said}</p>`));
  }
}

const page = (locale: Locale, body: string): string =>
  pageOf(locale, { title: WORDS[locale].title, style: '', body });
