import {
  Controller,
  ForbiddenException,
  Get,
  Header,
  Headers,
  Inject,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { isFromOurPage, SESSION_COOKIE } from '../platform/graphql/session-shown.js';
import { InProcess } from '../platform/graphql/in-process.js';
import { localeOf } from '../platform/i18n/locale.js';
import { privacyNotice } from './privacy-notice.js';
import { signInPage } from './sign-in.page.js';

const SIGN_IN =
  'mutation ($link: String!) { signIn(input: { link: $link }) { ... on SignInSuccess { token } } }';

const LASTS_SECONDS = 30 * 24 * 60 * 60;
/** What a page of the door may load: nothing but its own style, and forms to us. */
export const ONLY_THIS_PAGE =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

/** The door for a person with a link and a browser: the API's own `signIn`. */
@Controller('entrer')
export class SignInController {
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
    const locale = localeOf(language);
    return signInPage(locale, false, privacyNotice(locale, this.config.retention));
  }

  @Post(':link')
  async enter(
    @Param('link') link: string,
    @Headers('accept-language') language: string | undefined,
    @Headers('origin') origin: string | undefined,
    @Headers('host') host: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // Else a page elsewhere could sign a browser in as somebody of its choosing.
    refuseForeignForm({ origin, host }, this.config);
    const locale = localeOf(language);
    const asker = { locale, session: null };
    const { signIn } = await this.api.execute<{ signIn: { token?: string } }>(SIGN_IN, { link }, asker);
    if (signIn.token === undefined) {
      await reply
        .code(410)
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', ONLY_THIS_PAGE)
        .send(signInPage(locale, true, privacyNotice(locale, this.config.retention)));
      return;
    }
    await reply.header('set-cookie', sessionCookie(signIn.token, this.config)).redirect('/', 303);
  }
}

/** Throws for a form that a page elsewhere sent. Whoever is no browser says no origin, and is let through. */
export function refuseForeignForm(
  headers: { readonly origin?: string | undefined; readonly host?: string | undefined },
  { publicUrl }: Config,
): void {
  if (headers.origin !== undefined && !isFromOurPage(headers, publicUrl)) throw new ForbiddenException();
}

/** The one cookie of the house: it holds a session, for our own pages and for as long as the session lasts. */
export function sessionCookie(token: string, { publicUrl }: Config): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${LASTS_SECONDS}${secure}`;
}

/** Takes the cookie back from a browser whose session ended. */
export const endedCookie = ({ publicUrl }: Config): string =>
  `${SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${publicUrl.startsWith('https:') ? '; Secure' : ''}`;
