import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { idAt } from '../address.js';
import { askerOf, isOfTheirs, nothingFor, placeOf, sendPage, textOf } from '../members-page.js';
import { namesOf } from '../names.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import {
  decisionPage,
  decisionsPage,
  FILTERS,
  type Filter,
  type FollowedUp,
  type ShownDecision,
} from './decisions.page.js';
import { HERE, noPage, placeIn, unwritable, type Paged } from './parts.js';

const LIST = `query ($after: String, $states: [FollowUpState!]) { viewer { memberId }
  followUps(first: 50, after: $after, states: $states) {
    edges { node { decisionId label title followUp { state takenUpById } } } pageInfo { hasNextPage endCursor } } }`;
const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) { ... on Decision { id label title proclaimedAt
  followUp { state takenUpById steps { state note authorId saidAt } } } } }`;
const TAKE = `mutation ($input: TakeUpDecisionInput!) { done: takeUpDecision(input: $input) {
  __typename ... on Problem { code message } } }`;
const SAY = `mutation ($input: FollowUpDecisionInput!) { done: followUpDecision(input: $input) {
  __typename ... on Problem { code message } } }`;

/** What a button says of the decision. */
const SAYINGS = { done: 'DONE', drop: 'DROPPED', leave: 'NOBODY' } as const;

interface Read {
  readonly viewerId: string;
  readonly decision: ShownDecision;
}

/** What became of the decisions, and on the page of each what a member says of it: forms without script on the API's acts. */
@Controller('qui-fait-quoi/decisions')
export class DecisionsController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query('etat') asked: unknown,
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = askerOf(request);
    const filter = typeof asked === 'string' && Object.hasOwn(FILTERS, asked) ? (asked as Filter) : 'toutes';
    const from = { after: typeof after === 'string' ? after : null, states: FILTERS[filter] };
    const read = asker.session
      ? await this.api
          .execute<{ viewer: { memberId: string }; followUps: Paged<FollowedUp> }>(LIST, from, asker)
          .catch(nothingFor)
      : null;
    if (!read) return sendPage(reply, 404, noPage(asker.locale));
    const { viewer, followUps } = read;
    const takers = followUps.edges.map(({ node }) => node.followUp.takenUpById);
    const around = await this.around(asker, viewer.memberId, takers, null);
    return sendPage(reply, 200, decisionsPage(asker.locale, followUps, { ...around, filter }));
  }

  @Get(':address')
  open(
    @Param('address') address: string,
    @Query('jusque') upTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), address, { upTo: placeIn(upTo) });
  }

  @Post(':address')
  async send(
    @Param('address') address: string,
    @Body() form: { readonly act?: unknown; readonly note?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    const note = textOf(form?.note);
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, [note]));
    const said =
      unwritable(note, asker.locale) ?? (await this.say(asker, read.decision.id, textOf(form?.act), note));
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/decisions/${address}`, 303);
    else await this.show(reply, asker, address, { said, note });
  }

  /** What is wrong with it, in a sentence; null where it was said, or is already. */
  private async say(asker: Asker, decisionId: string, act: string, note: string): Promise<string | null> {
    const isTaking = act === 'take';
    const state = Object.hasOwn(SAYINGS, act) ? SAYINGS[act as keyof typeof SAYINGS] : null;
    if (!isTaking && state === null) return null;
    const input = isTaking ? { decisionId, note } : { decisionId, note, state };
    const { done } = await this.api.execute<{ done: { code?: string; message?: string } }>(
      isTaking ? TAKE : SAY,
      { input },
      asker,
    );
    if (done.code === 'DECISION_TAKEN_UP' && (await this.isTheirs(asker, decisionId, note))) return null;
    return done.message ?? null;
  }

  /** Whether whoever asks took it up in these words: the form came twice. */
  private async isTheirs(asker: Asker, id: string, note: string): Promise<boolean> {
    const { viewer, node } = await this.api.execute<{
      viewer: { member: { id: string } | null };
      node: ShownDecision | null;
    }>(READ, { id }, asker);
    return node?.followUp?.takenUpById === viewer.member?.id && node?.followUp?.steps.at(-1)?.note === note;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    {
      upTo = null,
      said = null,
      note = '',
    }: { readonly upTo?: number | null; readonly said?: string | null; readonly note?: string },
  ): Promise<void> {
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, [note]));
    const { decision, viewerId } = read;
    const authors = (decision.followUp?.steps ?? []).map(({ authorId }) => authorId);
    const around = await this.around(asker, viewerId, authors, said);
    const shown = decisionPage(asker.locale, decision, { ...around, upTo, note });
    return sendPage(reply, said === null ? 200 : 422, shown);
  }

  private async around(
    asker: Asker,
    viewerId: string,
    named: readonly (string | null)[],
    said: string | null,
  ) {
    const names = await namesOf(this.api, asker, named);
    return { ...(await placeOf(this.transactions, viewerId)), viewerId, names, said };
  }

  /** As the API shows it to a member: without a session, or to another collective, it is not there. */
  private async read(asker: Asker, address: string): Promise<Read | null> {
    const id = idAt('Decision', address);
    if (!asker.session || id === null) return null;
    const read = await this.api
      .execute<{ viewer: { member: { id: string } | null }; node: ShownDecision | null }>(READ, { id }, asker)
      .catch(nothingFor);
    const viewerId = read?.viewer.member?.id;
    if (!read?.node || viewerId === undefined || !isOfTheirs(viewerId, id)) return null;
    return { viewerId, decision: read.node };
  }
}
