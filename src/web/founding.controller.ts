import { Body, Controller, Get, Header, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { InProcess } from '../platform/graphql/in-process.js';
import { localeOf } from '../platform/i18n/locale.js';
import { begunPage, foundingPage, type FoundingForm } from './founding.page.js';
import { ONLY_THIS_PAGE, refuseForeignForm } from './sign-in.controller.js';

const BEGIN = `mutation ($input: BeginFoundingInput!) { beginFounding(input: $input) {
  ... on BeginFoundingSuccess { founders { publicName link } } ... on Problem { message } } }`;

interface Answer {
  readonly message?: string;
  readonly founders?: readonly { readonly publicName: string; readonly link: string }[];
}

const EMPTY: FoundingForm = { name: '', founders: '' };

/** The door for people who found: a form on the API's own `beginFounding`. */
@Controller('fonder')
export class FoundingController {
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
    return foundingPage(localeOf(language), null, EMPTY);
  }

  @Post(':link')
  async begin(
    @Param('link') link: string,
    @Body() body: Record<string, unknown> | undefined,
    @Headers() { origin, host, 'accept-language': language }: Record<string, string | undefined>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    refuseForeignForm({ origin, host }, this.config);
    const locale = localeOf(language);
    const form = { name: textOf(body?.['name']), founders: textOf(body?.['founders']) };
    const { message, founders = [] } = await this.press(link, form, locale);
    const links = founders.map((one) => ({ ...one, url: `${this.config.publicUrl}/entrer/${one.link}` }));
    await reply
      .code(message === undefined ? 200 : 422)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', ONLY_THIS_PAGE)
      .header('cache-control', 'no-store')
      .send(message === undefined ? begunPage(locale, links) : foundingPage(locale, message, form));
  }

  private async press(
    link: string,
    { name, founders }: FoundingForm,
    locale: ReturnType<typeof localeOf>,
  ): Promise<Answer> {
    const names = founders.split('\n').map((line) => line.trim());
    const input = {
      link,
      name: name.trim(),
      locale: locale.toUpperCase(),
      founders: names.filter((line) => line !== '').map((publicName) => ({ publicName })),
    };
    const asker = { locale, session: null };
    return (await this.api.execute<{ beginFounding: Answer }>(BEGIN, { input }, asker)).beginFounding;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
