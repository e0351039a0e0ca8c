import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { MembersDoor, type Seen } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { noPage, placeIn, unwritable, type Paged } from '../members-parts.js';
import {
  handBackPage,
  mandatePage,
  type Beside,
  type HeldBefore,
  type ShownMandate,
  type TypedWords,
} from './mandate.page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) { ... on Mandate {
  id task title instructions state startsAt endsAt nextReportDueAt reportOverdue reportMissing boundByIds grantedById endedById
  holders { id publicName } formerHolders { memberId } scope { acts } reports { number versions { version body authorId writtenAt } }
  instructionsAsked { title askedById askedAt outcome }
  handover { items { kind title dueAt } notes { body authorId writtenAt } } } } }`;
/** Who had the task, and whose it is: one live mandate a task. */
const OF_TASK = `query ($task: String!, $after: String) {
  live: mandates(first: 1, task: $task, live: true) { edges { node { id holders { id } } } }
  history: mandates(first: 20, after: $after, task: $task) {
    edges { node { id state startsAt endsAt holders { id publicName } } } pageInfo { hasNextPage endCursor } } }`;
const REPORT = `mutation ($input: ReportOnMandateInput!) { done: reportOnMandate(input: $input) {
  __typename ... on Problem { message } } }`;
const ASK = `mutation ($input: AskForInstructionsInput!) { done: askForInstructions(input: $input) {
  __typename ... on Problem { message } } }`;
const LEAVE = `mutation ($input: WriteHandoverInput!) { done: writeHandover(input: $input) {
  __typename ... on Problem { message } } }`;
const HAND_BACK = `mutation ($input: HandBackMandateInput!) { done: handBackMandate(input: $input) {
  __typename ... on Problem { message } } }`;

type Form = Readonly<Record<string, unknown>> | undefined;

interface OfTask {
  readonly live: { readonly edges: readonly { readonly node: Pick<HeldBefore, 'id' | 'holders'> }[] };
  readonly history: Paged<HeldBefore>;
}

const NOTHING_TYPED: TypedWords = { report: '', title: '', question: '', word: '' };

/** The page of one mandate, on which its holders report, ask home and hand it back: forms without script on the API's acts. */
@Controller('qui-fait-quoi/:address')
export class MandatesController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  @Get()
  open(
    @Param('address') address: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const after = cursorOf(query['apres']);
    return this.show(reply, askerOf(request), address, { after, upTo: placeIn(query['jusque']) });
  }

  @Post()
  async send(
    @Param('address') address: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const typed = {
      report: textOf(form?.['report']),
      title: textOf(form?.['title']),
      question: textOf(form?.['question']),
      word: textOf(form?.['word']),
    };
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], Object.values(typed)));
    const said = await this.do(asker, read.node.id, form, typed);
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/${address}`, 303);
    else await this.show(reply, asker, address, { said, typed });
  }

  @Get('rendre')
  openHandBack(
    @Param('address') address: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.showHandBack(reply, askerOf(request), address, null, '');
  }

  @Post('rendre')
  async handBack(
    @Param('address') address: string,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const word = textOf(form?.['word']);
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [word]));
    const input = { mandateId: read.node.id, handover: word === '' ? null : word };
    const isSure = form?.['sure'] === 'yes';
    const said =
      (isSure ? null : WORDS[asker.locale].notSure) ??
      unwritable(word, asker.locale) ??
      (await this.door.press(asker, HAND_BACK, input));
    if (said === null) await reply.redirect(`${HERE}/${address}`, 303);
    else await this.showHandBack(reply, asker, address, said, word);
  }

  /** What is wrong with it, in a sentence; null where it was done. */
  private async do(
    asker: Asker,
    mandateId: string,
    form: Form,
    { report, title, question, word }: TypedWords,
  ): Promise<string | null> {
    const key = textOf(form?.['key']);
    const once = { mandateId, idempotencyKey: key === '' ? null : key };
    const write = async (text: string, act: string, input: object): Promise<string | null> =>
      unwritable(text, asker.locale) ?? this.door.press(asker, act, { ...once, ...input });
    switch (form?.['act']) {
      case 'report':
        return write(report, REPORT, { body: report });
      case 'ask':
        return write(question, ASK, { title, question });
      case 'leave':
        return write(word, LEAVE, { body: word });
      default:
        return null;
    }
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { after = null, upTo = null, said = null, typed = NOTHING_TYPED }: Partial<Shown>,
  ): Promise<void> {
    const read = await this.read(asker, address);
    const ofTask = read && (await this.ofTask(asker, read.node, after));
    if (!ofTask) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], Object.values(typed)));
    const { node: mandate, viewerId } = read;
    const page = mandatePage(asker.locale, mandate, {
      ...(await this.door.placeOf(mandate.id)),
      names: await this.door.namesOf(asker, named(mandate)),
      ...{ viewerId, ...ofTask, upTo, said, typed },
      key: this.ids.unordered(),
    });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  private async showHandBack(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    said: string | null,
    word: string,
  ): Promise<void> {
    const read = await this.read(asker, address);
    const ofTask = read && (await this.ofTask(asker, read.node, null));
    if (!ofTask) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [word]));
    const { liveId } = ofTask;
    const page = handBackPage(asker.locale, read.node, { viewerId: read.viewerId, liveId, said, word });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  private read(asker: Asker, address: string): Promise<Seen<ShownMandate> | null> {
    return this.door.readAt<ShownMandate>(asker, ['Mandate', address], READ);
  }

  /** Null for a cursor that no page gave. */
  private async ofTask(
    asker: Asker,
    { task }: ShownMandate,
    after: string | null,
  ): Promise<Pick<Beside, 'liveId' | 'inTask' | 'history'> | null> {
    const read = await this.door.read<OfTask>(asker, OF_TASK, { task, after });
    if (!read) return null;
    const live = read.live.edges[0]?.node;
    const inTask = (live?.holders ?? []).map(({ id }) => id);
    return { liveId: live?.id ?? null, inTask, history: read.history };
  }
}

interface Shown {
  readonly after: string | null;
  readonly upTo: number | null;
  readonly said: string | null;
  readonly typed: TypedWords;
}

/** Whom and what a mandate names by their ids. */
const named = (mandate: ShownMandate): (string | null)[] => [
  ...mandate.boundByIds,
  mandate.grantedById,
  mandate.endedById,
  ...mandate.reports.flatMap(({ versions }) => versions.map(({ authorId }) => authorId)),
  ...mandate.instructionsAsked.map(({ askedById }) => askedById),
  ...(mandate.handover?.notes ?? []).map(({ authorId }) => authorId),
];
