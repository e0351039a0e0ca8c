import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../core/kernel/actors.js';
import { Refusal } from '../../core/kernel/refusals.js';
import { Transactions } from '../../platform/database/transactions.js';
import { fromGlobalId } from '../../platform/graphql/global-ids.js';
import type { Asker } from '../../platform/graphql/in-process.js';
import { questionParts } from '../../polls/relays/question-sheet.js';
import type { FormPart } from '../../texts/papers/write-form.js';
import { idAt } from '../address.js';
import { MembersDoor } from '../members-door.js';
import { askerOf, sendPage } from '../members-page.js';
import { ballotOf, type Typed } from './ballot-form.js';
import { ballotPage, noBallotPage, type ShownPoll } from './ballot.page.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!) { viewer { state } node(id: $id) { ... on Poll { id title method ballotMayChange
  paper { kind leastScore greatestScore grades { label score } } options { key label }
  viewerMayCast { allowed problem { message } } viewerBallot { choice reason revision relayed receipt { text } } } } }`;
const CAST = `mutation ($input: CastBallotInput!) { done: castBallot(input: $input) {
  __typename ... on Problem { message } } }`;

/** The page of one question, on which a member puts a ballot in the box: a form without script on the API's own act. */
@Controller('scrutins')
export class BallotsController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Transactions) private readonly transactions: Transactions,
  ) {}

  @Get(':address')
  open(
    @Param('address') address: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), address, { said: null, typed: null });
  }

  @Post(':address')
  async cast(
    @Param('address') address: string,
    @Body() form: Typed | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const typed = form ?? {};
    const poll = await this.read(asker, address);
    if (!poll) return sendPage(reply, 404, noBallotPage(asker.locale, typed));
    const ballot = ballotOf(typed, poll.paper, poll.options);
    const expectedRevision = Number(typed['revision']);
    if (!ballot || !Number.isSafeInteger(expectedRevision))
      return this.show(reply, asker, address, { said: WORDS[asker.locale].choose, typed });
    const said = await this.door.press(asker, CAST, { pollId: poll.id, expectedRevision, ballot });
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`/scrutins/${address}`, 303);
    else await this.show(reply, asker, address, { said, typed });
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    came: { readonly said: string | null; readonly typed: Typed | null },
  ): Promise<void> {
    const poll = await this.read(asker, address);
    if (!poll) return sendPage(reply, 404, noBallotPage(asker.locale, came.typed));
    const { parts, language } = await this.sheetOf(poll.id);
    const page = ballotPage(asker.locale, poll, { parts, language, ...came });
    return sendPage(reply, came.said === null ? 200 : 422, page);
  }

  /** Also for whoever is no member any more, and may still finish what they are on the roll of. */
  private async read(asker: Asker, address: string): Promise<ShownPoll | null> {
    const id = idAt('Poll', address);
    const read = id === null ? null : await this.door.read<{ node: ShownPoll | null }>(asker, READ, { id });
    return read?.node ?? null;
  }

  /** The words of its sheet, for a poll that was shown to whoever asks; none once its box is shut. */
  private async sheetOf(id: string): Promise<{ parts: readonly FormPart[]; language: Locale }> {
    const { collectiveId, id: pollId } = fromGlobalId(id) as { collectiveId: string; id: string };
    return this.transactions.snapshot(async (reader) => {
      const [collective] = await reader.rows<{ locale: Locale }>(
        'SELECT locale FROM ormee.collective WHERE id = $1',
        [collectiveId],
      );
      const parts = await questionParts(reader, collectiveId, pollId).catch(whatIsShut);
      return { parts, language: collective?.locale ?? 'fr' };
    });
  }
}

function whatIsShut(error: unknown): FormPart[] {
  if (error instanceof Refusal && error.code === 'POLL_NOT_OPEN') return [];
  throw error;
}
