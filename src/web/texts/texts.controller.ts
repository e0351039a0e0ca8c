import { Controller, Get, Inject, Req, Res, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, Locale } from '../../core/kernel/actors.js';
import { hashText } from '../../core/kernel/hash.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { Refusal } from '../../core/kernel/refusals.js';
import { ACTOR_LOADER, type ActorLoader } from '../../platform/access/context.js';
import { maySee } from '../../platform/access/rules.js';
import { Transactions, type Reader } from '../../platform/database/transactions.js';
import { fromGlobalId } from '../../platform/graphql/global-ids.js';
import { sessionOf } from '../../platform/graphql/session-shown.js';
import { localeOf } from '../../platform/i18n/locale.js';
import { addressedTexts, firstCollectiveWithTexts, nameOfCollective } from '../../texts/address.queries.js';
import { pageOf } from '../page.js';
import { ONLY_THIS_PAGE } from '../sign-in.controller.js';
import { readByAddress } from './read-by-address.js';
import { listPage } from './text.page.js';
import { WORDS } from './words.js';

/** What a request is answered with: null is "not here", whatever the reason. */
export interface Answered {
  readonly body: string;
  readonly type: string;
  /** Whether anybody may read it, and keep it as long as it stays the same. */
  readonly isPublic: boolean;
}

/** A request for texts, once it is known who asks. */
export interface AskedTexts {
  readonly reader: Reader;
  readonly collectiveId: Uuid;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly query: string;
}

const HTML = 'text/html; charset=utf-8';

/** The lasting addresses of texts, provisions and versions: read only, by the same rules of visibility as the API. */
@Controller('textes')
export class TextsController {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) private readonly actors: ActorLoader,
  ) {}

  @Get()
  list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, listOfTexts);
  }

  @Get('*')
  one(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, (asked) => readByAddress(asked, pathOf(request)));
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    read: (asked: AskedTexts) => Promise<Answered | null>,
  ): Promise<void> {
    const locale = localeOf(request.headers['accept-language']);
    const answered = await this.transactions
      .snapshot(async (reader) => {
        const named = (request.query as { readonly collective?: unknown }).collective;
        const collectiveId = named === undefined ? await firstCollectiveWithTexts(reader) : idIn(named);
        if (collectiveId === null) return null;
        const actor = await this.actors.load(reader, sessionOf(request));
        const query = named === undefined ? '' : `?collective=${String(named)}`;
        return read({ reader, collectiveId, actor, locale, query });
      })
      .catch(refuseWhatIsSlow);
    void reply
      .header('content-security-policy', ONLY_THIS_PAGE)
      .header('referrer-policy', 'no-referrer')
      .header('x-content-type-options', 'nosniff')
      .header('vary', 'accept-language, authorization, cookie');
    await (answered ? send(reply, answered, request.headers['if-none-match']) : sendNothing(reply, locale));
  }
}

/** A reading that was broken off is asked for again later. */
function refuseWhatIsSlow(error: unknown): never {
  throw error instanceof Refusal && error.code === 'TOO_SLOW' ? new ServiceUnavailableException() : error;
}

async function listOfTexts({ reader, collectiveId, actor, locale, query }: AskedTexts): Promise<Answered> {
  const all = await addressedTexts(reader, collectiveId);
  const seen = all.filter((text) => maySee('BY_VISIBILITY', text, actor));
  const name = seen.length === 0 ? '' : await nameOfCollective(reader, collectiveId);
  const isPublic = seen.every(({ visibility }) => visibility === 'PUBLIC');
  return { body: listPage(locale, name, seen, query), type: HTML, isPublic };
}

/** What anybody may read may be kept, and is asked for again by its mark: a decision shows at once. */
async function send(reply: FastifyReply, answered: Answered, known: string | undefined): Promise<void> {
  const { body, type, isPublic } = answered;
  void reply.header('content-type', type);
  if (!isPublic) {
    await reply.header('cache-control', 'no-store').send(body);
    return;
  }
  const tag = `"${hashText(body).slice(0, 32)}"`;
  void reply.header('cache-control', 'public, no-cache').header('etag', tag);
  const marks = (known ?? '').split(',').map((mark) => mark.trim().replace(/^W\//, ''));
  if (marks.includes(tag)) await reply.code(304).send();
  else await reply.send(body);
}

/** One sentence, the same for what is not there and for what is not theirs to read. */
const sendNothing = async (reply: FastifyReply, locale: Locale): Promise<void> => {
  const body = pageOf(locale, { title: WORDS[locale].nothing, style: '', body: '' });
  await reply.code(404).header('content-type', HTML).header('cache-control', 'no-store').send(body);
};

/** As it was sent, after `/textes/`: no address of ours needs an escape, so one that has some is none. */
const pathOf = ({ url }: FastifyRequest): string =>
  url
    .replace(/[?#].*$/s, '')
    .replace(/^\/textes\//, '')
    .replaceAll('%40', '@');

/** An id that may be written into a page: base64url, or nothing. */
function idIn(value: unknown): Uuid | null {
  const id = typeof value === 'string' ? fromGlobalId(value) : null;
  return id?.type === 'Collective' ? id.collectiveId : null;
}
