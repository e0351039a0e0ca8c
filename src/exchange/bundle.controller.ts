import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { MemberActor } from '../core/kernel/actors.js';
import { refuse } from '../core/kernel/refusals.js';
import { printBundle } from '../core/verify/bundle.js';
import { ACTOR_LOADER, type ActorLoader } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { Random } from '../platform/random/random.js';
import { answerFile, asFile, memberAsking } from './answer-file.js';
import { collectBundle, type Wanted } from './collect-bundle.js';
import { refuseOpenBoxes, takeTicket } from './export-collective.js';
import { FULL_BUNDLE, seal } from './sealed.js';

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
    return answerFile(request, reply, async () => {
      const { collectiveId } = await this.member(this.transactions, request);
      return this.plain(reply, { kind: 'PUBLIC', collective: collectiveId, member: null });
    });
  }

  /** One's own bundle. */
  @Get('member')
  ofMember(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answerFile(request, reply, async () => {
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
    return answerFile(request, reply, async () => {
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

  private member(reader: Reader, request: FastifyRequest): Promise<MemberActor> {
    return memberAsking(this.actors, reader, request);
  }

  private async plain(reply: FastifyReply, wanted: Wanted): Promise<string> {
    const bundle = await this.transactions.snapshot((reader) => collectBundle(reader, wanted));
    asFile(reply, `ormee-${wanted.kind.toLowerCase()}.json`, 'application/json; charset=utf-8');
    return printBundle(bundle);
  }
}

function readDemand(body: unknown): { ticket: string; passphrase: string } {
  const { ticket, passphrase } = (body ?? {}) as { ticket?: unknown; passphrase?: unknown };
  if (typeof ticket !== 'string') throw refuse('INVALID_INPUT', { field: 'ticket', reason: 'MISSING' });
  if (typeof passphrase !== 'string')
    throw refuse('INVALID_INPUT', { field: 'passphrase', reason: 'MISSING' });
  if ([...passphrase].length < LEAST_PASSPHRASE)
    throw refuse('INVALID_INPUT', { field: 'passphrase', reason: 'TOO_SHORT' });
  return { ticket, passphrase };
}
