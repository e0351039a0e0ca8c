import { Body, Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/kernel/refusals.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { fromGlobalId } from '../../platform/graphql/global-ids.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { privacyNotice } from '../privacy-notice.js';
import { askerOf } from '../members-page.js';
import { endedCookie, ONLY_THIS_PAGE, refuseForeignForm } from '../sign-in.controller.js';
import { doorPage, homePage, RHYTHMS, type AwaitedThing, type Guest } from './home.page.js';
import { publicThings } from './public-things.js';

const WHO = '{ viewer { state member { publicName } noticeRhythm lettersReachYou } }';
const AWAITS = `{ collective { id name zone } awaitingMe(first: 50) {
  edges { node { reason objectType objectId title dueAt count } } pageInfo { hasNextPage } } }`;
const SET_RHYTHM = `mutation ($input: SetNoticeRhythmInput!) { setNoticeRhythm(input: $input) { __typename } }`;
const SIGN_OUT = 'mutation { signOut(input: {}) { __typename } }';

type Who = Pick<Guest, 'noticeRhythm' | 'lettersReachYou'> & {
  readonly state: string;
  readonly member: { readonly publicName: string } | null;
};

/** The first page: what this is for anybody, and for whoever has entered what awaits them, by the API's own answers. */
@Controller()
export class HomeController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async open(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asker = askerOf(request);
    const guest = await this.guestOf(asker);
    const things = await this.transactions.snapshot(publicThings);
    const { collective, again } = request.query as {
      readonly collective?: unknown;
      readonly again?: unknown;
    };
    const meant = collectiveIn(collective);
    // A link in a letter is followed without our cookie, which goes to our own pages alone: asked once more from here it comes.
    if (!guest && again === undefined && request.headers['sec-fetch-site'] === 'cross-site')
      void reply.header('refresh', `0; url=/?again${meant === null ? '' : `&collective=${meant}`}`);
    const notice = privacyNotice(asker.locale, this.config.retention);
    await reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', ONLY_THIS_PAGE)
      .header('cache-control', 'no-store')
      .header('vary', 'accept-language, cookie')
      .header('referrer-policy', 'same-origin')
      .header('x-content-type-options', 'nosniff')
      .send(
        guest ? homePage(asker.locale, guest, things) : doorPage(asker.locale, { things, meant, notice }),
      );
  }

  /** How often they are written to, from the form of that page. */
  @Post('lettres')
  async setRhythm(
    @Body() form: { readonly rhythm?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const rhythm = RHYTHMS.find((one) => one === form?.rhythm);
    if (rhythm) await this.press(request, SET_RHYTHM, { input: { rhythm } });
    await reply.redirect('/', 303);
  }

  /** Ends the session that this browser holds. */
  @Post('sortir')
  async leave(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.press(request, SIGN_OUT, {});
    await reply.header('set-cookie', endedCookie(this.config)).redirect('/', 303);
  }

  /** A session that is over changes nothing: the page that follows shows what is. */
  private async press(
    request: FastifyRequest,
    act: string,
    variables: Record<string, unknown>,
  ): Promise<void> {
    refuseForeignForm(request.headers, this.config);
    await this.api.execute(act, variables, askerOf(request)).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }

  /** Who has entered, and what awaits them; null for anybody else, a session that is over included. */
  private async guestOf(asker: Asker): Promise<Guest | null> {
    if (!asker.session) return null;
    const who = await this.api.execute<{ viewer: Who }>(WHO, {}, asker).catch(nobody);
    if (!who) return null;
    const { state, member, ...settings } = who.viewer;
    const guest = { ...settings, publicName: member?.publicName ?? '' };
    if (state !== 'ACTIVE' && state !== 'FOUNDING')
      return { ...guest, collective: null, awaited: [], hasMore: false };
    const { collective, awaitingMe } = await this.api.execute<{
      collective: Guest['collective'];
      awaitingMe: { edges: { node: AwaitedThing }[]; pageInfo: { hasNextPage: boolean } };
    }>(AWAITS, {}, asker);
    const awaited = awaitingMe.edges.map(({ node }) => node);
    return { ...guest, collective, awaited, hasMore: awaitingMe.pageInfo.hasNextPage };
  }
}

/** An id that may be written into a page: base64url, or nothing. */
const collectiveIn = (value: unknown): string | null =>
  typeof value === 'string' && fromGlobalId(value)?.type === 'Collective' ? value : null;

function nobody(error: unknown): null {
  if (error instanceof Refusal && error.code === 'NOT_SIGNED_IN') return null;
  throw error;
}
