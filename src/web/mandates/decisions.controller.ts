import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor, type Done, type Seen } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { noPage, placeIn, unwritable, type Paged } from '../members-parts.js';
import {
  decisionPage,
  decisionsPage,
  FILTERS,
  type Filter,
  type FollowedUp,
  type ShownDecision,
} from './decisions.page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

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

interface Listed {
  readonly viewer: { readonly memberId: string };
  readonly followUps: Paged<FollowedUp>;
}

/** What became of the decisions, and on the page of each what a member says of it: forms without script on the API's acts. */
@Controller('qui-fait-quoi/decisions')
export class DecisionsController {
  constructor(@Inject(MembersDoor) private readonly door: MembersDoor) {}

  @Get()
  async list(
    @Query('etat') asked: unknown,
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = askerOf(request);
    const filter = typeof asked === 'string' && Object.hasOwn(FILTERS, asked) ? (asked as Filter) : 'toutes';
    const from = { after: cursorOf(after), states: FILTERS[filter] };
    const read = await this.door.read<Listed>(asker, LIST, from);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
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
    const asker = this.door.senderOf(request);
    const note = textOf(form?.note);
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [note]));
    const said =
      unwritable(note, asker.locale) ??
      (await this.say(asker, address, read.node.id, { act: textOf(form?.act), note }));
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/decisions/${address}`, 303);
    else await this.show(reply, asker, address, { said, note });
  }

  /** What is wrong with it, in a sentence; null where it was said, or is already. */
  private async say(
    asker: Asker,
    address: string,
    decisionId: string,
    { act, note }: { readonly act: string; readonly note: string },
  ): Promise<string | null> {
    const isTaking = act === 'take';
    const state = Object.hasOwn(SAYINGS, act) ? SAYINGS[act as keyof typeof SAYINGS] : null;
    if (!isTaking && state === null) return null;
    const input = isTaking ? { decisionId, note } : { decisionId, note, state };
    const done = await this.door.act<Done>(asker, isTaking ? TAKE : SAY, input);
    if (done.code === 'DECISION_TAKEN_UP' && (await this.isTheirs(asker, address, note))) return null;
    return done.message ?? null;
  }

  /** Whether whoever asks took it up in these words: the form came twice. */
  private async isTheirs(asker: Asker, address: string, note: string): Promise<boolean> {
    const read = await this.read(asker, address);
    const { takenUpById, steps } = read?.node.followUp ?? {};
    return takenUpById === read?.viewerId && steps?.at(-1)?.note === note;
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
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [note]));
    const { node: decision, viewerId } = read;
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
    const names = await this.door.namesOf(asker, named);
    return { ...(await this.door.placeOf(viewerId)), viewerId, names, said };
  }

  private read(asker: Asker, address: string): Promise<Seen<ShownDecision> | null> {
    return this.door.readAt<ShownDecision>(asker, ['Decision', address], READ);
  }
}
