import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../core/kernel/actors.js';
import { Refusal } from '../../core/kernel/refusals.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { localeOf } from '../../platform/i18n/locale.js';
import { addressOf, idAt } from '../address.js';
import { privacyNotice } from '../privacy-notice.js';
import { askerOf, sendPage, textOf } from '../members-page.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import {
  EMPTY_FORM,
  appealPage,
  page,
  type ShownAppeal,
  type ShownOwn,
  type SigningForm,
} from './appeal.page.js';
import {
  confirmPage,
  confirmedPage,
  joinPage,
  joinedPage,
  refusedPage,
  saidPage,
  withdrawPage,
  type ToConfirm,
} from './link.pages.js';
import { WORDS } from './words.js';

const SIGNATURE = 'name role organisation url verified';
const READ = `query($id: ID!, $after: String) { publicAppeal(id: $id) { id title body isOpen
  signatures { verified named takenOver withdrawn } firstSignatories { ${SIGNATURE} }
  namedSignatories(first: 100, after: $after) { edges { node { ${SIGNATURE} } } pageInfo { hasNextPage endCursor } } } }`;
const SIGN = `mutation($input: SignAppealInput!) { done: signAppeal(input: $input) {
  ... on SignAppealSuccess { awaitsLetter } ... on Problem { message } } }`;
const PEEK = `query($link: String!) { signatureToConfirm(link: $link) { title name role organisation url named } }`;
const CONFIRM = `mutation($input: ConfirmSignatureInput!) { done: confirmSignature(input: $input) {
  ... on ConfirmSignatureSuccess { appealId joinLink } ... on Problem { message } } }`;
const JOIN = `mutation($input: JoinBySignatureInput!) { done: joinBySignature(input: $input) {
  ... on JoinBySignatureSuccess { link } ... on Problem { message } } }`;
const ASK_BACK = `mutation($input: RequestSignatureWithdrawalInput!) { done: requestSignatureWithdrawal(input: $input) {
  ... on RequestSignatureWithdrawalSuccess { requested } ... on Problem { message } } }`;
const OWN = `query($id: ID!) { publicAppeal(id: $id) { viewerSignature { name named } } }`;
const NAME_MINE = `mutation($input: NameMySignatureInput!) { done: nameMySignature(input: $input) {
  ... on Problem { message } } }`;
const WITHDRAW_MINE = `mutation($input: WithdrawMySignatureInput!) { done: withdrawMySignature(input: $input) {
  ... on Problem { message } } }`;
const WITHDRAW = `mutation($input: WithdrawSignatureInput!) { done: withdrawSignature(input: $input) {
  ... on WithdrawSignatureSuccess { withdrawn } ... on Problem { message } } }`;

interface Done {
  readonly message?: string;
  readonly appealId?: string;
  readonly joinLink?: string | null;
  readonly link?: string;
}
type Form = Readonly<Record<string, unknown>> | undefined;

/** What a page of an appeal is shown with. */
interface Shown {
  readonly said: string | null;
  readonly form: SigningForm;
  readonly own?: ShownOwn;
  readonly after?: unknown;
}

