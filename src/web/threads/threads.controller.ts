import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unreadable } from '../../core/kernel/readable.js';
import { BODY_MAX } from '../../deliberation/contribution.rules.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { encodeCursor } from '../../platform/graphql/connections.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { idAt } from '../address.js';
import { askerOf, nothingFor, placeOf, sendPage, textOf } from '../members-page.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import { NAMES } from './thread-list.controller.js';
import { KINDS, noThreadPage, threadPage, type ShownThread, type TypedWords } from './thread.page.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!, $first: Int!, $after: String) { node(id: $id) { ... on Thread {
  id title contributionCount viewerReadUpTo unreadCount subjects { objectId }
  summaries(first: 1) { edges { node { body upTo } } }
  contributions(first: $first, after: $after) { edges { node { number kind state html writtenAt editedAt
    repliesToNumber author { publicName } anchor { quote } relayed { way relayedBy contested }
    moderations { state reason } } } } } } }`;
const WHERE = 'query ($id: ID!) { node(id: $id) { ... on Thread { contributionCount viewerReadUpTo } } }';
const NUMBERED = `query ($id: ID!, $after: String) { node(id: $id) { ... on Thread {
  contributions(first: 1, after: $after) { edges { node { id number } } } } } }`;
const SAY = `mutation ($input: ContributeInput!) { done: contribute(input: $input) {
  __typename ... on ContributeSuccess { contribution { number } } ... on Problem { message } } }`;
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
}

type Read = { readonly subjects: readonly { readonly objectId: string }[] } & ShownThread;
type Done = { readonly message?: string; readonly contribution?: { readonly number: number } };

const NOTHING_TYPED: TypedWords = { kind: 'REACTION', repliesTo: '', body: '' };

/** The page of one thread, on which a member reads and speaks: forms without script on the API's own acts. */
@Controller('fils')
export class ThreadsController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

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
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    const id = await this.seen(asker, address);
    if (id === null) return sendPage(reply, 404, noThreadPage(asker.locale, textOf(form?.body)));
    if (form?.act === 'read') {
      const upTo = wholeNumber(form.upTo) ?? 0;
      await this.press(asker, MARK, { threadId: id, upTo });
      return void (await reply.redirect(`/fils/${address}?apres=${Math.max(0, upTo - 1)}`, 303));
    }
    const typed = {
      kind: textOf(form?.kind),
      repliesTo: textOf(form?.repliesTo),
      body: textOf(form?.body),
    };
    const done = await this.say(asker, id, typed, textOf(form?.key));
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    const { number } = done.contribution ?? {};
    if (number === undefined) await this.show(reply, asker, address, { said: done.message ?? '', typed });
    else await reply.redirect(`/fils/${address}?apres=${Math.max(0, number - LENGTH)}#n${number}`, 303);
  }

  private async say(asker: Asker, threadId: string, typed: TypedWords, key: string): Promise<Done> {
    const { body, repliesTo } = typed;
    const kind = KINDS.find((one) => one === typed.kind);
    if (!kind) return { message: WORDS[asker.locale].whichKind };
    if (body !== '' && unreadable(body, 'LINES', BODY_MAX))
      return { message: WORDS[asker.locale].unreadable(BODY_MAX) };
    const repliesToId = repliesTo === '' ? null : await this.numbered(asker, threadId, repliesTo);
    if (repliesTo !== '' && repliesToId === null) return { message: WORDS[asker.locale].unknown(repliesTo) };
    const idempotencyKey = key === '' ? null : key;
    return this.press(asker, SAY, { threadId, kind, body, repliesToId, idempotencyKey });
  }

  private async press(asker: Asker, act: string, input: object): Promise<Done> {
    return (await this.api.execute<{ done: Done }>(act, { input }, asker)).done;
  }

  /** The contribution of a thread that bears a number; null where none does. */
  private async numbered(asker: Asker, id: string, typed: string): Promise<string | null> {
    const number = wholeNumber(typed);
    if (number === null || number < 1) return null;
    const after = encodeCursor([number - 1]);
    const { node } = await this.api.execute<{
      node: { contributions: { edges: { node: { id: string; number: number } }[] } };
    }>(NUMBERED, { id, after }, asker);
    const found = node.contributions.edges[0]?.node;
    return found?.number === number ? found.id : null;
  }

  /** Its id, where it is shown to whoever asks: without a session, or to another collective, it is not there. */
  private async seen(asker: Asker, address: string): Promise<string | null> {
    return (await this.placeIn(asker, address)) && idAt('Thread', address);
  }

  private async placeIn(
    asker: Asker,
    address: string,
  ): Promise<{ contributionCount: number; viewerReadUpTo: number } | null> {
    const id = idAt('Thread', address);
    if (!asker.session || id === null) return null;
    const read = await this.api
      .execute<{ node: { contributionCount: number; viewerReadUpTo: number } | null }>(WHERE, { id }, asker)
      .catch(nothingFor);
    return read?.node ?? null;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { after, said = null, typed = NOTHING_TYPED }: Partial<Shown>,
  ): Promise<void> {
    const place = await this.placeIn(asker, address);
    if (!place) return sendPage(reply, 404, noThreadPage(asker.locale, typed.body));
    // A long thread opens where one stopped reading.
    const begins = place.contributionCount > LENGTH ? Math.max(0, place.viewerReadUpTo - 1) : 0;
    const from = after ?? begins;
    const id = idAt('Thread', address) as string;
    const page = { id, first: LENGTH, after: from === 0 ? null : encodeCursor([from]) };
    const { node } = await this.api.execute<{ node: Read }>(READ, page, asker);
    const beside = {
      ...(await placeOf(this.transactions, id)),
      subjects: await this.subjectsOf(asker, node),
    };
    const shown = { ...beside, after: from, length: LENGTH, key: this.ids.unordered(), said, typed };
    return sendPage(reply, said === null ? 200 : 422, threadPage(asker.locale, node, shown));
  }

  /** The names of the proposals and groups that it is about: what else it may be about is read with these. */
  private async subjectsOf(asker: Asker, { subjects }: Read): Promise<string[]> {
    const { nodes } = await this.api.execute<{ nodes: ({ title?: string; name?: string } | null)[] }>(
      NAMES,
      { ids: subjects.map(({ objectId }) => objectId) },
      asker,
    );
    return nodes.flatMap((node) => node?.title ?? node?.name ?? []);
  }
}

interface Shown {
  readonly after: number | null;
  readonly said: string | null;
  readonly typed: TypedWords;
}

/** A number that a form or an address holds; null for what is none, or is larger than any thread is long. */
const wholeNumber = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
