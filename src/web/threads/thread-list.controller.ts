import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { addressOf } from '../address.js';
import { askerOf, nothingFor, sendPage, textOf } from '../members-page.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import { threadListPage, type ListedThread, type ThreadList } from './thread-list.page.js';
import { noThreadPage } from './thread.page.js';

const LIST = `query ($after: String) { threads(first: 50, after: $after) {
  edges { node { id title contributionCount unreadCount subjects { objectId } } } pageInfo { hasNextPage endCursor } } }`;
/** What gives its name to a thread that has none. */
export const NAMES = `query ($ids: [ID!]!) { nodes(ids: $ids) {
  ... on Proposal { id title } ... on WorkingGroup { id name } } }`;
const OPEN = `mutation ($input: OpenThreadInput!) { done: openThread(input: $input) {
  __typename ... on OpenThreadSuccess { thread { id } } ... on Problem { message } } }`;

/** The threads of whoever enters, the latest opened first, and a form to open one: without script, on the API's own acts. */
@Controller('fils')
export class ThreadListController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  list(
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), { after: typeof after === 'string' ? after : null });
  }

  @Post()
  async open(
    @Body() form: { readonly title?: unknown; readonly key?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    const [title, key] = [textOf(form?.title), textOf(form?.key)];
    if (!asker.session) return sendPage(reply, 404, noThreadPage(asker.locale, title));
    const input = { title, subjects: [], idempotencyKey: key === '' ? null : key };
    const { done } = await this.api.execute<{ done: { message?: string; thread?: { id: string } } }>(
      OPEN,
      { input },
      asker,
    );
    if (done.thread) await reply.redirect(`/fils/${addressOf('Thread', done.thread.id)}`, 303);
    else await this.show(reply, asker, { said: done.message ?? '', title });
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    {
      after = null,
      said = null,
      title = '',
    }: { after?: string | null; said?: string | null; title?: string },
  ): Promise<void> {
    const threads = await this.threadsFor(asker, after);
    if (!threads) return sendPage(reply, 404, noThreadPage(asker.locale, title));
    const names = await this.namesOf(
      asker,
      threads.edges.map(({ node }) => node),
    );
    const page = threadListPage(asker.locale, threads, { names, said, title, key: this.ids.unordered() });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** Null for whoever is no member, and for an address that no page gave. */
  private async threadsFor(asker: Asker, after: string | null): Promise<ThreadList | null> {
    if (!asker.session) return null;
    const read = await this.api.execute<{ threads: ThreadList }>(LIST, { after }, asker).catch(nothingFor);
    return read && read.threads;
  }

  private async namesOf(
    asker: Asker,
    threads: readonly ListedThread[],
  ): Promise<ReadonlyMap<string, string>> {
    const ids = threads.flatMap(({ title, subjects }) => (title === null ? subjects : []));
    const { nodes } = await this.api.execute<{
      nodes: ({ id: string; title?: string; name?: string } | null)[];
    }>(NAMES, { ids: [...new Set(ids.map(({ objectId }) => objectId))].slice(0, 100) }, asker);
    return new Map(nodes.flatMap((node) => (node?.id ? [[node.id, node.title ?? node.name ?? '']] : [])));
  }
}
