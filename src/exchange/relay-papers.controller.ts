import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '../core/kernel/refusals.js';
import { ACTOR_LOADER, type ActorLoader } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { callList } from '../polls/relays/call-list.js';
import { questionSheet } from '../polls/relays/question-sheet.js';
import { writeForm } from '../texts/papers/write-form.js';
import { answerFile, asFile, memberAsking } from './answer-file.js';

/** Papers to print for whoever has no screen, by the session and the rules of the API. */
@Controller('paper')
export class RelayPapersController {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) private readonly actors: ActorLoader,
  ) {}

  /** An open question on a sheet, for any member. */
  @Get('question')
  question(
    @Query() { poll, contact }: { poll?: unknown; contact?: unknown },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return answerFile(request, reply, async () => {
      const { collectiveId } = await memberAsking(this.actors, this.transactions, request);
      if (typeof poll !== 'string') throw refuse('INVALID_INPUT', { field: 'poll', reason: 'MISSING' });
      const pollId = rowIdOf(poll, 'Poll', collectiveId, ['poll']);
      const typed = typeof contact === 'string' && contact.trim() !== '' ? contact.trim() : null;
      const sheet = await this.transactions.snapshot((reader) =>
        questionSheet(reader, collectiveId, { pollId, contact: typed }),
      );
      asFile(reply, 'question.pdf', 'application/pdf');
      return Buffer.from(await writeForm(sheet));
    });
  }

  /** Whom to call, for whoever holds the mandate. */
  @Get('calls')
  calls(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return answerFile(request, reply, async () => {
      const actor = await memberAsking(this.actors, this.transactions, request);
      const list = await this.transactions.snapshot((reader) => callList(reader, actor));
      asFile(reply, 'calls.pdf', 'application/pdf');
      return Buffer.from(await writeForm(list));
    });
  }
}
