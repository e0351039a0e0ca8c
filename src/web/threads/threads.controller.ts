import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BODY_MAX, REASON_MAX } from '../../deliberation/contribution.rules.js';
import { encodeCursor } from '../../platform/graphql/connections.js';
import type { Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { addressOf, idAt } from '../address.js';
import { MembersDoor, type Done } from '../members-door.js';
import { askerOf, sendPage, textOf } from '../members-page.js';
import { unwritable } from '../members-parts.js';
import { answerConcern, dayTyped } from './answer-concern.js';
import type { TypedAnswer } from './concern.page.js';
import type { TypedAppeal } from './moderation.page.js';
import { KINDS, noThreadPage, threadPage, TITLE, type ShownThread, type TypedWords } from './thread.page.js';
import { WORDS } from './words.js';

const MODERATION = `version state reason mandateId hiddenBy { publicName } appeal restoresAt settledReason
  settledUnderId settledBy { publicName }`;
const READ = `query ($id: ID!, $first: Int!, $after: String) { viewer { member { id } } node(id: $id) { ... on Thread {
  id title openedBy { id publicName } contributionCount viewerReadUpTo unreadCount subjects { objectId }
  summaries(first: 1) { edges { node { body upTo } } }
  written: summaries(first: 100) { edges { node { version author { id publicName } } } }
  moderations(first: 100) { edges { node { ${MODERATION} } } }
  contributions(first: $first, after: $after) { edges { node { number kind state html version writtenAt editedAt
    repliesToNumber author { id publicName state } anchor { quote } relayed { way relayedBy contested }
    moderations { ${MODERATION} } viewerMayReview { allowed }
    concern { state reviewAt reviews { threadId proposalId saidAt } } } } } } } }`;
const WHERE = 'query ($id: ID!) { node(id: $id) { ... on Thread { contributionCount viewerReadUpTo } } }';
const NUMBERED = `query ($id: ID!, $after: String) { node(id: $id) { ... on Thread {
  contributions(first: 1, after: $after) { edges { node { id number } } } } } }`;
const SAY = `mutation ($input: ContributeInput!) { done: contribute(input: $input) {
  __typename ... on ContributeSuccess { contribution { number } } ... on Problem { message } } }`;
const PLACE = 'query ($id: ID!) { node(id: $id) { ... on Contribution { threadId number } } }';
const APPEAL = `mutation ($input: AppealModerationInput!) { done: appealModeration(input: $input) {
  __typename ... on Problem { message } } }`;
const APPEAL_OF_THREAD = `mutation ($input: AppealThreadModerationInput!) { done: appealThreadModeration(input: $input) {
  __typename ... on Problem { message } } }`;
const MARK = `mutation ($input: MarkThreadReadInput!) { done: markThreadRead(input: $input) {
  __typename ... on Problem { message } } }`;

/** As many contributions as one page shows. */
const LENGTH = 50;

/** What was typed into the form. */
interface Typed {
  readonly act?: unknown;
  readonly kind?: unknown;
  readonly repliesTo?: unknown;
  readonly body?: unknown;
  readonly key?: unknown;
  readonly upTo?: unknown;
  readonly number?: unknown;
  readonly version?: unknown;
  readonly reason?: unknown;
  readonly how?: unknown;
  readonly reviewOn?: unknown;
  readonly title?: unknown;
}

type Read = { readonly subjects: readonly { readonly objectId: string }[] } & ShownThread;
type Said = Done & { readonly contribution?: { readonly number: number } };

const NOTHING_TYPED: TypedWords = { kind: 'REACTION', repliesTo: '', body: '', reviewOn: '' };

/** The page of one thread, on which a member reads and speaks: forms without script on the API's own acts. */
@Controller('fils')
export class ThreadsController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  /** By the address of something that was said: to where it stands in its thread. */
  @Get('paroles/:address')
  async find(
    @Param('address') address: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = askerOf(request);
    const id = idAt('Contribution', address);
    const read = id === null ? null : await this.door.read<{ node: Place | null }>(asker, PLACE, { id });
    const thread = read?.node && addressOf('Thread', read.node.threadId);
    if (!read?.node || !thread) return sendPage(reply, 404, noThreadPage(asker.locale));
    await reply.redirect(placeOn(thread, read.node.number), 303);
  }

  @Get(':address')
  open(
    @Param('address') address: string,
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), address, { after: wholeNumber(after) });
  }

  @Post(':address')
  async send(
    @Param('address') address: string,
    @Body() form: Typed | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const id = await this.seen(asker, address);
    if (id === null)
      return sendPage(
        reply,
        404,
        noThreadPage(asker.locale, ...[form?.body, form?.reason, form?.title].map(textOf)),
      );
    if (form?.act === 'read') {
      const upTo = wholeNumber(form.upTo) ?? 0;
      await this.door.press(asker, MARK, { threadId: id, upTo });
      return void (await reply.redirect(`/fils/${address}?apres=${Math.max(0, upTo - 1)}`, 303));
    }
    if (form?.act === 'appeal') return this.appeal(reply, asker, address, { id, form });
    if (form?.act === 'answer') return this.answer(reply, asker, address, { id, form });
    const typed = {
      kind: textOf(form?.kind),
      repliesTo: textOf(form?.repliesTo),
      body: textOf(form?.body),
      reviewOn: textOf(form?.reviewOn),
    };
    const done = await this.say(asker, id, typed, textOf(form?.key));
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    const { number } = done.contribution ?? {};
    if (number === undefined) await this.show(reply, asker, address, { said: done.message ?? '', typed });
    else await reply.redirect(placeOn(address, number), 303);
  }

  /** Its author appeals what hides their words: of a contribution by its number, of the thread itself by 0. */
  private async appeal(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { id, form }: { readonly id: string; readonly form: Typed },
  ): Promise<void> {
    const [number, version] = [wholeNumber(form.number) ?? 0, wholeNumber(form.version) ?? 0];
    const reason = textOf(form.reason);
    const { message } = await this.appealOf(asker, id, { number, version, reason });
    const after = Math.max(0, number - LENGTH);
    if (message === undefined)
      await reply.redirect(number === 0 ? `/fils/${address}` : placeOn(address, number), 303);
    else
      await this.show(reply, asker, address, { after, said: message, appeal: { number, version, reason } });
  }

  private async appealOf(
    asker: Asker,
    threadId: string,
    { number, version, reason }: TypedAppeal,
  ): Promise<Done> {
    const wrong = unwritable(reason, asker.locale, REASON_MAX);
    if (wrong !== null) return { message: wrong };
    const summaryVersion = version === TITLE ? null : version;
    if (number === 0) return this.door.act(asker, APPEAL_OF_THREAD, { threadId, summaryVersion, reason });
    const contributionId = await this.numbered(asker, threadId, String(number));
    if (contributionId === null) return { message: WORDS[asker.locale].moderation.nothingSaid };
    return this.door.act(asker, APPEAL, { contributionId, version, reason });
  }

  /** A concern is answered, by its number: in the end the page shows what became of it. */
  private async answer(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { id, form }: { readonly id: string; readonly form: Typed },
  ): Promise<void> {
    const number = wholeNumber(form.number) ?? 0;
    const [how, body] = [textOf(form.how), textOf(form.body)];
    const answer = { number, how, body, reviewOn: textOf(form.reviewOn), title: textOf(form.title) };
    const contributionId = await this.numbered(asker, id, String(number));
    const { message } =
      contributionId === null
        ? { message: WORDS[asker.locale].unknown(String(number)) }
        : await answerConcern(this.door, asker, contributionId, answer);
    if (message === undefined) return void (await reply.redirect(placeOn(address, number), 303));
    await this.show(reply, asker, address, { after: Math.max(0, number - LENGTH), said: message, answer });
  }

  private async say(asker: Asker, threadId: string, typed: TypedWords, key: string): Promise<Said> {
    const { body, repliesTo, reviewOn } = typed;
    const kind = KINDS.find((one) => one === typed.kind);
    if (!kind) return { message: WORDS[asker.locale].whichKind };
    const wrong = unwritable(body, asker.locale, BODY_MAX);
    if (wrong !== null) return { message: wrong };
    const repliesToId = repliesTo === '' ? null : await this.numbered(asker, threadId, repliesTo);
    if (repliesTo !== '' && repliesToId === null) return { message: WORDS[asker.locale].unknown(repliesTo) };
    const reviewAt = reviewOn === '' ? null : dayTyped(reviewOn, (await this.door.placeOf(threadId)).zone);
    if (reviewOn !== '' && reviewAt === null) return { message: WORDS[asker.locale].concern.whichDay };
    const idempotencyKey = key === '' ? null : key;
    return this.door.act(asker, SAY, { threadId, kind, body, repliesToId, reviewAt, idempotencyKey });
  }

  /** The contribution of a thread that bears a number; null where none does. */
  private async numbered(asker: Asker, id: string, typed: string): Promise<string | null> {
    const number = wholeNumber(typed);
    if (number === null || number < 1) return null;
    const after = encodeCursor([number - 1]);
    const read = await this.door.read<{
      node: { contributions: { edges: { node: { id: string; number: number } }[] } };
    }>(asker, NUMBERED, { id, after });
    const found = read?.node.contributions.edges[0]?.node;
    return found?.number === number ? found.id : null;
  }

  /** Its id, where it is shown to whoever asks: without a session, or to another collective, it is not there. */
  private async seen(asker: Asker, address: string): Promise<string | null> {
    return (await this.placeIn(asker, address)) && idAt('Thread', address);
  }

  private async placeIn(asker: Asker, address: string): Promise<ReadUpTo | null> {
    const id = idAt('Thread', address);
    const read = id === null ? null : await this.door.read<{ node: ReadUpTo | null }>(asker, WHERE, { id });
    return read?.node ?? null;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { after, said = null, typed = NOTHING_TYPED, appeal = null, answer = null }: Partial<Shown>,
  ): Promise<void> {
    const place = await this.placeIn(asker, address);
    const words = [typed.body, appeal?.reason ?? '', answer?.body ?? '', answer?.title ?? ''];
    if (!place) return sendPage(reply, 404, noThreadPage(asker.locale, ...words));
    // A long thread opens where one stopped reading.
    const begins = place.contributionCount > LENGTH ? Math.max(0, place.viewerReadUpTo - 1) : 0;
    const from = after ?? begins;
    const page = { first: LENGTH, after: from === 0 ? null : encodeCursor([from]) };
    const read = await this.door.readAt<Read>(asker, ['Thread', address], READ, page);
    if (!read) return sendPage(reply, 404, noThreadPage(asker.locale, ...words));
    const { node, viewerId } = read;
    const about = node.subjects.map(({ objectId }) => objectId);
    const names = await this.door.namesOf(asker, [...about, ...mandatesOf(node), ...takenUpIn(node)]);
    const beside = {
      ...(await this.door.placeOf(node.id)),
      subjects: about.flatMap((id) => names.get(id) ?? []),
      isAboutProposal: about.some((id) => addressOf('Proposal', id) !== null),
      ...{ names, viewerId, appeal, answer },
    };
    const shown = { ...beside, after: from, length: LENGTH, key: this.ids.unordered(), said, typed };
    return sendPage(reply, said === null ? 200 : 422, threadPage(asker.locale, node, shown));
  }
}

