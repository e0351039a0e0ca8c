import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { MemberActor } from '../core/kernel/actors.js';
import { Refusal, refuse, type RefusalCode } from '../core/kernel/refusals.js';
import { printBundle } from '../core/verify/bundle.js';
import { ACTOR_LOADER, type ActorLoader } from '../platform/access/context.js';
import { mayCall } from '../platform/access/rules.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { sessionOf } from '../platform/graphql/session-shown.js';
import { problemOf } from '../platform/graphql/problems.js';
import { localeOf } from '../platform/i18n/locale.js';
import { Random } from '../platform/random/random.js';
import { collectBundle, type Wanted } from './collect-bundle.js';
import { refuseOpenBoxes, takeTicket } from './export-collective.js';
import { FULL_BUNDLE, seal } from './sealed.js';

/** How a refusal is told to whoever downloads; any other is 403. */
const STATUS: Partial<Record<RefusalCode, number>> = {
  NOT_SIGNED_IN: 401,
  INVALID_INPUT: 400,
  LINK_NOT_VALID: 410,
  POLL_STILL_OPEN: 409,
  TOO_SLOW: 503,
};

const LEAST_PASSPHRASE = 12;

/** Bundles to take home, by the session and the rules of the API: a file is not for a GraphQL answer. */
@Controller('export')
export class BundleController {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) private readonly actors: ActorLoader,
    @Inject(Random) private readonly random: Random,
  ) {}

  /** The public bundle, for any member to give to anyone. */
  @Get('public')
  ofAnyone(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, async () => {
      const { collectiveId } = await this.member(this.transactions, request);
      return this.plain(reply, { kind: 'PUBLIC', collective: collectiveId, member: null });
    });
  }

  /** One's own bundle. */
  @Get('member')
  ofMember(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.answer(request, reply, async () => {
      const { collectiveId, memberId } = await this.member(this.transactions, request);
      return this.plain(reply, { kind: 'MEMBER', collective: collectiveId, member: memberId });
    });
  }

  /** Everything, locked, for the ticket that `exportCollective` gave to this very person. */
  @Post('full')
  @HttpCode(200)
  ofCollective(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.answer(request, reply, async () => {
      const { ticket, passphrase } = readDemand(body);
      const { collectiveId } = await this.transactions.write(async (tx) => {
        const actor = await this.member(tx, request);
        await takeTicket(tx, actor, ticket);
        return actor;
      });
      const bundle = await this.transactions.snapshot(async (reader) => {
        await refuseOpenBoxes(reader, collectiveId);
        return collectBundle(reader, { kind: 'FULL', collective: collectiveId, member: null });
      });
      const plain = Readable.from([Buffer.from(printBundle(bundle), 'utf8')]);
      asFile(reply, 'ormee.bundle', 'application/octet-stream');
      return Readable.from(seal(plain, passphrase, this.random, FULL_BUNDLE));
    });
  }

  private async member(reader: Reader, request: FastifyRequest): Promise<MemberActor> {
    const actor = await this.actors.load(reader, sessionOf(request));
    const refusal = mayCall('MEMBER', actor);
    if (refusal) throw refusal;
    return actor as MemberActor;
  }

  private async plain(reply: FastifyReply, wanted: Wanted): Promise<string> {
    const bundle = await this.transactions.snapshot((reader) => collectBundle(reader, wanted));
    asFile(reply, `ormee-${wanted.kind.toLowerCase()}.json`, 'application/json; charset=utf-8');
    return printBundle(bundle);
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<string | Readable>,
  ): Promise<void> {
    try {
      await reply.send(await work());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refusal: Refusal = error;
      const { code, message } = problemOf(refusal, localeOf(request.headers['accept-language']));
      await reply
        .code(STATUS[refusal.code] ?? 403)
        .header('cache-control', 'no-store')
        .send({ code, message });
    }
  }
}

/** A file to keep, which no page of ours runs and no cache keeps. */
const asFile = (reply: FastifyReply, name: string, type: string): void =>
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store');

function readDemand(body: unknown): { ticket: string; passphrase: string } {
  const { ticket, passphrase } = (body ?? {}) as { ticket?: unknown; passphrase?: unknown };
  if (typeof ticket !== 'string') throw refuse('INVALID_INPUT', { field: 'ticket', reason: 'MISSING' });
  if (typeof passphrase !== 'string')
    throw refuse('INVALID_INPUT', { field: 'passphrase', reason: 'MISSING' });
  if ([...passphrase].length < LEAST_PASSPHRASE)
    throw refuse('INVALID_INPUT', { field: 'passphrase', reason: 'TOO_SHORT' });
  return { ticket, passphrase };
}
