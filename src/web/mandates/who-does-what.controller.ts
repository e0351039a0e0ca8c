import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { MembersDoor, type Done } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { noPage, unwritable, type Paged } from '../members-parts.js';
import { dayIn } from './days.js';
import type { TypedOffer } from './offers.page.js';
import { HERE } from './ways.js';
import { whoDoesWhatPage, type WhoDoesWhat } from './who-does-what.page.js';
import { WORDS } from './words.js';

const PAGE = 'pageInfo { hasNextPage endCursor }';
const MANDATE = 'id title holders { publicName } startsAt endsAt nextReportDueAt reportOverdue';
const LENGTH = 20;
const READ = `query ($offers: String, $late: String, $held: String) { viewer { memberId }
  offers: mandateOffers(first: ${LENGTH}, after: $offers) {
    edges { node { id title instructions until reportDueAt authorId groupId volunteerIds } } ${PAGE} }
  nobody: followUps(first: 20, states: [NOBODY]) { edges { node { decisionId label title } } ${PAGE} }
  late: mandates(first: 20, after: $late, overdue: true) { edges { node { ${MANDATE} } } ${PAGE} }
  held: mandates(first: 20, after: $held, live: true) { edges { node { ${MANDATE} } } ${PAGE} }
  groups: workingGroups(first: 100) { edges { node { id name state } } } }`;
const ME = '{ viewer { memberId } }';
const OFFER = `mutation ($input: OfferMandateInput!) { done: offerMandate(input: $input) {
  __typename ... on OfferMandateSuccess { offer { id } } ... on Problem { message } } }`;
