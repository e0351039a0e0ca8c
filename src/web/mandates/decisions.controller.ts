import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Instant } from '../../core/kernel/instants.js';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor, type Done, type Seen } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { noPage, placeIn, unwritable, type Paged } from '../members-parts.js';
import { dayIn } from './days.js';
import {
  decisionPage,
  decisionsPage,
  FILTERS,
  type Filter,
  type FollowedUp,
  type FollowUp,
  type ShownDecision,
} from './decisions.page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

const LIST = `query ($after: String, $states: [FollowUpState!]) { viewer { memberId }
  followUps(first: 50, after: $after, states: $states) {
    edges { node { decisionId label title followUp { state takenUpById } } } pageInfo { hasNextPage endCursor } } }`;
const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) { ... on Decision { id label title proclaimedAt
  followUp { state takenUpById steps { state note authorId saidAt lineId } } } } }`;
/** The lines that wait for a decision: by one, somebody may have asked for a mandate. */
const LINES = `{ lines: mandateLines(first: 100, state: PROPOSED) { edges { node { id endsAt } } } }`;
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

type Form = { readonly act?: unknown; readonly note?: unknown; readonly until?: unknown } | undefined;

/** What a form says of a decision: the act of its button, a word, and a day as it was typed. */
interface Typed {
  readonly act: string;
  readonly note: string;
  readonly until: string;
}

interface Shown extends Omit<Typed, 'act'> {
  readonly upTo: number | null;
  readonly said: string | null;
}

interface Lines {
  readonly lines: Pick<Paged<{ readonly id: string; readonly endsAt: Instant }>, 'edges'>;
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
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const typed = { act: textOf(form?.act), note: textOf(form?.note), until: textOf(form?.until) };
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [typed.note]));
    const said =
      unwritable(typed.note, asker.locale) ?? (await this.say(asker, address, read.node.id, typed));
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/decisions/${address}`, 303);
    else await this.show(reply, asker, address, { said, ...typed });
  }

  /** What is wrong with it, in a sentence; null where it was said, or is already. */
  private async say(
    asker: Asker,
    address: string,
    decisionId: string,
    { act, note, until }: Typed,
  ): Promise<string | null> {
    if (act === 'take') return this.take(asker, address, decisionId, { note, until });
    const state = Object.hasOwn(SAYINGS, act) ? SAYINGS[act as keyof typeof SAYINGS] : null;
    return state && this.door.press(asker, SAY, { decisionId, note, state });
  }

  private async take(
    asker: Asker,
    address: string,
    decisionId: string,
    typed: Omit<Typed, 'act'>,
  ): Promise<string | null> {
    const { zone } = await this.door.placeOf(decisionId);
    const until = dayIn(typed.until, 'until', asker.locale, zone);
    if ('fault' in until) return until.fault;
    const said = { note: typed.note, until: until.at };
    const done = await this.door.act<Done>(asker, TAKE, { decisionId, ...said });
    if (done.code === 'DECISION_TAKEN_UP' && (await this.isTheirs(asker, address, said))) return null;
    return done.message ?? null;
  }

  /** Whether whoever asks took it up in these words, until that day: the form came twice. */
  private async isTheirs(
    asker: Asker,
    address: string,
    { note, until }: { readonly note: string; readonly until: Instant | null },
  ): Promise<boolean> {
    const read = await this.read(asker, address);
    const followUp = read?.node.followUp;
    if (!followUp || followUp.takenUpById !== read.viewerId) return false;
    return followUp.steps.at(-1)?.note === note && (await this.askedUntil(asker, followUp)) === until;
  }

  /** Until when whoever sees to it asks for a mandate, while the line by which they do waits; null for none. */
  private async askedUntil(asker: Asker, { state, steps }: FollowUp): Promise<Instant | null> {
    const lineId = steps.at(-1)?.lineId ?? null;
    if (state !== 'UNDER_WAY' || lineId === null) return null;
    const read = await this.door.read<Lines>(asker, LINES, {});
    return read?.lines.edges.find(({ node }) => node.id === lineId)?.node.endsAt ?? null;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { upTo = null, said = null, note = '', until = '' }: Partial<Shown>,
  ): Promise<void> {
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [note]));
    const { node: decision, viewerId } = read;
    const { followUp } = decision;
    const around = await this.around(
      asker,
      viewerId,
      (followUp?.steps ?? []).map(({ authorId }) => authorId),
      said,
    );
    const askedUntil = followUp && (await this.askedUntil(asker, followUp));
    const shown = decisionPage(asker.locale, decision, { ...around, upTo, note, until, askedUntil });
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
