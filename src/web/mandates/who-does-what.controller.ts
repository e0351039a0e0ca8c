import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { noPage } from '../members-parts.js';
import { HERE } from './ways.js';
import { whoDoesWhatPage, type WhoDoesWhat } from './who-does-what.page.js';
import { WORDS } from './words.js';

const PAGE = 'pageInfo { hasNextPage endCursor }';
const MANDATE = 'id title holders { publicName } startsAt endsAt nextReportDueAt reportOverdue';
const READ = `query ($offers: String, $late: String, $held: String) { viewer { memberId }
  offers: mandateOffers(first: 20, after: $offers) {
    edges { node { id title instructions until volunteerIds } } ${PAGE} }
  nobody: followUps(first: 20, states: [NOBODY]) { edges { node { decisionId label title } } ${PAGE} }
  late: mandates(first: 20, after: $late, overdue: true) { edges { node { ${MANDATE} } } ${PAGE} }
  held: mandates(first: 20, after: $held, live: true) { edges { node { ${MANDATE} } } ${PAGE} } }`;
const VOLUNTEER = `mutation ($input: VolunteerInput!) { done: volunteer(input: $input) {
  __typename ... on Problem { message } } }`;
const WITHDRAW = `mutation ($input: WithdrawVolunteeringInput!) { done: withdrawVolunteering(input: $input) {
  __typename ... on Problem { message } } }`;

/** After which cursor each list begins; null from the start. */
interface From {
  readonly offers: string | null;
  readonly late: string | null;
  readonly held: string | null;
}

/** Who does what, and what waits for somebody: a page without script, on which a member comes forward for a task. */
@Controller('qui-fait-quoi')
export class WhoDoesWhatController {
  constructor(@Inject(MembersDoor) private readonly door: MembersDoor) {}

  @Get()
  open(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [offers, late, held] = [query['offres'], query['retards'], query['mandats']].map(cursorOf);
    const from = { offers: offers ?? null, late: late ?? null, held: held ?? null };
    return this.show(reply, askerOf(request), from, null);
  }

  /** A press on an offer: twice is no fault. */
  @Post()
  async send(
    @Body() form: { readonly act?: unknown; readonly offer?: unknown; readonly after?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    if (!asker.session) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const [offerId, after] = [textOf(form?.offer), textOf(form?.after)];
    const act = form?.act === 'withdraw' ? WITHDRAW : VOLUNTEER;
    const said = await this.door.press(asker, act, { offerId });
    const from = { offers: cursorOf(after), late: null, held: null };
    if (said !== null) return this.show(reply, asker, from, said);
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    const at = after === '' ? '' : `?offres=${encodeURIComponent(after)}`;
    await reply.redirect(`${HERE}${at}#${encodeURIComponent(offerId)}`, 303);
  }

  private async show(reply: FastifyReply, asker: Asker, from: From, said: string | null): Promise<void> {
    const read = await this.door.read<{ viewer: { memberId: string } } & WhoDoesWhat>(asker, READ, {
      ...from,
    });
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const { viewer, ...lists } = read;
    const volunteers = lists.offers.edges.flatMap(({ node }) => node.volunteerIds);
    const around = {
      ...(await this.door.placeOf(viewer.memberId)),
      viewerId: viewer.memberId,
      names: await this.door.namesOf(asker, volunteers),
      offersAfter: from.offers ?? '',
      said,
    };
    return sendPage(reply, said === null ? 200 : 422, whoDoesWhatPage(asker.locale, lists, around));
  }
}
