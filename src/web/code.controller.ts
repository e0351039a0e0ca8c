import { Body, Controller, Get, Header, Headers, Inject, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Locale } from '../core/kernel/actors.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import { InProcess } from '../platform/graphql/in-process.js';
import { localeOf } from '../platform/i18n/locale.js';
import { escape } from './page.js';
import { privacyNotice } from './privacy-notice.js';
import { ONLY_THIS_PAGE, refuseForeignForm, sessionCookie } from './sign-in.controller.js';
import { codePage } from './sign-in.page.js';

const WITH_CODE = `mutation ($input: SignInWithCodeInput!) { signInWithCode(input: $input) {
  ... on SignInWithCodeSuccess { token } ... on Problem { message } } }`;
const BY_MAIL = `mutation ($input: RequestSignInLinkInput!) { requestSignInLink(input: $input) {
  ... on RequestSignInLinkSuccess { requested } ... on Problem { message } } }`;

const ON_ITS_WAY: { readonly [L in Locale]: string } = {
  fr: 'Si cette adresse est connue ici, un lien est en route vers elle.',
  en: 'If this address is known here, a link is on its way to it.',
};

interface Form {
  readonly code?: unknown;
  readonly email?: unknown;
  readonly collective?: unknown;
}

/** The door for whoever holds a code, or asks for their link by mail: forms on the API's own acts. */
@Controller('entrer')
export class CodeController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `?collective=` is an id as the API gives it; without one it is the only collective there is. */
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', ONLY_THIS_PAGE)
  @Header('cache-control', 'no-store')
  open(
    @Headers('accept-language') language: string | undefined,
    @Query('collective') collective: unknown,
  ): string {
    return this.page(localeOf(language), null, idIn(collective));
  }

  @Post()
  async send(
    @Body() form: Form | undefined,
    @Headers('accept-language') language: string | undefined,
    @Headers('origin') origin: string | undefined,
    @Headers('host') host: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseForeignForm({ origin, host }, this.config);
    const locale = localeOf(language);
    const collectiveId = idIn(form?.collective);
    const answer = await this.ask(form ?? {}, collectiveId, locale);
    if (answer.token !== undefined) {
      await reply.header('set-cookie', sessionCookie(answer.token, this.config)).redirect('/', 303);
      return;
    }
    await reply
      .code(answer.message === undefined ? 200 : 410)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', ONLY_THIS_PAGE)
      .header('cache-control', 'no-store')
      .send(this.page(locale, answer.message ?? ON_ITS_WAY[locale], collectiveId));
  }

  private async ask(
    { code, email }: Form,
    collectiveId: string | null,
    locale: Locale,
  ): Promise<{ token?: string; message?: string }> {
    const asker = { locale, session: null };
    if (typeof email === 'string') {
      const input = { email, collectiveId };
      return (await this.api.execute<{ requestSignInLink: { message?: string } }>(BY_MAIL, { input }, asker))
        .requestSignInLink;
    }
    const input = { code: typeof code === 'string' ? code : '', collectiveId };
    return (
      await this.api.execute<{ signInWithCode: { token?: string; message?: string } }>(
        WITH_CODE,
        { input },
        asker,
      )
    ).signInWithCode;
  }

  private page(locale: Locale, said: string | null, collective: string | null): string {
    return codePage(locale, {
      said: said && escape(said),
      collective,
      mail: this.config.smtpUrl !== null,
      notice: privacyNotice(locale, this.config.retention),
    });
  }
}

/** An id that may be written into a page: base64url, or nothing. */
const idIn = (value: unknown): string | null =>
  typeof value === 'string' && fromGlobalId(value)?.type === 'Collective' ? value : null;
