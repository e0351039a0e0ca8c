import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor, type Seen } from '../members-door.js';
import { askerOf, cursorOf, sendPage } from '../members-page.js';
import { noPage, type Paged } from '../members-parts.js';
import {
  groupPage,
  groupsPage,
  HERE,
  type ListedGroup,
  type ShownGroup,
  type ShownThreads,
} from './groups.page.js';
import { WORDS } from './words.js';

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

interface Read extends Seen<ShownGroup> {
  readonly threads: ShownThreads;
}

interface Listed {
  readonly viewer: { readonly memberId: string };
  readonly workingGroups: Paged<ListedGroup>;
}

/** The working groups, and the page of each, on which a member comes in or goes: forms without script on the API's acts. */
@Controller('groupes')
export class GroupsController {
  constructor(@Inject(MembersDoor) private readonly door: MembersDoor) {}

  @Get()
  async list(
    @Query('apres') after: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = askerOf(request);
    const read = await this.door.read<Listed>(asker, LIST, { after: cursorOf(after) });
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const place = await this.door.placeOf(read.viewer.memberId);
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
    const asker = this.door.senderOf(request);
    const read = await this.read(asker, address, FROM_THE_START);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const groupId = read.node.id;
    const act = (Object.keys(ACTS) as (keyof typeof ACTS)[]).find((one) => one === form?.act);
    const said = act ? await this.door.press(asker, ACTS[act], { groupId }) : null;
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`${HERE}/${address}`, 303);
    else await this.show(reply, asker, address, { from: FROM_THE_START, said });
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    { from, said }: { readonly from: From; readonly said: string | null },
  ): Promise<void> {
    const read = await this.read(asker, address, from);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale]));
    const { node: group, threads } = read;
    const place = await this.door.placeOf(group.id);
    const page = groupPage(asker.locale, group, { ...place, threads, said });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  private read(asker: Asker, address: string, from: From): Promise<Read | null> {
    return this.door.readAt<ShownGroup, { threads: ShownThreads }>(asker, ['WorkingGroup', address], READ, {
      ...from,
    });
  }
}