interface Shown {
  readonly after: number | null;
  readonly said: string | null;
  readonly typed: TypedWords;
  readonly appeal: TypedAppeal | null;
  readonly answer: TypedAnswer | null;
}

/** How far somebody read in a thread. */
interface ReadUpTo {
  readonly contributionCount: number;
  readonly viewerReadUpTo: number;
}

interface Place {
  readonly threadId: string;
  readonly number: number;
}

/** Where something stands on the page of its thread. */
const placeOn = (address: string, number: number): string =>
  `/fils/${address}?apres=${Math.max(0, number - LENGTH)}#n${number}`;

/** The mandates under which words of a thread were moderated. */
const mandatesOf = ({ contributions, moderations }: Read): (string | null)[] =>
  [
    ...moderations.edges.map(({ node }) => node),
    ...contributions.edges.flatMap(({ node }) => node.moderations),
  ].flatMap(({ mandateId, settledUnderId }) => [mandateId, settledUnderId]);

/** The threads and the proposals that took concerns up. */
const takenUpIn = ({ contributions }: Read): (string | null)[] =>
  contributions.edges.flatMap(({ node }) => {
    const last = node.concern?.reviews.at(-1);
    return last ? [last.threadId, last.proposalId] : [];
  });

/** A number that a form or an address holds; null for what is none, or is larger than any thread is long. */
const wholeNumber = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
