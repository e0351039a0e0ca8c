import { Controller, Get, Header, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { signInPage } from './sign-in.page.js';
import { signIn } from '../auth/sign-in.js';
import { Refusal } from '../core/kernel/refusals.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Transactions } from '../platform/database/transactions.js';
import { SESSION_COOKIE } from '../platform/graphql/graphql.module.js';
import { localeOf } from '../platform/i18n/locale.js';

const LASTS_SECONDS = 30 * 24 * 60 * 60;
const ONLY_THIS_PAGE =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** The door for a person with a link and a browser: the same act as the API's `signIn`. */
@Controller('entrer')
export class SignInController {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Previews fetch links: this answers the same page to everyone, and looks nothing up. */
  @Get(':link')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', ONLY_THIS_PAGE)
  @Header('cache-control', 'no-store')
  open(@Headers('accept-language') language: string | undefined): string {
    return signInPage(localeOf(language), false);
  }

  @Post(':link')
  async enter(
    @Param('link') link: string,
    @Headers('accept-language') language: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { token } = await this.transactions.write((tx) => signIn(tx, link));
      const secure = this.config.publicUrl.startsWith('https:') ? '; Secure' : '';
      await reply
        .header(
          'set-cookie',
          `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${LASTS_SECONDS}${secure}`,
        )
        .redirect('/explorer', 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await reply
        .code(410)
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', ONLY_THIS_PAGE)
        .send(signInPage(localeOf(language), true));
    }
  }
}
