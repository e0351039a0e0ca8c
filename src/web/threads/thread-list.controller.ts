import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { addressOf } from '../address.js';
import { MembersDoor, type Done } from '../members-door.js';
import { askerOf, cursorOf, sendPage, textOf } from '../members-page.js';
import { threadListPage, type ThreadList } from './thread-list.page.js';
import { noThreadPage } from './thread.page.js';

const LIST = `query ($after: String) { threads(first: 50, after: $after) {
  edges { node { id title contributionCount unreadCount subjects { objectId } } } pageInfo { hasNextPage endCursor } } }`;
const OPEN = `mutation ($input: OpenThreadInput!) { done: openThread(input: $input) {
  __typename ... on OpenThreadSuccess { thread { id } } ... on Problem { message } } }`;

/** The threads of whoever enters, the latest opened first, and a form to open one: without script, on the API's own acts. */
@Controller('fils')
export class ThreadListController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  @Get()
  list(
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), { after: cursorOf(after) });
  }

  @Post()
  async open(
    @Body() form: { readonly title?: unknown; readonly key?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const [title, key] = [textOf(form?.title), textOf(form?.key)];
    if (!asker.session) return sendPage(reply, 404, noThreadPage(asker.locale, title));
    const input = { title, subjects: [], idempotencyKey: key === '' ? null : key };
    const { thread, message } = await this.door.act<Done & { thread?: { id: string } }>(asker, OPEN, input);
    if (thread) await reply.redirect(`/fils/${addressOf('Thread', thread.id)}`, 303);
    else await this.show(reply, asker, { said: message ?? '', title });
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
    const read = await this.door.read<{ threads: ThreadList }>(asker, LIST, { after });
    if (!read) return sendPage(reply, 404, noThreadPage(asker.locale, title));
    const { threads } = read;
    const names = await this.door.namesOf(asker, subjectsOf(threads));
    const page = threadListPage(asker.locale, threads, { names, said, title, key: this.ids.unordered() });
    return sendPage(reply, said === null ? 200 : 422, page);
  }
}

/** What gives its name to a thread that has none. */
const subjectsOf = ({ edges }: ThreadList): string[] =>
  edges.flatMap(({ node: { title, subjects } }) =>
    title === null ? subjects.map(({ objectId }) => objectId) : [],
  );
