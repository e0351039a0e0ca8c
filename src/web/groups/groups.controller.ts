import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { idAt } from '../address.js';
import { noPage, type Paged } from '../mandates/parts.js';
import { askerOf, isOfTheirs, nothingFor, placeOf, sendPage } from '../members-page.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import {
  groupPage,
  groupsPage,
  HERE,
  type ListedGroup,
  type ShownGroup,
  type ShownThreads,
} from './groups.page.js';

const PAGE = 'pageInfo { hasNextPage endCursor }';
const GROUP = 'id name scope state memberCount viewerIsMember viewerMayJoin';
const LIST = `query ($after: String) { viewer { memberId }
  workingGroups(first: 20, after: $after) { edges { node { ${GROUP} } } ${PAGE} } }`;
const READ = `query ($id: ID!, $members: String, $roles: String, $threads: String) { viewer { member { id } }
  node(id: $id) { ... on WorkingGroup { ${GROUP}
    members(first: 50, after: $members) { edges { node { joinedAt member { publicName } } } ${PAGE} }
    roles(first: 20, after: $roles) { edges { node { id title holders { publicName } } } ${PAGE} } } }
  threads(first: 20, after: $threads, subject: { groupId: $id }) {
    edges { node { id title contributionCount } } ${PAGE} } }`;

/** What a button does. */
const ACTS = {
  join: `mutation ($input: JoinGroupInput!) { done: joinGroup(input: $input) {
    __typename ... on Problem { message } } }`,
  leave: `mutation ($input: LeaveGroupInput!) { done: leaveGroup(input: $input) {
    __typename ... on Problem { message } } }`,
  wake: `mutation ($input: WakeGroupInput!) { done: wakeGroup(input: $input) {
    __typename ... on Problem { message } } }`,
} as const;

/** After which cursor each list of a group's page begins; null from the start. */
interface From {
  readonly members: string | null;
  readonly roles: string | null;
  readonly threads: string | null;
}

const FROM_THE_START: From = { members: null, roles: null, threads: null };

interface Read {
  readonly group: ShownGroup;
  readonly threads: ShownThreads;
}

/** The working groups, and the page of each, on which a member comes in or goes: forms without script on the API's acts. */
@Controller('groupes')
export class GroupsController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = askerOf(request);
    const read = asker.session
      ? await this.api
          .execute<{ viewer: { memberId: string }; workingGroups: Paged<ListedGroup> }>(
            LIST,
            { after: cursorOf(after) },
            asker,
          )
          .catch(nothingFor)
      : null;
    if (!read) return sendPage(reply, 404, noPage(asker.locale));
    const place = await placeOf(this.transactions, read.viewer.memberId);
    return sendPage(reply, 200, groupsPage(asker.locale, read.workingGroups, place));
  }

  @Get(':address')
  open(
    @Param('address') address: string,
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = {
      members: cursorOf(query['membres']),
      roles: cursorOf(query['mandats']),
      threads: cursorOf(query['fils']),
    };
    return this.show(reply, askerOf(request), address, { from, said: null });
  }

  /** A press: twice is no fault. */
  @Post(':address')
  async send(
    @Param('address') address: string,
    @Body() form: { readonly act?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    const read = await this.read(asker, address, FROM_THE_START);
    if (!read) return sendPage(reply, 404, noPage(asker.locale));
    const act = (Object.keys(ACTS) as (keyof typeof ACTS)[]).find((one) => one === form?.act);
    const said = act ? await this.press(asker, ACTS[act], read.group.id) : null;
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/${address}`, 303);
    else await this.show(reply, asker, address, { from: FROM_THE_START, said });
  }

  private async press(asker: Asker, act: string, groupId: string): Promise<string | null> {
    const { done } = await this.api.execute<{ done: { message?: string } }>(
      act,
      { input: { groupId } },
      asker,
    );
    return done.message ?? null;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { from, said }: { readonly from: From; readonly said: string | null },
  ): Promise<void> {
    const read = await this.read(asker, address, from);
    if (!read) return sendPage(reply, 404, noPage(asker.locale));
    const { group, threads } = read;
    const place = await placeOf(this.transactions, group.id);
    const page = groupPage(asker.locale, group, { ...place, threads, said });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** As the API shows it to a member: without a session, or to another collective, it is not there. */
  private async read(asker: Asker, address: string, from: From): Promise<Read | null> {
    const id = idAt('WorkingGroup', address);
    if (!asker.session || id === null) return null;
    const read = await this.api
      .execute<{
        viewer: { member: { id: string } | null };
        node: ShownGroup | null;
        threads: ShownThreads;
      }>(READ, { id, ...from }, asker)
      .catch(nothingFor);
    const viewerId = read?.viewer.member?.id;
    if (!read?.node || viewerId === undefined || !isOfTheirs(viewerId, id)) return null;
    return { group: read.node, threads: read.threads };
  }
}

const cursorOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