/** The lasting address of a public appeal, and what its signatories do: forms without script on the API's own acts. */
@Controller('appels')
export class AppealsController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** By the id that the API gives: to its lasting address. */
  @Get()
  async find(@Query('id') id: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const address = typeof id === 'string' ? addressOf('Appeal', id) : null;
    const locale = localeOf(request.headers['accept-language']);
    if (address === null) await sendPage(reply, 404, page(locale, WORDS[locale].nothing, ''));
    else await reply.redirect(`/appels/${address}`, 303);
  }

  @Get('confirmer/:link')
  async confirming(@Param('link') link: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const locale = localeOf(request.headers['accept-language']);
    const asker = { locale, session: null };
    const { signatureToConfirm } = await this.api.execute<{ signatureToConfirm: ToConfirm | null }>(
      PEEK,
      { link },
      asker,
    );
    await sendPage(reply, signatureToConfirm ? 200 : 410, confirmPage(locale, signatureToConfirm));
  }

  @Post('confirmer/:link')
  async confirm(@Param('link') link: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale, done } = await this.press(request, CONFIRM, { link });
    if (done.message !== undefined)
      await sendPage(reply, 410, refusedPage(locale, WORDS[locale].confirmTitle, done.message));
    else
      await sendPage(
        reply,
        200,
        confirmedPage(locale, addressOf('Appeal', done.appealId as string), done.joinLink ?? null),
      );
  }

  @Get('rejoindre/:link')
  async joining(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await sendPage(reply, 200, joinPage(localeOf(request.headers['accept-language']), null));
  }

  @Post('rejoindre/:link')
  async join(
    @Param('link') link: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const typed = { publicName: fieldOf(form, 'publicName'), statement: fieldOf(form, 'statement') };
    const { locale, done } = await this.press(request, JOIN, { link, ...typed });
    if (done.message !== undefined) await sendPage(reply, 422, joinPage(locale, done.message, typed));
    else await sendPage(reply, 200, joinedPage(locale, `${this.config.publicUrl}/entrer/${done.link}`));
  }

  @Post('retirer')
  async askBack(@Body() form: Form, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const input = { appealId: fieldOf(form, 'appeal'), email: fieldOf(form, 'email') };
    const { locale, done } = await this.press(request, ASK_BACK, input);
    const said = done.message ?? WORDS[locale].withdrawOnItsWay;
    await sendPage(reply, done.message === undefined ? 200 : 422, saidPage(locale, said));
  }

  /** Previews fetch links: this answers the same page to everyone, and looks nothing up. */
  @Get('retirer/:link')
  async withdrawing(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await sendPage(reply, 200, withdrawPage(localeOf(request.headers['accept-language'])));
  }

  @Post('retirer/:link')
  async withdraw(@Param('link') link: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale, done } = await this.press(request, WITHDRAW, { link });
    const said = done.message ?? WORDS[locale].withdrawnNow;
    await sendPage(reply, done.message === undefined ? 200 : 410, saidPage(locale, said));
  }

  @Get(':id')
  async open(
    @Param('id') id: string,
    @Query('after') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const asker = askerOf(request);
    const own = await this.own(asker, id);
    await this.show(reply, asker.locale, id, { said: null, form: EMPTY_FORM, own, after });
  }

  @Post(':id')
  async sign(
    @Param('id') id: string,
    @Body() body: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const form = formOf(body);
    const { legal, ...said } = form;
    const input = { ...said, appealId: idAt('Appeal', id) ?? '', kind: legal ? 'LEGAL' : 'NATURAL' };
    const { locale, done } = await this.press(request, SIGN, input);
    if (done.message === undefined)
      await this.show(reply, locale, id, { said: WORDS[locale].onItsWay, form: EMPTY_FORM });
    else await this.show(reply, locale, id, { said: done.message, form }, 422);
  }

  /** What a member does with the signature of their session. */
  @Post(':id/la-mienne')
  async change(
    @Param('id') address: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const [does, appealId] = [fieldOf(form, 'does'), idAt('Appeal', address) ?? ''];
    const asker = askerOf(request);
    const { done } =
      does === 'withdraw'
        ? await this.press(request, WITHDRAW_MINE, { appealId }, asker)
        : await this.press(request, NAME_MINE, { appealId, named: does === 'name' }, asker);
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (done.message === undefined) return reply.redirect(`/appels/${address}`, 303);
    const own = await this.own(asker, address);
    return this.show(reply, asker.locale, address, { said: done.message, form: EMPTY_FORM, own }, 422);
  }

  /** As somebody without a session, unless a session is what it is about: a form signs by the letter that it says. */
  private async press(
    request: FastifyRequest,
    act: string,
    input: object,
    asker: Asker = { ...askerOf(request), session: null },
  ): Promise<{ readonly locale: Locale; readonly done: Done }> {
    refuseForeignForm(request.headers, this.config);
    const { locale } = asker;
    return { locale, done: (await this.api.execute<{ done: Done }>(act, { input }, asker)).done };
  }

  private async show(
    reply: FastifyReply,
    locale: Locale,
    address: string,
    { after = null, own = null, ...beside }: Shown,
    status = 200,
  ): Promise<void> {
    const appeal = await this.read(locale, address, typeof after === 'string' ? after : null);
    if (!appeal) return sendPage(reply, 404, page(locale, WORDS[locale].nothing, ''));
    const mail = this.config.smtpUrl !== null;
    const notice = privacyNotice(locale, this.config.retention);
    return sendPage(reply, status, appealPage(locale, appeal, { ...beside, own, mail, notice }));
  }

  /** What whoever has a session signed with it. */
  private async own(asker: Asker, address: string): Promise<ShownOwn> {
    const id = idAt('Appeal', address);
    if (!asker.session || id === null) return null;
    const read = await this.api.execute<{ publicAppeal: { viewerSignature: ShownOwn } | null }>(
      OWN,
      { id },
      asker,
    );
    return read.publicAppeal?.viewerSignature ?? null;
  }

  /** Read as anybody reads it: an appeal that is for members is not at this address. A cursor that is none begins anew. */
  private async read(locale: Locale, address: string, after: string | null): Promise<ShownAppeal | null> {
    const id = idAt('Appeal', address);
    if (id === null) return null;
    const ask = (cursor: string | null) =>
      this.api.execute<{ publicAppeal: ShownAppeal | null }>(
        READ,
        { id, after: cursor },
        { locale, session: null },
      );
    const { publicAppeal } = await ask(after).catch((error: unknown) => {
      if (error instanceof Refusal && after !== null) return ask(null);
      throw error;
    });
    return publicAppeal && { ...publicAppeal, address };
  }
}

const fieldOf = (form: Form, name: string): string => textOf(form?.[name]);

const formOf = (form: Form): SigningForm => ({
  name: fieldOf(form, 'name'),
  role: fieldOf(form, 'role'),
  organisation: fieldOf(form, 'organisation'),
  url: fieldOf(form, 'url'),
  email: fieldOf(form, 'email'),
  legal: fieldOf(form, 'kind') === 'LEGAL',
  named: fieldOf(form, 'named') === 'yes',
});