const STATES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Member { id state } } }`;
const PLACES = '{ offers: mandateOffers(first: 100) { edges { cursor node { id } } } }';

/** What a button does to an offer, each an act that takes its id. */
const PRESSES = {
  volunteer: pressing('volunteer', 'VolunteerInput'),
  withdraw: pressing('withdrawVolunteering', 'WithdrawVolunteeringInput'),
  takeBack: pressing('withdrawOffer', 'WithdrawOfferInput'),
} as const;

function pressing(act: string, input: string): string {
  return `mutation ($input: ${input}!) { done: ${act}(input: $input) { __typename ... on Problem { message } } }`;
}

/** After which cursor each list begins; null from the start. */
interface From {
  readonly offers: string | null;
  readonly late: string | null;
  readonly held: string | null;
}

type Read = WhoDoesWhat & {
  readonly viewer: { readonly memberId: string };
  readonly groups: Pick<
    Paged<{ readonly id: string; readonly name: string; readonly state: string }>,
    'edges'
  >;
};

interface States {
  readonly nodes: readonly ({ readonly id: string; readonly state: string } | null)[];
}

type Form = Readonly<Record<string, unknown>> | undefined;

const FROM_THE_START: From = { offers: null, late: null, held: null };
const NOTHING_TYPED: TypedOffer = { title: '', instructions: '', until: '', reportDue: '', group: '' };

/**
 * Who does what, and what waits for somebody: a page without script, on which a member says that a task looks for somebody, and
 * comes forward for one.
 */
@Controller('qui-fait-quoi')
export class WhoDoesWhatController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  @Get()
  open(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [offers, late, held] = [query['offres'], query['retards'], query['mandats']].map(cursorOf);
    const from = { offers: offers ?? null, late: late ?? null, held: held ?? null };
    return this.show(reply, askerOf(request), { from });
  }

  /** A press on an offer, or a new one: twice is no fault. */
  @Post()
  async send(@Body() form: Form, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const asker = this.door.senderOf(request);
    if (form?.['act'] === 'offer') return this.offer(reply, asker, form);
    if (!asker.session) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const [offerId, after, pressed] = [textOf(form?.['offer']), textOf(form?.['after']), form?.['act']];
    const act = pressed === 'withdraw' || pressed === 'takeBack' ? pressed : 'volunteer';
    const said = await this.door.press(asker, PRESSES[act], { offerId });
    const from = { ...FROM_THE_START, offers: cursorOf(after) };
    if (said !== null) return this.show(reply, asker, { from, said });
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    await goTo(reply, after, offerId);
  }

  private async offer(reply: FastifyReply, asker: Asker, form: NonNullable<Form>): Promise<void> {
    const typed = typedIn(form);
    const me = await this.door.read<Pick<Read, 'viewer'>>(asker, ME, {});
    if (!me) return this.show(reply, asker, { typed });
    const done = await this.offerOf(asker, me.viewer.memberId, typed, textOf(form['key']));
    if (done.offer) await goTo(reply, await this.placeOf(asker, done.offer.id), done.offer.id);
    else await this.show(reply, asker, { said: done.message ?? '', typed });
  }

  private async offerOf(
    asker: Asker,
    memberId: string,
    { title, instructions, group, ...typed }: TypedOffer,
    key: string,
  ): Promise<Done & { readonly offer?: { readonly id: string } }> {
    const { zone } = await this.door.placeOf(memberId);
    const unreadable = unwritable(instructions, asker.locale);
    if (unreadable !== null) return { message: unreadable };
    const until = dayIn(typed.until, 'until', asker.locale, zone);
    if ('fault' in until) return { message: until.fault };
    const reportDue = dayIn(typed.reportDue, 'reportDueAt', asker.locale, zone);
    if ('fault' in reportDue) return { message: reportDue.fault };
    return this.door.act(asker, OFFER, {
      ...{ title, instructions, until: until.at, reportDueAt: reportDue.at },
      groupId: group === '' ? null : group,
      idempotencyKey: key === '' ? null : key,
    });
  }

  /** The cursor after which the page begins on which an offer stands; empty from the start, and for one that stands far on. */
  private async placeOf(asker: Asker, offerId: string): Promise<string> {
    const read = await this.door.read<{
      offers: { edges: readonly { cursor: string; node: { id: string } }[] };
    }>(asker, PLACES, {});
    const edges = read?.offers.edges ?? [];
    const place = edges.findIndex(({ node }) => node.id === offerId);
    return edges[place - (place % LENGTH) - 1]?.cursor ?? '';
  }

  /** Which of those who offered these tasks are members still. */
  private async amongMembers(asker: Asker, { offers }: WhoDoesWhat): Promise<ReadonlySet<string>> {
    const ids = [...new Set(offers.edges.map(({ node }) => node.authorId))];
    const read = ids.length === 0 ? null : await this.door.read<States>(asker, STATES, { ids });
    const here = (read?.nodes ?? []).filter((one) => one?.state === 'ACTIVE' || one?.state === 'FOUNDING');
    return new Set(here.map((one) => one?.id ?? ''));
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    { from = FROM_THE_START, said = null, typed = NOTHING_TYPED }: Partial<Shown>,
  ): Promise<void> {
    const read = await this.door.read<Read>(asker, READ, { ...from });
    const kept = [typed.title, typed.instructions];
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], kept));
    const { viewer, groups, ...lists } = read;
    const named = lists.offers.edges.flatMap(({ node }) => [
      node.authorId,
      node.groupId,
      ...node.volunteerIds,
    ]);
    const around = {
      ...(await this.door.placeOf(viewer.memberId)),
      viewerId: viewer.memberId,
      names: await this.door.namesOf(asker, named),
      here: await this.amongMembers(asker, lists),
      offersAfter: from.offers ?? '',
      groups: groups.edges.map(({ node }) => node).filter(({ state }) => state !== 'ENDED'),
      key: this.ids.unordered(),
      ...{ said, typed },
    };
    return sendPage(reply, said === null ? 200 : 422, whoDoesWhatPage(asker.locale, lists, around));
  }
}

interface Shown {
  readonly from: From;
  readonly said: string | null;
  readonly typed: TypedOffer;
}

const typedIn = (form: NonNullable<Form>): TypedOffer => ({
  title: textOf(form['title']),
  instructions: textOf(form['instructions']),
  until: textOf(form['until']),
  reportDue: textOf(form['reportDue']),
  group: textOf(form['group']),
});

/** To an offer, on the page that begins after a cursor; empty from the start. */
async function goTo(reply: FastifyReply, after: string, offerId: string): Promise<void> {
  const at = after === '' ? '' : `?offres=${encodeURIComponent(after)}`;
  await reply.redirect(`${HERE}${at}#${encodeURIComponent(offerId)}`, 303);
}
